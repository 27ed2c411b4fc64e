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
from rules_engine.checked import ActionDef, FactDef, Label, Vocabulary
from rules_engine.evaluate.single import possible
from rules_engine.instances import maker
from rules_engine.names import Names, key
from rules_engine.value import Kind, Value

Reader = Callable[[Any], Value | None]
"""Reads a value as written; None where it is odd."""

_case: Final = maker(Case)
_WORDS: Final = {**dict.fromkeys(literal.YES, True), **dict.fromkeys(literal.NO, False)}
_MANY: Final = 4096

_count = lru_cache(_MANY)(literal.count)
_money = lru_cache(_MANY)(literal.money)
_day = lru_cache(_MANY)(literal.day)
_moment = lru_cache(_MANY)(literal.moment)


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
        self.facts: dict[str, tuple[str, Reader]] = {}
        for fact_id in {*action.facts, ORGAN} & vocabulary.facts.keys():
            fact = vocabulary.facts[fact_id]
            read = _reader(fact, vocabulary, names)
            for name in _written(fact.label, names.facts):
                self.facts[name] = fact_id, read

    def case(self, written: Mapping[str, Any], when: Any, as_of: Any) -> Case | None:
        """A case, or None where anything is odd; `when` and `as_of` as written, None where they are not."""
        facts: dict[str, Value] = {}
        known = self.facts
        try:
            for name, raw in written.items():
                fact, read = known[name]
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
            given = facts.get(self.dated_by)
            if given is not None:
                assert isinstance(given, date)
                if given.year > literal.LAST_YEAR or (day is not None and _day_of(day) != _day_of(given)):
                    return None
                day = day or given
            elif day is None:
                day = date.today()
                if not self.timed:
                    facts[self.dated_by] = day
            elif not self.timed:
                facts[self.dated_by] = _day_of(day)
            elif isinstance(day, datetime):
                facts[self.dated_by] = day
        elif day is None:
            day = date.today()
        if not self.possible(facts):
            return None
        assert day is not None
        return _case(self.jurisdiction, self.action, facts, _day_of(day), asked or day, "", _NONE, (), (), True)  # noqa: FBT003


def quick_intake(vocabulary: Vocabulary, names: Names, jurisdiction: str, action: ActionDef) -> QuickIntake:
    """The short way for the cases of an action; `names` are those that a jurisdiction's pack accepts."""
    own = {*action.facts, ORGAN}
    conditions = [rule.condition for rule in vocabulary.constraints if not own.isdisjoint(rule.facts)]
    check = possible(conditions, f"<rules-engine {action.label.id}, constraints>")
    return QuickIntake(vocabulary, names, jurisdiction, action, check)


_NONE: Final[frozenset[str]] = frozenset()


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _dated(raw: Any) -> date:
    """A day or a moment in our time. Raises Unreadable, or TypeError where it is neither text nor a day."""
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


def _reader(fact: FactDef, vocabulary: Vocabulary, names: Names) -> Reader:
    kind = fact.type.kind
    if kind in (Kind.ENUM, Kind.SET):
        accepted = names.values[fact.type.enumeration]
        written = {
            name: label.id
            for label in vocabulary.enumerations[fact.type.enumeration].values()
            for name in _written(label, accepted)
        }
        written |= {name: value for name, value in accepted.items() if name not in literal.UNKNOWN}
        return _enumerated(written) if kind is Kind.ENUM else _set(written)
    return _READ[kind]


def _written(label: Label, accepted: Mapping[str, str]) -> Iterator[str]:
    """The names of an entry as they stand in the vocabulary and as they are looked up, where they lead to it."""
    for name in (label.id, label.text.zh, label.text.en, *label.aliases):
        folded = key(name)
        if accepted.get(folded) == label.id and folded not in literal.UNKNOWN:
            yield from (name, folded)


def _enumerated(written: Mapping[str, str]) -> Reader:
    def read(raw: Any) -> Value | None:
        return written.get(raw) if type(raw) is str else None

    return read


def _set(written: Mapping[str, str]) -> Reader:
    def read(raw: Any) -> Value | None:
        if type(raw) is not list and type(raw) is not frozenset:
            return None
        found = frozenset([written[name] for name in raw])
        return found if len(found) == len(raw) else None

    return read


def _flag(raw: Any) -> Value | None:
    if raw is True or raw is False:
        return raw
    return _WORDS.get(raw) if type(raw) is str else None


def _counted(raw: Any) -> Value | None:
    if type(raw) is int:
        return raw if 0 <= raw <= literal.MAX_COUNT else None
    return _count(raw) if type(raw) is str else None


def _paid(raw: Any) -> Value | None:
    if type(raw) is int:
        return literal.money(raw)
    return _money(raw) if type(raw) is str else None


def _on(raw: Any) -> Value | None:
    if type(raw) is str:
        return _day(raw)
    return literal.day(raw) if type(raw) is date else None


def _at(raw: Any) -> Value | None:
    if type(raw) is str:
        return _moment(raw)
    return literal.moment(raw) if type(raw) is datetime else None


_READ: Final[Mapping[Kind, Reader]] = {
    Kind.FLAG: _flag,
    Kind.COUNT: _counted,
    Kind.MONEY: _paid,
    Kind.DATE: _on,
    Kind.DATETIME: _at,
}
