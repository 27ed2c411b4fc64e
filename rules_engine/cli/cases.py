"""The cases that a command line names: read from files or standard input, changed by its options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from rules_engine import literal
from rules_engine.case import Case
from rules_engine.cli.failure import report
from rules_engine.engine import Engine
from rules_engine.norm import Cite
from rules_engine.parse import read_file, read_stream
from rules_engine.problem import CaseError, Problem, ProblemsError
from rules_engine.source import Source
from rules_engine.text import Lang
from rules_engine.value import NOT_YET
from rules_engine.wording import case as say

if TYPE_CHECKING:
    from rules_engine.dossier.acts import Dossier

STANDARD_INPUT: Final = "-"


Matter = TypeVar("Matter", bound="Case | Dossier")


@dataclass(frozen=True, slots=True)
class Batch(Generic[Matter]):
    """The cases that could be read; `failed` tells that some could not, and that the user has been told why.

    `single` tells that the command line asked for one case, so that one answer is wanted and no list.
    """

    cases: tuple[Matter, ...]
    failed: bool

    @property
    def single(self) -> bool:
        """Whether one case was asked for and read."""
        return len(self.cases) == 1 and not self.failed


def read_cases(
    engine: Engine, files: Sequence[str], lang: Lang, *, articles: Iterable[str] = (), as_of: str | None = None
) -> Batch[Case]:
    """The cases of files, with what the options ask. Problems and warnings are printed to standard error.

    A dossier is a problem here. Raises CaseError where an option itself cannot be read.
    """
    return _read(engine, engine.cases, files, lang, articles, as_of)


def read_matters(
    engine: Engine, files: Sequence[str], lang: Lang, *, articles: Iterable[str] = (), as_of: str | None = None
) -> Batch[Case | Dossier]:
    """The cases and dossiers of files, as `read_cases` reads cases."""
    return _read(engine, engine.matters, files, lang, articles, as_of)


def _read(
    engine: Engine,
    read: Callable[[Source], tuple[Matter, ...]],
    files: Sequence[str],
    lang: Lang,
    articles: Iterable[str],
    as_of: str | None,
) -> Batch[Matter]:
    cites, day = tuple(_cite(text) for text in articles), _day(as_of)
    found: list[Matter] = []
    problems: list[Problem] = []
    for name in files:
        try:
            source = read_stream(sys.stdin.buffer, "<stdin>") if name == STANDARD_INPUT else read_file(Path(name))
            for case in read(source):
                absent = _absent(engine, case, cites)
                problems += absent
                found += [] if absent else [_changed(case, cites, day)]
        except ProblemsError as error:
            problems += error.problems
    report([*problems, *(warning for case in found for warning in case.warnings)], lang)
    return Batch(tuple(found), bool(problems))


def _changed(matter: Matter, articles: tuple[Cite, ...], as_of: date | None) -> Matter:
    if isinstance(matter, Case):
        return replace(matter, articles=articles or matter.articles, as_of=as_of or matter.as_of)
    steps = tuple(replace(step, case=_changed(step.case, articles, as_of)) for step in matter.steps)
    return replace(matter, steps=steps, as_of=as_of or matter.as_of)


def _absent(engine: Engine, case: Case | Dossier, articles: tuple[Cite, ...]) -> list[Problem]:
    """The articles asked for that a case's document does not have."""
    known = engine.pack(case.jurisdiction).articles
    return [
        say.unknown_article(None, "--article", str(cite))
        for cite in articles
        if cite.article not in known or cite.paragraph > known[cite.article].paragraphs
    ]


def _cite(text: str) -> Cite:
    cite = Cite.said(text)
    if cite is None:
        raise CaseError([say.unknown_article(None, "--article", text)])
    return cite


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    for read in (literal.moment, literal.day):
        try:
            found = read(text)
        except literal.Unreadable:
            continue
        if found.year != NOT_YET.year:
            return found
    raise CaseError([say.wrong_value(None, "--as-of", "--as-of", text, say.A_DAY)])
