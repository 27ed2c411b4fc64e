"""Events as a ledger stores them: texts alone, which tell their own types and are the same for the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from rules_engine.history import Event
from rules_engine.value import NOT_YET, NOT_YET_TIME, OpenSet, Value

Row = tuple[str, str, str, str, str, str, str, str, str]
"""id, jurisdiction, kind, on, until, names, fields, voids, note; what there is none of is empty."""

DAY: Final = "day"
MOMENT: Final = "moment"
_MANY: Final = 65536  # different texts that are remembered while rows are read


@dataclass(frozen=True, slots=True)
class Entry:
    """An event and a remark for people, which no rule reads; `received_at` is when a ledger took it."""

    event: Event
    note: str = ""
    received_at: str = ""


def row_of(entry: Entry) -> Row:
    """An entry as texts."""
    event = entry.event
    return (
        event.id,
        event.jurisdiction,
        event.kind,
        _day_text(event.on),
        _day_text(event.until) if event.until else "",
        _text(dict(event.names)),
        _text({name: _stored(value) for name, value in event.fields.items()}),
        event.voids,
        entry.note,
    )


class Rows:
    """Reads rows back. Texts that come again and again are read once."""

    def __init__(self) -> None:
        self._days: dict[str, date] = {}
        self._names: dict[str, Mapping[str, str]] = {}
        self._fields: dict[str, Mapping[str, Value]] = {}

    def event(self, seq: int, row: Sequence[str]) -> Event:
        """The event of a row."""
        identity, jurisdiction, kind, on, until, names, fields, voids, _ = row
        return Event(
            identity,
            jurisdiction,
            kind,
            self._day(on),
            self._day(until) if until else None,
            self._named(names),
            self.fields(fields),
            voids,
            seq,
        )

    def _day(self, text: str) -> date:
        found = self._days.get(text)
        if found is None:
            found = _day_of(text)
            if len(self._days) < _MANY:
                self._days[text] = found
        return found

    def _named(self, text: str) -> Mapping[str, str]:
        found = self._names.get(text)
        if found is None:
            found = json.loads(text)
            assert isinstance(found, dict)
            if len(self._names) < _MANY:
                self._names[text] = found
        return found

    def fields(self, text: str) -> Mapping[str, Value]:
        """The facts that a text tells."""
        found = self._fields.get(text)
        if found is None:
            found = {name: _value_of(value) for name, value in json.loads(text).items()}
            if len(self._fields) < _MANY:
                self._fields[text] = found
        return found


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _day_text(day: date) -> str:
    return day.isoformat(" ") if isinstance(day, datetime) else day.isoformat()


def _day_of(text: str) -> date:
    return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)


def _stored(value: Value) -> Any:
    if isinstance(value, OpenSet):
        return {"yes": sorted(value.yes), "no": sorted(value.no)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return {MOMENT: "" if value == NOT_YET_TIME else _day_text(value)}
    if isinstance(value, date):
        return {DAY: "" if value == NOT_YET else _day_text(value)}
    return value


def _value_of(stored: Any) -> Value:
    if isinstance(stored, list):
        return frozenset(stored)
    if isinstance(stored, dict):
        if DAY in stored:
            return _day_of(stored[DAY]) if stored[DAY] else NOT_YET
        if MOMENT in stored:
            return _day_of(stored[MOMENT]) if stored[MOMENT] else NOT_YET_TIME
        return OpenSet(frozenset(stored["yes"]), frozenset(stored["no"]))
    assert isinstance(stored, bool | int | str)
    return stored
