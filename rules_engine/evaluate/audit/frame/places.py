"""Where events lie: by group, as numbers, and by days, so that those of one place are a slice of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_SHIFT: Final = 800_000  # days before 1970 are negative
_WIDE: Final = 1 << 22  # more than there are days


def key(code: str, day: str) -> pl.Expr:
    """A number for a group and a day, in the order of groups and then of days."""
    return pl.col(code) * _WIDE + pl.col(day) + _SHIFT


def coded(frames: Sequence[pl.DataFrame], columns: Sequence[str]) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Frames with a number of each row's group, under `code`, and the groups with theirs."""
    if not columns:
        whole = pl.DataFrame({"code": [0]}, schema={"code": pl.Int64})
        return [frame.with_columns(code=pl.lit(0, pl.Int64)) for frame in frames], whole
    groups = pl.concat([frame.select(columns) for frame in frames]).unique()
    groups = groups.with_columns(code=pl.int_range(pl.len(), dtype=pl.Int64))
    return [frame.join(groups, on=columns, how="left", maintain_order="left") for frame in frames], groups


class Intervals:
    """Intervals of days (`first` to `last`) by group (`code`), each with its `row`."""

    def __init__(self, frame: pl.DataFrame) -> None:
        ordered = frame.sort("code", "first", "row")
        reach = ordered.select("code", reach=pl.col("last").cum_max().over("code"))
        self._first = ordered.select(key("code", "first")).to_series()
        self._reach = reach.select(key("code", "reach")).to_series()  # where this ends, none before goes further
        self._row, self._last = ordered.get_column("row"), ordered.get_column("last")

    def open(self, places: pl.DataFrame) -> list[list[int]]:
        """For each place (`code`, `start` to `end`), the rows of the intervals that have a day in it."""
        low = self._reach.search_sorted(places.select(key("code", "start")).to_series(), "left")
        high = self._first.search_sorted(places.select(key("code", "end")).to_series(), "right")
        found: list[list[int]] = []
        for start, one, other in zip(places.get_column("start"), low, high, strict=True):
            length = max(0, other - one)
            found.append(self._row.slice(one, length).filter(self._last.slice(one, length) >= start).to_list())
        return found


def merged(frame: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The days of intervals as intervals of which none touches another, by some columns."""
    before = pl.col("last").cum_max().shift(1).over(by)
    fresh = before.is_null() | (pl.col("first") > before + 1)
    runs = frame.sort(*by, "first").with_columns(run=fresh.cum_sum())
    return runs.group_by(*by, "run").agg(pl.col("first").min(), pl.col("last").max()).drop("run")


def days(frame: pl.DataFrame) -> pl.DataFrame:
    """The days (`code` and `day`) on which some interval of a group is open, each once."""
    told = merged(frame, ["code"]).select("code", day=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32))
    return told.explode("day") if told.height else told.select("code", day=pl.lit(0, pl.Int32))


def within(units: pl.DataFrame, places: pl.DataFrame) -> pl.Series:
    """How many of some units (`code` and `day`) lie in each place (`code`, `start` to `end`)."""
    keys = units.select(key("code", "day")).to_series().sort()
    low = keys.search_sorted(places.select(key("code", "start")).to_series(), "left")
    high = keys.search_sorted(places.select(key("code", "end")).to_series(), "right")
    return high.cast(pl.Int64) - low.cast(pl.Int64)


def zones(frame: pl.DataFrame, most: int) -> pl.DataFrame:
    """The places of days in a row on each of which more than so many intervals of a group are open."""
    begins = frame.select("code", day="first", step=pl.lit(1, pl.Int64))
    ends = frame.select("code", day=pl.col("last") + 1, step=pl.lit(-1, pl.Int64))
    told = pl.concat([begins, ends]).group_by("code", "day").agg(pl.col("step").sum()).sort("code", "day")
    crowded = pl.col("step").cum_sum().over("code") > most
    turns = told.with_columns(crowded=crowded).filter(
        pl.col("crowded") != pl.col("crowded").shift(1, fill_value=False).over("code")
    )
    places = turns.with_columns(end=pl.col("day").shift(-1).over("code") - 1).filter("crowded")
    return places.select("code", start="day", end="end")
