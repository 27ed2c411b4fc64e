"""Random cases of an action: complete ones, with values that its rules speak of, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from benchmarks.peers.condition import Action, Column, Holds, OneOf, atoms
from rules_engine import Case, Engine
from rules_engine.decision import Verdict
from rules_engine.evaluate.single import possible
from rules_engine.intake.typed import typed_case

DAY = date(2026, 5, 6)
OTHERS = 2
"""So many values that no rule speaks of are drawn, too."""


class Cases:
    """Makes the facts of cases that break no constraint of the vocabulary, and of which the document is not silent."""

    def __init__(self, engine: Engine, jurisdiction: str, action: Action, seed: int = 1) -> None:
        self.engine, self.jurisdiction, self.action = engine, jurisdiction, action
        self.random = random.Random(seed)  # noqa: S311 -- no secrets here
        self.possible: Callable[[Mapping[str, Any]], bool] = possible(
            [rule.condition for rule in engine.vocabulary.constraints], f"<benchmarks, {action.name}, constraints>"
        )
        self.drawn = {column.name: self._drawn(column) for column in action.columns}

    def _drawn(self, column: Column) -> list[str]:
        named = {
            value
            for _, condition in self.action.rules
            for atom in atoms(condition)
            if isinstance(atom, OneOf | Holds) and atom.fact == column.name
            for value in (atom.values if isinstance(atom, OneOf) else atom.elements)
        }
        return sorted(named) + [value for value in column.values if value not in named][:OTHERS]

    def facts(self) -> dict[str, Any]:
        """One case as a mapping: sets as lists, money in fen."""
        while True:
            found = {column.name: self._value(column) for column in self.action.columns}
            if self.possible(typed(found)) and self.engine.verdict(self.case(found))[0] is not Verdict.SILENT:
                return found

    def case(self, facts: Mapping[str, Any]) -> Case:
        """The same facts as the engine's evaluators take them."""
        return typed_case(
            jurisdiction=self.jurisdiction, action=self.action.name, facts=typed(facts), date=DAY, as_of=DAY
        )

    def written(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The same facts as a program writes them: an int of money is whole yuan."""
        money = {column.name for column in self.action.columns if column.kind == "money"}
        return {name: value // 100 if name in money else value for name, value in facts.items()}

    def _value(self, column: Column) -> Any:
        draw, values = self.random, self.drawn[column.name]
        match column.kind:
            case "flag":
                return draw.random() < 0.7
            case "count":
                return draw.randint(1, 30)
            case "money":
                return 100 * draw.randint(1, 10**7)
            case "set":
                return sorted(draw.sample(values, draw.randint(0, min(4, len(values)))))
        return draw.choice(values)


def typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts whose lists have become sets."""
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in facts.items()}
