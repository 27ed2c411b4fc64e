"""Values as they are written: of a fact, as its type asks; days and text, where they stand elsewhere.

Reading never guesses: what cannot be read without a doubt is a problem with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from rules_engine import literal
from rules_engine.checked import FactDef, Vocabulary
from rules_engine.intake.written import Path, Written, shown
from rules_engine.names import Names, key, nearest
from rules_engine.parsed import Node
from rules_engine.text import Text
from rules_engine.value import NOT_YET, Kind, OpenSet, Value
from rules_engine.wording import case as say

_READ: Final[Mapping[Kind, Callable[[Any], Value]]] = {
    Kind.FLAG: literal.flag,
    Kind.COUNT: literal.count,
    Kind.MONEY: literal.money,
    Kind.DATE: literal.day,
    Kind.DATETIME: literal.moment,
}


class ValueReader(Written):
    """Reads values under the names that `names` accepts."""

    def __init__(self, vocabulary: Vocabulary, names: Names, node: Node | None = None, root: Path = ()) -> None:
        super().__init__(node, root)
        self.vocabulary = vocabulary
        self.names = names

    def value(self, fact: FactDef, raw: Any, path: Path) -> Value | None:
        """One value; None where it is said to be unknown, and after a problem."""
        if raw is None or (isinstance(raw, str) and key(raw) in literal.UNKNOWN):
            return None
        kind = fact.type.kind
        if kind is Kind.SET:
            return self._set(fact, raw, path)
        if kind is Kind.ENUM:
            return self._enumerated(fact, raw, path)
        read: Callable[[Any], Value] = _READ[kind]
        try:
            return read(raw)
        except literal.Unreadable as error:
            self.report(say.wrong_value, path, fact.label.named, shown(raw), error.accepted)
            return None

    def _enumerated(self, fact: FactDef, raw: Any, path: Path) -> str | None:
        names = self.names.values[fact.type.enumeration]
        found = names.get(key(raw)) if isinstance(raw, str) else None
        if found is None:
            labels = self.vocabulary.enumerations[fact.type.enumeration].values()
            accepted = Text(
                "、".join(label.text.zh for label in labels), ", ".join(f"{one.id} {one.text.zh}" for one in labels)
            )
            near = nearest(shown(raw), names)
            self.report(say.unknown_value, path, fact.label.named, shown(raw), accepted, near)
        return found

    def _set(self, fact: FactDef, raw: Any, path: Path) -> frozenset[str] | OpenSet | None:
        if isinstance(raw, OpenSet):
            raw = {**dict.fromkeys(sorted(raw.yes), True), **dict.fromkeys(sorted(raw.no), False)}
        if isinstance(raw, set | frozenset | tuple):
            raw = sorted(raw, key=str)
        if isinstance(raw, list):
            elements = [self._enumerated(fact, item, (*path, index)) for index, item in enumerate(raw)]
            for index, element in enumerate(elements):
                if element is not None and element in elements[:index]:
                    self.report(say.element_twice, (*path, index), fact.label.named, self._named(fact, element))
            return frozenset(element for element in elements if element is not None)
        if isinstance(raw, Mapping):
            return self._open_set(fact, raw, path)
        self.report(say.not_a_set, path, fact.label.named)
        return None

    def _open_set(self, fact: FactDef, raw: Mapping[Any, Any], path: Path) -> frozenset[str] | OpenSet:
        told: dict[str, bool | None] = {}
        closed = False
        for name, answer in raw.items():
            here = (*path, name)
            if name in ("others", "其他", "其余"):
                closed = not self._answer(fact, answer, here, default=True)
                continue
            element = self._enumerated(fact, name, here)
            if element is None:
                continue
            if element in told:
                self.report(say.element_twice, here, fact.label.named, self._named(fact, element))
            told[element] = self._answer(fact, answer, here, default=None)
        yes = frozenset(element for element, answer in told.items() if answer)
        no = frozenset(element for element, answer in told.items() if answer is False)
        everything = frozenset(self.vocabulary.enumerations[fact.type.enumeration])
        if closed:
            no = everything - yes - frozenset(element for element, answer in told.items() if answer is None)
        return yes if yes | no == everything else OpenSet(yes, no)

    def _named(self, fact: FactDef, element: str) -> Text:
        return self.vocabulary.enumerations[fact.type.enumeration][element].named

    def _answer(self, fact: FactDef, raw: Any, path: Path, *, default: bool | None) -> bool | None:
        if raw is None or (isinstance(raw, str) and key(raw) in literal.UNKNOWN):
            return default
        try:
            return literal.flag(raw)
        except literal.Unreadable as error:
            self.report(say.wrong_value, path, fact.label.named, shown(raw), error.accepted)
            return default

    def day(self, raw: Any, path: Path, name: Text | None = None) -> date | None:
        """A day or a moment that has its place in time; None after a problem, which calls it `name` or as written."""
        found: date | None = None
        for read in (literal.moment, literal.day):
            with suppress(literal.Unreadable):
                found = read(raw)
        if found is None or found.year == NOT_YET.year:
            self.report(say.wrong_value, path, name or str(path[-1]), shown(raw), say.A_DAY)
            return None
        return found

    def text(self, raw: Any, path: Path) -> str:
        """A piece of text, empty after a problem; numbers are taken as they are written."""
        if isinstance(raw, str | int) and not isinstance(raw, bool):
            return str(raw)
        self.report(say.not_text, path)
        return ""
