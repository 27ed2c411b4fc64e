"""Days on which more intervals are open than so many, which no look at each day apart need find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rules_engine.evaluate.history.question import ONE_DAY
from rules_engine.history import Event


def crowded(events: Sequence[Event], most: int, begin: date, at: date) -> Iterator[tuple[date, date, list[Event]]]:
    """The first and the last of days in a row, from `begin` to `at`, on each of which more than `most` events are open.

    With them are the events that are open on any of those days, as intervals without an end are on `at`.
    """
    turns: list[tuple[date, int, int]] = []
    for index, event in enumerate(events):
        first, last = max(event.day, begin), min(event.until or at, at)
        if first <= last:
            turns += [(first, 1, index), (last + ONE_DAY, -1, index)]
    turns.sort()
    open_: dict[int, None] = {}  # as a set, but in the order of the events
    inside: dict[int, None] = {}
    began: date | None = None
    for place, (day, step, index) in enumerate(turns):
        if step > 0:
            open_[index] = None
            if began is not None:
                inside[index] = None
        else:
            del open_[index]
        if place + 1 < len(turns) and turns[place + 1][0] == day:
            continue
        if began is None and len(open_) > most:
            began, inside = day, dict(open_)
        elif began is not None and len(open_) <= most:
            yield began, day - ONE_DAY, [events[one] for one in inside]
            began = None
