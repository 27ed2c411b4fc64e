"""Events from mappings, under Chinese or English names.

An event is written as `id`, `kind`, `on`, and, where they are told, `until`, `names`, `fields` and `voids`. Reading
never guesses, and reports all that is wrong with an event at once, as for cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from rules_engine import literal
from rules_engine.checked import Vocabulary
from rules_engine.history import VOIDED, Event, EventDef
from rules_engine.intake.values import ValueReader
from rules_engine.intake.written import Entries, Path, shown
from rules_engine.names import Names, key, nearest
from rules_engine.parsed import Node
from rules_engine.text import Text
from rules_engine.value import Value, day_of
from rules_engine.wording import case as say_case
from rules_engine.wording import events as say

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编号",),
    "jurisdiction": ("辖区", "地区"),
    "kind": ("事件", "类型"),
    "on": ("日期", "起日", "时间"),
    "until": ("止日", "截止"),
    "names": ("名称",),
    "fields": ("事实",),
    "voids": ("撤销", "代替"),
}
MAX_NAME: Final = 200
"""The longest id or name of an event, in characters."""

_KEY_OF: Final = {name: key_ for key_, names in KEYS.items() for name in (key_, *names)}


class EventReader:
    """Reads the events of one jurisdiction, whose local names of posts `names` has."""

    def __init__(self, vocabulary: Vocabulary, names: Names, jurisdiction: str) -> None:
        self.vocabulary, self.names, self.jurisdiction = vocabulary, names, jurisdiction
        self.kinds = {
            key(name): kind
            for kind, event in vocabulary.events.items()
            for name in (kind, event.label.text.zh, event.label.text.en, *event.label.aliases)
        }

    def event(self, written: Any, node: Node | None = None, root: Path = ()) -> Event:
        """One event. Raises CaseError with all problems.

        `node` is where it was written, and `root` the path to it in its file, for the places that problems name. The
        entry `jurisdiction` is the caller's to look at.
        """
        return _Reading(ValueReader(self.vocabulary, self.names, node, root), self).event(written)


class _Reading:
    def __init__(self, reader: ValueReader, events: EventReader) -> None:
        self.reader, self.events = reader, events
        self.vocabulary = events.vocabulary

    def event(self, written: Any) -> Event:
        entries = self.entries(written)
        identity, voids = self.text(entries, "id", needed=True), self.text(entries, "voids")
        kind = self.kind(entries)
        on, until = self.moment(entries, "on", needed=True), self.moment(entries, "until")
        self.reader.finish()
        assert kind is not None and on is not None
        definition = self.vocabulary.events[kind]
        if definition.timed and not isinstance(on, datetime):
            self.reader.report(say.needs_time, (entries["on"][0],), definition.label.named)
        if until is not None:
            until = day_of(until)
            if not definition.lasting:
                self.reader.report(say.not_lasting, (entries["until"][0],), definition.label.named, key=True)
            elif until < day_of(on):
                self.reader.report(say.ends_before, (entries["until"][0],))
        if voids == identity:
            self.reader.report(say.voids_itself, (entries["voids"][0],))
        elif kind == VOIDED and not voids:
            self.reader.report(say.missing_key, (), _entry("voids"))
        names, fields = self.names(entries, definition), self.fields(entries, definition)
        self.reader.finish()
        return Event(identity, self.events.jurisdiction, kind, on, until, names, fields, voids)

    def entries(self, written: Any) -> dict[str, tuple[str, Any]]:
        """The entries under their canonical names, with the names as written; those left empty are not there."""
        found: dict[str, tuple[str, Any]] = {}
        if not isinstance(written, Mapping):
            self.reader.report(say.not_an_event, ())
            self.reader.finish()
        for name, value in written.items():
            canonical = _KEY_OF.get(str(name))
            if canonical is None:
                self.reader.report(say.unknown_key, (name,), shown(name), nearest(str(name), _KEY_OF), key=True)
            elif canonical in found:
                self.reader.report(say.key_twice, (name,), _entry(canonical), key=True)
            elif not _empty(value):
                found[canonical] = (str(name), value)
        return found

    def text(self, entries: Entries, name: str, *, needed: bool = False) -> str:
        if name not in entries:
            if needed:
                self.reader.report(say.missing_key, (), _entry(name))
            return ""
        written, raw = entries[name]
        return self.name(raw, (written,))

    def name(self, raw: Any, path: Path) -> str:
        found = self.reader.text(raw, path).strip()
        if len(found) > MAX_NAME:
            self.reader.report(say.too_long, path, MAX_NAME)
        return found

    def kind(self, entries: Entries) -> str | None:
        written = self.text(entries, "kind", needed=True)
        found = self.events.kinds.get(key(written))
        if written and found is None:
            near = nearest(key(written), self.events.kinds)
            self.reader.report(say.unknown_kind, (entries["kind"][0],), shown(written), near)
        return found

    def moment(self, entries: Entries, name: str, *, needed: bool = False) -> date | None:
        if name not in entries:
            if needed:
                self.reader.report(say.missing_key, (), _entry(name))
            return None
        written, raw = entries[name]
        return self.reader.day(raw, (written,))

    def names(self, entries: Entries, definition: EventDef) -> dict[str, str]:
        """Who or what the event was about: all that its kind asks, and nothing else."""
        place, written = entries.get("names", ("names", {}))
        if not isinstance(written, Mapping):
            self.reader.report(say.not_names, (place,))
            return {}
        known = {key(name): one for one, label in definition.names.items() for name in (one, label.zh, label.en)}
        event, named = definition.label.named, {one: Text(label.zh, one) for one, label in definition.names.items()}
        found: dict[str, str] = {}
        for name, raw in written.items():
            one = known.get(key(str(name)))
            if one is None:
                self.reader.report(say.unknown_name, (place, name), shown(name), event, named.values(), key=True)
            elif one in found:
                self.reader.report(say.key_twice, (place, name), named[one], key=True)
            elif not _empty(raw):
                found[one] = self.name(raw, (place, name))
        for one in definition.names:
            if not found.get(one) and one not in definition.optional:
                self.reader.report(say.missing_name, (place,) if "names" in entries else (), named[one], event)
        return {one: found[one] for one in definition.names if found.get(one)}

    def fields(self, entries: Entries, definition: EventDef) -> dict[str, Value]:
        """The facts that the event tells; what it says is unknown is left out."""
        place, written = entries.get("fields", ("fields", {}))
        if not isinstance(written, Mapping):
            self.reader.report(say_case.not_facts, (place,))
            return {}
        facts = self.vocabulary.facts
        found: dict[str, Value | None] = {}
        for name, raw in written.items():
            here = (place, name)
            fact = self.events.names.facts.get(key(str(name)))
            if fact is None:
                near = nearest(str(name), (*definition.fields, *self.events.names.facts))
                self.reader.report(say_case.unknown_fact, here, shown(name), near, key=True)
            elif fact not in definition.fields:
                event, told = definition.label.named, [facts[one].label.named for one in definition.fields]
                self.reader.report(say.not_of_event, here, facts[fact].label.named, event, told, key=True)
            elif fact in found:
                self.reader.report(say.key_twice, here, facts[fact].label.named, key=True)
            else:
                found[fact] = self.reader.value(self.vocabulary.facts[fact], raw, here)
        return {fact: value for fact in definition.fields if (value := found.get(fact)) is not None}


def _entry(name: str) -> Text:
    return Text(KEYS[name][0], name)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in literal.UNKNOWN)
