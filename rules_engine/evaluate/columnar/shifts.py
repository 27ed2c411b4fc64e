"""Days moved by periods, a column at a time.

Working days come from a table of days that is made once for each period; a day from which the count runs into a year
without a published calendar has no entry, which is unknown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import polars as pl

from rules_engine.period import CalendarUnknown, Period, Unit, is_working_day, unpublished_year
from rules_engine.value import NOT_YET, FactType, Kind

_DAY: Final = timedelta(days=1)
_YEARS: Final = range(2000, 2060)
"""No calendar of working days is published for a year outside these."""

_SUFFIX: Final = {
    Unit.MINUTES: "m",
    Unit.HOURS: "h",
    Unit.DAYS: "d",
    Unit.WEEKS: "w",
    Unit.MONTHS: "mo",
    Unit.YEARS: "y",
}


def moved(start: pl.Expr, type_: FactType, period: Period, *, forward: bool) -> pl.Expr:
    """The end of a period that begins on `start`; what has not come stays so."""
    come = start.dt.year() < NOT_YET.year
    if period.unit is Unit.WORKING_DAYS:
        end = _looked_up(start, period, forward=forward)
        if type_.kind is Kind.DATETIME:
            end = end.dt.combine(start.dt.time())
    else:
        number = period.number if forward else -period.number
        # What has not come lies at the end of the calendar, beyond which nothing can be moved.
        end = pl.when(come).then(start).dt.offset_by(f"{number}{_SUFFIX[period.unit]}")
    return pl.when(come).then(end).otherwise(start)


def unpublished(start: pl.Expr, period: Period, *, forward: bool) -> pl.Expr:
    """The year for lack of whose calendar `moved` has no answer; null where it has one."""
    return pl.when(start.dt.year() < NOT_YET.year).then(
        start.dt.date().map_batches(
            lambda days: days.replace_strict(
                found := days.unique().drop_nulls(),
                [unpublished_year(day, period, forward=forward) for day in found],
                default=None,
                return_dtype=pl.Int32,
            ),
            return_dtype=pl.Int32,
        )
    )


def _looked_up(start: pl.Expr, period: Period, *, forward: bool) -> pl.Expr:
    if not period.number:
        return start.dt.date()
    first, table = _table(period.number if forward else -period.number)
    place = (start.dt.date() - first).dt.total_days()
    inside = place.is_between(0, len(table) - 1)
    return pl.lit(table).gather(pl.when(inside).then(place))


@lru_cache(maxsize=64)
def _table(steps: int) -> tuple[date, pl.Series]:
    """The day so many working days after, or before, each day around the published calendars, and the first such day.

    Where the count leaves the published years there is no entry.
    """
    working = _working_days()
    if not working:
        return date.min, pl.Series([], dtype=pl.Date)
    # The day on which a count starts is not looked at: it may lie just outside.
    first, last = working[0].replace(month=1, day=1) - _DAY, working[-1].replace(month=12, day=31) + _DAY
    days = [first + step * _DAY for step in range((last - first).days + 1)]
    found = []
    for day in days:
        place = bisect_right(working, day) + steps - 1 if steps > 0 else bisect_left(working, day) + steps
        found.append(working[place] if 0 <= place < len(working) else None)
    return first, pl.Series(found, dtype=pl.Date)


@lru_cache(maxsize=1)
def _working_days() -> list[date]:
    """All working days of the published calendars, which are those of years in a row."""
    found = []
    for year in _YEARS:
        try:
            days = [date(year, 1, 1) + step * _DAY for step in range(366)]
            found += [day for day in days if day.year == year and is_working_day(day)]
        except CalendarUnknown:
            continue
    return found
