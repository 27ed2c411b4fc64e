"""Periods around a day, and what events and norms about them tell of themselves."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from rules_engine import Engine
from rules_engine.history import Event, Per, Term

LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("per", "first", "last"),
    [
        (Per("month"), date(2024, 2, 1), LEAP),
        (Per("quarter"), date(2024, 1, 1), date(2024, 3, 31)),
        (Per("half_year"), date(2024, 1, 1), date(2024, 6, 30)),
        (Per("year"), date(2024, 1, 1), date(2024, 12, 31)),
        (Per("year", 2), date(2023, 1, 1), date(2024, 12, 31)),
        (Per("month", 3), date(2023, 12, 1), LEAP),
        (Per("days", 1), LEAP, LEAP),
        (Per("days", 366), date(2023, 3, 1), LEAP),
    ],
)
def test_a_period_lies_around_its_days(per, first, last):
    """The calendar's begin and end with it; of several the last holds the day; days in a row end with it."""
    assert per.around(LEAP) == (first, last)


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 12, 31)])
def test_both_ends_of_a_period_are_in_it(day):
    """The first and the last day of a year lie in the same one."""
    assert Per("year").around(day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert Per("month").around(day) == ((day, date(2024, 1, 31)) if day.month == 1 else (date(2024, 12, 1), day))


def test_a_term_is_the_one_that_holds_the_day():
    """A day between two terms, or before the first that is known, lies in none."""
    terms = (Term(date(2017, 1, 10), date(2022, 1, 9)), Term(date(2022, 1, 11)))
    assert Per("term").around(date(2022, 1, 9), terms) == (date(2017, 1, 10), date(2022, 1, 9))
    assert Per("term").around(LEAP, terms) == (date(2022, 1, 11), None)
    assert Per("term").around(date(2022, 1, 10), terms) is None
    assert Per("term").around(LEAP) is None


def test_an_event_of_a_moment_has_its_day_and_its_place():
    """Events of one day stand by the clock, then by their ids."""
    event = Event("a", "linhe", "rung", datetime(2024, 2, 29, 9, 30))
    assert (event.day, event.order) == (LEAP, (LEAP, time(9, 30), "a"))
    assert Event("a", "linhe", "held", LEAP).order == (LEAP, time.min, "a")


def test_a_norm_tells_the_kinds_of_events_that_it_looks_at():
    """Those that it counts or relates, and those of its roster."""
    rules = {rule.norm.slug: rule.kinds for rule in Engine.load().pack("hongshan").history}
    assert rules["petitioners-received-quarterly"] == {"petitioners_received", "in_office"}
    assert rules["minutes-drafted-in-time"] == {"meeting_held", "minutes_drafted"}
