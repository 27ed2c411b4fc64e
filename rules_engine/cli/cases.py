"""The cases that a command line names: read from files or standard input, changed by its options."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from rules_engine import literal
from rules_engine.case import Case
from rules_engine.cli.failure import report
from rules_engine.engine import Engine
from rules_engine.norm import Cite
from rules_engine.parse import read_file, read_stream
from rules_engine.problem import CaseError, Problem, ProblemsError
from rules_engine.text import Lang, Text
from rules_engine.wording import case as say

STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Batch:
    """The cases that could be read; `failed` tells that some could not, and that the user has been told why.

    `single` tells that the command line asked for one case, so that one answer is wanted and no list.
    """

    cases: tuple[Case, ...]
    failed: bool

    @property
    def single(self) -> bool:
        """Whether one case was asked for and read."""
        return len(self.cases) == 1 and not self.failed


def read_cases(
    engine: Engine, files: Sequence[str], lang: Lang, *, articles: Iterable[str] = (), as_of: str | None = None
) -> Batch:
    """The cases of files, with what the options ask. Problems and warnings are printed to standard error.

    Raises CaseError where an option itself cannot be read.
    """
    cites, day = tuple(_cite(text) for text in articles), _day(as_of)
    found: list[Case] = []
    problems: list[Problem] = []
    for name in files:
        try:
            source = read_stream(sys.stdin.buffer, "<stdin>") if name == STANDARD_INPUT else read_file(Path(name))
            cases = [_changed(case, cites, day) for case in engine.cases(source)]
            problems += [problem for case in cases for problem in _absent(engine, case, cites)]
            found += cases
        except ProblemsError as error:
            problems += error.problems
    report([*problems, *(warning for case in found for warning in case.warnings)], lang)
    return Batch(tuple(found), bool(problems))


def _changed(case: Case, articles: tuple[Cite, ...], as_of: date | None) -> Case:
    return replace(case, articles=articles or case.articles, as_of=as_of or case.as_of)


def _absent(engine: Engine, case: Case, articles: tuple[Cite, ...]) -> Iterable[Problem]:
    """The articles asked for that a case's document does not have."""
    known = engine.pack(case.jurisdiction).articles
    return (say.unknown_article(None, "--article", str(cite)) for cite in articles if cite.article not in known)


def _cite(text: str) -> Cite:
    cite = Cite.parse(text)
    if cite is None:
        raise CaseError([say.unknown_article(None, "--article", text)])
    return cite


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    for read in (literal.moment, literal.day):
        try:
            return read(text)
        except literal.Unreadable as error:
            accepted: Text = error.accepted
    raise CaseError([say.wrong_value(None, "--as-of", "--as-of", text, accepted)])
