"""Musts of an action that nothing keeps together, though each can be kept by itself.

What the bodies ask for is free, all else is the situation. Settled by decision diagrams over all values that matter
(`check.diagram`): z3 would have to try every choice against every situation. Pairs whose conditions read what the
other asks for are looked at once more with these conditions fixed, as `lint` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rules_engine.analyse.examination import deniable
from rules_engine.analyse.findings import PackFinding, Sort
from rules_engine.check.contradictions import Conflict, examine, shortest
from rules_engine.check.diagram import FALSE, TooLarge
from rules_engine.check.space import Space
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.norm import Form
from rules_engine.value import Value

WIDE: Final = 1_000_000
"""Nodes that the musts of one action together may need; the shipped packs need a tenth at most."""
MOST: Final = 20
"""So many groups of one action are told."""


def joint_findings(pack: Pack, vocabulary: Vocabulary, *, room: int = WIDE) -> Iterator[PackFinding]:
    """The smallest groups of musts that cannot be met together, each once."""
    told: set[frozenset[str]] = set()
    examined = examine(pack, vocabulary)
    for conflict in examined.conflicts:
        told.add(frozenset((conflict.first.id, conflict.second.id)))
        yield _pair(conflict)
    for action in vocabulary.actions:
        musts = [rule for rule in pack.rules_of(action) if deniable(rule) and rule.norm.form is not Form.DUTY]
        if not musts:
            continue
        try:
            for group, situation in _Group(Space(pack, vocabulary, action, room), musts).dead_ends():
                names = frozenset(rule.id for rule in group)
                if not any(known <= names for known in told):
                    told.add(names)
                    yield PackFinding(Sort.UNMEETABLE, (action,), group, situation=situation)
        except TooLarge:
            reason = f"more than {room} nodes"
            yield PackFinding(Sort.NOT_DECIDED, (action,), reason=reason, asked=Sort.UNMEETABLE)


def _pair(conflict: Conflict) -> PackFinding:
    pair = (conflict.first, conflict.second)
    return PackFinding(Sort.UNMEETABLE, (conflict.action,), pair, situation=conflict.situation)


class _Group:
    """The musts of one action."""

    def __init__(self, space: Space, musts: Sequence[Rule]) -> None:
        self.space, self.musts, self.d = space, musts, space.diagrams
        self.asked = space.reads(rule.body.condition for rule in musts)

    def dead_ends(self) -> Iterator[tuple[tuple[Rule, ...], Mapping[str, Value]]]:
        """Groups of musts, with a situation in which nothing keeps the group and each alone could be kept."""
        d = self.d
        # Where one must alone cannot be kept, it is a plain denial of the situation.
        open_ = d.some(self.space.possible, self.asked)
        for rule in self.musts:
            open_ = d.both(open_, self._way([rule]))
        for _ in range(MOST):
            dead = d.both(open_, d.negation(self._way(self.musts)))
            if dead == FALSE:
                return
            group = list(self.musts)
            for rule in self.musts:
                fewer = [one for one in group if one is not rule]
                narrower = d.both(dead, d.negation(self._way(fewer)))
                if narrower != FALSE:
                    group, dead = fewer, narrower
            situation = self.space.everything - self.asked
            yield tuple(group), self.space.assignment(shortest(self.space, dead, situation))
            open_ = d.both(open_, self._way(group))

    def _way(self, rules: Sequence[Rule]) -> int:
        """The situations in which some choice keeps rules together."""
        kept = self.space.possible
        for rule in rules:
            kept = self.d.both(kept, self.space.unbroken(rule))
        return self.d.some(kept, self.asked)
