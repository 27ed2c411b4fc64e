"""What is wrong with rows of a table: a line for each problem, with the row's place in its batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from rules_engine.batch.written import spelt
from rules_engine.intake.written import shown
from rules_engine.problem import Problem
from rules_engine.source import visible
from rules_engine.text import Lang

AT: Final = ":at"
"""The column with a row's place in its batch."""
PLACE: Final = pl.UInt32()
SCHEMA: Final = {
    AT: PLACE,
    "order": pl.UInt32(),
    "column": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "reason": pl.String(),
    "help": pl.String(),
}


class Faults:
    """The problems of a batch's rows, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._parts: list[pl.DataFrame] = []

    def add(self, at: pl.Series, problem: Problem, *, order: int = 0, column: str = "", value: str = "") -> None:
        """Note one problem of several rows."""
        self.add_each(at, [problem] * len(at), order=order, column=column, values=[value] * len(at))

    def add_each(
        self, at: pl.Series, problems: Sequence[Problem], *, order: int, column: str, values: Sequence[str]
    ) -> None:
        """Note a problem for each of several rows; `order` sorts the problems of a row."""
        told = {
            AT: at,
            "order": [order] * len(at),
            "column": [column] * len(at),
            "value": [visible(shown(spelt(value))) for value in values],
            "code": [problem.code for problem in problems],
            "reason": [visible(problem.message.pick(self.lang)) for problem in problems],
            "help": [visible(problem.help.pick(self.lang)) if problem.help else "" for problem in problems],
        }
        if len(at):
            self._parts.append(pl.DataFrame(told, schema=SCHEMA))

    def told(self) -> pl.DataFrame:
        """All problems, by row."""
        if not self._parts:
            return pl.DataFrame(schema=SCHEMA)
        return pl.concat(self._parts).sort(AT, "order", maintain_order=True)

    def rows(self) -> pl.Series:
        """The rows that have problems, each once."""
        found = [part[AT] for part in self._parts]
        return pl.concat(found).unique() if found else pl.Series(AT, dtype=PLACE)
