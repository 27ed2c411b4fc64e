"""The short way for cases that a program gives: every accepted name of an action leads straight to a fact and a reader.

It takes only what it can read at once and without a doubt. Whatever is odd it leaves to `intake`, which says what is
wrong, so that the two never differ; tests hold them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from rules_engine import literal
from rules_engine.case import ORGAN, Case
from rules_engine.checked import ActionDef, FactDef, Vocabulary
from rules_engine.evaluate.single import possible
from rules_engine.instances import maker
from rules_engine.names import Names, key
from rules_engine.text import Label
from rules_engine.value import Kind, Value

Reader = Callable[[Any], Value | None]
"""Reads a value as written; None where it is odd."""
Known = Mapping[Any, Value]
"""What is known to be meant by a text, by yes and no as Python has them, or by the elements of a list."""

_case: Final = maker(Case)
_WORDS: Final[Known] = {**dict.fromkeys((*literal.YES, True), True), **dict.fromkeys((*literal.NO, False), False)}
_MANY: Final = 4096


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
            known, read = _reading(fact, vocabulary, names)
            for name in _written(fact.label, names.facts):
                self.facts[name] = fact_id, known, read

    def case(self, written: Mapping[str, Any], when: Any, as_of: Any) -> Case | None:
        """A case, or None where anything is odd; `when` and `as_of` as written, None where they are not."""
        facts: dict[str, Value] = {}
        known = self.facts
        try:
            for name, raw in written.items():
                fact, texts, read = known[name]
                kind = type(raw)
                if kind is str or kind is bool:
                    value = texts.get(raw)
                elif kind is list:
                    value = texts.get(tuple(raw))
                else:
                    value = read(raw)
                if value is None:
                    value = read(raw)
                    if value is None:
                        return None
                facts[fact] = value
            day = None if when is None else _dated(when)
            asked = None if as_of is None else _dated(as_of)
        except (KeyError, TypeError, literal.Unreadable):
            return None
        if len(facts) != len(written):
            return None
        if self.dated_by:
            day = self._date_the_act(facts, day)
        elif day is None:
            day = date.today()
        if day is None or not self.possible(facts):
            return None
        told = (self.jurisdiction, self.action, facts, _day_of(day), asked or day)
        return _case(*told, "", _NONE, (), _NO_NAMES, None, (), True)  # noqa: FBT003 -- it is typed

    def _date_the_act(self, facts: dict[str, Value], day: date | None) -> date | None:
        """The date of an act that one of its facts tells, or the other way round; None where they differ."""
        given = facts.get(self.dated_by)
        if given is not None:
            assert isinstance(given, date)
            if given.year > literal.LAST_YEAR or (day is not None and _day_of(day) != _day_of(given)):
                return None
            return day or given
        if day is None:
            day = date.today()
            if not self.timed:
                facts[self.dated_by] = day
        elif not self.timed:
            facts[self.dated_by] = _day_of(day)
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


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _dated(raw: Any) -> date:
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


def _reading(fact: FactDef, vocabulary: Vocabulary, names: Names) -> tuple[Known, Reader]:
    """What texts are known to mean, and a reader for other values."""
    kind = fact.type.kind
    if kind not in (Kind.ENUM, Kind.SET):
        texts, read = _READ[kind]
        return texts, read
    accepted = names.values[fact.type.enumeration]
    labels = vocabulary.enumerations[fact.type.enumeration].values()
    written = {name: label.id for label in labels for name in _written(label, accepted)}
    written |= {name: value for name, value in accepted.items() if name not in literal.UNKNOWN}
    return _set(written) if kind is Kind.SET else (written, _nothing)


def _written(label: Label, accepted: Mapping[str, str]) -> Iterator[str]:
    """The names of an entry as they stand in the vocabulary and as they are looked up, where they lead to it."""
    for name in (label.id, label.text.zh, label.text.en, *label.aliases):
        folded = key(name)
        if accepted.get(folded) == label.id and folded not in literal.UNKNOWN:
            yield from (name, folded)


def _nothing(raw: Any) -> Value | None:  # noqa: ARG001 -- as a reader is called
    return None


def _set(written: Mapping[str, str]) -> tuple[Known, Reader]:
    """A reader of lists; what a list was found to mean is remembered under its elements in their order."""
    known: dict[Any, Value] = {}

    def read(raw: Any) -> Value | None:
        if type(raw) is not list and type(raw) is not frozenset:
            return None
        found = frozenset(map(written.__getitem__, raw))
        if len(found) != len(raw):
            return None
        if type(raw) is list and len(known) < _MANY:
            known[tuple(raw)] = found
        return found

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
