"""What of a record of events counts on a day, and from which day on it is complete."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from rules_engine.history import BOOKKEEPING, OPENED, Event


def counted(events: Iterable[Event], at: date) -> tuple[Event, ...]:
    """The events up to a day that count, in their order.

    Each counts once, however often it was sent; none that another one voids, whenever that one came; none that is about
    the ledger itself.
    """
    live = (event for event in _standing(events) if event.kind not in BOOKKEEPING and event.day <= at)
    return tuple(sorted(live, key=lambda event: event.order))


def complete_since(events: Iterable[Event], offices: Collection[str] = ()) -> date | None:
    """The day from which a record is complete: the one that it names, else the first event's; None where it is empty.

    Kinds in `offices` tell who holds an office, perhaps for long: a record does not begin with them.
    """
    live = _standing(events)
    opened = [event.day for event in live if event.kind == OPENED]
    return min(opened or [e.day for e in live if e.kind not in BOOKKEEPING and e.kind not in offices], default=None)


def _standing(events: Iterable[Event]) -> list[Event]:
    known = {event.id: event for event in events}
    voided = {event.voids for event in known.values()}
    return [event for event in known.values() if event.id not in voided]
