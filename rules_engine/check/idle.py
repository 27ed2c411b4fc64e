"""Rules that do nothing: they never apply, cannot be violated or satisfied, displace nothing, or repeat another.

Beside them stand rules that a case keeps by saying nothing, since the vocabulary presumes what they ask.

All is settled as for contradictions, by every assignment of the facts that a rule reads. A rule about several actions
is reported only where the same holds for all of them; what needs too much is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Final

from rules_engine.check.diagram import FALSE, TooLarge
from rules_engine.check.space import ROOM, Space
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.evaluate.reference import evaluate
from rules_engine.norm import Form
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.wording import lint as say

_ASKING: Final = (Form.REQUIRE, Form.FORBID)


def idle_rules(pack: Pack, vocabulary: Vocabulary, *, room: int = ROOM) -> tuple[Problem, ...]:
    """Warnings for the rules of a pack that do nothing, sorted by place."""
    spaces = {action: Space(pack, vocabulary, action, room) for action in vocabulary.actions}
    by_id = {rule.id: rule for rule in pack.rules}
    problems: list[Problem] = []
    for rule in pack.rules:
        found = [_effect(spaces[action], rule) for action in rule.actions]
        problems += [problem for problem in found[0] if all(problem in others for others in found[1:])]
        for below in (by_id[name] for name in rule.overrides):
            shared = [action for action in rule.actions if action in below.actions]
            if shared and not any(_displaces(spaces[action], rule, below) for action in shared):
                problems.append(say.idle_override(rule.span, rule.id, rule.id, below.id, _spans(below)))
    twins: dict[tuple[str, str], Problem] = {}
    for space in spaces.values():
        twins |= _duplicates(space)
    return tuple(sorted((*problems, *twins.values()), key=lambda problem: problem.order))


def _effect(space: Space, rule: Rule) -> list[Problem]:
    """Whether a rule can come to bear, and then make a difference."""
    space.diagrams.refill()
    try:
        return _idle(space, rule)
    except TooLarge:
        return []


def _idle(space: Space, rule: Rule) -> list[Problem]:
    if space.own(rule) == FALSE:
        return [say.never_applies(rule.span, rule.id, rule.id)]
    applies = space.applies(rule)
    if applies == FALSE:
        return [say.always_displaced(rule.span, rule.id, rule.id, _spans(*space.overriders(rule)))]
    if rule.norm.form in _ASKING:
        d, kept = space.diagrams, space.kept(rule)
        if d.both(applies, kept) == FALSE:
            return [say.never_satisfied(rule.span, rule.id, rule.id)]
        if d.both(applies, d.negation(kept)) == FALSE:
            return [say.never_violated(rule.span, rule.id, rule.id)]
        if _presumed_kept(rule, space.presumed):
            return [say.presumed_kept(rule.span, rule.id, rule.id)]
    return []


def _presumed_kept(rule: Rule, presumed: frozenset[str]) -> bool:
    """Whether presumptions alone are enough for what a rule asks. That an act conforms is never presumed."""
    told = dict.fromkeys(presumed.intersection(rule.norm.facts), False)
    return bool(told) and evaluate(rule.body.condition, told) is (rule.norm.form is not Form.FORBID)


def _displaces(space: Space, rule: Rule, below: Rule) -> bool:
    """Whether a rule applies in some case in which the one that it overrides would, too.

    Of a rule that never applies that has been told already.
    """
    space.diagrams.refill()
    try:
        applies, own = space.applies(rule), space.own(below)
    except TooLarge:
        return True
    return FALSE in (applies, own) or space.diagrams.both(applies, own) != FALSE


def _duplicates(space: Space) -> dict[tuple[str, str], Problem]:
    """Pairs of rules that apply in the same cases and ask the same."""
    alike: defaultdict[object, list[Rule]] = defaultdict(list)
    for rule in space.rules:
        space.diagrams.refill()
        try:
            own = space.own(rule)
            if own != FALSE:
                alike[_key(space, rule, own)].append(rule)
        except TooLarge:
            continue
    return {
        (first.id, second.id): say.duplicate_rule(second.span, second.id, second.id, first.id, _spans(first))
        for rules in alike.values()
        for first, second in combinations(rules, 2)
    }


def _key(space: Space, rule: Rule, own: int) -> object:
    """Equal for two rules that say the same."""
    body = rule.body
    if rule.norm.form in _ASKING:
        return ("ask", own, space.diagrams.both(own, space.kept(rule)))
    return (rule.norm.form, own, body.duty, rule.norm.refers_to)


def _spans(*rules: Rule) -> tuple[Span, ...]:
    return tuple(rule.span for rule in rules if rule.span)
