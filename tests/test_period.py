"""Periods and the days they end on, counted by hand on the calendars of 2024 and 2026.

In 2026 the State Council gives 1 to 7 October off, with work on Sunday 20 September and Saturday 10 October, and
15 to 23 February off, with work on Saturdays 14 and 28 February.
"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.period import CalendarUnknown, Period, Unit, after, before, is_working_day, shifted, unpublished_year
from rules_engine.value import NOT_YET, NOT_YET_TIME

PUBLISHED = st.dates(date(2010, 1, 1), date(2026, 6, 30))


def working(number):
    """A period of working days."""
    return Period(number, Unit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 20), True),  # a Sunday made up
        (date(2026, 9, 25), False),  # Mid-Autumn, a Friday
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),  # a Wednesday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday made up
        (date(2026, 10, 11), False),
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),  # a Saturday made up
        (date(2026, 2, 16), False),  # a Monday
        (date(2026, 2, 23), False),  # a Monday
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # a Saturday made up
        (date(2026, 3, 1), False),
    ],
)
def test_working_days_are_those_of_the_state_council(day, works):
    """Holidays on weekdays are off, weekends that make up for them are not."""
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over National Day
        (date(2026, 9, 30), 2, date(2026, 10, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the made-up Saturday counts
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),  # from within the holiday
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a Friday; the Sunday after it is a working day
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # Spring Festival
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 6, date(2026, 2, 28)),
        (date(2026, 2, 13), 7, date(2026, 3, 2)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),  # an ordinary fortnight
    ],
)
def test_working_days_are_counted_from_the_day_after(start, number, end):
    """The day from which a period runs is not counted."""
    assert after(start, working(number)) == end


@pytest.mark.parametrize(
    ("end", "number", "start"),
    [
        (date(2026, 10, 8), 1, date(2026, 9, 30)),
        (date(2026, 10, 12), 1, date(2026, 10, 10)),
        (date(2026, 10, 12), 4, date(2026, 9, 30)),
        (date(2026, 2, 24), 1, date(2026, 2, 14)),
        (date(2026, 2, 24), 2, date(2026, 2, 13)),
        (date(2026, 11, 23), 3, date(2026, 11, 18)),
    ],
)
def test_before_counts_back_the_same_way(end, number, start):
    """`before` is the n-th working day back."""
    assert before(end, working(number)) == start


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        (date(2026, 1, 31), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2024, 1, 31), Period(1, Unit.MONTHS), date(2024, 2, 29)),
        (date(2026, 3, 31), Period(1, Unit.MONTHS), date(2026, 4, 30)),
        (date(2026, 12, 15), Period(1, Unit.MONTHS), date(2027, 1, 15)),
        (date(2026, 11, 30), Period(15, Unit.MONTHS), date(2028, 2, 29)),
        (date(2024, 2, 29), Period(1, Unit.YEARS), date(2025, 2, 28)),
        (date(2024, 2, 29), Period(4, Unit.YEARS), date(2028, 2, 29)),
        (date(2026, 12, 29), Period(3, Unit.DAYS), date(2027, 1, 1)),
        (date(2024, 2, 27), Period(3, Unit.DAYS), date(2024, 3, 1)),
        (date(2026, 2, 27), Period(3, Unit.DAYS), date(2026, 3, 2)),
        (date(2026, 10, 1), Period(1, Unit.WEEKS), date(2026, 10, 8)),
        (datetime(2026, 11, 20, 23, 50), Period(20, Unit.MINUTES), datetime(2026, 11, 21, 0, 10)),
        (datetime(2026, 11, 20, 9), Period(30, Unit.HOURS), datetime(2026, 11, 21, 15)),
        (datetime(2026, 9, 30, 9, 30), working(1), datetime(2026, 10, 8, 9, 30)),
    ],
)
def test_a_period_ends_on_its_day(start, period, end):
    """Months and years go by the calendar: where the month has no such day, its last."""
    assert after(start, period) == end


@pytest.mark.parametrize(
    ("end", "period", "start"),
    [
        (date(2026, 3, 31), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2026, 1, 15), Period(1, Unit.MONTHS), date(2025, 12, 15)),
        (date(2024, 2, 29), Period(1, Unit.YEARS), date(2023, 2, 28)),
        (date(2026, 3, 1), Period(1, Unit.DAYS), date(2026, 2, 28)),
    ],
)
def test_a_period_before_a_day_begins_on_its_day(end, period, start):
    """Counting back crosses months and years as counting on does."""
    assert before(end, period) == start


def test_a_year_without_a_published_calendar_is_unknown():
    """Working days are never guessed; calendar days need no publication."""
    day = date(2031, 3, 3)
    with pytest.raises(CalendarUnknown, match="the working days of 2031 are not published"):
        after(day, working(1))
    assert shifted(day, working(1), forward=True) is None
    assert unpublished_year(day, working(1), forward=True) == 2031
    assert shifted(day, Period(1, Unit.DAYS), forward=True) == date(2031, 3, 4)
    assert unpublished_year(day, Period(1, Unit.DAYS), forward=True) is None


def test_a_period_that_runs_into_an_unpublished_year_is_unknown():
    """The last day of the last published year begins a period that cannot be counted."""
    last = date(2026, 12, 31)
    while True:
        try:
            is_working_day(last.replace(year=last.year + 1))
        except CalendarUnknown:
            break
        last = last.replace(year=last.year + 1)
    assert shifted(last, working(1), forward=True) is None
    assert unpublished_year(last, working(1), forward=True) == last.year + 1
    assert shifted(last, working(1), forward=False) is not None


def test_a_year_before_the_first_calendar_is_unknown():
    """Days before the calendars begin are refused as well."""
    assert unpublished_year(date(1999, 5, 5), working(1), forward=False) == 1999


@pytest.mark.parametrize("unit", list(Unit))
def test_no_period_runs_from_what_has_not_come(unit):
    """A deadline that counts from something that has not happened lies beyond every date."""
    assert after(NOT_YET_TIME, Period(3, unit)) == NOT_YET_TIME
    if not Period(3, unit).needs_clock:
        assert after(NOT_YET, Period(3, unit)) == NOT_YET


@given(PUBLISHED, st.integers(1, 40))
def test_after_and_before_are_inverse_on_working_days(day, number):
    """Counting on and back from a working day leads to the same day."""
    if is_working_day(day):
        assert before(after(day, working(number)), working(number)) == day


@given(PUBLISHED, st.integers(1, 40))
def test_a_period_has_as_many_working_days_as_it_says(day, number):
    """Between the start and the end, the end included, lie exactly that many working days, and the end is one."""
    end = after(day, working(number))
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == number
    assert is_working_day(end)


@given(PUBLISHED, PUBLISHED, st.integers(0, 30), st.sampled_from([u for u in Unit if u not in ("minutes", "hours")]))
def test_later_starts_never_end_earlier(first, second, number, unit):
    """A period that begins later ends no earlier."""
    low, high = sorted((first, second))
    assert after(low, Period(number, unit)) <= after(high, Period(number, unit))
