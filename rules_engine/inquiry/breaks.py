"""Where comparisons change: the values of a number or a day at which a condition comes out otherwise.

A comparison is known by its sign, which is that of its left side less its right side. As one fact grows and all others
stay, the sign goes one way, so that its changes are found by halving; where both sides read the fact it may go to and
fro, and days are looked through one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.checked import Duty
from rules_engine.evaluate.reference import evaluate
from rules_engine.period import Unit
from rules_engine.value import Kind, Value

Sign = Callable[[int], int | None]

_LENGTH: Final = {
    Unit.MINUTES: 1,
    Unit.HOURS: 1,
    Unit.DAYS: 1,
    Unit.WORKING_DAYS: 3,  # with the longest holidays around them
    Unit.WEEKS: 7,
    Unit.MONTHS: 31,
    Unit.YEARS: 366,
}
_EPOCH: Final = datetime(1900, 1, 1)
_NEAR: Final = 45
"""Days around a known one that are looked through where a comparison goes to and fro."""


@dataclass(frozen=True)
class Comparison:
    """Two sides that are compared; `right` is None where the left one is compared with the day of the question."""

    left: ex.Expression
    right: ex.Expression | None

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that either side reads."""
        return ex.facts_of(self.left) | (ex.facts_of(self.right) if self.right else frozenset())

    @cached_property
    def twofold(self) -> frozenset[str]:
        """The facts that both sides read."""
        return ex.facts_of(self.left) & (ex.facts_of(self.right) if self.right else frozenset())

    @cached_property
    def reach(self) -> int:
        """Days, at most, by which its periods and limits move a day."""
        parts = [part for side in (self.left, self.right) if side for part in ex.walk(side)]
        lengths = (part.period.length for part in parts if isinstance(part, ex.Shift))
        limits = (int(part.value) for part in parts if isinstance(part, ex.Const) and type(part.value) is int)
        return sum(length.number * _LENGTH[length.unit] + 20 for length in lengths) + max(limits, default=0)

    @cached_property
    def units(self) -> frozenset[Unit]:
        """The units in which its periods are counted."""
        parts = (part for side in (self.left, self.right) if side for part in ex.walk(side))
        return frozenset(part.period.length.unit for part in parts if isinstance(part, ex.Shift))

    def sign(self, facts: Mapping[str, Value], as_of: date) -> int | None:
        """-1, 0 or 1 as the left side is less, the same or more; None where a side is unknown."""
        if isinstance(self.left, ex.Meets):
            return _sign_of_limit(self.left, facts)
        left: Any = evaluate(self.left, facts)
        right: Any = evaluate(self.right, facts) if self.right else as_of
        if left is None or right is None:
            return None
        if isinstance(left, datetime) != isinstance(right, datetime):  # asked of a day: asked at its end
            right = right.date() if isinstance(right, datetime) else datetime.combine(right, time.max)
        return int(left > right) - int(left < right)


def _sign_of_limit(meets: ex.Meets, facts: Mapping[str, Value]) -> int | None:
    bound = Fraction(meets.limit.number)
    if isinstance(meets.subject, ex.Share):
        part: Any = evaluate(meets.subject.part, facts)
        whole: Any = evaluate(meets.subject.whole, facts)
        if part is None or whole is None:
            return None
        left, right = part * bound.denominator, whole * bound.numerator
    else:
        amount = evaluate(meets.subject, facts)
        if amount is None:
            return None
        left, right = amount, bound
    return int(left > right) - int(left < right)


def comparisons_in(expression: ex.Expression) -> Iterator[Comparison]:
    """The comparisons of numbers and days in an expression."""
    for atom in ex.atoms_of(expression):
        match atom:
            case ex.Meets():
                yield Comparison(atom, None)
            case ex.Compare(left=left, right=right) if not _named(atom):
                yield Comparison(left, right)


def comparisons_of(duty: Duty) -> Iterator[Comparison]:
    """The comparisons that tell whether a duty was done in time."""
    if duty.due is not None:
        yield Comparison(duty.due, None)
        yield Comparison(duty.done, duty.due)


def _named(atom: ex.Compare) -> bool:
    """Whether an atom compares flags, or values that have names."""
    kinds = {part.type.kind for part in ex.walk(atom) if isinstance(part, ex.Fact)}
    return bool(kinds & {Kind.ENUM, Kind.FLAG})


# --- numbers and days as places on a line


@dataclass(frozen=True, slots=True)
class Line:
    """The values of a kind as whole numbers: people, fen, days, minutes (or seconds, where `fine`)."""

    kind: Kind
    fine: bool = False

    def place(self, value: Any) -> int:
        """The place of a value."""
        if self.kind is Kind.DATETIME:
            return int((value - _EPOCH) // self._step)
        return int(value.toordinal()) if self.kind is Kind.DATE else int(value)

    def value(self, place: int) -> Value:
        """The value at a place."""
        if self.kind is Kind.DATETIME:
            return _EPOCH + place * self._step
        return date.fromordinal(place) if self.kind is Kind.DATE else place

    @property
    def of_days(self) -> bool:
        """Whether the values are days or moments."""
        return self.kind in (Kind.DATE, Kind.DATETIME)

    @property
    def day(self) -> int:
        """The places that make a day."""
        return timedelta(days=1) // self._step if self.kind is Kind.DATETIME else 1

    @property
    def _step(self) -> timedelta:
        return timedelta(seconds=1) if self.fine else timedelta(minutes=1)


def changes(sign: Sign, stops: Sequence[int]) -> set[int]:
    """The places on either side of each change of a sign that goes one way from the first stop to the last.

    Between two stops of equal sign there is none.
    """
    found: set[int] = set()
    signs = [(place, sign(place)) for place in stops]
    todo = list(pairwise(signs))
    while todo:
        (low, at_low), (high, at_high) = todo.pop()
        if at_low == at_high or high <= low:
            continue
        if high - low == 1:
            # Where no calendar is published a sign is unknown; what lies beyond the last change stays as it is.
            found |= {place for place, at in ((low, at_low), (high, at_high)) if at is not None}
            continue
        middle = ((low + high) // 2, sign((low + high) // 2))
        todo += [((low, at_low), middle), (middle, (high, at_high))]
    return found


def unknown_end(sign: Sign, stops: Sequence[int]) -> int | None:
    """The outermost stop beyond which a change may lie because the sign is unknown there; None where there is none."""
    ends = [place for place in (stops[-1], stops[0]) if sign(place) is None]
    known = {sign(place) for place in (*stops, *changes(sign, stops))}
    return ends[0] if ends and not {-1, 1} <= known else None


def looked_through(sign: Sign, days: Iterable[int], step: int) -> set[int]:
    """For each sign that occurs near some days the first place that has it."""
    found: dict[int, int] = {}
    for day in days:
        for way in range(-_NEAR, _NEAR + 1):
            at = sign(day + way * step)
            if at is not None:
                found.setdefault(at, day + way * step)
    return set(found.values())
