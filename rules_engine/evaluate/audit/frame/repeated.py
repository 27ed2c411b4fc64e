"""Again and again: which intervals between events are not plainly short enough."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from rules_engine.evaluate.audit.frame.asked import FrameAsked, columns, group_of
from rules_engine.evaluate.audit.frame.events import day_of, number_of
from rules_engine.evaluate.audit.frame.places import Intervals, coded
from rules_engine.history import Every, HistoryFinding
from rules_engine.period import shifted


def findings(asked: FrameAsked, pattern: Every) -> Iterator[HistoryFinding]:
    """What is found of the intervals that are too long or still run; the first one begins where the record does."""
    if asked.question.begin > asked.question.at:
        return
    begin, at = number_of(asked.question.begin), number_of(asked.question.at)
    chosen = asked.intervals(pattern.events, pattern.by, lasting=False).filter(pl.col("first") >= begin)
    (chosen,), groups = coded([chosen], columns(pattern.by))
    starts = [
        chosen.filter("sure").select("code", start="first"),
        groups.select("code", start=pl.lit(begin, pl.Int32)),
    ]
    gaps = pl.concat(starts).unique().sort("code", "start").with_columns(end=pl.col("start").shift(-1).over("code"))
    dues = {day: shifted(day_of(day), pattern.within.length, forward=True) for day in gaps.get_column("start").unique()}
    told = [(day, due and number_of(due)) for day, due in dues.items()]
    due = pl.DataFrame(told, schema={"start": pl.Int32, "due": pl.Int32}, orient="row")
    short = (pl.col("end") <= pl.col("due")).fill_null(value=False)
    doubtful = gaps.join(due, on="start", how="left").filter(~short)
    rows = Intervals(chosen).open(doubtful.with_columns(pl.col("end").fill_null(at)))
    group = group_of(groups, pattern.by)
    places = doubtful.select("code", "start", "end").rows()
    for (code, start, end), ours in zip(places, asked.events(rows), strict=True):
        first, last = day_of(start), None if end is None else day_of(end)
        found = asked.ask(ours, at=last or asked.question.at, since=first)
        yield from (one for one in found if one.group == group[code] and (one.start, one.end) == (first, last))
