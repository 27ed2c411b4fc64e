"""What to ask of a case that cannot be answered yet, the most telling question first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Verdict
from rules_engine.inquiry.answers import Answers
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.question import Answer, Inquiry, Question, Settled
from rules_engine.inquiry.ranges import Ranges
from rules_engine.inquiry.spans import ValueWords, is_ranged
from rules_engine.inquiry.trials import Decide, Trials
from rules_engine.norm import Force, Norm
from rules_engine.value import FLAG, Kind, OpenSet, Value

TRIES: Final = 600
"""So many cases are decided to find out whether the verdict can still change."""
TRIES_OF_FACTS: Final = 300
"""So many to find out which facts can change it, and not more than `TRIES_EACH` for one of them."""
TRIES_EACH: Final = 60


class _After(dict[tuple[str, Value], Decision]):
    """The decisions of a case with one answer, each made once."""

    def __init__(self, case: Case, vocabulary: Vocabulary, decide: Decide) -> None:
        super().__init__()
        self.case, self.vocabulary, self.decide = case, vocabulary, decide

    def __missing__(self, answer: tuple[str, Value]) -> Decision:
        found = self[answer] = self.decide(with_answer(self.case, *answer, self.vocabulary))
        return found


class Inquirer:
    """Asks about cases of one action under one pack; `decide` decides them, and may presume nothing (strict)."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, action: str, decide: Decide) -> None:
        self.pack, self.vocabulary, self.decide = pack, vocabulary, decide
        self.answers = Answers(pack, vocabulary, action)
        self.words = ValueWords(vocabulary, pack)
        self.ranges = Ranges(self.answers, decide, _outcome)
        self._rules = pack.rules_of(action)

    def inquire(self, case: Case, skipped: Collection[str] = ()) -> Inquiry:
        """Where a case stands; `skipped` are facts that the user does not know, which are not asked.

        Asked is only what can still change the verdict. Kleene's logic may call a case incomplete whose verdict is the
        same whatever is answered: then it is settled. This is found out by trying the answers together, in at most
        `TRIES` cases and `TRIES_OF_FACTS` more; where these do not suffice, or the values tried do not stand for
        all that there are, the question is kept.
        """
        decision = self.decide(case)
        if decision.verdict is not Verdict.INCOMPLETE:
            return Inquiry(decision, (), None)
        same, settled = self._settled(case, decision)
        if same:
            return Inquiry(decision, (), settled)
        after = _After(case, self.vocabulary, self.decide)
        asked = self._mattering(case, decision, skipped, after)
        weights = self._weights(asked, decision, after)
        order = {name: number for number, name in enumerate(decision.missing)}
        asked.sort(key=lambda name: (-weights[name], order[name]))
        return Inquiry(decision, tuple(self._question(name, decision, after, weights[name]) for name in asked), None)

    def settled(self, case: Case) -> Settled | None:
        """The verdict of a case that no answer can change; None where it is not certain that none can."""
        decision = self.decide(case)
        if decision.verdict is not Verdict.INCOMPLETE:
            return _settled_by(decision.verdict, [decision])
        return self._settled(case, decision)[1]

    # --- what can change

    def _settled(self, case: Case, decision: Decision) -> tuple[bool, Settled | None]:
        """Whether all answers lead to one verdict, and which one where it is more than that no calendar tells."""
        for few in (True, False):
            trials = Trials(self.decide, self.answers, (), TRIES, few=few)
            ends: list[Decision] = []
            for end in trials.outcomes(case, decision):
                if ends and end.verdict is not ends[0].verdict:
                    return False, None
                ends.append(end)
            if trials.exhausted:
                return False, None
            if trials.sure and ends:
                verdict = ends[0].verdict
                return True, None if verdict is Verdict.INCOMPLETE else _settled_by(verdict, ends)
        return False, None

    def _mattering(self, case: Case, decision: Decision, skipped: Collection[str], after: _After) -> list[str]:
        """What is missing and can change the verdict."""
        mattering, left = [], TRIES_OF_FACTS
        for name in decision.missing:
            if name in skipped:
                continue
            trials = Trials(self.decide, self.answers, skipped, min(TRIES_EACH, left), few=True)
            # The verdict is open. So one that an answer settles is not the only one that can be.
            verdicts = {after[name, value].verdict for value in self.answers.some(name, case)}
            settles = bool(verdicts - {Verdict.INCOMPLETE})
            if settles or trials.matters(name, case, decision):
                mattering.append(name)
            left -= trials.made
        return mattering

    # --- which first

    def _weights(self, names: Iterable[str], decision: Decision, after: _After) -> dict[str, Fraction]:
        """How much of what is open each question settles on the average of its answers.

        Elements of one set weigh as much as the set, which is asked as a whole: none of them, or one alone.
        """
        names, open_now = tuple(names), len(decision.undetermined) or 1
        sets: dict[str, list[str]] = {}
        for name in names:
            if "." in name:
                sets.setdefault(name.partition(".")[0], []).append(name)
        weights: dict[str, Fraction] = {}
        for fact, elements in sets.items():
            if len(elements) > 1:
                none, *alone = (after[fact, value] for value in _alone(after.case.facts.get(fact), elements))
                weight = (_weight([none], open_now) + _weight(alone, open_now)) / 2
                weights.update(dict.fromkeys(elements, weight))
        for name in names:
            if name not in weights:
                tried = [after[name, value] for value in self.answers.some(name, after.case)]
                weights[name] = _weight(tried, open_now)
        return weights

    # --- the question itself

    def _question(self, name: str, decision: Decision, after: _After, weight: Fraction) -> Question:
        fact_id, _, element = name.partition(".")
        fact = self.vocabulary.facts[fact_id]
        type_ = FLAG if element else fact.type
        note = self.vocabulary.enumerations[fact.type.enumeration][element].note if element else None
        return Question(
            name=name,
            label=self.words.fact(name),
            note=note or fact.label.note,
            type=type_,
            accepted=self.words.accepted(type_),
            norms=self._norms(name, decision),
            answers=tuple(self._answers(name, after)),
            weight=weight,
        )

    def _norms(self, name: str, decision: Decision) -> tuple[Norm, ...]:
        """The undetermined musts that need a fact; the norms that read it where only their conditions are open."""
        needing = [finding for finding in decision.findings if name in finding.missing]
        musts = tuple(finding.norm for finding in needing if finding.norm.force is Force.MUST)
        if musts or needing:
            return musts or tuple(finding.norm for finding in needing)
        fact_id = name.partition(".")[0]
        return tuple(rule.norm for rule in self._rules if fact_id in rule.norm.facts)

    def _answers(self, name: str, after: _After) -> Iterable[Answer]:
        fact = self.vocabulary.facts[name.partition(".")[0]]
        type_ = FLAG if "." in name else fact.type
        if is_ranged(type_):
            for part in self.ranges.of(name, after.case):
                yield Answer(part.value, self.words.range(type_, part.first, part.last), *part.key)
            return
        for value in self.answers.of(name, after.case, every=type_.kind is Kind.ENUM):
            yield Answer(value, self.words.value(type_, value), *_outcome(after[name, value]))


