"""Everything that is asked of one pack, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from rules_engine.analyse.alone import lone_findings
from rules_engine.analyse.competence import gaps
from rules_engine.analyse.examination import Examination
from rules_engine.analyse.findings import Found, PackFinding, Sort, ranked
from rules_engine.analyse.joint import joint_findings
from rules_engine.analyse.overlaps import overlaps
from rules_engine.checked import Pack, Vocabulary
from rules_engine.problem import CaseError
from rules_engine.wording import analysis as say

Progress = Callable[[int], None]
"""Called with how many more actions are done."""


def analyse_pack(pack: Pack, vocabulary: Vocabulary, year: int, progress: Progress | None = None) -> Found:
    """What is found in a pack about acts of `year`, the gravest first.

    Raises CaseError where the document binds nobody on any day of the year.
    """
    alone: list[PackFinding] = []
    found = list(joint_findings(pack, vocabulary))
    uncertain: set[str] = set()
    days: list[date] = []
    for action in vocabulary.actions:
        if pack.rules_of(action):
            examination = Examination(pack, vocabulary, action, year)
            if examination.solver.model() is None:
                raise CaseError([say.binds_nobody(pack.jurisdiction, year)])
            alone += lone_findings(examination)
            found += overlaps(pack, vocabulary, action, year)
            found += gaps(pack, vocabulary, action, year)
            encoding = examination.encoding
            uncertain.update(encoding.uncertain)
            days += [encoding.year.day(encoding.first), encoding.year.day(encoding.last)]
        if progress:
            progress(1)
    return Found(
        jurisdiction=pack.jurisdiction,
        year=year,
        first=min(days, default=date(year, 1, 1)),
        last=max(days, default=date(year, 12, 31)),
        uncertain=vocabulary.in_order(uncertain),
        findings=ranked((*found, *_paired(_everywhere(alone)))),
    )


def _everywhere(alone: Iterable[PackFinding]) -> Iterator[PackFinding]:
    """What is so of a rule on all actions that it is about, as one finding; what is so on some alone is not told."""
    grouped: dict[tuple[Sort, str], list[PackFinding]] = {}
    for finding in alone:
        if finding.sort is Sort.NOT_DECIDED:
            yield finding
        else:
            grouped.setdefault((finding.sort, finding.rules[0].id), []).append(finding)
    for same in grouped.values():
        actions = tuple(action for finding in same for action in finding.actions)
        if set(actions) == set(same[0].rules[0].actions):
            by = {rule.id: rule for finding in same for rule in finding.by}
            shown = tuple(decision for finding in same for decision in finding.shown)
            yield replace(same[0], actions=actions, by=tuple(by.values()), shown=shown[:1])


def _paired(findings: Iterable[PackFinding]) -> Iterator[PackFinding]:
    """Two musts of which each is violated wherever the other is, as one finding."""
    listed = list(findings)
    implied = {finding.rules[0].id: finding for finding in listed if finding.sort is Sort.IMPLIED}
    paired: set[str] = set()
    for finding in listed:
        rule = finding.rules[0]
        other = implied.get(finding.by[0].id) if finding.sort is Sort.IMPLIED and len(finding.by) == 1 else None
        if rule.id in paired:
            continue
        if other and [one.id for one in other.by] == [rule.id] and other.actions == finding.actions:
            paired.add(other.rules[0].id)
            yield replace(finding, sort=Sort.EQUAL, rules=(rule, *finding.by), by=())
        else:
            yield finding
