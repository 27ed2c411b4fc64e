"""Random cases of an action, typed and as a user writes them; the same ones in every run."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from rules_engine import Case, Engine
from rules_engine.checked import FactDef
from rules_engine.evaluate.single import possible
from rules_engine.intake.typed import typed_case
from rules_engine.value import Kind, Value

DAY = date(2026, 5, 6)


class Maker:
    """Makes cases of one action of one pack, whose `leading` fact takes only values that rules speak of."""

    def __init__(self, engine: Engine, jurisdiction: str, action: str, seed: int = 1) -> None:
        self.vocabulary, self.jurisdiction = engine.vocabulary, jurisdiction
        self.action = engine.vocabulary.actions[action]
        self.leading = engine.evaluator(jurisdiction, action).leading
        known = engine.pack(jurisdiction).rules_of(action)
        type_ = self.vocabulary.facts[self.leading].type
        text = " ".join(str(rule.when) for rule in known)
        self.leading_values = [
            value for value in self.vocabulary.enumerations[type_.enumeration] if f"'{value}'" in text
        ]
        self.possible = possible([rule.condition for rule in self.vocabulary.constraints], "<benchmarks, constraints>")
        self.random = random.Random(seed)  # noqa: S311 -- no secrets here

    def case(self, missing: float = 0.0) -> Case:
        """A typed case that breaks no constraint; each fact is missing with a probability."""
        facts = self.facts()
        while not self.possible(facts):
            facts = self.facts()
        facts = {name: value for name, value in facts.items() if self.random.random() >= missing}
        return typed_case(jurisdiction=self.jurisdiction, action=self.action.label.id, facts=facts, date=DAY, as_of=DAY)

    def facts(self) -> dict[str, Value]:
        """All facts of the action that are not presumed."""
        known = self.vocabulary.facts
        facts = {name: self.value(known[name]) for name in self.action.facts if not known[name].presumed}
        facts[self.leading] = self.random.choice(self.leading_values)
        if self.action.dated_by:
            facts[self.action.dated_by] = DAY
        return facts

    def value(self, fact: FactDef) -> Value:
        """A value of a fact's type."""
        draw = self.random
        match fact.type.kind:
            case Kind.FLAG:
                return draw.random() < 0.7
            case Kind.COUNT:
                return draw.randint(1, 30)
            case Kind.MONEY:
                return 100 * draw.randint(1, 10**7)
            case Kind.DATE:
                return DAY + timedelta(days=draw.randint(-30, 30))
            case Kind.DATETIME:
                return datetime(2026, 5, 6, 9) + timedelta(minutes=draw.randint(0, 600))
        values = list(self.vocabulary.enumerations[fact.type.enumeration])
        if fact.type.kind is Kind.SET:
            return frozenset(draw.sample(values, draw.randint(0, min(4, len(values)))))
        return draw.choice(values)

    def written(self, case: Case) -> Mapping[str, Any]:
        """The facts of a case under Chinese names, with money, counts and dates as text."""
        return {
            self.vocabulary.facts[name].label.text.zh: self._text(name, value) for name, value in case.facts.items()
        }

    def _text(self, name: str, value: Value) -> Any:
        type_ = self.vocabulary.facts[name].type
        labels = self.vocabulary.enumerations.get(type_.enumeration, {})
        match value:
            case bool():
                return "是" if value else "否"
            case int() if type_.kind is Kind.MONEY:
                return f"{value // 100}元"
            case frozenset():
                return [labels[element].text.zh for element in sorted(value)]
            case str():
                return labels[value].text.zh
            case datetime():
                return value.strftime("%Y-%m-%d %H:%M")
            case date():
                return f"{value.year}年{value.month}月{value.day}日"
        return str(value)
