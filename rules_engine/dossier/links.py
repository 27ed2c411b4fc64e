"""Which step of a dossier discharges a duty that arises at another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules_engine.checked import Pack, Rule
from rules_engine.dossier.acts import Step


@dataclass(frozen=True, slots=True)
class Link:
    """A duty of `rule` that arises at one step and is discharged at one of others, by their positions.

    `at` is empty where no step of the dossier is about the act that discharges it.
    """

    rule: Rule
    arises: int
    at: tuple[int, ...]


def links(steps: Sequence[Step], pack: Pack) -> Iterator[Link]:
    """The duties that arise at steps, in the order of the steps and of the document.

    A step discharges a duty if its act is one of the rule's, and if no fact that the rule reads is known at both steps
    with different values: the minutes of another meeting discharge nothing.
    """
    for position, step in enumerate(steps):
        for rule in pack.duties_from(step.case.action):
            at = [
                place
                for place, other in enumerate(steps)
                if place != position and other.case.action in rule.actions and step.agrees(other, rule.norm.facts)
            ]
            # An act that gives rise to a duty and discharges it, too, is about the same act.
            own = (position,) if step.case.action in rule.actions else ()
            yield Link(rule, position, own or tuple(at))
