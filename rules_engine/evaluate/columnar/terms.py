"""Expressions as polars expressions over the columns of facts, and why they are unknown.

polars' `&`, `|` and `~` are strong Kleene, and any other operator is null where an operand is: just the meaning that
conditions have. `True` and `False` are kept apart from columns as long as possible, so that what is settled for a whole
frame costs nothing; `None` stands for what is unknown in every row.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate.columnar.columns import TYPES, bit_of, excluded
from rules_engine.evaluate.columnar.shifts import moved, unpublished
from rules_engine.period import Unit
from rules_engine.program import Slot
from rules_engine.value import FactType, Kind, Truth

Term: TypeAlias = pl.Expr | Truth
"""A truth value for each row, or one for all rows."""

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


def negation(term: Term) -> Term:
    """Not."""
    if isinstance(term, pl.Expr):
        return ~term
    return None if term is None else not term


def both(terms: Iterable[Term]) -> Term:
    """And."""
    return _joined(terms, operator.and_, settles=False)


def either(terms: Iterable[Term]) -> Term:
    """Or."""
    return _joined(terms, operator.or_, settles=True)


def _joined(terms: Iterable[Term], join: Callable[[Any, Any], Any], *, settles: bool) -> Term:
    columns: list[pl.Expr] = []
    unknown = False
    for term in terms:
        if isinstance(term, pl.Expr):
            columns.append(term)
        elif term is None:
            unknown = True
        elif term is settles:
            return settles
    if not columns:
        return None if unknown else not settles
    if unknown:
        columns.append(pl.lit(None, pl.Boolean))
    found = columns[0]
    for column in columns[1:]:
        found = join(found, column)
    return found


def column_of(term: Term) -> pl.Expr:
    """A term as an expression."""
    return term if isinstance(term, pl.Expr) else pl.lit(term, pl.Boolean)


def is_unknown(term: Term) -> Term:
    """Whether a term is unknown."""
    return term.is_null() if isinstance(term, pl.Expr) else term is None


def is_true(term: Term) -> Term:
    """Whether a term is known to hold."""
    return term.fill_null(value=False) if isinstance(term, pl.Expr) else term is True


class Terms:
    """The terms of a program's expressions over a frame that has the columns `present`.

    `keep` makes a column of a term, so that it is worked out once. `kept` are parts that have been worked out
    already.
    """

    def __init__(self, slots: Mapping[str, Slot], present: Collection[str], keep: Callable[[Term], Term]) -> None:
        self.slots, self.present, self.keep = slots, present, keep
        self.kept: dict[ex.Expression, Term] = {}

    def __call__(self, expression: ex.Expression) -> Term:
        """The truth of a condition."""
        if expression in self.kept:
            return self.kept[expression]
        match expression:
            case ex.Const(value):
                return bool(value)
            case ex.Defined(body=body):
                return self(body)
            case ex.Not(item):
                return negation(self(item))
            case ex.And(items):
                return both(map(self, items))
            case ex.Or(items):
                return either(map(self, items))
        return self.atom(expression)

    def atom(self, atom: ex.Expression) -> Term:
        """The truth of a comparison, a membership or a flag."""
        if any(name not in self.present for name in ex.facts_of(atom)):
            return None
        match atom:
            case ex.Fact(name):
                return pl.col(name)
            case ex.Has(fact, element):
                return self._has(fact, element)
            case ex.OneOf(fact, values):
                return either([self._code(fact) == self._place(fact, value) for value in values])
            case ex.Compare(op, ex.Fact() as fact, ex.Const(value)) if fact.type.kind is Kind.ENUM:
                truth: pl.Expr = _OPERATORS[op](self._code(fact), self._place(fact, str(value)))
                return truth
            case ex.Meets(ex.Share(part, whole), limit):
                share = limit.number
                found: pl.Expr = _OPERATORS[limit.op](
                    pl.col(part.id) * share.denominator, pl.col(whole.id) * share.numerator
                )
                return found
            case ex.Meets(subject, limit):
                kept: pl.Expr = _OPERATORS[limit.op](self.operand(subject), pl.lit(int(limit.number)))
                return kept
            case ex.Compare(op, left, right):
                compared: pl.Expr = _OPERATORS[op](self.operand(left), self.operand(right))
                return compared
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
        bit = bit_of(self.slots[fact.id], element)
        inside = (pl.col(fact.id) & pl.lit(bit, pl.UInt64)) != 0
        if excluded(fact.id) not in self.present:
            return inside
        outside = (pl.col(excluded(fact.id)) & pl.lit(bit, pl.UInt64)) != 0
        return pl.when(inside).then(statement=True).when(outside).then(statement=False)

    # --- why a term is unknown

    def reasons(self, expression: ex.Expression, reached: Term) -> Iterable[tuple[str, Term]]:
        """What would settle an expression, with where: in the rows where all that it is a part of is unknown, too."""
        match expression:
            case ex.Const():
                return
            case ex.Defined() | ex.Not() | ex.And() | ex.Or():
                open_ = self._open(expression, reached)
                if open_ is not False:
                    for child in ex.children(expression):
                        yield from self.reasons(child, open_)
            case ex.Has(fact, element):
                yield f"{fact.id}.{element}", both((reached, is_unknown(self(expression))))
            case ex.Fact(name):
                yield name, both((reached, self._absent(name)))
            case _:
                for name in sorted(ex.facts_of(expression)):
                    yield name, both((reached, self._absent(name)))

    def years(self, expression: ex.Expression, reached: Term) -> Iterable[tuple[pl.Expr, Term]]:
        """The years for lack of whose calendars parts of an expression are unknown, with where, as in `reasons`."""
        if isinstance(expression, ex.Shift):
            if (
                ex.facts_of(expression) <= frozenset(self.present)
                and expression.period.length.unit is Unit.WORKING_DAYS
            ):
                start, period = self.operand(expression.start), expression.period.length
                yield unpublished(start, period, forward=expression.forward), reached
            yield from self.years(expression.start, reached)
            return
        if isinstance(expression, ex.Defined | ex.Not | ex.And | ex.Or | ex.Compare | ex.Meets):
            open_ = self._open(expression, reached)
            if open_ is not False:
                for child in ex.children(expression):
                    yield from self.years(child, open_)
        elif isinstance(expression, ex.DaysBetween):
            for child in ex.children(expression):
                yield from self.years(child, reached)

    def _open(self, expression: ex.Expression, reached: Term) -> Term:
        """Where an expression is unknown, of the rows that were reached."""
        if expression not in self.kept:
            self.kept[expression] = self.keep(self(expression))
        return self.keep(both((reached, is_unknown(self.kept[expression]))))

    def _absent(self, name: str) -> Term:
        return pl.col(name).is_null() if name in self.present else True


def moment_type(expression: ex.Expression) -> FactType:
    """Whether an operand is a day or a moment."""
    for part in ex.walk(expression):
        if isinstance(part, ex.Fact | ex.Const):
            return part.type
    raise AssertionError(expression)
