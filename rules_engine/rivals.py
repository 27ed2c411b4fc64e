"""What the rival readings of a pack would change in a decision, each put in the place of our reading by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision, Finding, Status, Verdict, same_outcome
from rules_engine.evaluate import reference
from rules_engine.norm import Norm


@dataclass(frozen=True, slots=True)
class Change:
    """A norm whose outcome a rival reading changes."""

    norm: Norm
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class RivalOutcome:
    """What one rival reading, of the rule with the head `norm`, would make of the case; `changes` are not empty."""

    norm: Norm
    verdict: Verdict
    changes: tuple[Change, ...]


def rival_outcomes(
    pack: Pack, vocabulary: Vocabulary, decision: Decision, *, strict: bool = False
) -> tuple[RivalOutcome, ...]:
    """The rival readings that change a finding of a decision, in the document's order.

    `strict` is as the decision was asked. It takes about a millisecond for each rival reading of the action's rules,
    and none where nothing is arguable.
    """
    if not any(finding.arguable for finding in decision.findings):
        return ()
    ours = reference.decide(pack, vocabulary, decision.case, strict=strict, full=True).findings
    found: list[RivalOutcome] = []
    for rule in pack.rules_of(decision.case.action):
        if rule.rival is None:
            continue
        other = reference.decide(_under(pack, rule), vocabulary, decision.case, strict=strict, full=True)
        changes = tuple(_changes(ours, other.findings))
        if changes:
            found.append(RivalOutcome(rule.norm, other.verdict, changes))
    return tuple(found)


def _under(pack: Pack, rule: Rule) -> Pack:
    """The pack with one rule in its rival reading."""
    return replace(pack, rules=tuple(other.rivalled() if other is rule else other for other in pack.rules))


def _changes(ours: tuple[Finding, ...], others: tuple[Finding, ...]) -> list[Change]:
    after = {finding.norm.id: finding.status for finding in others}
    return [
        Change(finding.norm, finding.status, after[finding.norm.id])
        for finding in ours
        if not same_outcome(finding.status, after[finding.norm.id])
    ]
