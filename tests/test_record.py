"""What of a record counts, and from when on it is complete."""

from __future__ import annotations

from datetime import date, datetime

from rules_engine.history import OPENED, VOIDED, Event
from rules_engine.record import complete_since, counted


def event(name, day, kind="held", voids=""):
    """An event of January 2024."""
    return Event(name, "linhe", kind, date(2024, 1, day), voids=voids)


def test_events_stand_by_day_clock_and_id():
    """Arrival plays no part; what has no time of day stands before what has one."""
    late = Event("a", "linhe", "held", datetime(2024, 1, 2, 9))
    events = [late, event("c", 2), event("b", 2), event("d", 1)]
    assert [one.id for one in counted(events, date(2024, 1, 31))] == ["d", "b", "c", "a"]


def test_later_days_and_bookkeeping_do_not_count():
    """Nor does what another event voids, even one that stands later."""
    events = [event("a", 1), event("b", 9), event("o", 1, OPENED), event("c", 2), event("v", 30, VOIDED, "c")]
    assert [one.id for one in counted(events, date(2024, 1, 8))] == ["a"]


def test_a_record_is_complete_from_the_day_that_it_names():
    """Without one, from its first event, offices apart; an empty one from no day."""
    events = [event("x", 1, "office"), event("a", 3), event("o", 5, OPENED)]
    assert complete_since(events) == date(2024, 1, 5)
    assert complete_since(events[:2], {"office"}) == date(2024, 1, 3)
    assert complete_since([*events, event("v", 6, VOIDED, "o")], {"office"}) == date(2024, 1, 3)
    assert complete_since([]) is None
