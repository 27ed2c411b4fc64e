"""A denied case as demands that a mended one meets: no must broken, some rule that governs, facts that can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Constraint, Pack, Rule, Vocabulary
from rules_engine.decision import Verdict
from rules_engine.inquiry.answers import Answers
from rules_engine.inquiry.known import asked_on, with_answer, without
from rules_engine.inquiry.outlook import (
    FALSE,
    NOT_FALSE,
    NOT_TRUE,
    TRUE,
    Free,
    Outlook,
    Part,
    Prospects,
    Tried,
    is_listed,
)
from rules_engine.norm import Force, Form, Norm
from rules_engine.value import DATE, DATETIME, NOT_YET, Kind, Value, day_of, end_of_day, holds

EVASIVE: Final = frozenset({"nobody", "other"})
"""Values that say of something only that it is not there, or not among the rest."""

_DAY, _MOMENT, _DATE = "as_of.day", "as_of.moment", "date"  # read beside the facts of the case; no fact is named so
_ASKED: Final = {Kind.DATE: ex.Fact(_DAY, DATE), Kind.DATETIME: ex.Fact(_MOMENT, DATETIME)}


@dataclass(frozen=True, slots=True)
class Demand:
    """A condition that must come to one of some truth values, for the sake of a norm or of a constraint."""

    part: Part
    wanted: Outlook
    norm: Norm | None = None
    constraint: Constraint | None = None
    governs: bool = False


class Situation:
    """A denied case, what its pack demands of it, and the facts and elements that may be changed: its levers.

    Levers are the controllable facts that the demands read, each element of a set by itself, in the vocabulary's
    order; never who acts.
    """

    def __init__(self, pack: Pack, vocabulary: Vocabulary, case: Case, *, strict: bool = False) -> None:
        self.pack, self.vocabulary, self.case = pack, vocabulary, case
        given, self.presumptions = vocabulary.given(case, strict=strict)
        self.rules = pack.rules_of(case.action)
        self.answers = Answers(pack, vocabulary, case.action)
        self.facts: dict[str, Value] = {**given, **self._days(case.date, case.as_of)}
        dated_by = self.answers.dated_by
        followers = dict.fromkeys((_DAY, _MOMENT, _DATE), dated_by) if self._may_change(dated_by) else {}
        self._classes: dict[str, tuple[tuple[Value, ...], ...]] = {}
        self._points: dict[tuple[object, ...], tuple[Value, ...]] = {}
        self.prospects = Prospects(self.facts, self._levers(followers), self.listed, self._follow, followers)
        self._over = {rule.id: tuple(r for r in self.rules if rule.id in r.overrides) for rule in self.rules}
        self._applies: dict[str, Part] = {}
        self.whens = {rule.id: self.prospects.part(rule.when) for rule in self.rules if self._asked(rule)}
        broken = [(rule, self._broken(rule)) for rule in self.rules if self._asked(rule) and _binds(rule)]
        self._impossible = tuple(self._limits())
        self._broken_musts = tuple(broken)
        self._atoms: dict[str, list[Part]] = {}
        for demand in self.demands(Verdict.ALLOW):
            for atom in demand.part.atoms():
                for name in atom.levers:
                    self._atoms.setdefault(name, []).append(atom)
        self.levers: tuple[str, ...] = tuple(sorted(self._atoms, key=self.rank))

    # --- what is demanded

    def demands(self, goal: Verdict, *, governed: bool = True) -> tuple[Demand, ...]:
        """What holds of a case that is allowed; for `incomplete`, of one that is not denied, nor is the pack silent.

        Where it need not be `governed`, the pack may be silent on it, too.
        """
        allow = goal is Verdict.ALLOW
        musts = [Demand(part, FALSE if allow else NOT_TRUE, rule.norm) for rule, part in self._broken_musts]
        governing = self.prospects.joined(ex.Or, self.whens.values())
        governs = [Demand(governing, TRUE if allow else NOT_FALSE, governs=True)] if governed else []
        return (*musts, *governs, *self._impossible)

    def _asked(self, rule: Rule) -> bool:
        return rule.norm.cited_in(self.case.articles)

    def _broken(self, rule: Rule) -> Part:
        return self._both(self._applying(rule), self.prospects.negation(self._body(rule)))

    def _applying(self, rule: Rule) -> Part:
        found = self._applies.get(rule.id)
        if found is None:
            own = self.prospects.part(rule.when)
            if rule.norm.form is Form.PERMIT:
                own = self._both(own, self._body(rule))
            others = [self.prospects.negation(self._applying(other)) for other in self._over[rule.id]]
            found = self._applies[rule.id] = self._both(own, *others)
        return found

    def _both(self, *parts: Part) -> Part:
        true = self.prospects.part(ex.TRUE)
        return self.prospects.joined(ex.And, [part for part in parts if part is not true] or [true])

    def _body(self, rule: Rule) -> Part:
        duty = rule.body.duty
        if duty is None:
            condition = self.prospects.part(rule.body.condition)
            return self.prospects.negation(condition) if rule.norm.form is Form.FORBID else condition
        if duty.due is None:
            return self.prospects.part(ex.TRUE)
        # Not late: the day of the question is not after the end of the time, or it was done by then.
        asked = _ASKED[duty.done.type.kind]
        in_time = (ex.Compare("<=", asked, duty.due), ex.Compare("<=", duty.done, duty.due))
        return self.prospects.part(ex.Or(in_time))

    def _limits(self) -> Iterable[Demand]:
        for constraint in self.vocabulary.constraints:
            yield Demand(self.prospects.part(constraint.condition), NOT_FALSE, constraint=constraint)
        document = self.pack.document
        for op, end in ((">=", document.in_force_from), ("<=", document.in_force_to)):
            if end is not None:
                in_force = ex.Compare(op, ex.Fact(_DATE, DATE), ex.Const(end, DATE))  # type: ignore[arg-type]
                yield Demand(self.prospects.part(in_force), TRUE)

    # --- what may be changed

    def rank(self, name: str) -> tuple[int, int]:
        """Where a lever stands in the vocabulary."""
        fact, _, element = name.partition(".")
        order = tuple(self.vocabulary.enumerations.get(self.vocabulary.facts[fact].type.enumeration, ()))
        return self.vocabulary.rank[fact], order.index(element) if element else -1

    def before(self, name: str) -> Value | None:
        """What a lever is in the case, or is presumed to be; None where it is unknown."""
        fact, _, element = name.partition(".")
        value = self.facts.get(fact)
        return holds(value, element) if element else value  # type: ignore[arg-type]

    def listed(self, name: str) -> tuple[Value, ...] | None:
        """The values that a lever may be changed to, one of each class; None where it is a number or a day."""
        fact = name.partition(".")[0]
        if not is_listed(self.vocabulary.facts[fact].type.kind):
            return None
        return tuple(own[0] for own in self.classes(name))

    def values_of(self, name: str) -> tuple[Value, ...]:
        """All values of a lever that has names for them, in the vocabulary's order; yes comes before no."""
        fact, _, element = name.partition(".")
        enumeration = self.vocabulary.facts[fact].type.enumeration
        return (True, False) if element or not enumeration else tuple(self.vocabulary.enumerations[enumeration])

    def classes(self, name: str) -> tuple[tuple[Value, ...], ...]:
        """The values to which a lever may be changed, those that no condition tells apart together.

        Values that no condition tells from the present one are left out: such a change changes nothing.
        """
        found = self._classes.get(name)
        if found is None:
            found = self._classes[name] = tuple(self._told_apart(name))
        return found

    def points(self, name: str, changed: Tried) -> tuple[Value, ...]:
        """The values of a number or a day at which it is tried when some levers change, the nearest first.

        Numbers and days that have been changed to a value stand; those that are free may still take any.
        """
        linked = self.linked.get(name, frozenset())
        told = {other: changed[other] for other in sorted(linked) if other in changed and other != name}
        key = (name, *told.items())
        found = self._points.get(key)
        if found is None:
            case = without(self.case, name)
            for other, value in told.items():
                if isinstance(value, Free):
                    case = without(case, other)
                else:
                    case = with_answer(case, other, value, self.vocabulary)
            before = self.before(name)
            values = (value for value in self.answers.of(name, case) if value != before)
            found = self._points[key] = tuple(sorted(values, key=lambda value: self._away(name, value)))
        return found

    @cached_property
    def linked(self) -> Mapping[str, frozenset[str]]:
        """For each lever that is a number or a day those with which it is compared, directly or through others."""
        groups: list[set[str]] = []
        for part in {id(part): part for parts in self._atoms.values() for part in parts}.values():
            own = {name for name in part.levers if self.listed(name) is None}
            own = own.union(*(group for group in groups if group & own))
            groups = [group for group in groups if not group & own] + [own]
        return {name: frozenset(group) for group in groups for name in group}

    def _away(self, name: str, value: Value) -> tuple[bool, float, Value]:
        before = self.before(name)
        if isinstance(value, date):
            start = before if isinstance(before, date) and before.year < NOT_YET.year else self.case.date
            days = abs((_clock(value) - _clock(start)).total_seconds())
            return value.year == NOT_YET.year, days, _clock(value)
        assert isinstance(value, int)
        return False, abs(value - before) if isinstance(before, int) else value, value

    def _told_apart(self, name: str) -> Iterable[tuple[Value, ...]]:
        before = self.before(name)
        told: dict[tuple[object, ...], list[Value]] = {}
        for value in self.values_of(name):
            if self._exists(name, value):
                told.setdefault(self._signature(name, value), []).append(value)
        if before is not None:
            told.pop(self._signature(name, before), None)
        for own in told.values():
            yield tuple(sorted(own, key=lambda value: value in EVASIVE))

    def _signature(self, name: str, value: Value) -> tuple[object, ...]:
        atoms = (part.atom for part in self._atoms.get(name, ()) if part.atom is not None)
        return tuple(self.prospects.truth(atom, {name: value}) for atom in atoms)

    def _exists(self, name: str, value: Value) -> bool:
        """Whether there is such a post in the jurisdiction."""
        if not isinstance(value, str) or self.vocabulary.facts[name].type.enumeration != "role":
            return True
        return value in EVASIVE or self.pack.terms.get(value) != ()

    def _levers(self, followers: Mapping[str, str]) -> frozenset[str]:
        read = {rule.when: None for rule in self.rules} | {rule.body.condition: None for rule in self.rules}
        read |= {part: None for rule in self.rules if (d := rule.body.duty) and d.due for part in (d.due, d.done)}
        found = set(followers.values())
        for expression in (*read, *(constraint.condition for constraint in self.vocabulary.constraints)):
            for atom in ex.atoms_of(expression):
                if isinstance(atom, ex.Has):
                    found |= {f"{atom.fact.id}.{atom.element}"} if self._may_change(atom.fact.id) else set()
                else:
                    found |= {name for name in ex.facts_of(atom) if self._may_change(name)}
        return frozenset(found)

    def _may_change(self, name: str) -> bool:
        known = self.vocabulary.facts.get(name)
        return known is not None and known.controllable and name != ORGAN and name in self._of_action

    def fixed(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of some facts that may not be changed, in the vocabulary's order."""
        return self.vocabulary.in_order(n for n in names if n in self.vocabulary.facts and not self._may_change(n))

    @cached_property
    def _of_action(self) -> frozenset[str]:
        return frozenset(self.vocabulary.actions[self.case.action].facts) | self.case.facts.keys()

    # --- the day of the question

    def _follow(self, name: str, value: Value) -> Mapping[str, Value]:
        assert name == self.answers.dated_by and isinstance(value, date)
        return self._days(day_of(value), asked_on(self.case, value))

    @staticmethod
    def _days(day: date, asked: date) -> dict[str, Value]:
        moment = end_of_day(asked)
        return {_DATE: day, _DAY: moment.date(), _MOMENT: moment}


def _binds(rule: Rule) -> bool:
    return rule.norm.force is Force.MUST and rule.norm.form not in (Form.PERMIT, Form.REFER)


def _clock(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time.min)
