"""Days and moments as whole numbers around one year, and the ends of periods as tables over it.

A day is the number of days since 1 January of the year, a moment the number of minutes; what has not come yet lies as
far away as it does for the evaluators.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final

from rules_engine.period import CalendarUnknown, Period, Unit, is_working_day, shifted
from rules_engine.value import NOT_YET, NOT_YET_TIME

DAY: Final = 24 * 60
"""Minutes of a day."""
_MINUTES: Final = {Unit.MINUTES: 1, Unit.HOURS: 60}
_DAYS: Final = {Unit.DAYS: 1, Unit.WEEKS: 7}


def is_published(year: int) -> bool:
    """Whether the working days of a year are published."""
    try:
        return is_working_day(date(year, 1, 1)) in (True, False)
    except CalendarUnknown:
        return False


def latest_published(today: date) -> int:
    """The year of today, or the latest before it whose working days are published."""
    return next((year for year in range(today.year, date.min.year, -1) if is_published(year)), today.year)


@dataclass(frozen=True)
class Year:
    """The year over which days and moments range."""

    number: int

    @cached_property
    def first(self) -> date:
        """Its first day, which is 0."""
        return date(self.number, 1, 1)

    @cached_property
    def length(self) -> int:
        """Its days."""
        return self.offset(date(self.number, 12, 31)) + 1

    @cached_property
    def never(self) -> int:
        """The day of what has not come yet."""
        return self.offset(NOT_YET)

    @cached_property
    def never_minute(self) -> int:
        """The moment of what has not come yet."""
        return self.minute(NOT_YET_TIME)

    def offset(self, day: date) -> int:
        """A day as a number."""
        return day.toordinal() - self.first.toordinal()

    def day(self, offset: int) -> date:
        """The day of a number."""
        return date.fromordinal(self.first.toordinal() + offset)

    def minute(self, moment: datetime) -> int:
        """A moment as a number, without its seconds."""
        return self.offset(moment) * DAY + moment.hour * 60 + moment.minute

    def moment(self, minute: int) -> datetime:
        """The moment of a number."""
        if minute == self.never_minute:
            return NOT_YET_TIME
        start = self.day(minute // DAY)
        return datetime(start.year, start.month, start.day) + timedelta(minutes=minute % DAY)


@dataclass(frozen=True, slots=True)
class Table:
    """The end of a period by the day on which it starts.

    From day `starts[i]` up to the next of `starts`, the period takes `moves[i]` days; None where the working days of
    a year are not published. `minutes` are to be added, whatever the day.
    """

    starts: tuple[int, ...]
    moves: tuple[int | None, ...]
    minutes: int = 0

    def on(self, day: int) -> int | None:
        """How many days the period takes that starts on a day inside the table."""
        return self.moves[bisect_right(self.starts, day) - 1]

    def unknown(self, last: int) -> Iterator[tuple[int, int]]:
        """The spans of days, up to `last`, from which the end cannot be told."""
        ends = (*(start - 1 for start in self.starts[1:]), last)
        return ((start, end) for start, end, move in zip(self.starts, ends, self.moves, strict=True) if move is None)


@lru_cache(maxsize=1024)
def table(year: Year, period: Period, first: int, last: int, *, forward: bool) -> Table:
    """The table of a period that starts on one of the days from `first` to `last`."""
    sign = 1 if forward else -1
    if period.unit in _MINUTES:
        return Table((first,), (0,), sign * period.number * _MINUTES[period.unit])
    if period.unit in _DAYS:
        return Table((first,), (sign * period.number * _DAYS[period.unit],))
    starts: list[int] = []
    moves: list[int | None] = []
    for day in range(first, last + 1):
        end = shifted(year.day(day), period, forward=forward)
        move = None if end is None else year.offset(end) - day
        if not starts or move != moves[-1]:
            starts.append(day)
            moves.append(move)
    return Table(tuple(starts), tuple(moves))
