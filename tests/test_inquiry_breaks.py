"""Where comparisons change."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.inquiry.breaks import Line, changes, looked_through, unknown_end
from rules_engine.value import Kind


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=2).map(sorted), st.sampled_from([1, -1]))
def test_each_change_is_found_by_halving(turns, way):
    """Both sides of every change, and nothing else."""
    below, above = turns[0], turns[-1] + 1

    def sign(place):
        return way * ((place >= above) - (place < below))

    expected = {place + step for place in range(1001) for step in (0, 1) if sign(place) != sign(place + 1)}
    assert changes(sign, (0, 2000)) == expected


def test_where_no_calendar_tells_there_is_no_change():
    """A change may lie there only if the sign has not gone all the way before."""

    def late(place):
        return None if place > 50 else (place > 10) - (place <= 10)

    assert changes(late, (0, 100)) == {10, 11, 50}
    assert unknown_end(late, (0, 100)) is None
    assert unknown_end(lambda place: None if place > 50 else -1, (0, 100)) == 100


def test_what_goes_to_and_fro_is_looked_through():
    """The first place near a day that has each sign."""
    assert looked_through(lambda place: (place % 7) // 6, [700], 1) == {655, 657}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (Line(Kind.DATE), date(2026, 3, 2)),
        (Line(Kind.DATETIME), datetime(2026, 3, 2, 9, 30)),
        (Line(Kind.DATETIME, fine=True), datetime(2026, 3, 2, 9, 30, 15)),
        (Line(Kind.COUNT), 7),
    ],
)
def test_a_value_has_its_place(line, value):
    """And the place its value."""
    assert line.value(line.place(value)) == value
