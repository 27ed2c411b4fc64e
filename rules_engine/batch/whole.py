"""Whether the facts of rows can be together: the constraints of the vocabulary over frames of any action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from rules_engine.batch.faults import AT, Faults
from rules_engine.checked import Constraint, Vocabulary
from rules_engine.evaluate.columnar.columns import elements_of, excluded
from rules_engine.evaluate.columnar.prepared import Prepared
from rules_engine.evaluate.columnar.terms import Terms
from rules_engine.literal import value_text
from rules_engine.program import Slot
from rules_engine.text import Text
from rules_engine.value import Kind, OpenSet, Value
from rules_engine.wording import case as say

_LAST: Final = 1 << 20  # after all columns of a table


class Constraints:
    """The constraints of a vocabulary, ready to be held against frames."""

    def __init__(self, vocabulary: Vocabulary, slots: Mapping[str, Slot]) -> None:
        self.vocabulary, self.slots = vocabulary, slots
        self._conditions = Prepared(slots, [one.condition for one in vocabulary.constraints])

    def check(self, cases: pl.DataFrame, faults: Faults) -> None:
        """Note the rows whose facts contradict one another."""
        touched = [one for one in self.vocabulary.constraints if not one.facts.isdisjoint(cases.columns)]
        terms = Terms(cases, self._conditions)
        for constraint in touched:
            broken = terms(constraint.condition).no
            if broken is False:
                continue
            rows = cases if broken is True else cases.filter(broken)
            problems = [
                say.impossible(None, "facts", constraint.text, self._values(row, constraint))
                for row in rows.select(self._columns(constraint, cases)).iter_rows(named=True)
            ]
            values = [""] * len(problems)
            faults.add_each(rows[AT], problems, order=_LAST, column="", values=values)

    def _columns(self, constraint: Constraint, cases: pl.DataFrame) -> list[str]:
        wanted = [name for fact in constraint.facts for name in (fact, excluded(fact))]
        return [name for name in wanted if name in cases.columns]

    def _values(self, row: Mapping[str, object], constraint: Constraint) -> list[tuple[Text, str]]:
        told: list[tuple[Text, str]] = []
        for name in self.vocabulary.in_order(constraint.facts):
            value = self._value(row, name)
            if value is not None:
                fact = self.vocabulary.facts[name]
                told.append((fact.label.named, value_text(value, fact.type)))
        return told

    def _value(self, row: Mapping[str, object], name: str) -> Value | None:
        value: object = row.get(name)
        slot = self.slots[name]
        if slot.type.kind is Kind.SET and isinstance(value, int):
            yes = elements_of(slot, value)
            no = row.get(excluded(name))
            return OpenSet(yes, elements_of(slot, no)) if isinstance(no, int) else yes
        return value  # type: ignore[return-value]
