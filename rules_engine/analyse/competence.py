"""Gaps in who is competent: kinds and amounts for which nobody is named, though for what lies beside them somebody is.

A choice is a fact that the acting side sets and that rules of competence ask about: who decides, who signs, who
chairs. Somebody is named for a case where the condition of such a rule holds, and nobody where that of no rule of
competence does: a stage of handling for which one names the body and not the person is no gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from rules_engine import expression as ex
from rules_engine.analyse.copies import OTHER, renamed
from rules_engine.analyse.examination import Examination
from rules_engine.analyse.findings import PackFinding, Range, Sort, Subject
from rules_engine.analyse.solver import Formula
from rules_engine.analyse.witness import GivenUp
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision
from rules_engine.evaluate import reference
from rules_engine.norm import Form, NormKind
from rules_engine.value import Kind, OpenSet, Value

_NUMBERS: Final = (Kind.COUNT, Kind.MONEY)


def competences(pack: Pack, action: str) -> tuple[Rule, ...]:
    """The rules about an action that say who may or must do it."""
    return tuple(
        rule
        for rule in pack.rules_of(action)
        if rule.norm.kind is NormKind.COMPETENCE and rule.norm.form not in (Form.DUTY, Form.REFER)
    )


def choices(pack: Pack, vocabulary: Vocabulary, action: str) -> dict[str, tuple[Rule, ...]]:
    """The choices of an action with the rules of competence about each, in the document's order.

    A fact that is asked about only together with another (who authorised the signer) is a part of that choice.
    """
    found: dict[str, list[Rule]] = {}
    for rule in competences(pack, action):
        for name in vocabulary.in_order(ex.facts_of(rule.body.condition)):
            fact = vocabulary.facts[name]
            if fact.type.kind is Kind.ENUM and fact.controllable:
                found.setdefault(name, []).append(rule)
    about = {name: {rule.id for rule in rules} for name, rules in found.items()}
    return {
        name: tuple(rules)
        for name, rules in found.items()
        if not any(about[name] < other for key, other in about.items() if key != name)
    }


def gaps(pack: Pack, vocabulary: Vocabulary, action: str, year: int) -> Iterator[PackFinding]:
    """What is found about the choices of an action; of several choices, a kind is told for that with most rules."""
    told: set[tuple[str, str]] = set()
    everyone = competences(pack, action)
    by_choice = choices(pack, vocabulary, action)
    for choice, rules in sorted(by_choice.items(), key=lambda item: -len(item[1])):
        read = {name for rule in rules for name in ex.facts_of(rule.when)} - {choice}
        for fact in vocabulary.in_order(read):
            kind = vocabulary.facts[fact].type.kind
            try:
                if kind in (Kind.ENUM, Kind.SET):
                    examination = Examination(pack, vocabulary, action, year)
                    for finding in _Kinds(examination, choice, rules, everyone, fact).found():
                        if finding.subject and (fact, finding.subject.value) not in told:
                            told.add((fact, finding.subject.value))
                            yield finding
                elif kind in _NUMBERS:
                    examination = Examination(pack, vocabulary, action, year, {fact: fact + OTHER})
                    yield from _Amounts(examination, choice, rules, fact).found()
            except GivenUp as error:
                asked = Sort.KIND_GAP if kind in (Kind.ENUM, Kind.SET) else Sort.AMOUNT_GAP
                subject = Subject(choice, fact)
                yield PackFinding(Sort.NOT_DECIDED, (action,), subject=subject, reason=str(error), asked=asked)


def named_values(expression: ex.Expression, fact: str) -> set[str]:
    """The values, or elements, of a fact that an expression names."""
    found: set[str] = set()
    for part in ex.walk(expression):
        match part:
            case ex.Has(ex.Fact(name), element) if name == fact:
                found.add(element)
            case ex.OneOf(ex.Fact(name), values) if name == fact:
                found.update(values)
            case ex.Compare("==", ex.Fact(name), ex.Const(value)) if name == fact:
                found.add(str(value))
    return found


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The values of one fact, and whether somebody is named for each."""

    examination: Examination
    choice: str
    rules: tuple[Rule, ...]
    everyone: tuple[Rule, ...]
    fact: str

    def found(self) -> Iterator[PackFinding]:
        """The values that most of their kind leave alone: never regulated, or only under a condition.

        Only values that rules about the action name are looked at; where the most are unregulated, the fact does not
        tell who is competent.
        """
        never, partly, always = self.sorted()
        if len(never) <= len(partly) + len(always) and len(partly) + len(always) > 1:
            for value in never:
                yield self.finding(Sort.KIND_GAP, value, (*always, *partly))
        if len(partly) <= len(always):
            for value in partly:
                yield self.finding(Sort.PARTLY, value, tuple(always))

    def sorted(self) -> tuple[list[str], list[str], list[str]]:
        examination, words = self.examination, self.examination.vocabulary
        reading, logic = examination.reading, examination.logic
        named: set[str] = set()
        for rule in examination.rules:
            named |= named_values(rule.when, self.fact)
        kinds: tuple[list[str], list[str], list[str]] = ([], [], [])
        for value in words.enumerations[words.facts[self.fact].type.enumeration]:
            if value in named:
                at = self.at(value)
                named_here = examination.possible(at, logic.either(map(reading.when, self.rules)))
                nobody = examination.possible(at, self.nobody)
                anybody = named_here or examination.possible(at, logic.either(map(reading.when, self.everyone)))
                if nobody and not anybody:
                    kinds[0].append(value)
                elif named_here:
                    kinds[1 if nobody else 2].append(value)
        return kinds

    @property
    def nobody(self) -> Formula:
        return self.examination.none(map(self.examination.reading.when, self.everyone))

    def at(self, value: str) -> Formula:
        """That the fact has a value; a set: that element alone of those that conditions name."""
        encoding, logic = self.examination.encoding, self.examination.logic
        fact = ex.Fact(self.fact, self.examination.vocabulary.facts[self.fact].type)
        if fact.type.kind is Kind.ENUM:
            return encoding.holds(ex.OneOf(fact, (value,)))
        named = {*(name for rule in self.rules for name in named_values(rule.when, self.fact)), value}
        return logic.both(
            encoding.holds(ex.Has(fact, name)) if name == value else logic.negation(encoding.holds(ex.Has(fact, name)))
            for name in sorted(named)
        )

    def finding(self, sort: Sort, value: str, beside: Sequence[str]) -> PackFinding:
        words = self.examination.vocabulary
        about = self.rules if sort is Sort.PARTLY else self.examination.rules
        naming = tuple(rule for rule in about if value in named_values(rule.when, self.fact))
        keeps = _Keeps(self.fact, value, self.everyone)
        shown = self.examination.shown(self.everyone, keeps, self.at(value), self.nobody)
        order = [name for name in words.enumerations[words.facts[self.fact].type.enumeration] if name in beside]
        subject = Subject(self.choice, self.fact, value, beside=tuple(order))
        action = (self.examination.action,)
        return PackFinding(sort, action, naming, subject=subject, shown=(shown,) if shown else ())