def _alone(told: Value | None, names: list[str]) -> Iterator[OpenSet]:
    """A set fact with none of some elements, and with one of each."""
    elements = [name.partition(".")[2] for name in names]
    yes, no = (told.yes, told.no) if isinstance(told, OpenSet) else (frozenset[str](), frozenset[str]())
    yield OpenSet(yes, no | set(elements))
    for one in elements:
        yield OpenSet(yes | {one}, no | (set(elements) - {one}))


def _weight(tried: Collection[Decision], open_now: int) -> Fraction:
    """How much of what is open some decisions settle on the average."""
    settled = (_settles(decision, open_now) for decision in tried)
    return sum(settled, Fraction(0)) / max(len(tried), 1)


def _settles(decision: Decision, open_now: int) -> Fraction:
    if decision.verdict is not Verdict.INCOMPLETE:
        return Fraction(1)
    return 1 - Fraction(min(len(decision.undetermined), open_now), open_now)


def _outcome(decision: Decision) -> tuple[Verdict, tuple[str, ...]]:
    return decision.verdict, tuple(finding.norm.id for finding in decision.violations)


def _settled_by(verdict: Verdict, ends: list[Decision]) -> Settled:
    """The verdict of all ends, and the norms that speak for it in all of them, or in some."""
    speaking = [end.violations if verdict is Verdict.DENY else end.grounds for end in ends]
    norms = {finding.norm.id: finding.norm for findings in speaking for finding in findings}
    always = set.intersection(*({finding.norm.id for finding in findings} for findings in speaking))
    return Settled(
        verdict,
        tuple(norm for name, norm in norms.items() if name in always),
        () if always else tuple(norms.values()),
    )
