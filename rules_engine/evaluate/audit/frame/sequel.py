"""One after another: which events are not plainly followed in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import polars as pl

from rules_engine.evaluate.audit.frame.asked import FrameAsked, columns
from rules_engine.evaluate.audit.frame.events import day_of, number_of
from rules_engine.evaluate.audit.frame.places import coded
from rules_engine.history import Follows, HistoryFinding
from rules_engine.period import shifted
from rules_engine.value import NOT_YET

_EPOCH: Final = datetime(1970, 1, 1)
_TICK: Final = timedelta(microseconds=1)
_CLOCK: Final = len("2024-02-29 ")
_WIDE: Final = 1 << 32
_DUE: Final = {"due": pl.Int64, "due_known": pl.Boolean}


def findings(asked: FrameAsked, pattern: Follows) -> Iterator[HistoryFinding]:
    """What is found of the events that nothing follows, or not in time, or of which that is not plain."""
    begin = number_of(asked.question.in_force)
    first, then = (asked.frame.selected(one, pattern.same) for one in (pattern.first, pattern.then))
    (first, then), _ = coded([first.filter(pl.col("day") >= begin), then], columns(pattern.same))
    first, then = _placed(pattern, first, then)
    followed = pl.col("then_code") == pl.col("code")
    in_time = pl.col("due").is_null() | (pl.col("then_moment") <= pl.col("due"))
    plain = (followed & pl.col("due_known") & in_time).fill_null(value=False)
    doubtful = _followed(_with_due(asked, pattern, first), then).filter(~plain)
    rows = doubtful.select("row", pl.when(followed).then("then"), "code").rows()
    maybe = dict(then.filter(~pl.col("sure")).group_by("code").agg("row").rows())
    places = [
        list(dict.fromkeys([row, *([] if after is None else [after]), *maybe.get(code, ())]))
        for row, after, code in rows
    ]
    for ours in asked.events(places):
        yield from (one for one in asked.ask(ours) if one.events[:1] == (ours[0].id,))


def _clocked(pattern: Follows) -> bool:
    return pattern.within is not None and pattern.within.length.needs_clock


def _placed(pattern: Follows, first: pl.DataFrame, then: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both with the `moment` that counts, and with a `place`: a number in the order of groups and then of moments."""
    clock = pl.col("on").str.slice(_CLOCK).replace("", "00:00:00")
    moment = pl.col("day").cast(pl.Int64)
    if _clocked(pattern):
        whole = pl.concat_str(pl.col("on").str.head(_CLOCK - 1), pl.lit(" "), clock)
        moment = whole.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us").to_physical()
    first, then = (one.with_columns(clock=clock, moment=moment) for one in (first, then))
    order = pl.concat([first.get_column("moment"), then.get_column("moment")]).unique().sort()
    ranks = (order.search_sorted(one.get_column("moment"), "left").cast(pl.Int64) for one in (first, then))
    first, then = (
        one.with_columns(place=pl.col("code") * _WIDE + rank) for one, rank in zip((first, then), ranks, strict=True)
    )
    return first, then


def _followed(first: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
    """The first ones, each with the earliest event known to count that is not before it: of its group, if one is."""
    done = then.filter("sure").sort("code", "day", "clock", "id").with_row_index("index")
    index = done.get_column("place").search_sorted(first.get_column("place"), "left")
    follows = done.select("index", then="row", then_code="code", then_moment="moment")
    return first.with_columns(index=index).join(follows, on="index", how="left")


def _with_due(asked: FrameAsked, pattern: Follows, first: pl.DataFrame) -> pl.DataFrame:
    """The first ones with what is `due`, null where nothing is; and whether that is known."""
    if pattern.due:
        told = asked.frame.fields(first.get_column("fields"))
        dues = [(text, *_due_day(fields.get(pattern.due))) for text, fields in told.items()]
        return first.join(pl.DataFrame(dues, {"fields": pl.String, **_DUE}, orient="row"), on="fields", how="left")
    if pattern.within is None:
        return first.with_columns(due=pl.lit(None, pl.Int64), due_known=pl.lit(value=True))
    length, clocked = pattern.within.length, _clocked(pattern)
    moments = first.get_column("moment").unique()
    found = ((one, shifted(_moment(one) if clocked else day_of(one), length, forward=True)) for one in moments)
    dues = [(one, None if due is None else _number(due), due is not None) for one, due in found]
    return first.join(pl.DataFrame(dues, {"moment": pl.Int64, **_DUE}, orient="row"), on="moment", how="left")


def _due_day(told: Any) -> tuple[int | None, bool]:
    """By when, as an event tells; what has not come yet is no day, and a moment is left to the meaning."""
    if not isinstance(told, date) or isinstance(told, datetime):
        return None, False
    return None if told.year == NOT_YET.year else number_of(told), True


def _moment(number: int) -> datetime:
    return _EPOCH + number * _TICK


def _number(moment: date) -> int:
    return (moment - _EPOCH) // _TICK if isinstance(moment, datetime) else number_of(moment)
