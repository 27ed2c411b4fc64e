"""The smallest case to show for an answer, the same whatever case the solver came upon.

First each fact in turn takes the most ordinary value that the answer leaves it: so the whole case is settled by the
question alone. Then facts are left out, and others changed where that lets more be left out, as long as both verdicts
stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from rules_engine import expression as ex
from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.moments import DAY
from rules_engine.analyse.solver import Formula, Model, Number, Solver, Undecided
from rules_engine.case import Case
from rules_engine.evaluate.reference import evaluate
from rules_engine.period import CalendarUnknown, is_working_day
from rules_engine.value import Kind, OpenSet, Value

Facts: TypeAlias = Mapping[str, Value]

MOST_ELEMENTS: Final = 4
"""A set of which more elements matter is shown whole."""
LONG: Final = 7
"""A case of which there is more to read is worth a second look."""
_BODY: Final = 9  # members that a standing meeting of a county's government has, or so
_FEW: Final = 1
_SUM: Final = 100_000_000  # a million yuan, in fen
_MORNING: Final = 10 * 60  # ten o'clock, in minutes
_LEFT_OUT_FIRST: Final = (Kind.DATETIME, Kind.DATE, Kind.MONEY, Kind.COUNT, Kind.SET, Kind.FLAG, Kind.ENUM)


class GivenUp(Exception):
    """The solver has no answer."""


def ordinary_day(year: int) -> date:
    """A Wednesday from June on without a holiday for ten days around it: a day on which nothing is special."""
    wednesday = next(day for day in (date(year, 6, number) for number in range(1, 8)) if day.weekday() == 2)
    for week in range(20):
        day = wednesday + timedelta(weeks=week)
        if all(_is_plain(day + timedelta(days=step)) for step in range(-10, 11)):
            return day
    return wednesday


def _is_plain(day: date) -> bool:
    try:
        return is_working_day(day) == (day.weekday() < 5)
    except CalendarUnknown:
        return False


class Settler:
    """Finds the most ordinary case of those that a solver leaves, over the facts that matter."""

    def __init__(self, encoding: Encoding, facts: Iterable[str], read: Iterable[ex.Expression]) -> None:
        self.encoding, self.logic = encoding, encoding.logic
        self.facts = encoding.vocabulary.in_order(facts)
        self.plain_day = ordinary_day(encoding.year.number)
        compared = (part for whole in read for part in ex.walk(whole) if isinstance(part, ex.Share | ex.Compare))
        self.bodies = {name for part in compared for name in ex.facts_of(part)}

    def case(self, solver: Solver, *formulas: Formula) -> Case | None:
        """The case, without a jurisdiction; None where there is none. Raises GivenUp."""
        encoding = self.encoding
        with solver.scope(*formulas):
            model = _model(solver)
            if model is None:
                return None
            choices = _Choices(solver, model)
            choices.near(encoding.day, encoding.year.offset(self.plain_day))
            for name in self.facts:
                self._settle(choices, name)
            found = encoding.case(choices.model, "")
        return replace(found, facts={name: found.facts[name] for name in self.facts})

    def _settle(self, choices: _Choices, name: str) -> None:
        encoding = self.encoding
        type_ = encoding.vocabulary.facts[name].type
        if name in encoding.numbers:
            choices.near(encoding.numbers[name], self._usual(choices, name, type_.kind))
            return
        named = encoding.truths[name]
        if type_.kind is not Kind.ENUM:
            for truth in named.values():
                choices.prefer(self.logic.negation(truth))
            return
        for value in encoding.vocabulary.enumerations[type_.enumeration]:
            if choices.prefer(encoding.equals(name, value)):
                return

    def _usual(self, choices: _Choices, name: str, kind: Kind) -> int:
        """The value of a number that nobody would wonder at; of a day, that of the act."""
        match kind:
            case Kind.COUNT:
                return _BODY if name in self.bodies else _FEW
            case Kind.MONEY:
                return _SUM
        day = choices.model.number(self.encoding.day)
        return day * DAY + _MORNING if kind is Kind.DATETIME else day


class _Choices:
    """What has been chosen so far, as demands on a solver, with a model of it."""

    def __init__(self, solver: Solver, model: Model) -> None:
        self.solver, self.model = solver, model

    def prefer(self, formula: Formula) -> bool:
        """Make a formula true where it can be."""
        if not self.model.truth(formula):
            found = _model(self.solver, formula)
            if found is None:
                return False
            self.model = found
        self.solver.add(formula)
        return True

    def near(self, number: Number, usual: int) -> None:
        """Give a number the value nearest to a usual one, the smaller of two."""
        if self.prefer(number == usual):
            return
        far, step = 0, 1
        near = abs(self.model.number(number) - usual)
        while near - far > 1:  # nothing lies as near as `far`, something lies at `near`
            reach = min(far + step, (far + near) // 2)
            found = _model(self.solver, number >= usual - reach, number <= usual + reach)
            if found is None:
                far, step = reach, step * 2
            else:
                near, step, self.model = abs(found.number(number) - usual), 1, found
        if not self.prefer(number == usual - near):
            self.prefer(number == usual + near)


def _model(solver: Solver, *formulas: Formula) -> Model | None:
    found = solver.model(*formulas)
    if isinstance(found, Undecided):
        raise GivenUp(found.reason)
    return found


@dataclass(frozen=True, slots=True)
class Reduction:
    """Makes cases smaller. `keeps` tells whether facts still have the verdicts that the case is to show."""

    encoding: Encoding
    keeps: Callable[[Facts], bool]

    def smallest(self, facts: Facts) -> Facts:
        """As few of the facts as will do, others changed where that spares some; none that is left can be spared.

        Sets shrink to the elements that matter.
        """
        found = self._reduced(facts)
        improved = True
        while improved:
            improved = False
            for other in self._neighbours(facts, found):
                if self.keeps(other) and self._is_possible(other):
                    smaller = self._reduced(other)
                    if size(smaller) < size(found):
                        facts, found, improved = other, smaller, True
                        break
        shrunk = dict(found)
        for name, value in found.items():
            if isinstance(value, frozenset):
                shrunk[name] = self._shrunk(shrunk, name, value)
        return shrunk

    def _reduced(self, facts: Facts) -> Facts:
        """The facts without those that can be left out, one after another."""
        kept = dict(facts)
        for name in sorted(facts, key=self._order):
            value = kept.pop(name)
            if name == self.encoding.dated_by or not self.keeps(kept):
                kept[name] = value
        return {name: kept[name] for name in facts if name in kept}

    def _order(self, name: str) -> int:
        return _LEFT_OUT_FIRST.index(self.encoding.vocabulary.facts[name].type.kind)

    def _shrunk(self, facts: Facts, name: str, value: frozenset[str]) -> Value:
        """A set of which only the elements that matter are known; whole where these are many."""
        words, type_ = self.encoding.vocabulary, self.encoding.vocabulary.facts[name].type
        elements = [
            element for element in words.enumerations[type_.enumeration] if element in self.encoding.truths[name]
        ]

        def open_(known: Iterable[str]) -> OpenSet:
            told = frozenset(known)
            return OpenSet(told & value, told - value)

        if not self.keeps({**facts, name: open_(elements)}):
            return value
        known = dict.fromkeys(elements)
        for element in reversed(elements):
            del known[element]
            if not self.keeps({**facts, name: open_(known)}):
                known[element] = None
        return open_(known) if len(known) <= MOST_ELEMENTS else value

    def _neighbours(self, facts: Facts, kept: Facts) -> Iterator[Facts]:
        """The whole case with one of the facts that are left changed."""
        for name in kept:
            value = facts[name]
            named = self.encoding.truths.get(name)
            if named is None or name == self.encoding.dated_by:
                continue
            if isinstance(value, bool):
                yield {**facts, name: not value}
            elif isinstance(value, frozenset):
                yield from ({**facts, name: value ^ {element}} for element in named)
            else:
                yield from ({**facts, name: other} for other in self.encoding.values(name) if other != value)

    def _is_possible(self, facts: Facts) -> bool:
        return all(evaluate(limit.condition, facts) is not False for limit in self.encoding.vocabulary.constraints)


def size(facts: Facts) -> float:
    """How much there is to read: the facts, and half as much for each element of a set."""
    elements = [value for value in facts.values() if isinstance(value, frozenset)]
    elements += [value.yes | value.no for value in facts.values() if isinstance(value, OpenSet)]
    return len(facts) + sum(map(len, elements)) / 2
