"""What all packs share: actions and the facts that describe them, the values of facts, and what holds between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rules_engine.case import ORGAN, Case
from rules_engine.expression import Expression
from rules_engine.history import EventDef, Fill
from rules_engine.text import Label, Text
from rules_engine.value import FactType, Value

BOUND: Final = "bound"
"""The presumption that the document binds the organ that acts."""


@dataclass(frozen=True, slots=True)
class FactDef:
    """A fact: its type, whether the user can change it, and whether it is presumed not to be so where it is absent."""

    label: Label
    type: FactType
    controllable: bool = False
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class ActionDef:
    """An action, the facts that describe it, and the date fact that is the date of the act, if there is one."""

    label: Label
    facts: tuple[str, ...]
    dated_by: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Several values of one enumeration under a name."""

    id: str
    enumeration: str
    values: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Concept:
    """What a limit limits, so that it can be compared between districts."""

    label: Label
    unit: str


@dataclass(frozen=True, slots=True)
class SharedReading:
    """A reading that settles for all packs what all documents leave open, and the one it was preferred to."""

    id: str
    text: Text
    rival: Text | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What holds between facts in every possible case."""

    text: str
    condition: Expression
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The actions, events, facts and values that all packs share; `fills` tells which facts a ledger can give."""

    enumerations: Mapping[str, Mapping[str, Label]]
    groups: Mapping[str, Group]
    facts: Mapping[str, FactDef]
    actions: Mapping[str, ActionDef]
    concepts: Mapping[str, Concept]
    readings: Mapping[str, SharedReading]
    constraints: tuple[Constraint, ...]
    presumed: frozenset[str]
    events: Mapping[str, EventDef] = field(default_factory=dict)
    fills: tuple[Fill, ...] = ()
    rank: Mapping[str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Sorting is asked for with every finding; the order is always the same.
        object.__setattr__(self, "rank", {name: index for index, name in enumerate(self.facts)})

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of facts, or of elements of set facts (`steps.hearing`), each once, in the vocabulary's order."""
        order = self.rank
        return tuple(sorted(set(names), key=lambda name: (order.get(name.partition(".")[0], len(order)), name)))

    def given(self, case: Case, *, strict: bool) -> tuple[dict[str, Value], dict[str, bool | str]]:
        """The facts of a case with what is presumed, and the presumptions apart.

        Presumed are the absence of exceptional circumstances, and that the document binds who acts; nothing where
        `strict`, and nothing of which the case says that it is unknown.
        """
        if strict:
            return dict(case.facts), {}
        silent = self.presumed - case.facts.keys() - case.withheld
        presumptions: dict[str, bool | str] = {name: BOUND if name == ORGAN else False for name in silent}
        return {**{name: False for name in silent if name != ORGAN}, **case.facts}, presumptions
