"""Values that a program gives, read at once: what a text is known to mean, and a reader for the rest.

A reader takes only what it can read without a doubt; what is odd it leaves to `intake.values`, which says what is
wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from rules_engine import literal
from rules_engine.checked import FactDef, Vocabulary
from rules_engine.names import Names, key
from rules_engine.text import Label
from rules_engine.value import Kind, Value

Reader = Callable[[Any], Value | None]
"""Reads a value as written; None where it is odd."""
Known = Mapping[Any, Value]
"""What is known to be meant by a text, by yes and no as Python has them, or by the elements of a list."""

_WORDS: Final[Known] = {**dict.fromkeys((*literal.YES, True), True), **dict.fromkeys((*literal.NO, False), False)}
_MANY: Final = 4096


def dated(raw: Any) -> date:
    """A day or a moment in our time. Raises Unreadable, or TypeError where it is neither text nor a day."""
    if type(raw) is date and literal.FIRST_YEAR <= raw.year <= literal.LAST_YEAR:
        return raw
    if type(raw) is date or type(raw) is datetime:
        read = literal.moment if type(raw) is datetime else literal.day
        found: date = read(raw)
    else:
        found = _dated_text(raw)
    if found.year > literal.LAST_YEAR:
        raise TypeError
    return found


@lru_cache(_MANY)
def _dated_text(raw: str) -> date:
    if type(raw) is not str:
        raise TypeError
    try:
        return literal.moment(raw)
    except literal.Unreadable:
        return literal.day(raw)


def reading(fact: FactDef, vocabulary: Vocabulary, names: Names) -> tuple[Known, Reader]:
    """What texts are known to mean, and a reader for other values."""
    kind = fact.type.kind
    if kind not in (Kind.ENUM, Kind.SET):
        texts, read = _READ[kind]
        return texts, read
    accepted = names.values[fact.type.enumeration]
    labels = vocabulary.enumerations[fact.type.enumeration].values()
    written = {name: label.id for label in labels for name in written_as(label, accepted)}
    written |= {name: value for name, value in accepted.items() if name not in literal.UNKNOWN}
    return _set(written) if kind is Kind.SET else (written, _nothing)


def written_as(label: Label, accepted: Mapping[str, str]) -> Iterator[str]:
    """The names of an entry as they stand in the vocabulary and as they are looked up, where they lead to it."""
    for name in (label.id, label.text.zh, label.text.en, *label.aliases):
        folded = key(name)
        if accepted.get(folded) == label.id and folded not in literal.UNKNOWN:
            yield from (name, folded)


def _nothing(raw: Any) -> Value | None:  # noqa: ARG001 -- as a reader is called
    return None


class _Sets(dict[Any, Value]):
    """What lists were found to mean, under their elements in their order; a KeyError where an element is odd."""

    def __init__(self, written: Mapping[str, str]) -> None:
        super().__init__()
        self.written = written

    def __missing__(self, elements: tuple[Any, ...]) -> Value:
        found = frozenset(map(self.written.__getitem__, elements))
        if len(found) != len(elements):
            raise KeyError(elements)
        if len(self) < _MANY:
            self[elements] = found
        return found


def _set(written: Mapping[str, str]) -> tuple[Known, Reader]:
    """A reader of lists and sets."""
    known = _Sets(written)

    def read(raw: Any) -> Value | None:
        return known[tuple(raw)] if type(raw) is list or type(raw) is frozenset else None

    return known, read


def _flag(raw: Any) -> Value | None:
    return raw if raw is True or raw is False else None


def _typed(kind: type, read: Callable[[Any], Value]) -> tuple[Known, Reader]:
    """A reader of text and of values of one Python type; what a text was found to mean is remembered."""
    known: dict[Any, Value] = {}

    def read_one(raw: Any) -> Value | None:
        if type(raw) is kind:
            return read(raw)
        if type(raw) is not str:
            return None
        value = read(raw)
        if len(known) < _MANY:
            known[raw] = value
        return value

    return known, read_one


def _whole(read: Callable[[Any], Value], most: int, times: int) -> tuple[Known, Reader]:
    """The same of whole numbers up to `most`, of which each comes to so many times as much."""
    known, read_other = _typed(int, read)

    def read_one(raw: Any) -> Value | None:
        return raw * times if type(raw) is int and 0 <= raw <= most else read_other(raw)

    return known, read_one


_READ: Final[Mapping[Kind, tuple[Known, Reader]]] = {
    Kind.FLAG: (_WORDS, _flag),
    Kind.COUNT: _whole(literal.count, literal.MAX_COUNT, 1),
    Kind.MONEY: _whole(literal.money, literal.MAX_FEN // 100, 100),
    Kind.DATE: _typed(date, literal.day),
    Kind.DATETIME: _typed(datetime, literal.moment),
}
