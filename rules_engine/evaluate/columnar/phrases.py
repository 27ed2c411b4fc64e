"""Comparisons as polars expressions over columns of facts."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate.columnar.columns import TYPES, bits_of, dtype_of, excluded, places, withheld
from rules_engine.evaluate.columnar.conditions import Atom, Elements
from rules_engine.evaluate.columnar.shifts import moved
from rules_engine.program import Slot
from rules_engine.value import FactType, Kind

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "exactly": operator.eq,
}


_BYTE: Final = 8
_WIDE: Final = 16
"""A set of more elements than this is worth slicing,"""
_SEVERAL: Final = 3
"""where so many atoms ask for the same slice."""


class Phrases:
    """Operands and comparisons as polars expressions over the columns that are `present`.

    Any operator of polars is null where an operand is, which is just what conditions mean.
    """

    def __init__(self, slots: Mapping[str, Slot], present: frozenset[str], presumed: Collection[str]) -> None:
        self.slots, self.present, self.presumed = slots, present, presumed

    def slices(self, atoms: Iterable[Atom]) -> dict[str, pl.Expr]:
        """Eight elements each of wide sets, where several atoms ask for them: to look at a byte takes a quarter."""
        wide = (atom.what for atom in atoms if isinstance(atom.what, Elements) and atom.what.fact.id in self.present)
        asked = Counter((what.fact.id, self._byte(what)) for what in wide)
        return {
            _slice(name, byte): (pl.col(name) // (1 << _BYTE * byte)).cast(pl.UInt8, wrap_numerical=True)
            for (name, byte), count in asked.items()
            if byte is not None and count >= _SEVERAL
        }

    def _byte(self, what: Elements) -> int | None:
        """Where in a wide set all the elements are; None where they lie apart, or something may be open in the set."""
        slot = self.slots[what.fact.id]
        found = {place // _BYTE for place in places(slot, what.elements)}
        wide = len(slot.values) > _WIDE and excluded(slot.name) not in self.present
        return found.pop() if wide and len(found) == 1 else None

    def atom(self, atom: Atom, slices: Collection[str] = ()) -> pl.Expr | None:
        """A comparison, a membership or a flag; None where a fact that it reads has no column.

        The frame has `slices` beside its own columns.
        """
        match atom.what:
            case ex.Fact(name) if name in self.presumed:
                return self._or_not(name)
            case Elements(fact):
                return self._has(atom.what, slices) if fact.id in self.present else None
        if self.present.issuperset(ex.facts_of(atom.what)):
            return self._comparison(atom.what)
        return None

    def is_known(self, atom: Atom, lacking: Collection[str]) -> bool:
        """Whether the answer cannot be null, where no columns but those `lacking` have nulls."""
        match atom.what:
            case ex.Fact(name) if name in self.presumed:
                return withheld(name) not in self.present
            case Elements(fact):
                return fact.id not in lacking and excluded(fact.id) not in self.present
        # What moves a day may have no answer for days that are known: there are calendars for some years only.
        parts = tuple(ex.walk(atom.what))
        return ex.facts_of(atom.what).isdisjoint(lacking) and not any(isinstance(part, ex.Shift) for part in parts)

    def _comparison(self, atom: ex.Expression) -> pl.Expr:
        found: pl.Expr
        match atom:
            case ex.Fact(name):
                return pl.col(name)
            case ex.OneOf(fact, values):
                found, *others = [self._code(fact) == self._place(fact, value) for value in values]
                for other in others:
                    found |= other
                return found
            case ex.Compare(op, ex.Fact() as fact, ex.Const(value)) if fact.type.kind is Kind.ENUM:
                found = _OPERATORS[op](self._code(fact), self._place(fact, str(value)))
                return found
            case ex.Meets(ex.Share(part, whole), limit):
                share = limit.number
                found = _OPERATORS[limit.op](pl.col(part.id) * share.denominator, pl.col(whole.id) * share.numerator)
                return found
            case ex.Meets(subject, limit):
                found = _OPERATORS[limit.op](self.operand(subject), pl.lit(int(limit.number)))
                return found
            case ex.Compare(op, left, right):
                found = _OPERATORS[op](self.operand(left), self.operand(right))
                return found
        raise AssertionError(atom)

    def operand(self, expression: ex.Expression) -> pl.Expr:
        """The value of an operand; null in every row where a fact has no column."""
        if any(name not in self.present for name in ex.facts_of(expression)):
            counted = isinstance(expression, ex.DaysBetween)
            return pl.lit(None, TYPES[Kind.COUNT if counted else moment_type(expression).kind])
        match expression:
            case ex.Const(value):
                return pl.lit(value)
            case ex.Fact(name):
                return pl.col(name)
            case ex.Shift(start, limit, forward):
                return moved(self.operand(start), moment_type(start), limit.length, forward=forward)
            case ex.DaysBetween(first, last):
                # Of moments, whole days that have passed: rounded down, as the difference of two moments is.
                passed = self.operand(last) - self.operand(first)
                return (passed.dt.total_microseconds() // 86_400_000_000).cast(pl.Int64)
        raise AssertionError(expression)

    def _code(self, fact: ex.Fact) -> pl.Expr:
        return pl.col(fact.id).to_physical()

    def _place(self, fact: ex.Fact, value: str) -> int:
        return sorted(self.slots[fact.id].values).index(value)

    def _has(self, what: Elements, slices: Collection[str]) -> pl.Expr:
        slot = self.slots[what.fact.id]
        byte, bits = self._byte(what), bits_of(slot, frozenset(what.elements))
        if byte is not None and _slice(slot.name, byte) in slices:
            among = pl.col(_slice(slot.name, byte)), pl.lit(bits >> _BYTE * byte, pl.UInt8)
            return _in(*among, every=what.every)
        wanted = pl.lit(bits, dtype_of(slot))
        inside = _in(pl.col(slot.name), wanted, every=what.every)
        if excluded(slot.name) not in self.present:
            return inside
        outside = _in(pl.col(excluded(slot.name)), wanted, every=not what.every)
        return pl.when(inside).then(statement=True).when(outside).then(statement=False)

    def _or_not(self, name: str) -> pl.Expr:
        """A flag that is presumed not to be so where nothing is said of it, and it is not said to be unknown."""
        presumed: pl.Expr = pl.lit(value=False)
        if withheld(name) in self.present:
            presumed = pl.when(~pl.col(withheld(name)).fill_null(value=False)).then(statement=False)
        return pl.coalesce(name, presumed) if name in self.present else presumed


def _slice(name: str, byte: int) -> str:
    return f"{name}:{byte}"


def _in(column: pl.Expr, bits: pl.Expr, *, every: bool) -> pl.Expr:
    """Whether a column has one of several bits, or every one."""
    return (column & bits) == bits if every else (column & bits) != 0


def moment_type(expression: ex.Expression) -> FactType:
    """Whether an operand is a day or a moment."""
    for part in ex.walk(expression):
        if isinstance(part, ex.Fact | ex.Const):
            return part.type
    raise AssertionError(expression)
