"""Expressions over a frame of facts, and why they are unknown.

The comparisons that a program makes are worked out by polars, all at once and each once; what joins them is logic of
bits.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate.columnar.bits import (
    FALSE,
    TRUE,
    UNKNOWN,
    Bits,
    Term,
    bits_of,
    both,
    either,
    meet,
    negation,
    rest,
    term_of,
    terms_of,
)
from rules_engine.evaluate.columnar.columns import excluded
from rules_engine.evaluate.columnar.conditions import Always, Condition, Joined, Negated
from rules_engine.evaluate.columnar.prepared import Prepared
from rules_engine.evaluate.columnar.shifts import unpublished
from rules_engine.period import Unit


class Terms:
    """The terms of expressions over a frame."""

    def __init__(self, frame: pl.DataFrame, conditions: Prepared) -> None:
        self.frame, self.conditions = frame, conditions
        self.phrases = conditions.phrases(frame.columns)
        self._lacking = frozenset(column.name for column in frame.iter_columns() if column.null_count())
        self._found: dict[int, Term] = {}
        self._absent: dict[str, Bits] = {}
        self._ahead = iter(range(len(conditions.stages)))

    def __call__(self, expression: ex.Expression) -> Term:
        """The truth of a condition."""
        return self._of(self.conditions.of(expression))

    def _of(self, condition: Condition) -> Term:
        # There is one object for each condition, which lasts as long as the conditions do.
        found = self._found.get(id(condition))
        if found is None:
            found = self._found[id(condition)] = self._worked_out(condition)
        return found

    def _worked_out(self, condition: Condition) -> Term:
        match condition:
            case Always(truth):
                return TRUE if truth else FALSE
            case Negated(item):
                return negation(self._of(item))
            case Joined(items, every):
                return (both if every else either)(map(self._of, items))
        for stage in self._ahead:
            self._work_out(stage)
            if id(condition) in self._found:
                return self._found[id(condition)]
        phrase = self.phrases.atom(condition)
        return UNKNOWN if phrase is None else self.truth(phrase)

    def _work_out(self, stage: int) -> None:
        """All atoms of a stage in one go."""
        written = self.conditions.stage(stage, self.phrases, self._lacking)
        frame = self.frame.with_columns(**written.slices) if written.slices else self.frame
        made, count = frame.select([*written.known, *written.open]).get_columns(), len(written.known)
        found = {column.name: Term(bits_of(column)) for column in made[:count]}
        if written.open:
            found.update(terms_of(pl.DataFrame(made[count:])))
        for at, atom in enumerate(self.conditions.stages[stage]):
            self._found[id(atom)] = found.get(str(at), UNKNOWN)

    def column(self, phrase: pl.Expr) -> pl.Series:
        """A polars expression over the frame; one that names no column has its value in every row."""
        return self.frame.with_columns(phrase.alias(":found"))[":found"]

    def truth(self, phrase: pl.Expr) -> Term:
        """A truth that polars works out."""
        return term_of(self.column(phrase))

    def absent(self, fact: ex.Fact) -> Bits:
        """The rows that do not tell a fact."""
        name = fact.id
        if name in self.phrases.presumed:
            return self(fact).unknown
        if name not in self._absent:
            known = name in self.frame.columns
            self._absent[name] = bits_of(self.frame[name].is_null()) if known else True
        return self._absent[name]

    # --- why a term is unknown

    def reasons(self, expression: ex.Expression, reached: Bits) -> Iterable[tuple[str, Bits]]:
        """What would settle an expression, with where: in the rows where all that it is a part of is unknown, too."""
        match expression:
            case ex.Const():
                return
            case ex.Defined() | ex.Not() | ex.And() | ex.Or():
                open_ = meet(reached, self(expression).unknown)
                if open_ is not False:
                    for child in ex.children(expression):
                        yield from self.reasons(child, open_)
            case ex.Has(fact, element):
                partly = excluded(fact.id) in self.phrases.present
                yield f"{fact.id}.{element}", meet(reached, self(expression).unknown if partly else self.absent(fact))
            case _:
                for fact in _facts(expression):
                    yield fact.id, meet(reached, self.absent(fact))

    def years(self, expression: ex.Expression, reached: Bits) -> Iterable[tuple[pl.Series, Bits]]:
        """The years for lack of whose calendars parts of an expression are unknown, with where, as in `reasons`."""
        if reached is False or not self.conditions.counts_working_days(expression):
            return
        if isinstance(expression, ex.Shift):
            if expression.period.length.unit is Unit.WORKING_DAYS:
                yield from self._unpublished(expression, reached)
            yield from self.years(expression.start, reached)
        elif isinstance(expression, ex.Defined | ex.Not | ex.And | ex.Or | ex.Compare | ex.Meets):
            open_ = meet(reached, self(expression).unknown)
            for child in ex.children(expression):
                yield from self.years(child, open_)
        elif isinstance(expression, ex.DaysBetween):
            for child in ex.children(expression):
                yield from self.years(child, reached)

    def _unpublished(self, shift: ex.Shift, reached: Bits) -> Iterable[tuple[pl.Series, Bits]]:
        for fact in _facts(shift):
            reached = meet(reached, rest(self.absent(fact)))
        if reached is False:
            return
        start, period = self.phrases.operand(shift.start), shift.period.length
        lost = start.is_not_null() & self.phrases.operand(shift).is_null()
        reached = meet(reached, bits_of(self.column(lost)))
        if reached is not False:  # few tables have such dates, and looking for the year takes long
            yield self.column(unpublished(start, period, forward=shift.forward)), reached


def _facts(expression: ex.Expression) -> Iterable[ex.Fact]:
    """The facts that an expression reads, by their names."""
    return {part.id: part for part in ex.walk(expression) if isinstance(part, ex.Fact)}.values()
