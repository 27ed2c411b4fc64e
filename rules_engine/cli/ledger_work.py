"""What the commands of `ledger` do with entries: they are read, sent to a ledger, found in it and printed."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from rules_engine import literal
from rules_engine.cli.failure import report
from rules_engine.cli.output import print_json, print_page
from rules_engine.cli.progress import progress_bar
from rules_engine.cli.writing import write_file
from rules_engine.engine import Engine
from rules_engine.history import Event
from rules_engine.intake.events import EventReader
from rules_engine.ledger.files import Reject, open_source, read_events
from rules_engine.ledger.form import Entry
from rules_engine.ledger.place import LedgerPlace, ledger_place
from rules_engine.ledger.reading import EntryReader
from rules_engine.ledger.store import Ledger, Received
from rules_engine.names import key, nearest
from rules_engine.parse import read_stream
from rules_engine.problem import CaseError, LedgerError
from rules_engine.source import Source
from rules_engine.text import Lang, Text
from rules_engine.value import NOT_YET
from rules_engine.wording import case as say_case
from rules_engine.wording import events as say_events
from rules_engine.wording import ledger as say

STANDARD_INPUT: Final = "-"
WORTH_A_BAR: Final = 20_000
"""From how many events on a progress bar is worth its line."""


# --- what is written


def entry(engine: Engine, jurisdiction: str, kind: str, parts: Sequence[str], told: Mapping[str, str | None]) -> Entry:
    """An event from the words of a command line. Raises CaseError with all problems."""
    written: dict[str, Any] = {"jurisdiction": jurisdiction, "kind": kind}
    written |= {name: value for name, value in told.items() if value is not None}
    written.setdefault("on", date.today().isoformat())
    for name, value in map(pair, parts):
        if name in written:
            raise CaseError([say_events.key_twice(None, name, Text(name, name))])
        written[name] = value
    reader = entry_reader(engine)
    if "id" not in written:
        readable = engine.event_reader(engine.jurisdiction_id(jurisdiction)).kinds.get(key(kind), "event")
        written["id"] = f"{readable}-{secrets.token_hex(5)}"
    return reader.entry(written, flat=True)


def pair(word: str) -> tuple[str, str]:
    """A name and a value from `name=value`. Raises CaseError."""
    name, equals, value = word.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise CaseError([say.not_a_pair(word)])
    return name.strip(), value.strip()


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option names. Raises CaseError."""
    if text is None:
        return None
    try:
        found = literal.day(text)
    except literal.Unreadable as error:
        raise CaseError([say_case.wrong_value(None, option, option, text, error.accepted)]) from None
    if found == NOT_YET:
        raise CaseError([say_case.wrong_value(None, option, option, text, say_case.A_DAY)])
    return found


def entry_reader(engine: Engine, jurisdiction: str = "") -> EntryReader:
    """What reads entries; `jurisdiction` is that of those which do not say."""
    readers: dict[str, EventReader] = {}

    def reader(place: str) -> EventReader:
        if place not in readers:
            readers[place] = engine.event_reader(place)
        return readers[place]

    return EntryReader(engine.vocabulary, engine.jurisdiction_id, reader, jurisdiction)


def read_files(
    engine: Engine, files: Sequence[str], jurisdiction: str, lang: Lang, *, skip_bad: bool
) -> tuple[list[Entry], list[Reject]]:
    """The events of files, and what is none. Without `skip_bad` that raises CaseError; with it, it is reported."""
    reader, entries, bad = entry_reader(engine, jurisdiction), list[Entry](), list[Reject]()
    for name in files:
        source = read_stream(sys.stdin.buffer, "<stdin>.jsonl") if name == STANDARD_INPUT else open_source(Path(name))
        with progress_bar(source.name, _lines(source)) as progress:
            found = read_events(source, reader, progress)
        entries += found.entries
        bad += found.rejects
    if bad and not skip_bad:
        raise CaseError(problem for reject in bad for problem in reject.problems)
    report([problem for reject in bad for problem in reject.problems], lang)
    return entries, bad


def _lines(source: Source) -> int:
    lines = source.text.count("\n")
    return lines if lines >= WORTH_A_BAR else 0


def write_rejects(path: Path, bad: Sequence[Reject]) -> None:
    """Write the lines that are no events to a file. Raises CaseError where it cannot be written."""
    write_file(path, "".join(f"{reject.written}\n" for reject in bad).encode())


