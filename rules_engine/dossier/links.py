"""Which step of a dossier discharges a duty that arises at another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.dossier.acts import Step


@dataclass(frozen=True, slots=True)
class Link:
    """A duty of `rule` that arises at one step and is discharged at one of others, by their positions.

    `at` is empty where no step of the dossier is known to be the act that discharges it.
    """

    rule: Rule
    arises: int
    at: tuple[int, ...]


def links(steps: Sequence[Step], pack: Pack, vocabulary: Vocabulary) -> Iterator[Link]:
    """The duties that arise at steps, in the order of the steps and of the document."""
    for position, step in enumerate(steps):
        for rule in pack.duties_from(step.case.action):
            # An act that gives rise to a duty and discharges it, too, is about itself.
            own = step.case.action in rule.actions
            at = [place for place in range(len(steps)) if _origin(steps, place, rule, vocabulary) == position]
            yield Link(rule, position, (position,) if own else tuple(at))


def _origin(steps: Sequence[Step], place: int, rule: Rule, vocabulary: Vocabulary) -> int | None:
    """The step from which the duty arises that another step discharges; None where that is not certain.

    It is a step with which no fact that the rule reads is known to differ: the minutes of another meeting discharge
    nothing. Of several such steps it is the one whose day the other step knows, and where that does not tell, none.
    """
    step = steps[place]
    duty = rule.body.duty
    if duty is None or step.case.action not in rule.actions:
        return None
    read = [name for name in rule.norm.facts if name != duty.done.id]
    agreeing = [
        position
        for position, other in enumerate(steps)
        if position != place and other.case.action in duty.arises_from and step.agrees(other, read)
    ]
    dated = [position for position in agreeing if _same_day(step, steps[position], vocabulary)]
    found = dated or agreeing
    return found[0] if len(found) == 1 else None


def _same_day(step: Step, other: Step, vocabulary: Vocabulary) -> bool:
    """Whether a step knows the day of another act as that act's own step has it."""
    day = vocabulary.actions[other.case.action].dated_by
    return bool(day) and day in step.case.facts and step.case.facts[day] == other.case.facts.get(day)
