"""Conditions of complete cases: the few forms that every peer can say. Nothing here imports the engine.

An exporter turns these into the text, the document or the expression that a user of its peer would write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Op = Literal["<", "<=", ">", ">=", "==", "!="]
FLIPPED: Mapping[str, Op] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag is set."""

    fact: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """An enumeration has one of several values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A set holds one of several elements."""

    fact: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number: `factor` times a fact, or `factor` itself where there is no fact."""

    factor: int
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A comparison of two amounts: counts, or money in fen."""

    op: Op
    left: Amount
    right: Amount


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    item: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conjunction."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Disjunction."""

    items: tuple[Condition, ...]


Condition = Flag | OneOf | Holds | Order | Not | AllOf | AnyOf
Atom = Flag | OneOf | Holds | Order


@dataclass(frozen=True, slots=True)
class Column:
    """A fact: `kind` is flag, count, money, enum or set; `values` are those of its enumeration.

    `presumed` tells that it is taken for false where it is missing.
    """

    name: str
    kind: str
    values: tuple[str, ...] = ()
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """The rules of one action: the id of each, and the condition under which an act violates it."""

    name: str
    rules: tuple[tuple[str, Condition], ...]
    columns: tuple[Column, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of the rules, in the document's order."""
        return [name for name, _ in self.rules]


def pushed(condition: Condition, *, negated: bool = False) -> Condition:
    """The same condition with negations at flags and memberships only: comparisons are turned round instead."""
    match condition:
        case Not(item):
            return pushed(item, negated=not negated)
        case AllOf(items) | AnyOf(items):
            inner = tuple(pushed(item, negated=negated) for item in items)
            return AllOf(inner) if isinstance(condition, AllOf) != negated else AnyOf(inner)
        case Order(op, left, right) if negated:
            return Order(FLIPPED[op], left, right)
    return Not(condition) if negated else condition


def atoms(condition: Condition) -> Iterator[Atom]:
    """The parts that are true or false by themselves."""
    match condition:
        case Not(item):
            yield from atoms(item)
        case AllOf(items) | AnyOf(items):
            for item in items:
                yield from atoms(item)
        case _:
            yield condition


def facts_of(condition: Condition) -> frozenset[str]:
    """The facts that a condition reads."""
    found: set[str] = set()
    for atom in atoms(condition):
        if isinstance(atom, Order):
            found |= {side.fact for side in (atom.left, atom.right) if side.fact}
        else:
            found.add(atom.fact)
    return frozenset(found)


def truth(condition: Condition, facts: Mapping[str, Any]) -> bool:
    """Whether a condition holds in a complete case whose sets are lists: what exporters are tested against."""
    match condition:
        case Flag(fact):
            return bool(facts[fact])
        case OneOf(fact, values):
            return facts[fact] in values
        case Holds(fact, elements):
            return any(element in facts[fact] for element in elements)
        case Not(item):
            return not truth(item, facts)
        case AllOf(items):
            return all(truth(item, facts) for item in items)
        case AnyOf(items):
            return any(truth(item, facts) for item in items)
        case Order(op, left, right):
            one, other = (side.factor * (facts[side.fact] if side.fact else 1) for side in (left, right))
            return {
                "<": one < other,
                "<=": one <= other,
                ">": one > other,
                ">=": one >= other,
                "==": one == other,
                "!=": one != other,
            }[op]
