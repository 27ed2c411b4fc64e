"""What generated code calls: truths that know why they are unknown.

A truth is 0 where something holds, -1 where it does not, and otherwise a positive number with a bit for each name that
would settle it (see `names`). So the truth of a conjunction is the bitwise *or* of the truths of its parts: -1 outdoes
all, 0 adds nothing, and reasons add up. Its mirror image, -1 for what holds and 0 for what does not, serves
disjunctions the same way, and is what negation comes to: `truth if truth > 0 else ~truth`. An operand of a comparison
is its value, or an `Unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from rules_engine.period import Period, shifted, unpublished_year
from rules_engine.value import NOT_YET, OpenSet

HOLDS: Final = 0
FAILS: Final = -1
NO_REASON: Final = 1
"""The bit of what is unknown for a reason that no answer removes."""


class Unknown:
    """An operand that is unknown, with the bits of the names that would settle it."""

    __slots__ = ("why",)

    def __init__(self, why: int) -> None:
        self.why = why


class Unsettled(KeyError):
    """Plain code met something unknown; a KeyError, as an absent fact is."""


# --- where facts may be missing


def has(value: frozenset[str] | OpenSet | None, element: str, bit: int) -> int:
    """Whether a set has an element."""
    truth = None if value is None else element in value if isinstance(value, frozenset) else value.has(element)
    return bit if truth is None else HOLDS if truth else FAILS


def overlap(value: frozenset[str] | OpenSet | None, bits: Mapping[str, int]) -> int:
    """Whether a set has one of some elements; `bits` are those by which each is asked for."""
    truths = [has(value, element, bit) for element, bit in bits.items()]
    return HOLDS if HOLDS in truths else sum(set(truths) - {FAILS}) or FAILS


def subset(value: frozenset[str] | OpenSet | None, bits: Mapping[str, int]) -> int:
    """Whether a set has all of some elements; `bits` are those by which each is asked for."""
    truths = [has(value, element, bit) for element, bit in bits.items()]
    return FAILS if FAILS in truths else sum(set(truths))


def compare(holds: Callable[[Any, Any], bool], left: Any, right: Any) -> int:
    """A comparison of two operands."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return getattr(left, "why", 0) | getattr(right, "why", 0)
    return HOLDS if holds(left, right) else FAILS


def shift(start: Any, period: Period, year_bit: Callable[[int], int], *, forward: bool) -> Any:
    """The end of a period; `year_bit` gives the bit of a year of which the calendar is not published."""
    if isinstance(start, Unknown):
        return start
    end = shifted(start, period, forward=forward)
    if end is None:
        year = unpublished_year(start, period, forward=forward)
        assert year is not None
        return Unknown(year_bit(year))
    return end


def days(first: Any, last: Any) -> Any:
    """Calendar days from one day to another; to a day that has not come, more than any limit."""
    if isinstance(first, Unknown) or isinstance(last, Unknown):
        return Unknown(getattr(first, "why", 0) | getattr(last, "why", 0))
    return (last - first).days


# --- where all facts are known


def known_shift(start: Any, period: Period, *, forward: bool) -> Any:
    """The end of a period. Raises Unsettled where its calendar is not published."""
    end = shifted(start, period, forward=forward)
    if end is None:
        raise Unsettled
    return end


def known_days(first: date, last: date) -> int:
    """Calendar days from one day to another."""
    return (last - first).days


# --- duties


def late(due: Any, done: Any, as_of: date) -> bool | None:
    """Whether the earlier of `done` and `as_of` lies after `due`; None where that is unknown."""
    if isinstance(due, datetime) and not isinstance(as_of, datetime):
        as_of = datetime.combine(as_of, time.max)  # asked of a day: asked at its end
    elif not isinstance(due, datetime) and isinstance(as_of, datetime):
        as_of = as_of.date()
    if as_of <= due:
        return False
    return None if done is None else bool(done > due)


def discharged(done: Any, due: Any) -> bool:
    """Whether a duty has been done: a flag that is set, or a day that has come, not after a due day that is known."""
    if not isinstance(done, date):
        return bool(done)
    return done.year < NOT_YET.year and (due is None or isinstance(due, Unknown) or bool(done <= due))


def owed(due: Any, done: Any, as_of: date, bit: int) -> tuple[int, bool, int]:
    """The body of a duty: the truth of its being kept, whether it has been done, and why its dates are unknown.

    `due` is None for a duty without a due date; `bit` is that of the fact which tells when it was done.
    """
    if due is None:
        return HOLDS, discharged(done, due), 0
    why = bit if done is None else 0
    if isinstance(due, Unknown):
        why |= due.why
        return why, discharged(done, due), why
    after = late(due, done, as_of)
    return why if after is None else FAILS if after else HOLDS, discharged(done, due), why
