"""So many events, or so many days, in a period: which groups and periods are not plainly kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from rules_engine.evaluate.audit.frame.asked import FrameAsked, columns, group_of
from rules_engine.evaluate.audit.frame.events import day_of, number_of
from rules_engine.evaluate.audit.frame.places import Intervals, coded, days, within
from rules_engine.evaluate.history.question import NO_BOUND, Group, Span, bounds
from rules_engine.evaluate.history.total import DAYS_IN_MONTH
from rules_engine.history import Count, HistoryFinding, Total

_CELL: Final = {"code": pl.Int64, "start": pl.Int32, "end": pl.Int32}
Spans = Mapping[tuple[int, int], Span]
"""Periods by their first and last day."""


def findings(asked: FrameAsked, pattern: Count | Total) -> Iterator[HistoryFinding]:
    """What is found of the groups and periods that are not plainly kept."""
    whole = isinstance(pattern, Total)
    least, most = bounds(pattern.limit, DAYS_IN_MONTH if isinstance(pattern, Total) and pattern.in_months else 1)
    rosters = asked.rosters(pattern) if least else {}
    chosen = asked.intervals(pattern.events, pattern.by, lasting=whole)
    names = columns(pattern.by)
    (chosen, offices), groups = coded([chosen, _frame(rosters, names)], names)
    known, utmost = (days(one) if whole else one.select("code", day="first") for one in (chosen.filter("sure"), chosen))
    around = {
        number: pattern.per.around(day_of(number), asked.question.terms)
        for number in (utmost.get_column("day").unique() if most < NO_BOUND else ())
    }
    minima = asked.spans(pattern) if least else []
    spans = {_numbers(span): span for span in (*around.values(), *minima) if span}
    inside = utmost.join(_periods(around), on="day").unique(["code", "start", "end"]).select(*_CELL)
    cells = pl.concat(
        [
            offices.select("code").unique().join(_frame_of(minima), how="cross").with_columns(least=least),
            inside.drop_nulls().with_columns(least=0),
        ]
    )
    cells = cells.unique(["code", "start", "end"], keep="first", maintain_order=True)
    cells = cells.with_columns(within(known, cells).alias("number"), within(utmost, cells).alias("utmost"))
    doubtful = cells.filter((pl.col("number") < pl.col("least")) | (pl.col("utmost") > most))
    group = group_of(groups, pattern.by)
    rows = Intervals(chosen).open(doubtful)
    for (code, start, end), ours in zip(doubtful.select(*_CELL).rows(), asked.events(rows), strict=True):
        yield from asked.cell(pattern, group[code], spans[start, end], ours, rosters.get(group[code], []))
    outside = [number for number, span in around.items() if span is None]
    yield from _elsewhere(asked, pattern, chosen, utmost.filter(pl.col("day").is_in(outside)), group, most)


def _elsewhere(
    asked: FrameAsked,
    pattern: Count | Total,
    chosen: pl.DataFrame,
    outside: pl.DataFrame,
    group: Sequence[Group],
    most: int,
) -> Iterator[HistoryFinding]:
    """What is found of the days that lie in no known term, all of them together."""
    crowded = outside.group_by("code").len("number").filter(pl.col("number") > most)
    ours = chosen.join(crowded, on="code", how="semi")
    if isinstance(pattern, Count):
        ours = ours.join(outside, left_on="first", right_on="day", how="semi")
    told = ours.group_by("code").agg("row")
    events = asked.events(told.get_column("row").to_list())
    for code, place in zip(told.get_column("code"), events, strict=True):
        yield from asked.cell(pattern, group[code], None, place, [])


def _numbers(span: Span) -> tuple[int, int]:
    return number_of(span[0]), number_of(span[1] or date.max)


def _periods(around: Mapping[int, Span | None]) -> pl.DataFrame:
    told = [(number, *(_numbers(span) if span else (None, None))) for number, span in around.items()]
    return pl.DataFrame(told, schema={"day": pl.Int32, "start": pl.Int32, "end": pl.Int32}, orient="row")


def _frame_of(spans: Iterable[Span]) -> pl.DataFrame:
    return pl.DataFrame([_numbers(span) for span in spans], schema={"start": pl.Int32, "end": pl.Int32}, orient="row")


def _frame(groups: Iterable[Group], names: Sequence[str]) -> pl.DataFrame:
    """A row for each group."""
    rows = [[value for _, value in group] for group in groups]
    told = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return pl.DataFrame(told | {"of": [True] * len(rows)}, schema=dict.fromkeys(names, pl.String) | {"of": pl.Boolean})
