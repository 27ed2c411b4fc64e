"""What the cases of a pack reach of it: every outcome of every rule, every condition true and false, every override.

An outcome counts where a decision lists it, so a case that asks of some articles alone counts for those. A condition
counts in every case of an action of its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rules_engine import expression as ex
from rules_engine.checked import Article, Rule
from rules_engine.conformance.expected import PackCase
from rules_engine.conformance.histories import HistoryCase
from rules_engine.conformance.history_coverage import HistoryCoverage, cover_histories
from rules_engine.conformance.notation import notation
from rules_engine.conformance.run import Progress, decide
from rules_engine.decision import Finding, Status
from rules_engine.engine import Engine
from rules_engine.evaluate.reference import evaluate
from rules_engine.norm import Force, Form


class Outcome(StrEnum):
    """What the cases must have seen of a rule."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    DEPARTED = "departed"
    HOLDS = "holds"
    HOLDS_NOT = "holds_not"
    REFERS = "refers"
    REFERS_NOT = "refers_not"
    IN_TIME = "in_time"
    LATE = "late"
    DONE = "done"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Atom:
    """A condition of a rule with the truth value that no case gave it; `text` is the pack's notation."""

    text: str
    truth: bool


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that displaces another, and whether it is seen to, or seen not to, where the other's `when` is true."""

    below: str
    displacing: bool


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What the cases reach of one rule. `missing…` is what they do not; a rival's two ways are told, not required."""

    rule: Rule
    cases: int
    outcomes: frozenset[Outcome]
    missing_outcomes: tuple[Outcome, ...]
    missing_atoms: tuple[Atom, ...]
    missing_overrides: tuple[Override, ...]
    arguable: bool | None = None
    not_arguable: bool | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing required is missing."""
        return not (self.missing_outcomes or self.missing_atoms or self.missing_overrides)


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """One article and the rules of which it is the chief place."""

    article: Article
    rules: tuple[RuleCoverage, ...]
    history: tuple[HistoryCoverage, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing required of its rules is missing."""
        return all(rule.complete for rule in self.rules) and all(norm.complete for norm in self.history)


@dataclass(frozen=True, slots=True)
class PackCoverage:
    """All articles of a pack, in their order, and the number of cases."""

    jurisdiction: str
    cases: int
    articles: tuple[ArticleCoverage, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing required is missing."""
        return all(article.complete for article in self.articles)


@dataclass(slots=True)
class _Seen:
    """What the cases have shown of a rule so far."""

    rule: Rule
    atoms: tuple[ex.Expression, ...]
    cases: int = 0
    outcomes: set[Outcome] = field(default_factory=set)
    truths: set[tuple[ex.Expression, bool]] = field(default_factory=set)
    overrides: set[Override] = field(default_factory=set)
    arguable: set[bool] = field(default_factory=set)


def cover(
    engine: Engine,
    jurisdiction: str,
    cases: Sequence[PackCase],
    progress: Progress | None = None,
    *,
    histories: Sequence[HistoryCase] = (),
) -> PackCoverage:
    """What the cases reach of a pack, and its history cases. Raises PackError where the pack has problems."""
    pack = engine.pack(jurisdiction)
    seen = {rule.id: _Seen(rule, rule_atoms(rule)) for rule in pack.rules}
    for case in cases:
        decision = decide(engine, case, full=True)
        facts, _ = engine.vocabulary.given(case.case, strict=case.strict)
        ours = pack.rules_of(case.case.action)
        for rule in ours:
            told = ((atom, evaluate(atom, facts)) for atom in seen[rule.id].atoms)
            seen[rule.id].truths.update((atom, truth) for atom, truth in told if truth is not None)
        for finding in decision.findings:
            _note(seen[finding.norm.id], finding)
            if evaluate(seen[finding.norm.id].rule.when, facts) is True:
                for other in ours:
                    if finding.norm.id in other.overrides:
                        displacing = other.id in finding.displaced_by
                        seen[other.id].overrides.add(Override(finding.norm.id, displacing))
        if progress:
            progress(1)
    covered = [_coverage(seen[rule.id]) for rule in pack.rules]
    of_histories = cover_histories(pack, histories)
    articles = tuple(
        ArticleCoverage(
            article,
            tuple(c for c in covered if c.rule.norm.citation.cite.article == number),
            tuple(c for c in of_histories if c.rule.norm.citation.cite.article == number),
        )
        for number, article in pack.articles.items()
    )
    return PackCoverage(pack.jurisdiction, len(cases) + len(histories), articles)


def rule_atoms(rule: Rule) -> tuple[ex.Expression, ...]:
    """The conditions of a rule's `when` and body, each once."""
    return tuple(dict.fromkeys((*ex.atoms_of(rule.when), *ex.atoms_of(rule.body.condition))))


def wanted(rule: Rule) -> tuple[Outcome, ...]:
    """The outcomes that the cases must show of a rule."""
    match rule.norm.form:
        case Form.PERMIT:
            return (Outcome.HOLDS, Outcome.HOLDS_NOT)
        case Form.REFER:
            return (Outcome.REFERS, Outcome.REFERS_NOT)
        case Form.DUTY:
            return (Outcome.IN_TIME, Outcome.LATE) if _due(rule) else (Outcome.DONE, Outcome.PENDING)
    return (Outcome.SATISFIED, Outcome.VIOLATED if rule.norm.force is Force.MUST else Outcome.DEPARTED)


def _due(rule: Rule) -> bool:
    return rule.body.duty is not None and rule.body.duty.due is not None


_AGAINST: Final = (Status.VIOLATED, Status.DEPARTED)


def outcome(rule: Rule, status: Status) -> Outcome | None:
    """What a status shows of a rule; None where it shows neither of the wanted outcomes."""
    match rule.norm.form:
        case Form.PERMIT:
            return Outcome.HOLDS if status is Status.HOLDS else Outcome.HOLDS_NOT
        case Form.REFER:
            return Outcome.REFERS if status is Status.REFERS else Outcome.REFERS_NOT
        case Form.DUTY if not _due(rule):
            return {Status.SATISFIED: Outcome.DONE, Status.PENDING: Outcome.PENDING}.get(status)
    kept, broken = wanted(rule)
    if status is Status.SATISFIED:
        return kept
    return broken if status in _AGAINST else None


def _note(seen: _Seen, finding: Finding) -> None:
    shown = outcome(seen.rule, finding.status)
    if shown:
        seen.outcomes.add(shown)
    if finding.status is not Status.NOT_APPLICABLE:
        seen.cases += 1
        seen.arguable.add(finding.arguable)


def _coverage(seen: _Seen) -> RuleCoverage:
    rule = seen.rule
    ways = [Override(below, displacing) for below in rule.overrides for displacing in (True, False)]
    return RuleCoverage(
        rule=rule,
        cases=seen.cases,
        outcomes=frozenset(seen.outcomes),
        missing_outcomes=tuple(outcome for outcome in wanted(rule) if outcome not in seen.outcomes),
        missing_atoms=tuple(
            Atom(notation(atom), truth)
            for atom in seen.atoms
            for truth in (True, False)
            if (atom, truth) not in seen.truths
        ),
        missing_overrides=tuple(way for way in ways if way not in seen.overrides),
        arguable=True in seen.arguable if rule.rival else None,
        not_arguable=False in seen.arguable if rule.rival else None,
    )
