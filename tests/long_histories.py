"""Long random histories in the order in which they are sent: some late, many voided, put right or sent again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from random_histories import FIRST, LASTING, NAMES, TIMED

from rules_engine.history import VOIDED, Event

CLOCKS = (time(0), time(9, 10), time(9, 30), time(23, 50))


def sent(random: Random, kinds: list[str]) -> list[Event]:
    """Some sixty to a hundred events of some kinds over half a year or some years, and what is sent about them."""
    span = random.choice([200, 600, 1200])
    found: list[Event] = []
    for number in range(random.randint(40, 60)):
        first = _event(random, f"e{number:03}", random.choice(kinds), span)
        found += [first, *_about(random, number, first, span)]
    # Most come within days of what they are about, some weeks late, some ahead; what voids another, when it will.
    order = {
        id(event): event.day.toordinal()
        + random.choice([random.randint(-3, 5), random.randint(-20, 60)])
        + (random.randint(0, 150) if event.voids and random.random() < 0.4 else 0)
        for event in found
    }
    return sorted(found, key=lambda event: order[id(event)])


def _event(random: Random, identity: str, kind: str, span: int) -> Event:
    day = FIRST + timedelta(days=random.randint(0, span))
    who, mate = random.choice(NAMES), random.choice(["", *NAMES])
    lasts = random.choice([None, random.randint(0, 45), random.randint(0, 45)]) if kind in LASTING else None
    fields = {"flag": True, "by": day + timedelta(days=random.randint(-5, 60))}
    if random.random() < 0.5:
        fields["flag"] = False
    return Event(
        identity,
        "linhe",
        kind,
        datetime.combine(day, random.choice(CLOCKS)) if kind in TIMED else day,
        None if lasts is None else day + timedelta(days=lasts),
        {"who": who} | ({"mate": mate} if mate not in {"", who} else {}),
        {name: value for name, value in fields.items() if random.random() < 0.7},
    )


def _about(random: Random, number: int, first: Event, span: int) -> Iterator[Event]:
    """What is sent about an event: it is void, was another, has ended, or once more."""
    what = random.random()
    if what < 0.12:
        yield Event(f"v{number:03}", "linhe", VOIDED, first.day + timedelta(days=random.randint(0, 90)), voids=first.id)
    elif what < 0.22:
        yield replace(_event(random, f"c{number:03}", first.kind, span), voids=first.id)
    elif what < 0.28:
        yield replace(first, id=f"c{number:03}", fields={"flag": True}, voids=first.id)
    elif what < 0.6 and first.kind in LASTING:
        until = random.choice([None, first.day + timedelta(days=random.randint(0, 120))])
        yield replace(first, id=f"z{number:03}", until=until, voids=first.id)
    if random.random() < 0.06:
        yield Event(f"y{number:03}", "linhe", VOIDED, first.day + timedelta(days=random.randint(0, 30)), voids=first.id)
    if random.random() < 0.06:
        yield first
