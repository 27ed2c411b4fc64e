"""The names of facts, values and actions in one language, and values as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.render import amounts, labels
from rules_engine.text import Lang
from rules_engine.value import FactType, Kind, OpenSet, Value

_JOINING: Final = "、或和且，"


class Naming:
    """Names things in one language; `pack` gives the local names of posts."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang, pack: Pack | None = None) -> None:
        self.vocabulary, self.lang, self.pack = vocabulary, lang, pack

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.lang == "zh" else en

    def fact(self, name: str) -> str:
        """A fact, or an element of a set fact (`steps.hearing`), by its label."""
        fact_id, _, element = name.partition(".")
        fact = self.vocabulary.facts[fact_id]
        label = fact.label.text.pick(self.lang)
        if not element:
            return label
        return self.say("{}（{}）", "{} ({})").format(label, self.element(fact.type.enumeration, element))

    def element(self, enumeration: str, value: str) -> str:
        """A value of an enumeration by its label; a post by its local name."""
        local = self.pack.terms.get(value) if self.pack and enumeration == "role" and self.lang == "zh" else None
        return local[0] if local else self.vocabulary.enumerations[enumeration][value].text.pick(self.lang)

    def action(self, action: str) -> str:
        """An action by its label."""
        return self.vocabulary.actions[action].label.text.pick(self.lang)

    def value(self, type_: FactType, value: Value | None) -> str:
        """A value of a fact of `type_`."""
        match value:
            case None:
                return self.say("未知", "unknown")
            case bool():
                return self.say("是", "yes") if value else self.say("否", "no")
            case date():
                return amounts.moment(value, self.lang)
            case int():
                return amounts.money(value, self.lang) if type_.kind is Kind.MONEY else str(value)
            case str():
                return self.element(type_.enumeration, value)
            case OpenSet(yes, no):
                parts = [self.say("有", "has ") + self.listed(type_.enumeration, yes)] if yes else []
                parts += [self.say("没有", "lacks ") + self.listed(type_.enumeration, no)] if no else []
                return self.say("，", ", ").join([*parts, self.say("其余未知", "the rest unknown")])
        return self.listed(type_.enumeration, value) if value else self.say("无", "none")

    def listed(self, enumeration: str, values: Iterable[str]) -> str:
        """Values of an enumeration, in the vocabulary's order."""
        chosen = set(values)
        shown = [
            self.element(enumeration, name) for name in self.vocabulary.enumerations[enumeration] if name in chosen
        ]
        comma = self.say("、", ", ")
        return comma.join(f"“{label}”" if comma in label and len(shown) > 1 else label for label in shown)

    def accepted(self, type_: FactType) -> str:
        """How a value of a type is written."""
        told = labels.TYPE[type_.kind].pick(self.lang)
        if type_.kind not in (Kind.ENUM, Kind.SET):
            return told
        return (
            told
            + self.say("：", ": ")
            + self.listed(type_.enumeration, self.vocabulary.enumerations[type_.enumeration])
        )

    def quoted(self, enumeration: str, value: str) -> str:
        """A value inside a sentence: in quotation marks where its label could be taken for part of the sentence."""
        return self.marked(self.element(enumeration, value))

    def marked(self, label: str) -> str:
        """A label in quotation marks where it could be taken for part of the sentence around it."""
        return f"“{label}”" if self.lang == "en" or any(sign in label for sign in _JOINING) else label

    def enumerated(self, texts: Sequence[str], last: str) -> str:
        """Texts with commas between them and a word before the last one."""
        if len(texts) == 1:
            return texts[0]
        head = self.say("、", ", ").join(texts[:-1])
        return head + self.say(last, f" {last} ") + texts[-1]
