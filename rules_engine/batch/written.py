"""What is written in a single cell, read by the very code that reads cases.

A cell is text. A set is written as its elements with `;` or `、` between them, as `a: yes; b: no` where it is known in
part, or in square or curly brackets as in a case file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules_engine import literal
from rules_engine.checked import FactDef, Vocabulary
from rules_engine.intake.cases import KEYS
from rules_engine.intake.values import ValueReader
from rules_engine.intake.written import plain, shown
from rules_engine.names import Names, key
from rules_engine.parse import parse_one
from rules_engine.problem import ParseError, Problem
from rules_engine.source import Source
from rules_engine.text import Text
from rules_engine.value import Kind, Value
from rules_engine.wording import case as say

LIST: Final = "\x1e"
"""What begins a cell that has been a list in a file with lists; each element ends with `END`."""
END: Final = "\x1f"
NO_ELEMENTS: Final = "[]"
"""The cell of a list without elements: the marks alone would be blank."""
_STRONG: Final = re.compile(r"[;；|\n]")
_WEAK: Final = re.compile(r"[、，,]")
_ANSWER: Final = re.compile(r"\s*[:：=]\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell comes to: a value, or that the fact is said to be unknown, or a problem; else it is empty."""

    value: Any = None
    withheld: bool = False
    problem: Problem | None = None


Read = Callable[[str], Reading]


def spelt(cell: str) -> str:
    """A cell as it is shown, and as it is read where no list can stand: what has been a list is put in brackets."""
    return f"[{', '.join(cell[1:-1].split(END))}]" if _is_list(cell) else cell


def fact_reader(fact: FactDef, vocabulary: Vocabulary, names: Names) -> Read:
    """A reader of the cells of one fact, under the names that one jurisdiction's cases may use."""
    accepted: Mapping[str, str] = names.values.get(fact.type.enumeration, {})

    def read(text: str) -> Reading:
        text = text if fact.type.kind is Kind.SET else spelt(text)
        if not text.strip() and not _is_list(text):
            return Reading()
        reader = ValueReader(vocabulary, names)
        try:
            raw = _set_of(text, accepted) if fact.type.kind is Kind.SET else text
        except ParseError as error:
            return Reading(problem=error.problems[0])
        value: Value | None = reader.value(fact, raw, (fact.label.id,))
        if reader.problems:
            return Reading(problem=reader.problems[0])
        return Reading(value, withheld=value is None)

    return read


def element_reader(fact: FactDef, element: str) -> Read:
    """A reader of cells that tell whether one element is in a set."""

    def read(text: str) -> Reading:
        text = spelt(text)
        if not text.strip():
            return Reading()
        if key(text) in literal.UNKNOWN:
            return Reading(withheld=True)
        try:
            return Reading(literal.flag(text))
        except literal.Unreadable as error:
            name = Text(f"{fact.label.text.zh}.{element}", f"{fact.label.id}.{element}")
            return Reading(problem=say.wrong_value(None, name.en, name, shown(text), error.accepted))

    return read


def day_reader(entry: str, vocabulary: Vocabulary, names: Names) -> Read:
    """A reader of cells with a day or a moment that has its place in time."""

    def read(text: str) -> Reading:
        text = spelt(text)
        if not text.strip():
            return Reading()
        reader = ValueReader(vocabulary, names)
        found = reader.day(text, (entry,), Text(KEYS[entry][0], entry))
        return Reading(problem=reader.problems[0]) if reader.problems else Reading(found)

    return read


def _is_list(cell: str) -> bool:
    return cell.startswith(LIST) and cell.endswith(END)


def _set_of(text: str, accepted: Mapping[str, str]) -> Any:
    """A cell as what a case file would have in its place. Raises ParseError."""
    if _is_list(text):
        return text[1:-1].split(END)
    stripped = text.strip()
    if stripped[0] in "[{":
        return plain(parse_one(Source("", stripped)))
    if key(stripped) in literal.UNKNOWN:
        return stripped
    parts = [part for strong in _STRONG.split(stripped) for part in _pieces(strong.strip(), accepted)]
    pairs = [_ANSWER.split(part, maxsplit=1) for part in parts]
    answered = all(len(pair) == 2 for pair in pairs) and not any(key(part) in accepted for part in parts)
    if answered and len({key(name) for name, _ in pairs}) == len(pairs):
        return dict(pairs)
    return parts


def _pieces(text: str, accepted: Mapping[str, str]) -> list[str]:
    # Names may hold 、 and commas themselves.
    if not text or key(text) in accepted:
        return [text] if text else []
    return [piece.strip() for piece in _WEAK.split(text) if piece.strip()]
