"""The names of what can be unknown, as bits of a number: facts, elements of sets, years without a calendar."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.decision import CALENDAR
from rules_engine.evaluate.single.reason import NO_REASON
from rules_engine.program import Program

MAX_KEPT: Final = 4096
"""More combinations of names are sorted, but not kept."""


class Names:
    """The bits of one program's names, in the vocabulary's order; years get theirs when they are first met."""

    def __init__(self, program: Program, expressions: Iterable[ex.Expression]) -> None:
        elements = {f"{p.fact.id}.{p.element}" for e in expressions for p in ex.walk(e) if isinstance(p, ex.Has)}
        self._sorted = [*program.in_order({*program.slots, *elements, ORGAN})]
        self._bits = {name: NO_REASON << place for place, name in enumerate(self._sorted, 1)}
        self._fixed = len(self._sorted)
        self._kept: dict[int, tuple[str, ...]] = {0: ()}
        self._lock = threading.Lock()

    def bit(self, name: str) -> int:
        """The bit of a fact, or of an element of a set."""
        return self._bits[name]

    def bits(self, names: Iterable[str]) -> int:
        """The bits of several names."""
        return sum({self._bits[name] for name in names})

    def year_bit(self, year: int) -> int:
        """The bit of a year of which the calendar is not published."""
        name = f"{CALENDAR}{year}"
        with self._lock:
            if name not in self._bits:
                self._sorted.append(name)
                self._bits[name] = NO_REASON << len(self._sorted)
            return self._bits[name]

    def of(self, bits: int) -> tuple[str, ...]:
        """The names of bits, in order."""
        found = self._kept.get(bits)
        if found is None:
            names, left = [], bits >> 1
            while left:
                place = (left & -left).bit_length() - 1
                names.append(place)
                left &= left - 1
            found = tuple([self._sorted[place] for place in names if place < self._fixed])
            found += tuple(sorted(self._sorted[place] for place in names if place >= self._fixed))
            if len(self._kept) < MAX_KEPT:
                self._kept[bits] = found
        return found
