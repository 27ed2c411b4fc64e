"""Expressions over a frame of facts, and why they are unknown.

The comparisons that a program makes are worked out by polars, all at once and each once; what joins them is logic of
bits.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate.columnar.bits import (
    FALSE,
    TRUE,
    UNKNOWN,
    Bits,
    Term,
    bits_of,
    both,
    either,
    meet,
    negation,
    rest,
    term_of,
    terms_of,
)
from rules_engine.evaluate.columnar.columns import TYPES, bit_of, dtype_of, excluded
from rules_engine.evaluate.columnar.shifts import moved, unpublished
from rules_engine.period import Unit
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


class Atoms:
    """The comparisons, memberships and flags of expressions, each once however often it is written."""

    def __init__(self, expressions: Iterable[ex.Expression]) -> None:
        self.different: dict[ex.Expression, int] = {}
        self._written: list[ex.Expression] = []  # what `_places` knows by identity must last as long
        self._places: dict[int, int] = {}
        for expression in expressions:
            kind = getattr(getattr(expression, "type", None), "kind", Kind.FLAG)
            if kind is Kind.FLAG and not isinstance(expression, ex.Shift):
                self._note(expression)

    def _note(self, part: ex.Expression) -> None:
        if isinstance(part, ex.And | ex.Or | ex.Not | ex.Defined):
            for child in ex.children(part):
                self._note(child)
        elif not isinstance(part, ex.Const):
            self._places[id(part)] = self.different.setdefault(part, len(self.different))
            self._written.append(part)

    def place(self, atom: ex.Expression) -> int | None:
        """The place of an atom among the different ones; None where it is not one of them."""
        found = self._places.get(id(atom))
        return self.different.get(atom) if found is None else found


class Terms:
    """The terms of expressions over a frame.

    `atoms` are those of all that will be asked for. `taken` are flags whose truth is not what their column says.
    """

    def __init__(
        self, slots: Mapping[str, Slot], frame: pl.DataFrame, atoms: Atoms, taken: Mapping[str, Term] | None = None
    ) -> None:
        self.slots, self.frame, self.atoms, self.taken = slots, frame, atoms, taken or {}
        self.phrases = Phrases(slots, frame.columns)
        self._atoms = self._worked_out(list(atoms.different))
        self._found: dict[int, Term] = {}
        self._absent: dict[str, Bits] = {}

    def _worked_out(self, atoms: Sequence[ex.Expression]) -> list[Term]:
        phrases = [None if self._taken(atom) else self.phrases.atom(atom) for atom in atoms]
        made = terms_of(self.frame.select(one.alias(str(at)) for at, one in enumerate(phrases) if one is not None))
        return [self._taken(atom) or made.get(str(at), UNKNOWN) for at, atom in enumerate(atoms)]

    def _taken(self, atom: ex.Expression) -> Term | None:
        return self.taken.get(atom.id) if isinstance(atom, ex.Fact) else None

    def column(self, phrase: pl.Expr) -> pl.Series:
        """A polars expression over the frame; one that names no column has its value in every row."""
        return self.frame.with_columns(phrase.alias(":found"))[":found"]

    def truth(self, phrase: pl.Expr) -> Term:
        """A truth that polars works out."""
        return term_of(self.column(phrase))

    def __call__(self, expression: ex.Expression) -> Term:
        """The truth of a condition. It belongs to the program: what was found is known by its identity."""
        key = id(expression)
        if key not in self._found:
            self._found[key] = self._truth(expression)
        return self._found[key]

    def _truth(self, expression: ex.Expression) -> Term:
        match expression:
            case ex.Const(value):
                return TRUE if value else FALSE
            case ex.Defined(body=body):
                return self(body)
            case ex.Not(item):
                return negation(self(item))
            case ex.And(items):
                return both(map(self, items))
            case ex.Or(items):
                return either(map(self, items))
        place = self.atoms.place(expression)
        if place is not None:
            return self._atoms[place]
        taken = self._taken(expression)
        if taken:
            return taken
        phrase = self.phrases.atom(expression)
        return UNKNOWN if phrase is None else self.truth(phrase)

    def absent(self, name: str) -> Bits:
        """The rows that do not tell a fact."""
        if name in self.taken:
            return self.taken[name].unknown
        if name not in self._absent:
            known = name in self.frame.columns
            self._absent[name] = bits_of(self.frame[name].is_null()) if known else True
        return self._absent[name]

    # --- why a term is unknown

    def reasons(self, expression: ex.Expression, reached: Bits) -> Iterable[tuple[str, Bits]]:
        """What would settle an expression, with where: in the rows where all that it is a part of is unknown, too."""
        match expression:
            case ex.Const():
                return
            case ex.Defined() | ex.Not() | ex.And() | ex.Or():
                open_ = meet(reached, self(expression).unknown)
                if open_ is not False:
                    for child in ex.children(expression):
                        yield from self.reasons(child, open_)
            case ex.Has(fact, element):
                yield f"{fact.id}.{element}", meet(reached, self(expression).unknown)
            case _:
                for name in sorted(ex.facts_of(expression)):
                    yield name, meet(reached, self.absent(name))

    def years(self, expression: ex.Expression, reached: Bits) -> Iterable[tuple[pl.Series, Bits]]:
        """The years for lack of whose calendars parts of an expression are unknown, with where, as in `reasons`."""
        if reached is False:
            return
        if isinstance(expression, ex.Shift):
            if expression.period.length.unit is Unit.WORKING_DAYS:
                yield from self._unpublished(expression, reached)
            yield from self.years(expression.start, reached)
        elif isinstance(expression, ex.Defined | ex.Not | ex.And | ex.Or | ex.Compare | ex.Meets):
            open_ = meet(reached, self(expression).unknown)
            for child in ex.children(expression):
                yield from self.years(child, open_)
        elif isinstance(expression, ex.DaysBetween):
            for child in ex.children(expression):
                yield from self.years(child, reached)

    def _unpublished(self, shift: ex.Shift, reached: Bits) -> Iterable[tuple[pl.Series, Bits]]:
        for name in ex.facts_of(shift):
            reached = meet(reached, rest(self.absent(name)))
        if reached is False:
            return
        start, period = self.phrases.operand(shift.start), shift.period.length
        lost = start.is_not_null() & self.phrases.operand(shift).is_null()
        reached = meet(reached, bits_of(self.column(lost)))
        if reached is not False:  # few tables have such dates, and looking for the year takes long
            yield self.column(unpublished(start, period, forward=shift.forward)), reached


class Phrases:
    """Operands and comparisons as polars expressions over the columns that are `present`.

    Any operator of polars is null where an operand is, which is just what conditions mean.
    """

    def __init__(self, slots: Mapping[str, Slot], present: Collection[str]) -> None:
        self.slots, self.present = slots, frozenset(present)

    def atom(self, atom: ex.Expression) -> pl.Expr | None:
        """A comparison, a membership or a flag; None where a fact that it reads has no column."""
        if any(name not in self.present for name in ex.facts_of(atom)):
            return None
        found: pl.Expr
        match atom:
            case ex.Fact(name):
                return pl.col(name)
            case ex.Has(fact, element):
                return self._has(fact, element)
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

    def _has(self, fact: ex.Fact, element: str) -> pl.Expr:
        slot = self.slots[fact.id]
        bit = pl.lit(bit_of(slot, element), dtype_of(slot))
        inside = (pl.col(fact.id) & bit) != 0
        if excluded(fact.id) not in self.present:
            return inside
        outside = (pl.col(excluded(fact.id)) & bit) != 0
        return pl.when(inside).then(statement=True).when(outside).then(statement=False)


def moment_type(expression: ex.Expression) -> FactType:
    """Whether an operand is a day or a moment."""
    for part in ex.walk(expression):
        if isinstance(part, ex.Fact | ex.Const):
            return part.type
    raise AssertionError(expression)
