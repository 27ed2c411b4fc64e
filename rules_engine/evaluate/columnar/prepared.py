"""The conditions of a program, prepared once for all frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from rules_engine import expression as ex
from rules_engine.case import ORGAN
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
from rules_engine.norm import Form
from rules_engine.period import Unit
from rules_engine.program import Program, Slot

_KEPT: Final = 64
"""For frames with nulls in so many different columns expressions are kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """Atoms as expressions of polars: those that are known in every row of a frame, and the others.

    They read `slices` beside the columns of the frame.
    """

    slices: dict[str, pl.Expr]
    known: list[pl.Expr]
    open: list[pl.Expr]


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
        self._counting: dict[int, tuple[ex.Expression, bool]] = {}
        self._phrases: dict[frozenset[str], Phrases] = {}
        self._written: dict[tuple[int, frozenset[str], frozenset[str]], Written] = {}
        self.stages: list[tuple[Atom, ...]] = []
        before: set[Condition] = set()
        for stage in written:
            found = {atom: None for one in stage for atom in atoms(self.of(one)) if atom not in before}
            before.update(found)
            self.stages.append(tuple(found))

    def phrases(self, columns: Iterable[str]) -> Phrases:
        """Comparisons over frames that have these columns."""
        present = frozenset(columns)
        found = self._phrases.get(present)
        if found is None:
            if len(self._phrases) >= _KEPT:
                self._phrases.clear()
            found = self._phrases[present] = Phrases(self.slots, present, self.presumed)
        return found

    def stage(self, at: int, phrases: Phrases, lacking: frozenset[str]) -> Written:
        """The atoms of a stage under their places, but for those that read a fact without a column.

        The columns `lacking` have nulls.
        """
        key = at, phrases.present, lacking
        made = self._written.get(key)
        if made is None:
            if len(self._written) >= _KEPT:
                self._written.clear()
            known, open_ = [], []
            slices = phrases.slices(self.stages[at])
            for place, atom in enumerate(self.stages[at]):
                phrase = phrases.atom(atom, slices)
                if phrase is not None and phrases.is_known(atom, lacking):
                    # What comes of this has no mask of nulls, not even an empty one, which would slow down all else.
                    known.append(phrase.eq_missing(other=True).alias(str(place)))
                elif phrase is not None:
                    open_.append(phrase.alias(str(place)))
            made = self._written[key] = Written(slices, known, open_)
        return made

    def of(self, expression: ex.Expression) -> Condition:
        """The condition of an expression, which belongs to a program: what was found is known by its identity."""
        found = self._known.get(id(expression))
        if found is None:
            # The expression is kept, so that no other one can come to have its identity.
            found = self._known[id(expression)] = expression, self._one(translated(expression))
        return found[1]

    def counts_working_days(self, expression: ex.Expression) -> bool:
        """Whether an expression of the program may be unknown for lack of a calendar."""
        found = self._counting.get(id(expression))
        if found is None:
            shifts = (part for part in ex.walk(expression) if isinstance(part, ex.Shift))
            counting = any(shift.period.length.unit is Unit.WORKING_DAYS for shift in shifts)
            found = self._counting[id(expression)] = expression, counting
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


def prepared_for(program: Program, asked: Sequence[int], *, strict: bool) -> Prepared:
    """The conditions of the lines that are asked for: first those of a verdict, then all that is told of the lines."""
    presumed = () if strict else [name for name in program.presumable if name in program.slots and name != ORGAN]
    reached = sorted({other for at in asked for other in program.reach[at]})
    lines = [line for at in reached for line in (program.lines[at], program.lines[at].rival) if line]
    more = [part for line in lines for part in (line.when, line.condition)]
    return Prepared(program.slots, [governing(program, asked), *_deniable(program, asked)], more, presumed=presumed)


def governing(program: Program, asked: Sequence[int]) -> ex.Expression:
    """Whether any of the lines governs the act, where the document binds."""
    return ex.Or(tuple(program.lines[at].when for at in asked))


def _deniable(program: Program, asked: Sequence[int]) -> Iterable[ex.Expression]:
    """What it depends on whether lines that bind are violated."""
    ahead, before = [at for at in asked if program.lines[at].deniable], set[int]()
    while ahead:
        at = ahead.pop()
        line = program.lines[at]
        if at not in before:
            before.add(at)
            ahead.extend(line.under)
            yield line.when
            if line.deniable or line.form is Form.PERMIT:
                yield line.condition
