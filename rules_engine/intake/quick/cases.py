"""The short way for cases that a program gives: every accepted name of an action leads straight to a fact and a reader.

It takes only what it can read at once and without a doubt. Whatever is odd it leaves to `intake.cases`, which says
what is wrong, so that the two never differ; tests hold them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from rules_engine import literal
from rules_engine.case import ORGAN, Case
from rules_engine.checked import ActionDef, Vocabulary
from rules_engine.evaluate.single import possible
from rules_engine.evaluate.single.instances import maker
from rules_engine.intake.quick.generated import ODD, facts_reader
from rules_engine.intake.quick.readers import Known, Reader, dated, reading, written_as
from rules_engine.intake.quick.shapes import Shapes
from rules_engine.names import Names
from rules_engine.value import Kind, Value, day_of

_case: Final = maker(Case)


class QuickIntake:
    """Reads the facts of one action under one pack. `possible` tells whether facts break no constraint."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        names: Names,
        jurisdiction: str,
        action: ActionDef,
        possible: Callable[[Mapping[str, Any]], bool],
    ) -> None:
        self.jurisdiction, self.action, self.possible = jurisdiction, action.label.id, possible
        self.dated_by = action.dated_by
        self.timed = bool(self.dated_by) and vocabulary.facts[self.dated_by].type.kind is Kind.DATETIME
        self.facts: dict[str, tuple[str, Known, Reader]] = {}
        for fact_id in {*action.facts, ORGAN} & vocabulary.facts.keys():
            fact = vocabulary.facts[fact_id]
            known, read = reading(fact, vocabulary, names)
            for name in written_as(fact.label, names.facts):
                self.facts[name] = fact_id, known, read
        title = f"{jurisdiction} {self.action}, facts"
        self.shapes = Shapes(lambda shape: facts_reader(shape, vocabulary, self.facts, title))

    def case(self, written: Mapping[str, Any], when: Any, as_of: Any) -> Case | None:
        """A case, or None where anything is odd; `when` and `as_of` as written, None where they are not."""
        try:
            day = None if when is None else dated(when)
            asked = None if as_of is None else dated(as_of)
            facts, withheld = self._facts(written)
        except ODD:
            return None
        if self.dated_by:
            day = self._date_the_act(facts, day)
        elif day is None:
            day = date.today()
        if day is None or not self.possible(facts):
            return None
        told = (self.jurisdiction, self.action, facts, day_of(day), asked or day)
        return _case(*told, "", withheld, (), _NO_NAMES, None, (), True)  # noqa: FBT003 -- it is typed

    def _facts(self, written: Mapping[str, Any]) -> tuple[dict[str, Value], frozenset[str]]:
        """The facts of a mapping, and those said to be unknown. Raises one of `ODD` where anything is odd."""
        read = self.shapes.ready.get(len(written))
        if read is not None:
            try:
                found: dict[str, Value] | None = read(written)
            except ODD:  # a wrong value, none, or other names
                found = None
            if found is not None:
                return found, _NONE
        facts, withheld = self._one_by_one(written)
        if not withheld:
            self.shapes.note(written)
        return facts, withheld

    def _one_by_one(self, written: Mapping[str, Any]) -> tuple[dict[str, Value], frozenset[str]]:
        facts: dict[str, Value] = {}
        withheld: set[str] = set()
        for name, raw in written.items():
            fact, texts, read = self.facts[name]
            if fact in facts or fact in withheld:
                raise KeyError(name)
            if raw is None and fact != self.dated_by:
                withheld.add(fact)
                continue
            kind = type(raw)
            value = texts.get(raw) if kind is str or kind is bool else texts.get(tuple(raw)) if kind is list else None
            if value is None:
                value = read(raw)
                if value is None:
                    raise KeyError(name)
            facts[fact] = value
        return facts, frozenset(withheld) if withheld else _NONE

    def _date_the_act(self, facts: dict[str, Value], day: date | None) -> date | None:
        """The date of an act that one of its facts tells, or the other way round; None where they differ."""
        given = facts.get(self.dated_by)
        if given is not None:
            assert isinstance(given, date)
            if given.year > literal.LAST_YEAR or (day is not None and day_of(day) != day_of(given)):
                return None
            return day or given
        if day is None:
            day = date.today()
            if not self.timed:
                facts[self.dated_by] = day
        elif not self.timed:
            facts[self.dated_by] = day_of(day)
        elif isinstance(day, datetime):
            facts[self.dated_by] = day
        return day


def quick_intake(vocabulary: Vocabulary, names: Names, jurisdiction: str, action: ActionDef) -> QuickIntake:
    """The short way for the cases of an action; `names` are those that a jurisdiction's pack accepts."""
    own = {*action.facts, ORGAN}
    conditions = [rule.condition for rule in vocabulary.constraints if not own.isdisjoint(rule.facts)]
    check = possible(conditions, f"<rules-engine {action.label.id}, constraints>")
    return QuickIntake(vocabulary, names, jurisdiction, action, check)


_NONE: Final[frozenset[str]] = frozenset()
_NO_NAMES: Final[Mapping[str, str]] = {}