@dataclass(frozen=True, slots=True)
class _Keeps:
    """That a case is of a kind, and no rule of competence speaks of it."""

    fact: str
    value: str
    rules: tuple[Rule, ...]

    def __call__(self, now: reference.Reading) -> bool:
        known = now.facts.get(self.fact)
        inside = known == self.value
        if isinstance(known, frozenset):
            inside = self.value in known
        elif isinstance(known, OpenSet):
            inside = self.value in known.yes
        return inside and all(now.when(rule) is False for rule in self.rules)


class _Amounts:
    """The ranges of one number between the limits that it is compared with, and whether somebody is named in each."""

    def __init__(self, examination: Examination, choice: str, rules: tuple[Rule, ...], fact: str) -> None:
        self.examination, self.choice, self.rules, self.fact = examination, choice, rules, fact
        type_ = examination.vocabulary.facts[fact].type
        self.here, self.there = ex.Fact(fact, type_), ex.Fact(fact + OTHER, type_)
        self.measuring = tuple(rule for rule in rules if fact in ex.facts_of(rule.when))

    def found(self) -> Iterator[PackFinding]:
        """The ranges that nobody is named for, where the same case with another number has somebody."""
        beside = {span: self.neighbour(span) for span in self.spans()}
        for gap, spans in groupby(beside, key=lambda span: beside[span] is not None):
            if gap:
                group = list(spans)
                # Each part of a range has a case; that of the first is shown.
                span = Range(group[0].first, group[-1].last)
                yield self.finding(span, group[0], beside[group[0]] or group[0])

    def spans(self) -> list[Range]:
        """The ranges between limits, and the limits themselves."""
        limits = sorted(
            {
                int(part.limit.number)
                for rule in self.measuring
                for part in ex.walk(rule.when)
                if isinstance(part, ex.Meets) and part.subject == self.here
            }
        )
        found: list[Range] = []
        first = 0
        for limit in limits:
            if first < limit:
                found.append(Range(first, limit - 1))
            found.append(Range(limit, limit))
            first = limit + 1
        return [*found, Range(first, None)]

    def neighbour(self, span: Range) -> Range | None:
        """A range in which somebody is named for a case for which nobody is in `span`."""
        for other in self.spans():
            if other != span and self.examination.possible(*self.differs(span, other)):
                return other
        return None

    def differs(self, span: Range, other: Range) -> tuple[Formula, ...]:
        reading, logic = self.examination.reading, self.examination.logic
        encoding = self.examination.encoding
        elsewhere = [encoding.holds(renamed(rule.when, {self.fact: self.there.id})) for rule in self.measuring]
        return (
            *self.inside(self.here, span),
            *self.inside(self.there, other),
            self.examination.none(map(reading.when, self.rules)),
            logic.either(elsewhere),
        )

    def inside(self, fact: ex.Fact, span: Range) -> tuple[Formula, ...]:
        number = self.examination.encoding.number(fact)
        return (number >= span.first, *(() if span.last is None else (number <= span.last,)))

    def finding(self, span: Range, part: Range, other: Range) -> PackFinding:
        beside = next(
            rule
            for rule in self.measuring
            if self.examination.possible(
                *self.differs(part, other),
                self.examination.encoding.holds(renamed(rule.when, {self.fact: self.there.id})),
            )
        )
        action = (self.examination.action,)
        return PackFinding(
            Sort.AMOUNT_GAP,
            action,
            (beside,),
            subject=Subject(self.choice, self.fact, span=span),
            shown=self.shown(part, other, beside),
        )

    def shown(self, span: Range, other: Range, beside: Rule) -> tuple[Decision, ...]:
        """The case for which nobody is named, and the same with a number for which somebody is."""
        holds = self.examination.encoding.holds(renamed(beside.when, {self.fact: self.there.id}))
        asked = (*self.differs(span, other), holds)
        found = self.examination.settled(self.rules, *asked, beside=(self.there.id,))
        if found is None:
            return ()

        def keeps(now: reference.Reading) -> bool:
            if self.fact not in now.facts or self.there.id not in now.facts:
                return False
            there = reference.Reading(now.rules, self.swapped(now.facts), now.as_of, now.bound)
            return all(now.when(rule) is False for rule in self.rules) and there.when(beside) is True

        case = self.examination.reduced(found, keeps)
        both = (case, replace(case, facts=self.swapped(case.facts)))
        return tuple(map(self.examination.decided, both))

    def swapped(self, facts: Mapping[str, Value]) -> dict[str, Value]:
        """The facts with the other number in the place of the first."""
        return {**facts, self.fact: facts[self.there.id]}
