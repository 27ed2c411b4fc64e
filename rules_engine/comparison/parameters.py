"""Limits side by side: for each thing that is limited, what each document sets, how firmly, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules_engine import expression as ex
from rules_engine.checked import CitedParameter, Concept, Pack, Rule, Vocabulary
from rules_engine.comparison.field import may_meet, special_elements
from rules_engine.norm import Force
from rules_engine.text import Text


class State(StrEnum):
    """What a document says of a thing that documents limit.

    `no_number`: it regulates the same thing without a limit; `related`: it sets no such limit, but a rule about the
    same acts measures the same facts; `silent`: neither.
    """

    LIMIT = "limit"
    NO_NUMBER = "no_number"
    RELATED = "related"
    SILENT = "silent"


class Part(StrEnum):
    """Where a rule reads a limit: in what it asks, or in the condition under which it applies."""

    DEMAND = "demand"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Use:
    """A rule that reads a limit; `rival` tells that only its rival reading does."""

    rule: Rule
    part: Part
    rival: bool = False


@dataclass(frozen=True, slots=True)
class LimitCell:
    """What one document says of one concept; `rules` are those that regulate it without this limit."""

    state: State
    cited: CitedParameter | None = None
    uses: tuple[Use, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def forces(self) -> tuple[Force, ...]:
        """How binding the rules are that read the limit, or that regulate the thing without it; firmest first."""
        rules = [use.rule for use in self.uses if not use.rival] or self.rules
        return tuple(force for force in Force if any(rule.norm.force is force for rule in rules))

    @property
    def rival_only(self) -> bool:
        """Whether the limit is that of rival readings alone."""
        return bool(self.uses) and all(use.rival for use in self.uses)

    @property
    def wholes(self) -> tuple[str, ...]:
        """The facts of which a share is taken, where the limit is one of a share."""
        found: dict[str, None] = {}
        for use in self.uses:
            rule = use.rule.rivalled() if use.rival else use.rule
            for part in (*ex.walk(rule.when), *ex.walk(rule.body.condition)):
                share = part.subject if isinstance(part, ex.Meets) else None
                if isinstance(share, ex.Share) and self.cited and self.cited.limit.id in ex.parameters_of(part):
                    found[share.whole.id] = None
        return tuple(found)

    @property
    def other_readings(self) -> tuple[Text, ...]:
        """The rival readings that put another limit in this one's place."""
        rules = [use.rule for use in self.uses if not use.rival and use.rule.rival]
        return tuple(rule.rival.text for rule in rules if rule.rival and _limits(rule) != _limits(rule.rivalled()))


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One concept in every document; `actions` are those that rules limit by it, in the vocabulary's order."""

    concept: Concept
    actions: tuple[str, ...]
    cells: Mapping[str, LimitCell]


@dataclass(frozen=True, slots=True)
class LimitTable:
    """Concepts by document; the rows stand in the order of the vocabulary's actions."""

    packs: tuple[Pack, ...]
    rows: tuple[LimitRow, ...]
    topic: str = ""


def compare_parameters(
    packs: Sequence[Pack], vocabulary: Vocabulary, concepts: Iterable[str] | None = None, topic: str = ""
) -> LimitTable:
    """The limits of some concepts, or of all that any of the packs sets."""
    asked = vocabulary.concepts if concepts is None else set(concepts)
    known = [name for name in vocabulary.concepts if any(name in pack.parameters for pack in packs)]
    rows = [_row(vocabulary.concepts[name], packs, vocabulary) for name in known if name in asked]
    order = {name: index for index, name in enumerate(vocabulary.actions)}
    rows.sort(key=lambda row: min((order[name] for name in row.actions), default=len(order)))
    return LimitTable(tuple(packs), tuple(rows), topic)


def uses_of(pack: Pack, concept: str) -> tuple[Use, ...]:
    """The rules of a pack that read a limit, and those whose rival reading alone does."""
    found: list[Use] = []
    for rule in pack.rules:
        part = _part(rule, concept)
        if part:
            found.append(Use(rule, part))
        elif rule.rival and (part := _part(rule.rivalled(), concept)):
            found.append(Use(rule, part, rival=True))
    return tuple(found)


def _row(concept: Concept, packs: Sequence[Pack], vocabulary: Vocabulary) -> LimitRow:
    name = concept.label.id
    uses = {pack.jurisdiction: uses_of(pack, name) for pack in packs}
    every = [use for found in uses.values() for use in found]
    actions = {action for use in every for action in use.rule.actions}
    # What a rival reading alone limits is not what the other documents would be silent about.
    limited = [use.rule for use in every if not use.rival]
    cells: dict[str, LimitCell] = {}
    for pack in packs:
        cited = pack.parameters.get(name)
        own = LimitCell(State.LIMIT, cited, uses[pack.jurisdiction]) if cited else _without(pack, limited, name)
        cells[pack.jurisdiction] = own
    return LimitRow(concept, tuple(action for action in vocabulary.actions if action in actions), cells)


def _without(pack: Pack, limited: Sequence[Rule], concept: str) -> LimitCell:
    """What a pack says of a thing that others limit and it does not."""
    slugs = {rule.norm.slug for rule in limited}
    same = [rule for rule in pack.rules if rule.norm.slug in slugs or any(_owed_alike(rule, own) for own in limited)]
    if same:
        return LimitCell(State.NO_NUMBER, rules=tuple(same))
    related = [rule for rule in pack.rules if any(_related(rule, own, concept) for own in limited)]
    return LimitCell(State.RELATED, rules=tuple(related)) if related else LimitCell(State.SILENT)


def _owed_alike(rule: Rule, limited: Rule) -> bool:
    """Whether a rule asks for the same deed as one that limits its time, by no stated day."""
    one, other = rule.body.duty, limited.body.duty
    return one is not None and other is not None and one.due is None and one.done == other.done


def _related(rule: Rule, limited: Rule, concept: str) -> bool:
    """Whether a rule may speak of the same act as one that reads a limit, and measures the same or is as special."""
    if not set(rule.actions) & set(limited.actions) or not may_meet(rule, limited):
        return False
    special = special_elements(limited)
    return _measured(limited, concept) <= set(rule.norm.facts) or bool(special and special <= special_elements(rule))


def _part(rule: Rule, concept: str) -> Part | None:
    due = rule.body.duty.due if rule.body.duty else None
    if concept in ex.parameters_of(rule.body.condition) or (due and concept in ex.parameters_of(due)):
        return Part.DEMAND
    return Part.CONDITION if concept in ex.parameters_of(rule.when) else None


def _limits(rule: Rule) -> frozenset[str]:
    return frozenset(ex.parameters_of(rule.when) + ex.parameters_of(rule.body.condition))


def _measured(rule: Rule, concept: str) -> frozenset[str]:
    """The facts that a limit of a rule measures: those compared with it, or the one that tells a duty done.

    Of a share it is the part: whole bodies are counted differently.
    """
    due = rule.body.duty.due if rule.body.duty else None
    if rule.body.duty and due and concept in ex.parameters_of(due):
        return frozenset((rule.body.duty.done.id,))
    found: set[str] = set()
    for part in (*ex.walk(rule.when), *ex.walk(rule.body.condition)):
        if isinstance(part, ex.Meets | ex.Compare) and concept in ex.parameters_of(part):
            share = part.subject if isinstance(part, ex.Meets) else None
            found |= {share.part.id} if isinstance(share, ex.Share) else ex.facts_of(part)
    return frozenset(found)
