"""Conditions in the form in which frames are asked them: joins are flat, and say only once what they say.

All of this is the same in Kleene logic, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from rules_engine import expression as ex
from rules_engine.value import Kind


@dataclass(frozen=True, slots=True)
class Always:
    """What is the same in every case."""

    truth: bool


@dataclass(frozen=True, slots=True)
class Elements:
    """Whether a set has one of several elements, or `every` one of them."""

    fact: ex.Fact
    elements: tuple[str, ...]
    every: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison, a membership or a flag."""

    what: ex.Expression | Elements


@dataclass(frozen=True, slots=True)
class Negated:
    """Not."""

    item: Condition


@dataclass(frozen=True, slots=True)
class Joined:
    """And, where `every` part must hold; else or."""

    items: tuple[Condition, ...]
    every: bool


Condition: TypeAlias = Always | Atom | Negated | Joined


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of a join, which are of one fact where there is more than one."""

    parts: list[Condition]
    every: bool

    def merged(self) -> Atom:
        """The parts as one."""
        asked = [part.what for part in self.parts if isinstance(part, Atom)]
        elements = [one for one in asked if isinstance(one, Elements)]
        if elements:
            values = dict.fromkeys(value for one in elements for value in one.elements)
            return Atom(Elements(elements[0].fact, tuple(values), self.every))
        among = [one for one in asked if isinstance(one, ex.OneOf)]
        return Atom(ex.OneOf(among[0].fact, tuple(dict.fromkeys(value for one in among for value in one.values))))


def groups(items: Iterable[Condition], *, every: bool) -> Iterable[Group]:
    """The parts of a join, those beside each other that can be asked at once."""
    found: dict[object, Group] = {}
    for item in items:
        key: object = item
        if isinstance(item, Atom) and (
            isinstance(item.what, Elements) or (isinstance(item.what, ex.OneOf) and not every)
        ):
            key = item.what.fact
        found.setdefault(key, Group([], every)).parts.append(item)
    return found.values()


def translated(expression: ex.Expression) -> Condition:
    """A condition with flat joins, word by word else."""
    match expression:
        case ex.Const(value):
            return Always(bool(value))
        case ex.Defined(body=body):
            return translated(body)
        case ex.Not(item):
            return _negated(translated(item))
        case ex.And(items):
            return _joined([translated(item) for item in items], every=True)
        case ex.Or(items):
            return _joined([translated(item) for item in items], every=False)
        case ex.Has(fact, element):
            return Atom(Elements(fact, (element,)))
        case ex.Compare("==", ex.Fact() as fact, ex.Const(value)) if fact.type.kind is Kind.ENUM:
            return Atom(ex.OneOf(fact, (str(value),)))
        case ex.Meets(subject, limit):
            return Atom(ex.Meets(subject, replace(limit, id="")))  # limits of different names may be the same
    return Atom(expression)


def _negated(condition: Condition) -> Condition:
    return condition.item if isinstance(condition, Negated) else Negated(condition)


def _joined(items: Iterable[Condition], *, every: bool) -> Condition:
    """A flat join, in which all that is negated is one part: none of several holds, or not all of them do."""
    found: dict[Condition, None] = {}
    failing: dict[Condition, None] = {}
    for item in items:
        for part in item.items if isinstance(item, Joined) and item.every == every else (item,):
            if isinstance(part, Negated):
                failing[part.item] = None
            else:
                found[part] = None
    if failing:
        inner = tuple(failing)
        found[Negated(inner[0] if len(inner) == 1 else _joined(inner, every=not every))] = None
    parts = _needed(found, every=every)
    return parts[0] if len(parts) == 1 else Joined(parts, every)


def _needed(parts: Iterable[Condition], *, every: bool) -> tuple[Condition, ...]:
    """Without the parts that say no more than another does: `a or (a and b)` is `a`."""
    said = {part: {part} for part in parts}
    for part in said:
        if isinstance(part, Joined) and part.every != every:
            said[part] = set(part.items)
    return tuple(part for part, own in said.items() if not any(other < own for other in said.values()))


def alone(condition: Condition) -> Iterator[Condition]:
    """The memberships that are not asked beside others of the same fact."""
    match condition:
        case Atom():
            yield condition
        case Negated(item):
            yield from alone(item)
        case Joined(items, every):
            for group in groups(items, every=every):
                if len(group.parts) == 1:
                    yield from alone(group.parts[0])


def atoms(condition: Condition) -> Iterator[Atom]:
    """What a condition is joined from."""
    match condition:
        case Atom():
            yield condition
        case Negated(item):
            yield from atoms(item)
        case Joined(items):
            for item in items:
                yield from atoms(item)
