"""The answers to the cases of one action, as columns, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from rules_engine.batch.asked import Answer, Asked, Packs
from rules_engine.decision import Status
from rules_engine.evaluate.columnar import answers
from rules_engine.evaluate.columnar.kernel import SILENCES, VERDICTS, Kernel, Table
from rules_engine.evaluate.columnar.masks import Combinations, Spellings, names_in
from rules_engine.plan import plan
from rules_engine.program import Line

_LISTED: Final = (Status.VIOLATED, Status.UNDETERMINED, Status.DEPARTED)
_NAMES: Final = pl.List(pl.String())
DUTY: Final = pl.Struct({"rule": pl.String(), "state": pl.String(), "due": pl.String()})
"""A duty that arises from an act: its rule, whether it is done, and the day or moment by which it is due."""
_TYPES: Final[Mapping[Answer, pl.DataType]] = {
    Answer.VERDICT: VERDICTS,
    Answer.SILENCE: SILENCES,
    Answer.VIOLATED: _NAMES,
    Answer.ARTICLES: _NAMES,
    Answer.UNDETERMINED: _NAMES,
    Answer.MISSING: _NAMES,
    Answer.ADVICE: _NAMES,
    Answer.DUTIES: pl.List(DUTY),
}


def schema_of(asked: Asked) -> dict[str, pl.DataType]:
    """The columns of answers with their types."""
    heads = {"id": pl.String(), "jurisdiction": pl.String(), "action": pl.String(), "date": pl.Date()}
    return {**heads, **{name.value: _TYPES[name] for name in asked.answers}}


@dataclass(slots=True)
class Tallies:
    """What answers add up to.

    Cases by jurisdiction, action and verdict; how many violate each rule, or any rule of an article of a jurisdiction;
    how many lack each fact, or an element of it.
    """

    verdicts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    articles: Counter[tuple[str, int]] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tallies) -> None:
        """Add those of other cases."""
        self.verdicts.update(other.verdicts)
        self.rules.update(other.rules)
        self.articles.update(other.articles)
        self.missing.update(other.missing)


class Answering:
    """Answers the cases of one action under one pack."""

    def __init__(self, packs: Packs, jurisdiction: str, action: str, asked: Asked) -> None:
        self._head, self._answers = (jurisdiction, action), asked.answers
        program = plan(packs.pack(jurisdiction), packs.vocabulary, action)
        self._kernel = Kernel(program, strict=asked.strict)
        self._norms = [program.lines[at].norm for at in self._kernel.asked]
        self._ids = [norm.id for norm in self._norms]
        self._cites = [tuple(str(citation.cite) for citation in norm.citations) for norm in self._norms]
        self._articles = [{citation.cite.article for citation in norm.citations} for norm in self._norms]
        self._rules = {status: Spellings(self._named) for status in _LISTED}
        self._sections = Spellings(self._cited)
        self._missing = answers.Missing(program)

    def answers(self, cases: pl.DataFrame, tallies: Tallies) -> pl.DataFrame:
        """The columns that were asked for, a row for each case; what they add up to is added to the tallies."""
        table = self._kernel.table(cases)
        verdict, silence = table.verdict()
        violated = answers.with_status(table, Status.VIOLATED)
        self._tally(verdict, violated, tallies)
        make: Mapping[Answer, Callable[[], pl.Series]] = {
            Answer.VERDICT: lambda: verdict,
            Answer.SILENCE: lambda: silence,
            Answer.VIOLATED: lambda: self._rules[Status.VIOLATED].of(violated),
            Answer.ARTICLES: lambda: self._sections.of(violated),
            Answer.UNDETERMINED: lambda: self._with(table, Status.UNDETERMINED),
            Answer.MISSING: lambda: self._lacking(table, tallies),
            Answer.ADVICE: lambda: self._with(table, Status.DEPARTED),
            Answer.DUTIES: lambda: _duties(table),
        }
        return pl.DataFrame([make[name]().alias(name.value) for name in self._answers])

    def _with(self, table: Table, status: Status) -> pl.Series:
        return self._rules[status].of(answers.with_status(table, status))

    def _lacking(self, table: Table, tallies: Tallies) -> pl.Series:
        found = self._missing.of(table)
        tallies.missing.update(self._missing.counts)
        return found

    def _named(self, number: int) -> list[str]:
        return names_in(number, self._ids)

    def _cited(self, number: int) -> list[str]:
        return list(dict.fromkeys(cite for cites in names_in(number, self._cites) for cite in cites))

    def _tally(self, verdict: pl.Series, violated: Combinations, tallies: Tallies) -> None:
        for name, count in verdict.alias("verdict").value_counts().iter_rows():
            tallies.verdicts[*self._head, name] += count
        for number, count in violated.counted():
            tallies.rules.update(dict.fromkeys(self._named(number), count))
            articles = {article for found in names_in(number, self._articles) for article in found}
            tallies.articles.update({(self._head[0], article): count for article in articles})


def _duties(table: Table) -> pl.Series:
    """The duties that arise from each act."""
    frames = answers.duties(table)
    if not frames:
        nothing: list[list[dict[str, Any]]] = [[]]
        return pl.Series(nothing, dtype=pl.List(DUTY)).gather(pl.repeat(0, table.height, dtype=pl.UInt32, eager=True))
    told = [_duty(line, frame) for line, frame in frames]
    return pl.select(pl.concat_list(told).list.drop_nulls()).to_series()


def _duty(line: Line, frame: pl.DataFrame) -> pl.Series:
    timed = frame["due"].dtype == pl.Datetime
    due = pl.col("due").dt.to_string("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")
    told = pl.struct(rule=pl.lit(line.norm.id), state=pl.col("state").cast(pl.String), due=due)
    return frame.select(pl.when(pl.col("state").is_not_null()).then(told)).to_series()
