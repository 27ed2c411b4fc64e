"""Two musts that cannot both be met.

A pair is reported where, in some situation, both can apply, each can be met, and nothing meets both. The situation is
what the two conditions read, with the conditions of the rules that displace either; all else is free. Read a second
way, what a body asks for is free even where the other's condition reads it too: then the two leave no lawful way.

Everything is settled by listing the values that matter (`cells`), so that what is reported is so. A pair that would
need too many is named as not examined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rules_engine import expression as ex
from rules_engine.check.diagram import FALSE, TooLarge
from rules_engine.check.situation import told
from rules_engine.check.space import ROOM, Space
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.norm import Force, Form
from rules_engine.problem import Problem
from rules_engine.value import Value
from rules_engine.wording import lint as say
from rules_engine.wording import pack as say_pack


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two musts that both apply to `action` in a situation in which nothing meets both.

    `situation` gives facts, and elements of sets as `steps.hearing`, that are enough to bring it about.
    """

    first: Rule
    second: Rule
    action: str
    situation: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the pairs of a pack came to: the conflicts, and the pairs that would have needed too much."""

    conflicts: tuple[Conflict, ...]
    unexamined: tuple[tuple[Rule, Rule], ...]


def contradictions(pack: Pack, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Errors for the pairs of musts that cannot both be met, warnings for those that were not examined."""
    examined = examine(pack, vocabulary)
    problems = [
        say_pack.contradiction(
            conflict.first.span,
            conflict.first.id,
            conflict.first.id,
            conflict.second.id,
            told(vocabulary, conflict.action, conflict.situation),
            (conflict.second.span,) if conflict.second.span else (),
        )
        for conflict in examined.conflicts
    ]
    problems += [
        say.not_examined(first.span, first.id, first.id, second.id, (second.span,) if second.span else ())
        for first, second in examined.unexamined
    ]
    return tuple(sorted(problems, key=lambda problem: problem.order))


def examine(pack: Pack, vocabulary: Vocabulary, *, room: int = ROOM) -> Examined:
    """All pairs of musts of a pack, each reported once; `room` bounds what one pair may need (see `Space`)."""
    conflicts: dict[tuple[str, str], Conflict] = {}
    unexamined: dict[tuple[str, str], tuple[Rule, Rule]] = {}
    for action in vocabulary.actions:
        space = Space(pack, vocabulary, action, room)
        musts = [rule for rule in space.rules if _is_must(rule)]
        for first, second in combinations(musts, 2):
            key = (first.id, second.id)
            if key in conflicts:
                continue
            space.diagrams.refill()
            try:
                found = conflict_of(space, first, second)
            except TooLarge:
                unexamined[key] = (first, second)
                continue
            if found is not None:
                conflicts[key] = found
    left = tuple(pair for key, pair in unexamined.items() if key not in conflicts)
    return Examined(tuple(conflicts.values()), left)


def conflict_of(space: Space, first: Rule, second: Rule) -> Conflict | None:
    """The conflict of two rules about an action, if there is one. Raises TooLarge."""
    if not _meet(space, first, second):
        return None
    d = space.diagrams
    one, other = space.unbroken(first), space.unbroken(second)
    joint = d.both(one, other)
    apply = d.both(space.applies(first), space.applies(second))
    if FALSE in (apply, one, other):
        return None
    for situation in _situations(space, first, second):
        free = space.everything - situation
        clash = d.both(d.some(apply, free), d.negation(d.some(joint, free)))
        clash = d.both(clash, d.both(d.some(one, free), d.some(other, free)))
        if clash != FALSE:
            return Conflict(first, second, space.action, space.assignment(shortest(space, clash, situation)))
    return None


def _is_must(rule: Rule) -> bool:
    return rule.norm.form in (Form.REQUIRE, Form.FORBID) and rule.norm.force is Force.MUST


def _meet(space: Space, first: Rule, second: Rule) -> bool:
    """Whether what one asks can bear on the other at all; by far the most pairs go no further."""
    asked = space.reads((first.body.condition, second.body.condition))
    bonds = [{space.bonds[number] for number in space.reads(_parts(space, rule))} for rule in (first, second)]
    return bool(bonds[0] & bonds[1] & {space.bonds[number] for number in asked})


def _parts(space: Space, rule: Rule) -> Iterator[ex.Expression]:
    for one in (rule, *space.above(rule)):
        yield one.when
        if one is rule or one.norm.form is Form.PERMIT:
            yield one.body.condition


def _situations(space: Space, first: Rule, second: Rule) -> tuple[frozenset[int], ...]:
    asked = space.reads((first.body.condition, second.body.condition))
    whens = space.reads((first.when, second.when))
    above = space.reads(other.when for rule in (first, second) for other in space.above(rule))
    return tuple(dict.fromkeys((whens | (above - asked), (whens | above) - asked)))


def shortest(space: Space, clash: int, situation: frozenset[int]) -> Mapping[int, int]:
    """A clash told by as few facts as will do: those left out may be anything that is possible."""
    d = space.diagrams
    possible = d.some(space.possible, space.everything - situation)
    for number in sorted(situation, reverse=True):
        one = frozenset((number,))
        wider = d.both(d.every(d.either(clash, d.negation(possible)), one), d.some(clash, one))
        if wider != FALSE:
            clash, possible = wider, d.some(possible, one)
    return d.example(clash)
