"""Where on its line a number or a day is worth trying: around the places at which a comparison comes out otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.inquiry.breaks import Comparison, Line, Sign, changes, looked_through, unknown_end
from rules_engine.inquiry.known import asked_on
from rules_engine.literal import FIRST_YEAR, LAST_YEAR, MAX_COUNT, MAX_FEN
from rules_engine.period import Unit
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, Value, day_of

MOST: Final = 240
"""So many values of a number or a day are found, at most, where it is compared with others that are unknown, too."""
DAYS: Final = (Kind.DATE, Kind.DATETIME)
"""The kinds of days and moments."""

_YEAR: Final = 366
_UNEVEN: Final = frozenset({Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS})


class Places:
    """The places worth trying for the numbers and days that `comparisons` speak of, under one pack.

    `dated_by` is the fact that dates the act, if there is one.
    """

    def __init__(self, pack: Pack, vocabulary: Vocabulary, dated_by: str, comparisons: Iterable[Comparison]) -> None:
        self.vocabulary, self.dated_by = vocabulary, dated_by
        self._in_force = (pack.document.in_force_from, pack.document.in_force_to)
        self._compared: dict[str, list[Comparison]] = {}
        for comparison in comparisons:
            for fact in comparison.facts:
                self._compared.setdefault(fact, []).append(comparison)

    def of(self, name: str, case: Case, *, few: bool) -> set[int]:
        """The places of a fact; `few` leaves out what only other facts ask for that are not known yet."""
        own = self.linked(name, case)
        return self._few(name, case, own) if few or len(own) == 1 else self._all(own, case)[name]

    def read(self, names: Iterable[str]) -> set[str]:
        """The facts on which the places of some facts depend, themselves included."""
        names = tuple(names)
        return {*names, *(fact for name in names for one in self._compared.get(name, ()) for fact in one.facts)}

    def surely_told(self, name: str, case: Case) -> bool:
        """Whether a calendar tells of every comparison how it comes out at the places, and they stand for all others.

        They may not over working days, months or years between days of which both are unknown.
        """
        own = self.linked(name, case)
        if len(own) > 1 and any(c.units & _UNEVEN for fact in own for c in self._compared.get(fact, ())):
            return False
        if any(name in c.twofold and c.units & _UNEVEN for c in self._compared.get(name, ())):
            return False
        line, stops = self.line(name, case), self._stops(name, case)
        known = [c for c in self._compared.get(name, ()) if c.facts - {name} <= case.facts.keys()]
        return all(unknown_end(self._sign(c, name, line, case), stops) is None for c in known)

    def linked(self, name: str, case: Case) -> tuple[str, ...]:
        """A fact and the unknown ones that it is compared with, directly or through one another."""
        found = {name: None}
        todo = [name]
        while todo:
            for comparison in self._compared.get(todo.pop(), ()):
                for fact in comparison.facts - found.keys() - case.facts.keys():
                    found[fact] = None
                    todo.append(fact)
        return tuple(found)

    def line(self, name: str, case: Case) -> Line:
        """The line on which the values of a number or a day lie."""
        kind = self.vocabulary.facts[name].type.kind
        fine = kind is Kind.DATETIME and any(
            isinstance(value, datetime) and value.second and value != NOT_YET_TIME
            for value in (*case.facts.values(), case.as_of)
        )
        return Line(kind, fine)

    def _few(self, name: str, case: Case, own: tuple[str, ...]) -> set[int]:
        """The places around the changes that the known facts make, and where others have room."""
        found = self._changes(name, case, {}, 0)
        if len(own) == 1 and found:
            return found
        line = self.line(name, case)
        if line.kind in DAYS:
            return found | {line.place(_day(case.date, line.kind))}
        return found | {0, 1, *([self._room(own)] if len(own) > 1 else [])}

    def _all(self, own: tuple[str, ...], case: Case) -> dict[str, set[int]]:
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
        if line.kind in DAYS:
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

    def _stops(self, name: str, case: Case) -> tuple[int, ...]:
        """The first and the last place that are looked at; of days those that are known between them, too."""
        line = self.line(name, case)
        if line.kind not in DAYS:
            return 0, MAX_FEN if line.kind is Kind.MONEY else MAX_COUNT
        days = {day_of(value) for value in case.facts.values() if isinstance(value, date) and value.year < NOT_YET.year}
        days |= {case.date, day_of(case.as_of)}
        reach = timedelta(_YEAR + 3 * max((c.reach for c in self._compared.get(name, ())), default=0))
        first, last = max(min(days) - reach, date(FIRST_YEAR, 1, 1)), min(max(days) + reach, date(LAST_YEAR, 12, 31))
        return tuple(line.place(_day(day, line.kind)) for day in sorted({first, *days, last}) if first <= day <= last)


def _day(day: date, kind: Kind) -> date:
    """A day as a value of a kind: of a moment, ten in the morning."""
    return datetime(day.year, day.month, day.day, 10) if kind is Kind.DATETIME else day_of(day)
