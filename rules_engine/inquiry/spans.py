"""Values and ranges of values in words: 不足500万元, 21至41, 2026年3月2日以前."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.inquiry.breaks import Line
from rules_engine.render import amounts
from rules_engine.render.naming import Naming
from rules_engine.text import Text
from rules_engine.value import NOT_YET, FactType, Kind, Value

_RANGED: Final = (Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.DATETIME)


class ValueWords:
    """Names values and ranges in both languages, posts by their local names."""

    def __init__(self, vocabulary: Vocabulary, pack: Pack) -> None:
        self.zh, self.en = Naming(vocabulary, "zh", pack), Naming(vocabulary, "en", pack)

    def fact(self, name: str) -> Text:
        """A fact, or an element of a set fact."""
        return Text(self.zh.fact(name), self.en.fact(name))

    def value(self, type_: FactType, value: Value) -> Text:
        """A value."""
        return Text(self.zh.value(type_, value), self.en.value(type_, value))

    def accepted(self, type_: FactType) -> Text:
        """How a value of a type is written."""
        return Text(self.zh.accepted(type_), self.en.accepted(type_))

    def range(self, type_: FactType, first: Value | None, last: Value | None) -> Text:
        """The values from `first` to `last`; None where there is no end."""
        if first is not None and (first == last or _not_yet(first)):
            return self.value(type_, first)
        if first is None and last is None:
            return Text("任何值", "any value")
        kind = type_.kind
        if kind in (Kind.DATE, Kind.DATETIME):
            return _days(first, last)
        return _sums(first, last) if kind is Kind.MONEY else _counts(first, last)


def is_ranged(type_: FactType) -> bool:
    """Whether values of a type follow one another, so that ranges of them can be named."""
    return type_.kind in _RANGED


def neighbour(line: Line, value: Value, way: int) -> Value | None:
    """The next value on a line, or the one before; None where there is none."""
    if _not_yet(value):
        return None
    place = line.place(value) + way
    return line.value(place) if place >= 0 else None


def _not_yet(value: Any) -> bool:
    return isinstance(value, date) and value.year == NOT_YET.year


def _counts(first: Any, last: Any) -> Text:
    if first is None:
        return Text(f"{last}以下", f"at most {last}")
    return Text(f"{first}以上", f"{first} or more") if last is None else Text(f"{first}至{last}", f"{first} to {last}")


def _sums(first: Any, last: Any) -> Text:
    """Sums are told by the round number beside a break, not by a fen less or more."""
    zh, en = [], []
    if first is not None:
        beyond = _rounder(first - 1, first)
        at = Text(*(amounts.money(first - beyond, lang) for lang in ("zh", "en")))
        zh.append(f"超过{at.zh}" if beyond else f"{at.zh}以上")
        en.append(f"more than {at.en}" if beyond else f"{at.en} or more")
    if last is not None:
        short = _rounder(last + 1, last)
        at = Text(*(amounts.money(last + short, lang) for lang in ("zh", "en")))
        zh.append(f"不足{at.zh}" if short else f"{at.zh}以下" if first is None else f"不超过{at.zh}")
        en.append(f"less than {at.en}" if short else f"at most {at.en}")
    return Text("、".join(zh), ", ".join(en))


def _rounder(other: int, own: int) -> bool:
    """Whether another sum ends in more noughts."""

    def noughts(fen: int) -> int:
        text = str(fen)
        return len(text) - len(text.rstrip("0"))

    return other > 0 and noughts(other) > noughts(own)


def _days(first: Any, last: Any) -> Text:
    zh = {way: amounts.moment(day, "zh") for way, day in (("first", first), ("last", last)) if day is not None}
    en = {way: amounts.moment(day, "en") for way, day in (("first", first), ("last", last)) if day is not None}
    if first is None:
        return Text(f"{zh['last']}及以前", f"{en['last']} or before")
    if last is None:
        return Text(f"{zh['first']}及以后", f"{en['first']} or after")
    return Text(f"{zh['first']}至{zh['last']}", f"{en['first']} to {en['last']}")
