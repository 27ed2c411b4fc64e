"""Periods of time and the days they end on; China's working days.

The day from which a period runs is not counted, and `before` counts back the same way. Working days are those of the
State Council's calendar with its make-up workdays, from the chinesecalendar library, which refuses a year whose
calendar is not published: then the end of the period is unknown.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from rules_engine.value import NOT_YET

Moment = TypeVar("Moment", date, datetime)


class Unit(StrEnum):
    """What a period is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: `number` of `unit`."""

    number: int
    unit: Unit

    @property
    def needs_clock(self) -> bool:
        """Whether the period is counted by the clock, and so needs moments instead of days."""
        return self.unit in (Unit.MINUTES, Unit.HOURS)


class CalendarUnknown(Exception):
    """The working days of a year are not published."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the working days of {year} are not published")


def after(start: Moment, period: Period) -> Moment:
    """The last day, or moment, of a period that begins with `start`.

    Raises CalendarUnknown where working days are counted into a year without a published calendar.
    """
    return _moved(start, period, 1)


def before(end: Moment, period: Period) -> Moment:
    """The last day on which an act still lies a full period before `end`. Raises CalendarUnknown as `after` does."""
    return _moved(end, period, -1)


def shifted(day: Moment, period: Period, *, forward: bool) -> Moment | None:
    """`after` or `before`; None where working days are counted into a year without a published calendar."""
    try:
        return _moved(day, period, 1 if forward else -1)
    except CalendarUnknown:
        return None


def unpublished_year(day: date, period: Period, *, forward: bool) -> int | None:
    """The year for lack of whose calendar `shifted` has no answer; None where it has one."""
    try:
        _moved(day, period, 1 if forward else -1)
    except CalendarUnknown as error:
        return error.year
    return None


def is_working_day(day: date) -> bool:
    """Whether offices in China work on `day`. Raises CalendarUnknown where the year is not published."""
    # Imported when first asked for: few rules count working days, and the table takes a while to load.
    import chinese_calendar  # noqa: PLC0415

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise CalendarUnknown(day.year) from None


def _moved(start: Moment, period: Period, sign: int) -> Moment:
    if start.year >= NOT_YET.year:  # what has not come yet has no period around it
        return start
    steps = sign * period.number
    match period.unit:
        case Unit.MINUTES:
            return start + timedelta(minutes=steps)
        case Unit.HOURS:
            return start + timedelta(hours=steps)
        case Unit.DAYS:
            return start + timedelta(days=steps)
        case Unit.WEEKS:
            return start + timedelta(weeks=steps)
        case Unit.MONTHS:
            return _months(start, steps)
        case Unit.YEARS:
            return _months(start, 12 * steps)
        case Unit.WORKING_DAYS:
            day = _working_days(start.year, start.month, start.day, steps)
            return start.replace(year=day.year, month=day.month, day=day.day)


def _months(start: Moment, steps: int) -> Moment:
    # Counted on the calendar; where the month has no such day, its last day.
    months = start.year * 12 + start.month - 1 + steps
    year, month = months // 12, months % 12 + 1
    return start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=4096)
def _working_days(year: int, month: int, day: int, steps: int) -> date:
    moved = date(year, month, day)
    one = timedelta(days=1 if steps > 0 else -1)
    left = abs(steps)
    while left:
        moved += one
        left -= is_working_day(moved)
    return moved
