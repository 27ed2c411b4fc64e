"""The conditions of a program, prepared once for all frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate.columnar.conditions import (
    Atom,
    Condition,
    Group,
    Joined,
    Negated,
    alone,
    atoms,
    groups,
    translated,
)
from rules_engine.evaluate.columnar.phrases import Phrases
from rules_engine.program import Slot


class Prepared:
    """The conditions of expressions; each different one is one object.

    Expressions come in stages: those of a later one are asked only where more than a verdict is wanted. `presumed` are
    the flags that are taken not to be so where nothing is said of them.
    """

    def __init__(
        self, slots: Mapping[str, Slot], *stages: Iterable[ex.Expression], presumed: Collection[str] = ()
    ) -> None:
        self.slots, self.presumed = slots, frozenset(presumed)
        written = [list(stage) for stage in stages]
        self._alone = {part for stage in written for one in stage for part in alone(translated(one))}
        self._different: dict[Condition, Condition] = {}
        self._known: dict[int, tuple[ex.Expression, Condition]] = {}
        self._phrases: dict[frozenset[str], Phrases] = {}
        self._written: dict[tuple[int, frozenset[str]], list[pl.Expr]] = {}
        self.stages: list[tuple[Atom, ...]] = []
        before: set[Condition] = set()
        for stage in written:
            found = {atom: None for one in stage for atom in atoms(self.of(one)) if atom not in before}
            before.update(found)
            self.stages.append(tuple(found))

    def phrases(self, columns: Iterable[str]) -> Phrases:
        """Comparisons over frames that have these columns."""
        present = frozenset(columns)
        if present not in self._phrases:
            self._phrases[present] = Phrases(self.slots, present, self.presumed)
        return self._phrases[present]

    def stage(self, at: int, phrases: Phrases) -> list[pl.Expr]:
        """The atoms of a stage under their places, but for those that read a fact without a column."""
        key = at, phrases.present
        if key not in self._written:
            found = ((str(place), phrases.atom(atom)) for place, atom in enumerate(self.stages[at]))
            self._written[key] = [phrase.alias(place) for place, phrase in found if phrase is not None]
        return self._written[key]

    def of(self, expression: ex.Expression) -> Condition:
        """The condition of an expression, which belongs to a program: what was found is known by its identity."""
        found = self._known.get(id(expression))
        if found is None:
            # The expression is kept, so that no other one can come to have its identity.
            found = self._known[id(expression)] = expression, self._one(translated(expression))
        return found[1]

    def _one(self, condition: Condition) -> Condition:
        """The one object that stands for a condition and those like it."""
        match condition:
            case Negated(item):
                condition = Negated(self._one(item))
            case Joined(items, every):
                merged = [self._one(part) for group in groups(items, every=every) for part in self._at_once(group)]
                condition = merged[0] if len(merged) == 1 else Joined(tuple(merged), every)
        return self._different.setdefault(condition, condition)

    def _at_once(self, group: Group) -> Sequence[Condition]:
        """What is asked of one fact as one part; but parts that are worked out anyhow need only be joined."""
        if len(group.parts) == 1 or self._alone.issuperset(group.parts):
            return group.parts
        return [group.merged()]
