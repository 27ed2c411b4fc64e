"""One pack on one action, ready to be asked: which cases there are, and the smallest that shows a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from rules_engine import expression as ex
from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Formula, Undecided
from rules_engine.analyse.witness import Facts, GivenUp, Reduction, Settler
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision, Status
from rules_engine.evaluate import reference
from rules_engine.norm import Force, Form

Keeps = Callable[[reference.Reading], bool]
"""Whether the rules still say of a smaller case what it is to show."""


class Examination:
    """The cases of one action in one year that the document binds in full; `beside` are copies of facts, by name.

    A copy is another choice in the same case: `signer@other` beside `signer`.
    """

    def __init__(
        self, pack: Pack, vocabulary: Vocabulary, action: str, year: int, beside: Mapping[str, str] | None = None
    ) -> None:
        copies = {copy: vocabulary.facts[name] for name, copy in (beside or {}).items()}
        self.pack, self.vocabulary, self.action = pack, vocabulary, action
        words = replace(vocabulary, facts={**vocabulary.facts, **copies}) if copies else vocabulary
        self.encoding = Encoding(words, action, year, (pack,))
        self.logic = self.encoding.logic
        self.reading = Reading(self.encoding, pack)
        self.rules = self.reading.rules
        self.binding = self.logic.both((self.reading.governs, self.logic.negation(self.reading.by_reference)))
        self.solver = self.encoding.solver(self.binding)

    def possible(self, *formulas: Formula) -> bool:
        """Whether some case makes all formulas true. Raises GivenUp where the solver cannot tell."""
        found = self.solver.model(*formulas)
        if isinstance(found, Undecided):
            raise GivenUp(found.reason)
        return found is not None

    def none(self, formulas: Iterable[Formula]) -> Formula:
        """That no formula is true."""
        return self.logic.negation(self.logic.either(formulas))

    def shown(self, rules: Iterable[Rule], keeps: Keeps, *formulas: Formula) -> Decision | None:
        """The decision of a small case for which formulas are true; `keeps` is so of it, too. None where there is none.

        `rules` are those that `keeps` asks about. Raises GivenUp.
        """
        found = self.settled(rules, *formulas)
        return self.decided(self.reduced(found, keeps)) if found else None

    def settled(self, rules: Iterable[Rule], *formulas: Formula, beside: Iterable[str] = ()) -> Case | None:
        """The most ordinary case for which formulas are true, over the facts that some rules read, and some beside.

        Raises GivenUp.
        """
        read = [part for rule in self._with_above(rules) for part in _expressions(rule)]
        facts = {ORGAN, *beside, *(name for part in read for name in ex.facts_of(part))}
        return Settler(self.encoding, facts & {*self.encoding.facts}, read).case(self.solver, *formulas)

    def reduced(self, case: Case, keeps: Keeps) -> Case:
        """A case without the facts that are not needed for what `keeps` asks."""
        keeping = self.keeping(case, keeps)
        found = Reduction(self.encoding, keeping).smallest(case.facts)
        assert keeping(found), (self.pack.jurisdiction, self.action, found)  # the two evaluators are of one mind
        return replace(case, facts=found)

    def keeping(self, case: Case, keeps: Keeps) -> Callable[[Facts], bool]:
        """`keeps` as a question to facts on the day of a case."""
        return lambda facts: keeps(self.read(replace(case, facts=facts)))

    def read(self, case: Case) -> reference.Reading:
        """What the rules say of a case by the reference evaluator."""
        facts, presumed = self.vocabulary.given(case, strict=False)
        organ, scope = facts.get(ORGAN), self.pack.scope
        bound = True if ORGAN in presumed else None if organ is None else organ in scope.full
        return reference.Reading(self.rules, facts, case.as_of, bound)

    def decided(self, case: Case) -> Decision:
        """A case as the reference evaluator decides it."""
        known = {name: value for name, value in case.facts.items() if name in self.vocabulary.facts}
        case = replace(case, jurisdiction=self.pack.jurisdiction, facts=known)
        return reference.decide(self.pack, self.vocabulary, case)

    def _with_above(self, rules: Iterable[Rule]) -> list[Rule]:
        """Rules with those that displace them, and so on."""
        found: dict[str, Rule] = {}
        ahead = list(rules)
        while ahead:
            rule = ahead.pop(0)
            if rule.id not in found:
                found[rule.id] = rule
                ahead += self.reading.overriders(rule)
        return list(found.values())


def deniable(rule: Rule) -> bool:
    """Whether an act can be denied for a rule."""
    duty = rule.body.duty
    judged = rule.norm.form in (Form.REQUIRE, Form.FORBID) or (duty is not None and duty.due is not None)
    return judged and rule.norm.force is Force.MUST


def broken(reading: reference.Reading, rule: Rule) -> bool:
    """Whether a rule is violated, or departed from, for certain."""
    return reading.status(rule) in (Status.VIOLATED, Status.DEPARTED)


def _expressions(rule: Rule) -> tuple[ex.Expression, ...]:
    duty = rule.body.duty
    return (rule.when, rule.body.condition, *((duty.due, duty.done) if duty and duty.due else ()))
