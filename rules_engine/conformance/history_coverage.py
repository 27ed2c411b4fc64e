"""What the history cases of a pack reach of its norms about a history: each kept, broken, and open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules_engine.checked import Pack
from rules_engine.conformance.histories import HistoryCase, found_in
from rules_engine.history import Concurrent, Count, Every, Follows, HistoryRule, Standing, Total
from rules_engine.norm import Force


@dataclass(frozen=True, slots=True)
class HistoryCoverage:
    """What the cases reach of one norm. `missing` is what they must show of it and do not."""

    rule: HistoryRule
    cases: int
    standings: frozenset[Standing]
    missing: tuple[Standing, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing required is missing."""
        return not self.missing


def wanted_standings(rule: HistoryRule) -> tuple[Standing, ...]:
    """What the cases must show of a norm: what has no deadline is never broken, and a mere maximum never open."""
    broken = Standing.VIOLATED if rule.norm.force is Force.MUST else Standing.DEPARTED
    match rule.pattern:
        case Follows(within=None, due=""):
            return (Standing.KEPT, Standing.PENDING)
        case Follows() | Every():
            return (Standing.KEPT, broken, Standing.PENDING)
        case Count(limit=limit) | Total(limit=limit) if limit.op not in ("at_most", "less_than"):
            return (Standing.KEPT, broken, Standing.PENDING)
        case Count() | Total() | Concurrent():
            return (Standing.KEPT, broken)


def cover_histories(pack: Pack, cases: Iterable[HistoryCase]) -> tuple[HistoryCoverage, ...]:
    """What history cases reach of each norm about a history, in the pack's order."""
    seen: dict[str, set[Standing]] = {rule.norm.slug: set() for rule in pack.history}
    asked = dict.fromkeys(seen, 0)
    for case in cases:
        findings = found_in(pack, case)
        for finding in findings:
            seen[finding.norm.slug].add(finding.standing)
        for slug in {finding.norm.slug for finding in findings}:
            asked[slug] += 1
    return tuple(
        HistoryCoverage(
            rule,
            asked[rule.norm.slug],
            frozenset(seen[rule.norm.slug]),
            tuple(standing for standing in wanted_standings(rule) if standing not in seen[rule.norm.slug]),
        )
        for rule in pack.history
    )
