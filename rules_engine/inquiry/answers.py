"""The values worth trying for a fact: one at least for each way in which the conditions of rules can come out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.evaluate.reference import evaluate
from rules_engine.inquiry.breaks import (
    Comparison,
    Line,
    Sign,
    changes,
    comparisons_in,
    comparisons_of,
    looked_through,
    unknown_end,
)
from rules_engine.inquiry.known import asked_on, with_answer
from rules_engine.literal import FIRST_YEAR, LAST_YEAR, MAX_COUNT, MAX_FEN
from rules_engine.period import Unit
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, Value

MOST: Final = 240
"""So many values of a number or a day are found, at most, where it is compared with others that are unknown, too."""

_DAYS: Final = (Kind.DATE, Kind.DATETIME)
_KEPT: Final = 4096
_YEAR: Final = 366
_UNEVEN: Final = frozenset({Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS})


def answers(name: str, pack: Pack, vocabulary: Vocabulary, case: Case) -> tuple[Value, ...]:
    """The values worth trying for a fact, or for whether a set has an element (`steps.hearing`), given the case.

    There is at least one for every way in which the conditions of the pack's rules about the case's action, in their
    own readings and in rival ones, the dates of their duties and the vocabulary's constraints can come out. None breaks
    a constraint with the facts that are known. Of a set as a whole there are none: it is asked element by element.
    To ask for many facts or cases of one action, keep an `Answers`.
    """
    return Answers(pack, vocabulary, case.action).of(name, case)


class Answers:
    """The values worth trying for the facts of one action under one pack."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, action: str) -> None:
        self.vocabulary = vocabulary
        self.dated_by = vocabulary.actions[action].dated_by if action in vocabulary.actions else ""
        self._scope = pack.scope
        self._in_force = (pack.document.in_force_from, pack.document.in_force_to)
        self.conditions: dict[ex.Expression, None] = {}
        compared: dict[Comparison, None] = {}
        for rule in pack.rules_of(action):
            for reading in (rule, rule.rivalled()):
                self.conditions.update(dict.fromkeys((reading.when, reading.body.condition)))
                if reading.body.duty:
                    compared.update(dict.fromkeys(comparisons_of(reading.body.duty)))
        self.limits = tuple(constraint.condition for constraint in vocabulary.constraints)
        for condition in (*self.conditions, *self.limits):
            compared.update(dict.fromkeys(comparisons_in(condition)))
        self._compared: dict[str, list[Comparison]] = {}
        for comparison in compared:
            for fact in comparison.facts:
                self._compared.setdefault(fact, []).append(comparison)
        self._values = _values_named((*self.conditions, *self.limits))
        self._elements = _elements_named((*self.conditions, *self.limits))
        self._limits_of: dict[str, list[ex.Expression]] = {}
        for limit in self.limits:
            for fact in ex.facts_of(limit):
                self._limits_of.setdefault(fact, []).append(limit)
        self._kept: dict[Any, tuple[Value, ...]] = {}

    # --- what is asked

    def of(self, name: str, case: Case, *, every: bool = False) -> tuple[Value, ...]:
        """The values worth trying for `name`, sorted; `every` gives all values of an enumeration that can be."""
        fact_id, _, element = name.partition(".")
        type_ = self.vocabulary.facts[fact_id].type
        if element or type_.kind is Kind.FLAG:
            return tuple(value for value in (True, False) if self.possible(name, value, case))
        if type_.kind is Kind.ENUM:
            return tuple(self._enumerated(name, case, every=every))
        return () if type_.kind is Kind.SET else self._numbered(name, case)

    def some(self, name: str, case: Case) -> tuple[Value, ...]:
        """As `of`, but few values of a number or a day that is compared with others which are not known yet.

        Those that the known facts alone ask for, and such that the others can still come out in every way.
        """
        kind = self.vocabulary.facts[name.partition(".")[0]].type.kind
        if "." in name or kind not in (Kind.COUNT, Kind.MONEY, *_DAYS):
            return self.of(name, case)
        return self._numbered(name, case, few=True)

    def elements(self, name: str) -> tuple[str, ...]:
        """The elements of a set fact that conditions ask for, in the vocabulary's order."""
        named = self._elements.get(name, ())
        everything = self.vocabulary.enumerations[self.vocabulary.facts[name].type.enumeration]
        return tuple(element for element in everything if element in named)

    def possible(self, name: str, value: Value, case: Case) -> bool:
        """Whether an answer breaks no constraint of the vocabulary with what is known."""
        limits = self._limits_of.get(name.partition(".")[0])
        if not limits:
            return True
        facts = with_answer(case, name, value, self.vocabulary).facts
        return all(evaluate(limit, facts) is not False for limit in limits)

    def exact(self, name: str, case: Case) -> bool:
        """Whether the values stand for all that there are.

        They may not where a day is compared with another unknown one over working days, months or years, where no
        calendar tells how a comparison comes out, or where an unknown number has too many places.
        """
        if self.vocabulary.facts[name.partition(".")[0]].type.kind not in (Kind.COUNT, Kind.MONEY, *_DAYS):
            return True
        own = self._linked(name, case)
        if len(own) > 1 and any(c.units & _UNEVEN for fact in own for c in self._compared.get(fact, ())):
            return False
        if any(name in c.twofold and c.units & _UNEVEN for c in self._compared.get(name, ())):
            return False
        line, stops = self.line(name, case), self._stops(name, case)
        known = [c for c in self._compared.get(name, ()) if c.facts - {name} <= case.facts.keys()]
        if any(unknown_end(self._sign(c, name, line, case), stops) is not None for c in known):
            return False
        return len(own) == 1 or len(self._numbered(name, case)) < MOST

    # --- values with names

    def _enumerated(self, name: str, case: Case, *, every: bool) -> Iterator[Value]:
        named, told = self._values.get(name, frozenset()), set[Any]()
        for value in self.vocabulary.enumerations[self.vocabulary.facts[name].type.enumeration]:
            place = self._place_of(value) if name == ORGAN else None
            if (every or value in named or place not in told) and self.possible(name, value, case):
                if value not in named:
                    told.add(place)
                yield value

    def _place_of(self, organ: str) -> tuple[bool, bool]:
        """Whether the document binds an organ, and whether as a model only."""
        return organ in self._scope.full, organ in self._scope.by_reference

    # --- numbers and days

    def _numbered(self, name: str, case: Case, *, few: bool = False) -> tuple[Value, ...]:
        own = self._linked(name, case)
        read = {fact for each in own for c in self._compared.get(each, ()) for fact in c.facts} | set(own)
        read |= {fact for each in own for limit in self._limits_of.get(each, ()) for fact in ex.facts_of(limit)}
        key = (name, few, case.date, case.as_of, *(case.facts.get(fact) for fact in sorted(read) if fact != name))
        found = self._kept.get(key)
        if found is None:
            places = self._few(name, case, own) if few or len(own) == 1 else self._places(own, case)[name]
            line = self.line(name, case)
            values = [line.value(place) for place in sorted(places) if place >= 0]
            if line.kind in _DAYS and name != self.dated_by:
                values.append(NOT_YET if line.kind is Kind.DATE else NOT_YET_TIME)
            found = tuple(value for value in values if self.possible(name, value, case))
            if len(self._kept) < _KEPT:
                self._kept[key] = found
        return found

    def _few(self, name: str, case: Case, own: tuple[str, ...]) -> set[int]:
        """The places around the changes that the known facts make, and where others have room."""
        found = self._changes(name, case, {}, 0)
        if len(own) == 1 and found:
            return found
        line = self.line(name, case)
        if line.kind in _DAYS:
            return found | {line.place(_day(case.date, line.kind))}
        return found | {0, 1, *([self._room(own)] if len(own) > 1 else [])}

    def linked(self, name: str, case: Case) -> bool:
        """Whether a number or a day is compared with others that are not known yet."""
        kind = self.vocabulary.facts[name.partition(".")[0]].type.kind
        return kind in (Kind.COUNT, Kind.MONEY, *_DAYS) and len(self._linked(name, case)) > 1

    def _linked(self, name: str, case: Case) -> tuple[str, ...]:
        """A fact and the unknown ones that it is compared with, directly or through one another."""
        found = {name: None}
        todo = [name]
        while todo:
            for comparison in self._compared.get(todo.pop(), ()):
                for fact in comparison.facts - found.keys() - case.facts.keys():
                    found[fact] = None
                    todo.append(fact)
        return tuple(found)

    def _places(self, own: tuple[str, ...], case: Case) -> dict[str, set[int]]:
        """For each of some linked facts the places around its changes, those that follow from the others' included."""
        room = len(own) - 1
        found = {name: self._changes(name, case, {}, room) | self._start(name, case, own) for name in own}
        for _ in range(room):
            for name in own:
                for other in own:
                    if other == name or len(found[name]) > MOST:
                        continue
                    line = self.line(other, case)
                    for place in sorted(found[other]):
                        found[name] |= self._changes(name, case, {other: line.value(place)}, room)
        return found

    def _start(self, name: str, case: Case, own: tuple[str, ...]) -> set[int]:
        """Where to begin: about the day of the act; of numbers those up to what shares need to be told apart."""
        line = self.line(name, case)
        if line.kind in _DAYS:
            here = line.place(_day(case.date, line.kind))
            return {here + way * line.day for way in range(1 - len(own), len(own))}
        return set(range(min(self._room(own) * len(own) + len(own), MOST)))

    def _room(self, own: tuple[str, ...]) -> int:
        """A number whose shares are whole, with numbers between them."""
        room = 2
        for comparison in (c for fact in own for c in self._compared.get(fact, ())):
            if isinstance(comparison.left, ex.Meets) and isinstance(comparison.left.subject, ex.Share):
                bound = Fraction(comparison.left.limit.number)
                room = math.lcm(room, 2 * bound.denominator, 2 * max(bound.numerator, 1))
        return room

    def _changes(self, name: str, case: Case, tried: dict[str, Value], room: int) -> set[int]:
        """The places around the changes of a fact's comparisons whose other facts are known or `tried`."""
        line, stops = self.line(name, case), self._stops(name, case)
        found: set[int] = set()
        if name == self.dated_by and not tried:
            ends = [line.place(_day(day, line.kind)) for day in self._in_force if day]
            found |= {place for end, way in zip(ends, (-1, 1), strict=False) for place in (end, end + way * line.day)}
        for comparison in self._compared.get(name, ()):
            others = comparison.facts - {name}
            if not others <= case.facts.keys() | tried.keys() or (tried and not others & tried.keys()):
                continue
            sign = self._sign(comparison, name, line, case, tried)
            here = changes(sign, stops)
            to_and_fro = name in comparison.twofold or (comparison.right is None and name == self.dated_by)
            if to_and_fro and line.of_days:
                here |= looked_through(sign, [line.place(_day(case.date, line.kind))], line.day)
            end = None if tried else unknown_end(sign, stops)
            found |= here if end is None else {*here, end}
        return {place + way for place in found for way in range(-room, room + 1)} if room else found

    def _sign(
        self, comparison: Comparison, name: str, line: Line, case: Case, tried: dict[str, Value] | None = None
    ) -> Sign:
        facts = {**case.facts, **(tried or {})}

        def sign(place: int) -> int | None:
            facts[name] = value = line.value(place)
            moved = asked_on(case, value) if name == self.dated_by and isinstance(value, date) else case.as_of
            return comparison.sign(facts, moved)

        return sign

    def line(self, name: str, case: Case) -> Line:
        """The line on which the values of a number or a day lie."""
        kind = self.vocabulary.facts[name].type.kind
        fine = kind is Kind.DATETIME and any(
            isinstance(value, datetime) and value.second and value != NOT_YET_TIME
            for value in (*case.facts.values(), case.as_of)
        )
        return Line(kind, fine)

    def _stops(self, name: str, case: Case) -> tuple[int, ...]:
        """The first and the last place that are looked at; of days those that are known between them, too."""
        line = self.line(name, case)
        if line.kind not in _DAYS:
            return 0, MAX_FEN if line.kind is Kind.MONEY else MAX_COUNT
        days = {_date(value) for value in case.facts.values() if isinstance(value, date) and value.year < NOT_YET.year}
        days |= {case.date, _date(case.as_of)}
        reach = timedelta(_YEAR + 3 * max((c.reach for c in self._compared.get(name, ())), default=0))
        first, last = max(min(days) - reach, date(FIRST_YEAR, 1, 1)), min(max(days) + reach, date(LAST_YEAR, 12, 31))
        return tuple(line.place(_day(day, line.kind)) for day in sorted({first, *days, last}) if first <= day <= last)


def _values_named(conditions: tuple[ex.Expression, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in (part for condition in conditions for part in ex.walk(condition)):
        match part:
            case ex.OneOf(fact, values):
                found.setdefault(fact.id, set()).update(values)
            case ex.Compare(left=ex.Fact(id=name), right=ex.Const(value=str() as value)):
                found.setdefault(name, set()).add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _elements_named(conditions: tuple[ex.Expression, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in (part for condition in conditions for part in ex.walk(condition)):
        if isinstance(part, ex.Has):
            found.setdefault(part.fact.id, set()).add(part.element)
    return {name: frozenset(values) for name, values in found.items()}


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _day(day: date, kind: Kind) -> date:
    """A day as a value of a kind: of a moment, ten in the morning."""
    return datetime(day.year, day.month, day.day, 10) if kind is Kind.DATETIME else _date(day)
