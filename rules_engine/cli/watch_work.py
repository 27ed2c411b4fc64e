"""What `ledger watch` does: events read as they come, and each change printed at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, Final

from rules_engine.cli.failure import INVALID, report
from rules_engine.cli.ledger_checking import Asked
from rules_engine.cli.ledger_work import entry_reader, opened
from rules_engine.cli.output import print_page
from rules_engine.cli.progress import progress_bar
from rules_engine.engine import Engine
from rules_engine.history import Standing
from rules_engine.ledger.arrivals import Line, arrivals
from rules_engine.ledger.files import read_line
from rules_engine.ledger.form import Entry
from rules_engine.ledger.reading import EntryReader
from rules_engine.ledger.store import Ledger
from rules_engine.ledger.watch_engine import watcher_maker
from rules_engine.ledger.watching import Change, LedgerWatch, Outset
from rules_engine.problem import CaseError, LedgerError, ParseError, Problem
from rules_engine.render.ledger import HistoryWords
from rules_engine.render.ledger_change import change_data, change_page
from rules_engine.source import Source, Span
from rules_engine.text import Lang
from rules_engine.wording import ledger as say

INPUT: Final = "<stdin>"
_LATEST: Final = 36_500  # days, so that no calendar is left
_AT_ONCE: Final = 5_000  # events after which a progress bar is worth its line


def outset(at: str | None, since: str | None, term_from: str | None, term_to: str | None, late: int) -> Outset:
    """Where a watch begins, from what options say. Raises CaseError."""
    asked = Asked.read(at, since, term_from, term_to, kept=False)
    if not 0 <= late <= _LATEST:
        raise CaseError([say.bad_late()])
    return Outset(asked.at, asked.since, asked.terms, late, follows=at is not None)


def watch_of(engine: Engine, outset_: Outset, evaluator: str) -> LedgerWatch:
    """A watch of the engine's packs. Raises EngineUnavailable."""
    return LedgerWatch(engine.pack, engine.vocabulary, outset_, watcher_maker(evaluator))


@dataclass(slots=True)
class Showing:
    """Prints changes, and notes what the exit code tells."""

    engine: Engine
    lang: Lang
    as_json: bool
    place: bool
    violated: bool = False
    refused: bool = False
    words: dict[str, tuple[HistoryWords, str]] = field(default_factory=dict)

    def changes(self, watching: LedgerWatch, changes: Iterable[Change]) -> None:
        """Print changes, each at once."""
        for change in changes:
            if change.finding.standing is Standing.VIOLATED and not change.withdrawn:
                self.violated = True
            if self.as_json:
                sys.stdout.write(json.dumps(change_data(change), ensure_ascii=False, separators=(",", ":")) + "\n")
            else:
                self._line(change, watching)
            sys.stdout.flush()

    def _line(self, change: Change, watching: LedgerWatch) -> None:
        if change.jurisdiction not in self.words:
            pack = self.engine.pack(change.jurisdiction)
            name = pack.name.pick(self.lang) if self.place else ""
            self.words[change.jurisdiction] = HistoryWords(pack, self.engine.vocabulary, self.lang), name
        words, name = self.words[change.jurisdiction]
        print_page(change_page(change, words, watching.events(change.jurisdiction), name))

    def problems(self, problems: Iterable[Problem], number: int = 0, text: str = "") -> None:
        """Print what is wrong with an event, with its line where it has one."""
        self.refused = True
        span = Span(Source(INPUT, "\n" * (number - 1) + text), number, 1) if number else None
        report([replace(problem, span=problem.span or span) for problem in problems], self.lang)

    @property
    def exit_code(self) -> int:
        """2 where an event could not be taken, else 1 where a must was violated, else 0."""
        return INVALID if self.refused else int(self.violated)


def watch(
    engine: Engine,
    watching: LedgerWatch,
    showing: Showing,
    jurisdiction: str | None,
    named: str | None,
    *,
    follow: bool,
) -> int:
    """Watch until nothing can come any more; the exit code. Raises LedgerError where the ledger cannot be used."""
    only = engine.jurisdiction_id(jurisdiction) if jurisdiction else ""
    reader = entry_reader(engine, only)
    with _past(named, follow=follow) as ledger:
        after = ledger.last() if ledger else 0
        if ledger:
            _recall(ledger, watching, only)
        for arrived in arrivals(_stream(follow=follow), _added(ledger, only) if follow else None, after):
            if not watching.follows_events:
                showing.changes(watching, watching.at(date.today()))
            if arrived:
                _take(arrived, reader, watching, showing, only)
    return showing.exit_code


def _take(arrived: Line | Entry, reader: EntryReader, watching: LedgerWatch, showing: Showing, only: str) -> None:
    """Take what has arrived, and tell what it changes or what is wrong with it."""
    number, text = (arrived.number, "") if isinstance(arrived, Line) else (0, "")
    try:
        if isinstance(arrived, Line):
            text = arrived.text(INPUT)
            arrived = read_line(INPUT, number, text, reader)
        if only in ("", arrived.event.jurisdiction):
            showing.changes(watching, watching.add(arrived.event))
    except (CaseError, ParseError, LedgerError) as error:
        showing.problems(error.problems, number, text)


@contextmanager
def _past(named: str | None, *, follow: bool) -> Iterator[Ledger | None]:
    """The ledger that tells what has happened, where one is asked."""
    if not (named or follow):
        yield None
        return
    with opened(named) as ledger:
        yield ledger


def _recall(ledger: Ledger, watching: LedgerWatch, only: str) -> None:
    for place in [only] if only else ledger.jurisdictions():
        size = ledger.size(place)
        with progress_bar(place, 2 * size if size >= _AT_ONCE else 0) as progress:
            watching.recall(place, ledger.events(place, progress), progress)


def _added(ledger: Ledger | None, only: str) -> Callable[[int], list[Entry]] | None:
    return (lambda seq: ledger.entries(jurisdiction=only, after=seq)) if ledger else None


def _stream(*, follow: bool) -> IO[bytes] | None:
    """Standard input; a terminal's alone where nothing else is watched, for nobody types while a ledger is followed."""
    return None if follow and sys.stdin.isatty() else sys.stdin.buffer
