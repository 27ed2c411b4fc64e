"""Typed expressions: the form in which conditions are checked, evaluated, analysed and put into words.

Every name is resolved and every operand has its type. `in`, `all_of` and `any_of` have become memberships joined by
`And` and `Or`, which is the same in Kleene logic; chained comparisons are joined by `And`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from rules_engine.period import Period
from rules_engine.text import Text
from rules_engine.value import FLAG, FactType, Value

CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]
LimitOp = Literal["at_least", "more_than", "at_most", "less_than", "exactly", "within"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named limit: `amount` is a share as a fraction, money in fen, a count, or a period (`within`)."""

    id: str
    op: LimitOp
    amount: Fraction | int | Period
    unit: Literal["share", "money", "count", "period"]

    @property
    def number(self) -> Fraction | int:
        """The amount of a share, a sum or a count."""
        assert not isinstance(self.amount, Period)
        return self.amount

    @property
    def length(self) -> Period:
        """The amount of a period."""
        assert isinstance(self.amount, Period)
        return self.amount


@dataclass(frozen=True, slots=True)
class Const:
    """A value written in the expression: true, an enumeration value, zero, `not_yet`."""

    value: Value
    type: FactType


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the case."""

    id: str
    type: FactType


@dataclass(frozen=True, slots=True)
class Has:
    """Whether a set fact has an element."""

    fact: Fact
    element: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether an enumeration fact is one of several values; `group` is the group's id where one was named alone."""

    fact: Fact
    values: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    item: Expression


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two operands of one type."""

    op: CompareOp
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; only `Meets` takes it, and decides by cross-multiplication."""

    part: Fact
    whole: Fact


@dataclass(frozen=True, slots=True)
class Meets:
    """Whether an amount keeps a limit."""

    subject: Expression
    limit: Parameter


@dataclass(frozen=True, slots=True)
class Shift:
    """The day on which a period ends that starts with a date; counted back where `forward` is false."""

    start: Expression
    period: Parameter
    forward: bool


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """Calendar days from one date to another."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Defined:
    """A condition that the pack defines under a name."""

    id: str
    body: Expression
    label: Text


Expression = Const | Fact | Has | OneOf | Not | And | Or | Compare | Share | Meets | Shift | DaysBetween | Defined

TRUE: Final = Const(value=True, type=FLAG)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The operands of an expression."""
    match expression:
        case And(items) | Or(items):
            return items
        case Not(item) | Defined(body=item) | Meets(subject=item) | Shift(start=item):
            return (item,)
        case Compare(left=first, right=second) | DaysBetween(first, second) | Share(first, second):
            return (first, second)
        case Has(fact) | OneOf(fact):
            return (fact,)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and all its parts, outermost first."""
    ahead = [expression]
    while ahead:
        part = ahead.pop()
        yield part
        ahead.extend(reversed(children(part)))


def facts_of(expression: Expression) -> frozenset[str]:
    """The ids of the facts that an expression reads."""
    return frozenset(part.id for part in walk(expression) if isinstance(part, Fact))


def parameters_of(expression: Expression) -> tuple[str, ...]:
    """The ids of the parameters that an expression reads, in order of appearance, each once."""
    found: dict[str, None] = {}
    for part in walk(expression):
        if isinstance(part, Meets):
            found[part.limit.id] = None
        elif isinstance(part, Shift):
            found[part.period.id] = None
    return tuple(found)


def atoms_of(expression: Expression) -> tuple[Expression, ...]:
    """The parts that are true or false by themselves: comparisons, memberships, flags; each once, in order."""
    found: dict[Expression, None] = {}

    def visit(part: Expression) -> None:
        if isinstance(part, And | Or | Not | Defined):
            for child in children(part):
                visit(child)
        elif not isinstance(part, Const):
            found[part] = None

    visit(expression)
    return tuple(found)