@contextmanager
def opened(named: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger that is named. Raises as `Ledger.open`."""
    found = Ledger.open(ledger_place(named), create=create)
    try:
        yield found
    finally:
        found.close()


def send(
    named: str | None, entries: Sequence[Entry], lang: Lang, *, as_json: bool, rejected: Sequence[Reject] = ()
) -> None:
    """Send entries to the ledger, and print what came of it. Raises LedgerError."""
    with opened(named, create=True) as ledger:
        label = ledger.place.shown
        with progress_bar(label, len(entries) if len(entries) >= WORTH_A_BAR else 0) as progress:
            received = ledger.add(entries, progress)
    _print_received(received, ledger.place, lang, as_json=as_json, rejected=len(rejected))


def _print_received(received: Received, place: LedgerPlace, lang: Lang, *, as_json: bool, rejected: int) -> None:
    from rules_engine.render.ledger_entries import received_page  # noqa: PLC0415 -- as elsewhere

    if as_json:
        told = {"added": received.added, "known": received.known, "rejected": rejected, "ledger": place.shown}
        print_json(told)
    else:
        print_page(received_page(received.added, received.known, place.shown, lang))


# --- what is found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a ledger are asked for; what is empty asks nothing."""

    jurisdiction: str
    kind: str
    first: date | None
    last: date | None
    names: tuple[tuple[str, str], ...]

    @classmethod
    def read(
        cls, engine: Engine, jurisdiction: str | None, kind: str | None, first: str | None, last: str | None, names: Any
    ) -> Wanted:
        """From what options say. Raises CaseError."""
        place = engine.jurisdiction_id(jurisdiction) if jurisdiction else ""
        found = _kind(engine, kind) if kind else ""
        return cls(
            place,
            found,
            day_of(first, "--from"),
            day_of(last, "--to"),
            tuple(_named(engine, *pair(word)) for word in names),
        )

    def takes(self, event: Event) -> bool:
        """Whether an event is asked for."""
        inside = (self.first or date.min) <= (event.until or event.day) and event.day <= (self.last or date.max)
        return inside and all(event.names.get(name) == value for name, value in self.names)


def _named(engine: Engine, written: str, value: str) -> tuple[str, str]:
    """A name under its id, as events have it."""
    names = {one: text for event in engine.vocabulary.events.values() for one, text in event.names.items()}
    for one, text in names.items():
        if key(written) in map(key, (one, text.zh, text.en)):
            return one, value
    told = [Text(text.zh, one) for one, text in names.items()]
    raise CaseError([say_events.unknown_act_name(None, "--name", written, told)])


def _kind(engine: Engine, written: str) -> str:
    for kind, event in engine.vocabulary.events.items():
        label = event.label
        if key(written) in map(key, (kind, label.text.zh, label.text.en, *label.aliases)):
            return kind
    raise CaseError([say_events.unknown_kind(None, "--kind", written, nearest(written, engine.vocabulary.events))])


def show_entries(engine: Engine, named: str | None, wanted: Wanted, lang: Lang, *, as_json: bool) -> None:
    """Print the entries that are asked for."""
    with opened(named) as ledger:
        entries = ledger.entries(jurisdiction=wanted.jurisdiction, kind=wanted.kind)
        voided = frozenset((e.event.jurisdiction, e.event.voids) for e in ledger.voidings())
    chosen = [one for one in entries if wanted.takes(one.event)]
    if as_json:
        from rules_engine.render.ledger_data import entry_data  # noqa: PLC0415 -- as elsewhere

        data = [(one, entry_data(one, engine.vocabulary)) for one in chosen]
        print_json([told | {"voided": (one.event.jurisdiction, one.event.id) in voided} for one, told in data])
        return
    from rules_engine.render.ledger_entries import entries_page  # noqa: PLC0415 -- as elsewhere

    known = {one.event.jurisdiction for one in chosen}.intersection(engine.jurisdictions)
    places = {name: engine.pack(name).short.pick(lang) or engine.pack(name).name.pick(lang) for name in known}
    print_page(entries_page(chosen, voided, engine.vocabulary, lang, places))


def found(engine: Engine, named: str | None, event: str, jurisdiction: str | None) -> Event:
    """The event of an id. Raises LedgerError where there is none, or one in each of several jurisdictions."""
    place = engine.jurisdiction_id(jurisdiction) if jurisdiction else ""
    with opened(named) as ledger:
        entries = ledger.entries(ids=[event], jurisdiction=place)
        if not entries:
            raise LedgerError([say.no_such_event(event, ledger.near(event))])
    if len(entries) > 1:
        raise LedgerError([say.several_events(event, ", ".join(one.event.jurisdiction for one in entries))])
    return entries[0].event


def ended(engine: Engine, old: Event, day: str) -> Entry:
    """An open interval with its last day, in the place of what it was. Raises LedgerError or CaseError."""
    until = day_of(day, "DATE")
    assert until
    if not engine.vocabulary.events[old.kind].lasting:
        raise CaseError([say_events.not_lasting(None, "until", engine.vocabulary.events[old.kind].label.named)])
    if old.until:
        raise LedgerError([say.ended_already(old.id, old.until.isoformat())])
    if until < old.day:
        raise CaseError([say_events.ends_before(None, "DATE")])
    return Entry(replace(old, id=f"{old.id}-ended-{until.isoformat()}", until=until, voids=old.id, seq=0))
