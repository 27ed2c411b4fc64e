"""Days and moments as numbers, and the ends of periods as tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rules_engine.analyse.moments import DAY, Year, is_published, latest_published, table
from rules_engine.period import Period, Unit, shifted
from rules_engine.value import NOT_YET, NOT_YET_TIME

YEAR = Year(2025)


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31), date(2024, 2, 29), NOT_YET])
def test_a_day_is_its_number(day):
    """Days before the year have negative numbers; what has not come lies as far away as it does elsewhere."""
    assert YEAR.day(YEAR.offset(day)) == day


@pytest.mark.parametrize("moment", [datetime(2025, 1, 1), datetime(2025, 3, 5, 23, 59), NOT_YET_TIME])
def test_a_moment_is_its_minute(moment):
    """A moment to the minute comes back as it was."""
    assert YEAR.moment(YEAR.minute(moment)) == moment


def test_a_leap_year_has_a_day_more():
    """2024 has 366 days."""
    assert (Year(2024).length, YEAR.length) == (366, 365)


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS])
@pytest.mark.parametrize("forward", [True, False])
def test_a_table_ends_a_period_where_the_calendar_does(unit, forward):
    """Every day of the year, and around it, has the end that the period has."""
    period = Period(3, unit)
    ends = table(YEAR, period, -40, 400, forward=forward)
    for day in range(-40, 401):
        assert YEAR.day(day + ends.on(day)) == shifted(YEAR.day(day), period, forward=forward)


def test_minutes_are_kept_apart():
    """A period by the clock moves every day alike."""
    ends = table(YEAR, Period(2, Unit.HOURS), 0, 364, forward=False)
    assert (ends.moves, ends.minutes) == ((0,), -120)
    assert DAY == 24 * 60


def test_days_before_an_unpublished_calendar_have_no_end():
    """The last working days of the last published year lead into a year that is not published."""
    last = max(year for year in range(2020, 2100) if is_published(year))
    year = Year(last)
    ends = table(year, Period(3, Unit.WORKING_DAYS), 0, year.length - 1, forward=True)
    ((first, final),) = ends.unknown(year.length - 1)
    assert final == year.length - 1
    assert shifted(year.day(first), Period(3, Unit.WORKING_DAYS), forward=True) is None
    assert shifted(year.day(first - 1), Period(3, Unit.WORKING_DAYS), forward=True) is not None


def test_the_latest_published_year():
    """A year that is published is taken itself; of a later one, the last before it."""
    assert latest_published(date(2025, 6, 1)) == 2025
    far = latest_published(date(2150, 1, 1))
    assert is_published(far)
    assert not is_published(far + 1)
    assert date(far, 1, 1) + timedelta(days=Year(far).length) == date(far + 1, 1, 1)
