"""A situation in words: an action and some of its facts."""

from __future__ import annotations

from collections.abc import Mapping

from rules_engine.checked import Vocabulary
from rules_engine.literal import date_text, money_text
from rules_engine.text import Text
from rules_engine.value import MONEY, Kind, Value
from rules_engine.wording import lint as say


def told(vocabulary: Vocabulary, action: str, situation: Mapping[str, Value]) -> Text:
    """An action and facts, and elements of sets as `steps.hearing`, under their labels, in the vocabulary's order."""
    parts = []
    for name in vocabulary.in_order(situation):
        fact, _, element = name.partition(".")
        definition = vocabulary.facts[fact]
        label, value = definition.label.text, situation[name]
        if element:
            elements = vocabulary.enumerations[definition.type.enumeration]
            parts.append(say.membership(label, elements[element].text, inside=bool(value)))
        else:
            parts.append(say.value(label, _value(vocabulary, fact, value)))
    return say.situation(vocabulary.actions[action].label.text, parts)


def _value(vocabulary: Vocabulary, fact: str, value: Value) -> Text:
    type_ = vocabulary.facts[fact].type
    if type_.kind is Kind.FLAG:
        return say.YES if value else say.NO
    if type_.kind is Kind.ENUM:
        return vocabulary.enumerations[type_.enumeration][str(value)].text
    if type_.kind in (Kind.DATE, Kind.DATETIME):
        return say.day(date_text(value))  # type: ignore[arg-type]  # the kind says that it is a date
    return say.sum_of(money_text(int(value))) if type_ == MONEY else Text(str(value), str(value))  # type: ignore[arg-type]
