"""The values at which facts are tried: for every answer that conditions can give together, values that give it.

A flag has both values; an enumeration those that the conditions name and one other; of a set each element that they
name is in it or not. Numbers and dates have the limits that they are compared with, the places beside them, and in
each space between two limits as many places as there are facts that are compared with one another. Parts and wholes of
shares have every number up to a whole that all shares divide. Dates lie around two days of a year whose working days
are published.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final, TypeAlias

from rules_engine import expression as ex
from rules_engine.checked import Vocabulary
from rules_engine.period import shifted
from rules_engine.value import NOT_YET, NOT_YET_TIME, FactType, Kind, Value

MOST_VALUES: Final = 160
"""So many values of one fact are tried; conditions that would need more are not examined."""

# A Wednesday without holidays near, and the last working day before the long holiday of October with its make-up days.
_DAYS: Final = (date(2025, 6, 18), date(2025, 9, 30))
_NUMBERS: Final = (Kind.COUNT, Kind.MONEY)


_Group: TypeAlias = tuple[dict[str, FactType], list[ex.Expression]]


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact, or whether a set fact has `element`, with the values at which it is tried."""

    fact: str
    element: str
    values: tuple[Value, ...]


def name_of(fact: str, element: str = "") -> str:
    """A fact's name, or an element's: `steps.hearing`."""
    return f"{fact}.{element}" if element else fact


def names_in(expression: ex.Expression) -> tuple[str, ...]:
    """The variables that an expression reads, in order of appearance, each once."""
    found: dict[str, None] = {}
    for atom in ex.atoms_of(expression):
        if isinstance(atom, ex.Has):
            found[name_of(atom.fact.id, atom.element)] = None
        else:
            found.update((part.id, None) for part in ex.walk(atom) if isinstance(part, ex.Fact))
    return tuple(found)


def variables_of(expressions: Iterable[ex.Expression], vocabulary: Vocabulary) -> dict[str, Variable]:
    """The variables that expressions read, by name, in order of appearance.

    A fact whose values cannot be listed (there would be too many) is left out.
    """
    atoms = dict.fromkeys(atom for expression in expressions for atom in ex.atoms_of(expression))
    groups = _groups(atoms)
    tried: dict[str, tuple[Value, ...]] = {}
    for facts, own in groups:
        tried.update(_values(facts, own, vocabulary))
    found: dict[str, Variable] = {}
    for atom in atoms:
        if isinstance(atom, ex.Has):
            name = name_of(atom.fact.id, atom.element)
            found.setdefault(name, Variable(atom.fact.id, atom.element, (False, True)))
            continue
        for name in names_in(atom):
            if name in tried:
                found.setdefault(name, Variable(name, "", tried[name]))
    return found


def _groups(atoms: Iterable[ex.Expression]) -> list[_Group]:
    """Facts that are compared with one another, and what compares them; sets are apart."""
    groups: list[_Group] = []
    for atom in atoms:
        if isinstance(atom, ex.Has):
            continue
        facts = {part.id: part.type for part in ex.walk(atom) if isinstance(part, ex.Fact)}
        own: list[ex.Expression] = [atom]
        apart: list[_Group] = []
        for group in groups:
            if facts.keys() & group[0].keys():
                facts, own = group[0] | facts, group[1] + own
            else:
                apart.append(group)
        groups = [*apart, (facts, own)]
    return groups


def _values(
    facts: Mapping[str, FactType], atoms: list[ex.Expression], vocabulary: Vocabulary
) -> dict[str, tuple[Value, ...]]:
    kinds = {type_.kind for type_ in facts.values()}
    values: tuple[Value, ...]
    if kinds == {Kind.FLAG}:
        values = (False, True)
    elif kinds == {Kind.ENUM}:
        (type_,) = facts.values()
        values = _named(atoms, tuple(vocabulary.enumerations[type_.enumeration]))
    elif kinds <= set(_NUMBERS) and len(kinds) == 1:
        values = tuple(sorted(_numbers(len(facts), atoms)))
    elif len(kinds) == 1:
        return _dates(facts, atoms, clock=kinds == {Kind.DATETIME})
    else:  # days between two dates compared with a count that is itself a fact
        return {}
    return {} if len(values) > MOST_VALUES else dict.fromkeys(facts, values)


def _named(atoms: list[ex.Expression], everything: tuple[str, ...]) -> tuple[str, ...]:
    """The values that conditions name, in order of appearance, and the first that they do not."""
    named: dict[str, None] = {}
    for atom in atoms:
        match atom:
            case ex.OneOf(values=values):
                named.update(dict.fromkeys(values))
            case ex.Compare(right=ex.Const(value)):
                named[str(value)] = None
    return (*named, *[value for value in everything if value not in named][:1])


def _numbers(facts: int, atoms: list[ex.Expression]) -> set[int]:
    limits, shares, shared = {0}, set[Fraction](), set[str]()
    for atom in atoms:
        if isinstance(atom, ex.Meets):
            if isinstance(atom.subject, ex.Share):
                shares.add(Fraction(atom.limit.number))
                shared |= ex.facts_of(atom)
            else:
                limits.add(int(atom.limit.number))
    if not shares:
        return {limit + step for limit in limits for step in range(-facts, facts + 1) if limit + step >= 0}
    # Up to a whole that every share divides, which lies beyond where any two limits meet, with room between its parts.
    least = min((share for share in shares if share), default=Fraction(1))
    even = math.lcm(*(share.denominator for share in shares))
    beyond = max(limits) / least ** (len(shared) - 1)
    last = even * math.ceil(beyond / even) + 2 * facts * even + facts
    return set(range(min(last, MOST_VALUES) + 1))


def _dates(facts: Mapping[str, FactType], atoms: list[ex.Expression], *, clock: bool) -> dict[str, tuple[Value, ...]]:
    shifts = {part for atom in atoms for part in ex.walk(atom) if isinstance(part, ex.Shift)}
    periods = {part.period.length for part in shifts}
    between = [atom for atom in atoms if any(isinstance(part, ex.DaysBetween) for part in ex.walk(atom))]
    limits = {int(atom.limit.number) for atom in between if isinstance(atom, ex.Meets)}
    links = len(shifts) + len(between)
    days: set[date] = {datetime(day.year, day.month, day.day, 10) if clock else day for day in _DAYS}
    for _ in range(min(max(len(facts) - 1, 1), links)):
        moved = {shifted(day, period, forward=way) for day in days for period in periods for way in (True, False)}
        moved |= {day + way * timedelta(days=limit) for day in days for limit in limits for way in (1, -1)}
        days |= {day for day in moved if day is not None}
        if len(days) > MOST_VALUES:
            return {}
    step = timedelta(minutes=1) if clock else timedelta(days=1)
    near = {day + way * step for day in days for way in range(-len(facts), len(facts) + 1)}
    measured = {name for atom in between for name in ex.facts_of(atom)}
    values = (*sorted(near), NOT_YET_TIME if clock else NOT_YET)
    if len(values) > MOST_VALUES:
        return {}
    # Days between dates of which one has not come are unknown, and what is unknown is neither kept nor broken.
    return {name: values[:-1] if name in measured else values for name in facts}
