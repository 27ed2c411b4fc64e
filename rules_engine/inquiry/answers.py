"""The values worth trying for a fact: one at least for each way in which the conditions of rules can come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.evaluate.reference import evaluate
from rules_engine.inquiry.breaks import Comparison, Line, comparisons_in, comparisons_of
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.places import DAYS, MOST, Places
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, Value

_KEPT: Final = 4096  # answers that are remembered


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
        self._places = Places(pack, vocabulary, self.dated_by, compared)
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
        if "." in name or kind not in (Kind.COUNT, Kind.MONEY, *DAYS):
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
        if self.vocabulary.facts[name.partition(".")[0]].type.kind not in (Kind.COUNT, Kind.MONEY, *DAYS):
            return True
        if not self._places.surely_told(name, case):
            return False
        return not self.linked(name, case) or len(self._numbered(name, case)) < MOST

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
        own = self._places.linked(name, case)
        read = self._places.read(own)
        read |= {fact for each in own for limit in self._limits_of.get(each, ()) for fact in ex.facts_of(limit)}
        key = (name, few, case.date, case.as_of, *(case.facts.get(fact) for fact in sorted(read) if fact != name))
        found = self._kept.get(key)
        if found is None:
            line = self.line(name, case)
            values = [line.value(place) for place in sorted(self._places.of(name, case, few=few)) if place >= 0]
            if line.kind in DAYS and name != self.dated_by:
                values.append(NOT_YET if line.kind is Kind.DATE else NOT_YET_TIME)
            found = tuple(value for value in values if self.possible(name, value, case))
            if len(self._kept) < _KEPT:
                self._kept[key] = found
        return found

    def linked(self, name: str, case: Case) -> bool:
        """Whether a number or a day is compared with others that are not known yet."""
        kind = self.vocabulary.facts[name.partition(".")[0]].type.kind
        return kind in (Kind.COUNT, Kind.MONEY, *DAYS) and len(self._places.linked(name, case)) > 1

    def line(self, name: str, case: Case) -> Line:
        """The line on which the values of a number or a day lie."""
        return self._places.line(name, case)


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
