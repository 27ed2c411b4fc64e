"""A case as a YAML file that a person can read and `check` reads back as the same case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.literal import date_text
from rules_engine.names import Names, key
from rules_engine.render.naming import Naming
from rules_engine.text import Label, Lang
from rules_engine.value import NOT_YET, Kind, OpenSet, Value

_PLAIN: Final = re.compile(r"[\w（《“][\w（）《》“”/·、，。；,. -]*")
_KEYS: Final = {
    "id": "编号",
    "jurisdiction": "辖区",
    "action": "行为",
    "date": "日期",
    "as_of": "截至",
    "articles": "条款",
    "facts": "事实",
}
_OTHERS: Final = ("others", "其他", "其余")
"""What a case file calls the elements that it does not name."""


def case_file(case: Case, pack: Pack, vocabulary: Vocabulary, names: Names, lang: Lang, header: Iterable[str]) -> str:
    """The text of a case file in one language; `names` are those under which the pack's cases are read.

    A name is written as its label where that is read back as the same thing, else as its id.
    """
    return "".join(f"{line}\n" for line in _Writer(pack, vocabulary, names, lang).lines(case, header))


class _Writer:
    def __init__(self, pack: Pack, vocabulary: Vocabulary, names: Names, lang: Lang) -> None:
        self.pack, self.vocabulary, self.names, self.lang = pack, vocabulary, names, lang
        self.naming = Naming(vocabulary, lang, pack)

    def lines(self, case: Case, header: Iterable[str]) -> Iterator[str]:
        yield from (f"# {line}" for line in header)
        for name, value in self.head(case):
            yield f"{self.naming.say(_KEYS[name], name)}: {value}"
        facts = self.vocabulary.in_order({*case.facts, *case.withheld})
        yield f"{self.naming.say(_KEYS['facts'], 'facts')}:" + ("" if facts else " {}")
        for name in facts:
            yield from (f"  {line}" for line in self.fact(name, case.facts.get(name)))

    def head(self, case: Case) -> Iterator[tuple[str, str]]:
        if case.id:
            yield "id", written(case.id)
        yield "jurisdiction", written(self.pack.name.pick(self.lang))
        yield "action", self.label(self.vocabulary.actions[case.action].label, self.names.actions)
        dating = case.facts.get(self.vocabulary.actions[case.action].dated_by)
        if not isinstance(dating, datetime) or dating.year < NOT_YET.year:
            yield "date", date_text(case.date)
        if case.as_of != case.date or isinstance(case.as_of, datetime):
            yield "as_of", _moment(case.as_of)
        if case.articles:
            yield "articles", "[" + ", ".join(f'"{cite}"' for cite in case.articles) + "]"

    def fact(self, name: str, value: Value | None) -> Iterator[str]:
        fact = self.vocabulary.facts[name]
        label = self.label(fact.label, self.names.facts)
        if isinstance(value, frozenset) and value:
            yield f"{label}:"
            yield from (f"  - {self.element(fact.type.enumeration, element)}" for element in self.ordered(name, value))
        elif isinstance(value, OpenSet):
            yield f"{label}:"
            for element in self.ordered(name, value.yes | value.no):
                told = self.naming.value(fact.type, element in value.yes)
                yield f"  {self.element(fact.type.enumeration, element)}: {told}"
        else:
            yield f"{label}: {self.value(name, value)}"

    def value(self, name: str, value: Value | None) -> str:
        type_ = self.vocabulary.facts[name].type
        if isinstance(value, frozenset):
            return "[]"
        if isinstance(value, str):
            return self.element(type_.enumeration, value)
        if type_.kind is Kind.DATETIME and isinstance(value, datetime) and value.year < NOT_YET.year:
            return _moment(value)
        return written(self.naming.value(type_, value))

    def ordered(self, fact: str, elements: frozenset[str]) -> Iterator[str]:
        everything = self.vocabulary.enumerations[self.vocabulary.facts[fact].type.enumeration]
        return (element for element in everything if element in elements)

    def element(self, enumeration: str, value: str) -> str:
        known, local = self.names.values[enumeration], self.naming.element(enumeration, value)
        if known.get(key(local)) == value and local not in _OTHERS:
            return written(local)
        return written(value)

    def label(self, label: Label, known: Mapping[str, str]) -> str:
        own = label.text.pick(self.lang)
        return written(own if known.get(key(own)) == label.id else label.id)


def _moment(value: Any) -> str:
    """A moment to the second where it has seconds."""
    return value.isoformat(" ") if isinstance(value, datetime) and value.second else date_text(value)


def written(text: str) -> str:
    """Text as a YAML scalar: in quotation marks where it could be read otherwise."""
    return text if _PLAIN.fullmatch(text) and not text.endswith(" ") else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
