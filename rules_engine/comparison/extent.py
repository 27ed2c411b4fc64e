"""How much each document regulates of each action: norms counted by what they are.

A norm is counted once for an action; the same norm of several districts is one of all that there are. A count tells how
closely a document regulates an act, not how strictly: one sentence of an article may be several norms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.norm import Force, Form


class Measure(StrEnum):
    """Which norms are counted: all, those that bind, those that are softer, permits and referrals."""

    ALL = "all"
    BINDING = "binding"
    SOFTER = "softer"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Extent:
    """One action: the number of norms by measure, in each district and in all of them together."""

    action: str
    counts: Mapping[str, Mapping[Measure, int]]
    together: Mapping[Measure, int]


def extents(packs: Sequence[Pack], vocabulary: Vocabulary) -> tuple[Extent, ...]:
    """The extent of each action that some pack regulates, in the vocabulary's order."""
    found = (_extent(packs, action) for action in vocabulary.actions)
    return tuple(extent for extent in found if extent.together[Measure.ALL])


def measured_as(rule: Rule) -> Measure:
    """Under which measure a rule is counted, beside `all`."""
    if rule.norm.form in (Form.PERMIT, Form.REFER):
        return Measure.OPEN
    return Measure.BINDING if rule.norm.force is Force.MUST else Measure.SOFTER


def _extent(packs: Sequence[Pack], action: str) -> Extent:
    norms = {
        pack.jurisdiction: {
            measure: {rule.norm.slug for rule in pack.rules_of(action) if measure in (Measure.ALL, measured_as(rule))}
            for measure in Measure
        }
        for pack in packs
    }
    return Extent(
        action,
        {name: {measure: len(slugs) for measure, slugs in own.items()} for name, own in norms.items()},
        {measure: len(set().union(*(own[measure] for own in norms.values()))) for measure in Measure},
    )
