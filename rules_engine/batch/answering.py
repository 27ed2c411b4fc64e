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
from rules_engine.evaluate.columnar.bits import Bits, count_of, join
from rules_engine.evaluate.columnar.kernel import SILENCES, VERDICTS, Kernel, Table
from rules_engine.evaluate.columnar.masks import names_in
from rules_engine.evaluate.columnar.reasons import reasons
from rules_engine.plan import plan
from rules_engine.program import Line

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

    def answers(self, cases: pl.DataFrame, tallies: Tallies) -> pl.DataFrame:
        """The columns that were asked for, a row for each case; what they add up to is added to the tallies."""
        table = self._kernel.table(cases)
        verdict, silence = table.verdict()
        violated = answers.with_status(table, Status.VIOLATED)
        self._tally(table, verdict, tallies)
        make: Mapping[Answer, Callable[[], pl.Series]] = {
            Answer.VERDICT: lambda: verdict,
            Answer.SILENCE: lambda: silence,
            Answer.VIOLATED: lambda: violated.named(self._ids),
            Answer.ARTICLES: lambda: violated.worded(self._cited),
            Answer.UNDETERMINED: lambda: answers.rules_with(table, Status.UNDETERMINED),
            Answer.MISSING: lambda: _missing(table, tallies),
            Answer.ADVICE: lambda: answers.rules_with(table, Status.DEPARTED),
            Answer.DUTIES: lambda: _duties(table),
        }
        return pl.DataFrame([make[name]().alias(name.value) for name in self._answers])

    def _cited(self, number: int) -> list[str]:
        return list(dict.fromkeys(cite for cites in names_in(number, self._cites) for cite in cites))

    def _tally(self, table: Table, verdict: pl.Series, tallies: Tallies) -> None:
        for name, count in verdict.alias("verdict").value_counts().iter_rows():
            tallies.verdicts[*self._head, name] += count
        by_article: dict[int, Bits] = {}
        for at, norm in zip(self._kernel.asked, self._norms, strict=True):
            where = table.status(Status.VIOLATED, at)
            if where is False:
                continue
            tallies.rules[norm.id] += count_of(where, table.height)
            for article in {citation.cite.article for citation in norm.citations}:
                by_article[article] = join(by_article.get(article, False), where)
        for article, where in by_article.items():
            tallies.articles[self._head[0], article] += count_of(where, table.height)


def _missing(table: Table, tallies: Tallies) -> pl.Series:
    found = reasons(table)
    tallies.missing.update(found.counts(table.height))
    return answers.told(table, found)


def _duties(table: Table) -> pl.Series:
    """The duties that arise from each act. Acts share their states and days, so each combination is told once."""
    frames = answers.duties(table)
    if not frames:
        nothing: list[list[dict[str, Any]]] = [[]]
        return pl.Series(nothing, dtype=pl.List(DUTY)).gather(pl.repeat(0, table.height, dtype=pl.UInt32, eager=True))
    columns = {f"{name}{at}": frame[name] for at, (_, frame) in enumerate(frames) for name in ("state", "due")}
    found = pl.DataFrame(columns)
    different = found.unique(maintain_order=True)
    told = [_duty(line, different, at) for at, (line, _) in enumerate(frames)]
    lists = different.select(pl.concat_list(told).list.drop_nulls()).to_series()
    places = found.join(
        different.with_row_index(), on=found.columns, how="left", nulls_equal=True, maintain_order="left"
    )
    return lists.gather(places["index"])


def _duty(line: Line, found: pl.DataFrame, at: int) -> pl.Expr:
    state, day = pl.col(f"state{at}"), pl.col(f"due{at}")
    due = day.dt.to_string("%Y-%m-%d %H:%M" if found[f"due{at}"].dtype == pl.Datetime else "%Y-%m-%d")
    return pl.when(state.is_not_null()).then(pl.struct(rule=pl.lit(line.norm.id), state=state.cast(pl.String), due=due))
