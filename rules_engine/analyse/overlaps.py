"""Rules that bear on the same choice in the same case with different outcomes.

Kinds that a case may have several of (the matters of one decision) are looked at one at a time: that two matters go to
two bodies is no overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from rules_engine import expression as ex
from rules_engine.analyse.competence import choices
from rules_engine.analyse.copies import OTHER, renamed, renamed_rule
from rules_engine.analyse.examination import Examination, broken, deniable
from rules_engine.analyse.findings import PackFinding, Sort
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Formula
from rules_engine.analyse.witness import GivenUp
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision, Status
from rules_engine.evaluate import reference
from rules_engine.norm import Form
from rules_engine.value import Kind


def overlaps(pack: Pack, vocabulary: Vocabulary, action: str, year: int) -> Iterator[PackFinding]:
    """What is found about an action."""
    yield from _denied_permits(Examination(pack, vocabulary, action, year))
    for choice, rules in choices(pack, vocabulary, action).items():
        musts = [rule for rule in rules if deniable(rule)]
        if len(musts) > 1:
            yield from _Crossings(pack, vocabulary, action, year, choice).found(musts)


def _denied_permits(examination: Examination) -> Iterator[PackFinding]:
    """Permits that hold where a must denies the same choice."""
    for permit in examination.rules:
        if permit.norm.form is not Form.PERMIT:
            continue
        named = _chosen(examination, permit)
        for must in examination.rules:
            if deniable(must) and named & _chosen(examination, must):
                found = _denied(examination, permit, must)
                if found:
                    yield found


def _denied(examination: Examination, permit: Rule, must: Rule) -> PackFinding | None:
    reading = examination.reading
    asked = (reading.applies(permit), reading.violated(must), *_one_of_a_kind(examination, (permit, must)))

    def keeps(now: reference.Reading) -> bool:
        return now.status(permit) is Status.HOLDS and broken(now, must)

    action = (examination.action,)
    try:
        shown = examination.shown((permit, must), keeps, *asked)
    except GivenUp as error:
        return PackFinding(Sort.NOT_DECIDED, action, (permit, must), reason=str(error), asked=Sort.PERMIT_DENIED)
    return PackFinding(Sort.PERMIT_DENIED, action, (permit,), (must,), shown=(shown,)) if shown else None


def _chosen(examination: Examination, rule: Rule) -> set[str]:
    """The facts with one value of several that the body of a rule asks about and the acting side sets."""
    facts = examination.vocabulary.facts
    return {
        name
        for name in ex.facts_of(rule.body.condition)
        if facts[name].type.kind is Kind.ENUM and facts[name].controllable
    }


def _one_of_a_kind(examination: Examination, rules: Iterable[Rule]) -> Iterator[Formula]:
    """That of each set that conditions read, at most one of the elements that they name is in it."""
    named: dict[ex.Fact, dict[str, None]] = {}
    for rule in rules:
        for part in ex.walk(rule.when):
            if isinstance(part, ex.Has):
                named.setdefault(part.fact, {})[part.element] = None
    for fact, elements in named.items():
        for pair in combinations(elements, 2):
            both = [examination.encoding.holds(ex.Has(fact, element)) for element in pair]
            yield examination.logic.negation(examination.logic.both(both))


class _Crossings:
    """Pairs of rules of which each lets someone choose whom the other does not, in the same case."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, action: str, year: int, choice: str) -> None:
        self.choice, self.names = choice, {choice: choice + OTHER}
        self.examination = Examination(pack, vocabulary, action, year, self.names)
        others = {rule.id: renamed_rule(rule, self.names) for rule in self.examination.rules}
        self.others = others
        self.beside = Reading(self.examination.encoding, pack, others.values())
        known = frozenset(vocabulary.actions[action].facts)
        self.possible = [
            self.examination.encoding.holds(renamed(limit.condition, self.names))
            for limit in vocabulary.constraints
            if limit.facts <= known
        ]

    def found(self, musts: Iterable[Rule]) -> Iterator[PackFinding]:
        """The pairs among some musts."""
        for first, second in combinations(musts, 2):
            action = (self.examination.action,)
            try:
                shown = self.shown(first, second)
            except GivenUp as error:
                yield PackFinding(Sort.NOT_DECIDED, action, (first, second), reason=str(error), asked=Sort.CROSSED)
                continue
            if shown:
                yield PackFinding(Sort.CROSSED, action, (first, second), shown=shown)

    def shown(self, first: Rule, second: Rule) -> tuple[Decision, ...]:
        """The same case with two choices: the first kept and the second broken, and the other way round."""
        examination, reading = self.examination, self.examination.reading
        one, two = self.others[first.id], self.others[second.id]
        asked = (
            reading.satisfied(first),
            reading.violated(second),
            self.beside.violated(one),
            self.beside.satisfied(two),
            *self.possible,
            *_one_of_a_kind(examination, (first, second)),
        )
        found = examination.settled((first, second), *asked, beside=self.names.values())
        if found is None:
            return ()

        def keeps(now: reference.Reading) -> bool:
            there = self.there(now)
            kept = (now.status(first), there.status(second)) == (Status.SATISFIED, Status.SATISFIED)
            return kept and broken(now, second) and broken(there, first)

        case = examination.reduced(found, keeps)
        other = case.facts[self.names[self.choice]]
        cases = (case, replace(case, facts={**case.facts, self.choice: other}))
        return tuple(map(examination.decided, cases))

    def there(self, now: reference.Reading) -> reference.Reading:
        """The same with the other choice."""
        facts = dict(now.facts)
        other = facts.pop(self.names[self.choice], None)
        facts.pop(self.choice, None)
        if other is not None:
            facts[self.choice] = other
        return reference.Reading(now.rules, facts, now.as_of, now.bound)
