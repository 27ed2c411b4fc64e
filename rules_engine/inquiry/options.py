"""What each value of a fact would lead to: who may sign this, which meeting may decide it, up to what sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Finding, Verdict
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.question import Option, Options, Settled
from rules_engine.inquiry.questions import Inquirer
from rules_engine.inquiry.ranges import Ranges
from rules_engine.inquiry.spans import is_ranged
from rules_engine.inquiry.trials import Decide
from rules_engine.text import Text
from rules_engine.value import FLAG, FactType, Kind, OpenSet, Value

_ORDER: Final = (Verdict.ALLOW, Verdict.INCOMPLETE, Verdict.SILENT, Verdict.DENY)
_Findings = tuple[Finding, ...]
_Key = tuple[Verdict, _Findings, _Findings, _Findings, tuple[str, ...], Settled | None]


@dataclass(slots=True)
class _Alike:
    """Values that lead to the same."""

    decision: Decision
    settled: Settled | None
    values: list[Value] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)


def options(name: str, pack: Pack, vocabulary: Vocabulary, case: Case, decide: Decide) -> tuple[Options, ...]:
    """What each value of a fact would lead to, if all else stayed as the case says; the conforming ones first.

    `name` is a fact, or an element of a set (`steps.hearing`); of a set as a whole each element that the conditions ask
    for has options of its own. Values that break a constraint of the vocabulary with the other facts are left out.
    """
    made = _OptionsOf(pack, vocabulary, case, decide)
    fact = vocabulary.facts[name.partition(".")[0]]
    if fact.type.kind is Kind.SET and "." not in name:
        return tuple(made.of(f"{name}.{element}") for element in made.answers.elements(name))
    return (made.of(name),)


class _OptionsOf:
    def __init__(self, pack: Pack, vocabulary: Vocabulary, case: Case, decide: Decide) -> None:
        self.vocabulary, self.case, self.decide = vocabulary, case, decide
        self.inquirer = Inquirer(pack, vocabulary, case.action, decide)
        self.answers, self.words = self.inquirer.answers, self.inquirer.words
        self.rules = pack.rules_of(case.action)

    def of(self, name: str) -> Options:
        fact_id, _, element = name.partition(".")
        type_ = FLAG if element else self.vocabulary.facts[fact_id].type
        alike: dict[_Key, _Alike] = {}
        for value, label, decision in self._decided(name, type_):
            key = self._key(name, decision)
            group = alike.setdefault(key, _Alike(decision, key[-1]))
            group.values.append(value)
            group.labels.append(label)
        found = [_option(fact_id, group) for group in alike.values()]
        return Options(
            name=name,
            label=self.words.fact(name),
            type=type_,
            current=_told(self.case.facts.get(fact_id), element),
            read=any(fact_id in rule.norm.facts for rule in self.rules),
            options=tuple(sorted(found, key=lambda option: (_ORDER.index(option.answer), option.settled is not None))),
        )

    def _decided(self, name: str, type_: FactType) -> Iterable[tuple[Value, Text, Decision]]:
        """Each value, or the first of each range, with its label and the decision to which it leads."""
        if is_ranged(type_):
            for part in Ranges(self.answers, self.decide, lambda found: self._key(name, found)).of(name, self.case):
                yield part.value, self.words.range(type_, part.first, part.last), part.decision
            return
        for value in self.answers.of(name, self.case, every=True):
            decision = self.decide(with_answer(self.case, name, value, self.vocabulary))
            yield value, self.words.value(type_, value), decision

    def _key(self, fact: str, decision: Decision) -> _Key:
        """What makes two decisions the same for the question about a fact."""
        own = fact.partition(".")[0]
        grounds = tuple(finding for finding in decision.grounds if own in finding.norm.facts)
        settled = self.inquirer.settled(decision.case) if decision.verdict is Verdict.INCOMPLETE else None
        missing = () if settled else _missing(decision)
        return decision.verdict, decision.violations, grounds, decision.advice, missing, settled


def _told(value: Value | None, element: str) -> Value | None:
    if not element:
        return value
    if isinstance(value, OpenSet):
        return value.has(element)
    return element in value if isinstance(value, frozenset) else None


def _missing(decision: Decision) -> tuple[str, ...]:
    """What would settle the verdict, where it is open."""
    return decision.missing if decision.verdict is Verdict.INCOMPLETE else ()


def _option(fact: str, group: _Alike) -> Option:
    decision = group.decision
    return Option(
        tuple(group.values),
        tuple(group.labels),
        decision.verdict,
        decision.violations,
        _grounds(fact, decision),
        decision.advice,
        () if group.settled else _missing(decision),
        group.settled,
    )


def _grounds(fact: str, decision: Decision) -> tuple[Finding, ...]:
    """The grounds that read the fact; all where none does."""
    return tuple(finding for finding in decision.grounds if fact in finding.norm.facts) or decision.grounds
