"""At the same time: on which days too many intervals may be open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from rules_engine.evaluate.audit.frame.asked import NAME, FrameAsked, columns
from rules_engine.evaluate.audit.frame.events import day_of
from rules_engine.evaluate.audit.frame.places import Intervals, coded, merged, zones
from rules_engine.evaluate.history.question import bounds
from rules_engine.history import Concurrent, HistoryFinding


def findings(asked: FrameAsked, pattern: Concurrent) -> Iterator[HistoryFinding]:
    """What is found of days in a row on which more may be open than the limit allows."""
    most = bounds(pattern.limit)[1] if pattern.limit else 1
    distinct = pattern.pair[0] if pattern.pair else pattern.distinct
    names = [*(pattern.pair or pattern.by), *([distinct] if distinct else [])]
    everything = asked.frame.selected(pattern.events, names).select("row", *columns(names))
    tells, belongs = _paired(everything, *pattern.pair) if pattern.pair else (everything, everything)
    (tells, belongs), _ = coded([tells, belongs], columns(_PAIR if pattern.pair else pattern.by))
    days = asked.intervals(pattern.events, [], lasting=True).select("row", "first", "last")
    open_ = belongs.join(days, on="row")
    # Of what counts once, however often it is open, the days are counted once.
    crowded = zones(merged(open_, ["code", f"{NAME}{distinct}"]) if distinct else open_, most)
    rows = Intervals(open_).open(crowded)
    one_of = dict(tells.join(crowded, on="code", how="semi").group_by("code").agg(pl.col("row").first()).rows())
    # The first one tells of what group they are, and has no days there unless it is one of them.
    places = [
        [one_of[code], *(row for row in ours if row != one_of[code])]
        for code, ours in zip(crowded.get_column("code"), rows, strict=True)
    ]
    for (start, end), ours in zip(crowded.select("start", "end").rows(), asked.events(places), strict=True):
        yield from asked.ask(ours, at=day_of(end), in_force=day_of(start))


_PAIR: Final = ("one of two", "the other")


def _paired(told: pl.DataFrame, name: str, other: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The events that tell of pairs, with them; and those with all events of one of the two that tell of no pair."""
    who, mate = pl.col(f"{NAME}{name}"), pl.col(f"{NAME}{other}")
    one, two = columns(_PAIR)
    pairs = told.filter(who != "", mate != "").with_columns(
        pl.when(who <= mate).then(who).otherwise(mate).alias(one),
        pl.when(who <= mate).then(mate).otherwise(who).alias(two),
    )
    alone = told.filter(who != "", mate == "")
    known = pairs.select(one, two).unique()
    either = pl.concat(
        [known.with_columns(pl.col(one).alias(f"{NAME}{name}")), known.with_columns(pl.col(two).alias(f"{NAME}{name}"))]
    ).unique()
    return pairs, pl.concat([pairs, alone.join(either, on=f"{NAME}{name}").select(pairs.columns)])
