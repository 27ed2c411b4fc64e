"""What a fact can be, and what it means that it is unknown.

Unknown is `None`, here and nowhere else: a fact that is absent, a truth value that cannot be told. The three
functions `both`, `either` and `negation` are strong Kleene logic; every evaluator means the same by them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

Truth = bool | None
"""True, false, or unknown."""

NOT_YET: Final = date.max
"""A date that is known not to have come: later than every date."""
NOT_YET_TIME: Final = datetime.max
"""The same for a moment."""


def day_of(moment: date) -> date:
    """The day of a moment; a day is its own."""
    return moment.date() if isinstance(moment, datetime) else moment


def end_of_day(moment: date) -> datetime:
    """The last moment of a day, for what is asked of a day is asked at its end; a moment is its own."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max)


class Kind(StrEnum):
    """What sort of value a fact takes."""

    FLAG = "flag"
    COUNT = "count"
    MONEY = "money"  # whole fen, an int: exact
    DATE = "date"
    DATETIME = "datetime"  # China's time, without zone
    ENUM = "enum"
    SET = "set"


@dataclass(frozen=True, slots=True)
class FactType:
    """The type of a fact; `enumeration` names the values of an enumeration or of a set's elements."""

    kind: Kind
    enumeration: str = ""

    def __str__(self) -> str:
        if self.kind is Kind.ENUM:
            return self.enumeration
        return f"set of {self.enumeration}" if self.kind is Kind.SET else self.kind.value


FLAG: Final = FactType(Kind.FLAG)
COUNT: Final = FactType(Kind.COUNT)
MONEY: Final = FactType(Kind.MONEY)
DATE: Final = FactType(Kind.DATE)
DATETIME: Final = FactType(Kind.DATETIME)


@dataclass(frozen=True, slots=True)
class OpenSet:
    """A set of which only some elements are known: `yes` are in it, `no` are not, the others are unknown.

    A complete set is a plain frozenset.
    """

    yes: frozenset[str]
    no: frozenset[str]

    def has(self, element: str) -> Truth:
        """Whether `element` is in the set."""
        if element in self.yes:
            return True
        return False if element in self.no else None


Value = bool | int | date | datetime | str | frozenset[str] | OpenSet
"""A known value of a fact (an open set is known in part)."""


def holds(value: frozenset[str] | OpenSet | None, element: str) -> Truth:
    """Whether a set fact, perhaps unknown, has `element`."""
    if value is None:
        return None
    return value.has(element) if isinstance(value, OpenSet) else element in value


def negation(truth: Truth) -> Truth:
    """Not: of unknown, unknown."""
    return None if truth is None else not truth


def both(truths: Iterable[Truth]) -> Truth:
    """And: false where one is false, else unknown where one is unknown."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def either(truths: Iterable[Truth]) -> Truth:
    """Or: true where one is true, else unknown where one is unknown."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def fits(value: object, type_: FactType, elements: Container[object]) -> bool:
    """Whether a value is of a type as evaluators take it; `elements` are the values of its enumeration.

    A yes is no number here, and a moment is no day, though Python takes them for one.
    """
    match type_.kind:
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.COUNT | Kind.MONEY:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Kind.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case Kind.DATETIME:
            return isinstance(value, datetime) and value.tzinfo is None
        case Kind.ENUM:
            return isinstance(value, str) and value in elements
        case Kind.SET:
            if isinstance(value, OpenSet):
                return value.yes.isdisjoint(value.no) and all(name in elements for name in value.yes | value.no)
            return isinstance(value, frozenset) and all(name in elements for name in value)
