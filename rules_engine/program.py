"""What an action's rules come to: facts as slots, overrides as positions, and all that decisions share.

A program differs from the checked pack in that it is about one action, and that nothing is looked up by name any more:
rules are known by their position, which is the document's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules_engine.checked import Duty
from rules_engine.decision import Frame
from rules_engine.expression import Expression
from rules_engine.norm import Force, Form, Norm
from rules_engine.value import FactType


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that the rules of an action read; `values` are those of its enumeration."""

    name: str
    type: FactType
    presumed: bool
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in one reading.

    `over` are the positions of the lines that it displaces, `under` of those that displace it, in the document's
    order. `rival` is the line in its rival reading: with a norm, an `over` and expressions of its own, and no `under`.
    """

    norm: Norm
    when: Expression
    condition: Expression
    duty: Duty | None = None
    over: tuple[int, ...] = ()
    under: tuple[int, ...] = ()
    rival: Line | None = None

    @property
    def form(self) -> Form:
        """What the rule does."""
        return self.norm.form

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All that the line reads in its own reading: condition, body, the dates of a duty."""
        duty = self.duty
        return (self.when, self.condition, *((duty.done, *((duty.due,) if duty.due else ())) if duty else ()))

    @property
    def must(self) -> bool:
        """Whether the rule binds."""
        return self.norm.force is Force.MUST

    @property
    def deniable(self) -> bool:
        """Whether an act can violate the rule."""
        return self.must and self.form not in (Form.PERMIT, Form.REFER)


@dataclass(frozen=True, slots=True)
class Program:
    """The rules of one pack about one action.

    `order` has the positions of all lines so that what displaces a line comes before it; `reach` tells for each line
    which lines its finding depends on, itself first. `duties` are those that arise from the action. `presumable` are
    the presumed facts with the value that is presumed, and `rank` the order of the slots, which is the vocabulary's.
    """

    frame: Frame
    slots: Mapping[str, Slot]
    lines: tuple[Line, ...]
    order: tuple[int, ...]
    reach: tuple[tuple[int, ...], ...]
    duties: tuple[Line, ...]
    presumable: Mapping[str, bool | str]
    rank: Mapping[str, int]
    full: frozenset[str]
    by_reference: frozenset[str]
    first_day: date
    last_day: date

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of facts, or of elements of set facts, each once, in the vocabulary's order."""
        rank, last = self.rank, len(self.rank)
        return tuple(sorted(set(names), key=lambda name: (rank.get(name.partition(".")[0], last), name)))


def displacing_first(lines: Sequence[Line]) -> tuple[int, ...]:
    """The positions of lines in the document's order, but what displaces a line before it. Overrides have no cycles."""
    ordered: dict[int, None] = {}

    def visit(position: int) -> None:
        if position not in ordered:
            for above in lines[position].under:
                visit(above)
            ordered[position] = None

    for position in range(len(lines)):
        visit(position)
    return tuple(ordered)
