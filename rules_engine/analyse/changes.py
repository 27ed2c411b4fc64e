"""Which cases get another answer under another version of a pack, and which of its changes made it so.

A change is a cause where undoing it in the new pack gives the old answer back: alone, or together with others where
none does alone; of such a set none can be spared. All is tried with the reference evaluator; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from rules_engine.analyse.revision import Change, Mixture, Version, changes
from rules_engine.case import Case
from rules_engine.decision import Decision, Verdict
from rules_engine.evaluate import reference
from rules_engine.problem import Problem

MOST_PAIRS: Final = 300
"""So many pairs of changes are tried; where there are more, a set of which none can be spared is looked for at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One case as each version reads it; `problems` say why one version cannot.

    `name` is the case's id, or its place where it has none.
    """

    name: str
    file: str
    line: int
    before: Case | None
    after: Case | None
    problems: tuple[Problem, ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared of a decision: the verdict, and the slugs of the musts that are violated and undetermined."""

    verdict: Verdict
    violated: frozenset[str]
    undetermined: frozenset[str]

    @classmethod
    def of(cls, decision: Decision) -> Answer:
        """The answer of a decision."""
        violated, open_ = (
            frozenset(finding.norm.slug for finding in findings)
            for findings in (decision.violations, decision.undetermined)
        )
        return cls(decision.verdict, violated, open_)


@dataclass(frozen=True, slots=True)
class Changed:
    """A case with another answer.

    Each of `causes` is a set of changes whose undoing gives the old answer back; there is none where no rule made it
    so, but the way in which the vocabulary reads the case.
    """

    asked: Asked
    before: Answer
    after: Answer
    causes: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another version comes to: all differences, the cases that they change, and those that one cannot read."""

    versions: Mapping[str, tuple[Version, Version]]
    cases: int
    changes: tuple[Change, ...]
    changed: tuple[Changed, ...]
    unread: tuple[Asked, ...]

    @property
    def no_causes(self) -> tuple[Change, ...]:
        """The changes that are no cause: the old answers come back without undoing them."""
        felt = {change for case in self.changed for cause in case.causes for change in cause}
        return tuple(change for change in self.changes if change not in felt)


def compare(
    versions: Mapping[str, tuple[Version, Version]], asked: Sequence[Asked], *, findings: bool = False
) -> Comparison:
    """Put cases to two versions of each jurisdiction.

    With `findings` a case is changed, too, where the verdict stays but other musts are violated or undetermined. Cases
    that a version cannot read are `unread`; the others are of a jurisdiction in `versions`.
    """
    differing = {name: changes(*pair) for name, pair in versions.items()}
    trials = {name: _Trial(*pair, differing[name], findings=findings) for name, pair in versions.items()}
    changed = []
    for one in asked:
        if one.before and one.after:
            found = trials[one.after.jurisdiction].changed(one, one.before, one.after)
            changed += [found] if found else []
    return Comparison(
        versions=versions,
        cases=len(asked),
        changes=tuple(change for own in differing.values() for change in own),
        changed=tuple(changed),
        unread=tuple(one for one in asked if not (one.before and one.after)),
    )


class _Trial:
    """Two versions of one jurisdiction, and cases put to what lies between them."""

    def __init__(self, old: Version, new: Version, differing: Iterable[Change], *, findings: bool) -> None:
        self.old, self.new, self.differing, self.findings = old, new, tuple(differing), findings
        self.mixture = Mixture(old, new)

    def changed(self, asked: Asked, before: Case, after: Case) -> Changed | None:
        """What became of a case; None where its answer is the same."""
        if before == after and not self.candidates(after):
            return None
        was = Answer.of(reference.decide(self.old.pack, self.old.vocabulary, before, strict=asked.strict))
        now = Answer.of(reference.decide(self.new.pack, self.new.vocabulary, after, strict=asked.strict))
        if self.same(was, now):
            return None
        # A fact that only one version knows by its name is given to the rules of either.
        case = replace(after, facts={**before.facts, **after.facts}, withheld=before.withheld | after.withheld)
        return Changed(asked, was, now, self.causes(case, was, strict=asked.strict))

    def same(self, one: Answer | None, other: Answer) -> bool:
        if one is None:
            return False
        return one == other if self.findings else one.verdict is other.verdict

    def candidates(self, case: Case) -> list[Change]:
        return [change for change in self.differing if change.bears_on(case.action, by_article=bool(case.articles))]

    def causes(self, case: Case, was: Answer, *, strict: bool) -> tuple[tuple[Change, ...], ...]:
        """The smallest sets of changes whose undoing gives the old answer back."""
        candidates = self.candidates(case)

        def restores(undone: Iterable[Change]) -> bool:
            mixed = self.mixture.without(tuple(undone), case.action)
            if mixed is None:
                return False
            decision = reference.decide(mixed.pack, mixed.vocabulary, case, strict=strict)
            return self.same(Answer.of(decision), was)

        alone = tuple((change,) for change in candidates if restores((change,)))
        if alone or not restores(candidates):
            return alone
        pairs = list(combinations(candidates, 2))
        if len(pairs) <= MOST_PAIRS:
            found = tuple(pair for pair in pairs if restores(pair))
            if found:
                return found
        kept = list(candidates)
        for change in candidates:
            fewer = [one for one in kept if one is not change]
            if restores(fewer):
                kept = fewer
        return (tuple(kept),)
