"""Entries of a ledger from mappings: events, of whose jurisdiction the entry itself tells, and remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from rules_engine.checked import Vocabulary
from rules_engine.history import EventDef
from rules_engine.intake.cases import CaseReader
from rules_engine.intake.events import KEYS, EventReader
from rules_engine.intake.written import Path
from rules_engine.ledger.form import Entry
from rules_engine.names import Names, key
from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Node
from rules_engine.problem import CaseError, Problem
from rules_engine.value import Kind
from rules_engine.wording import events as say_events
from rules_engine.wording import ledger as say

NOTE: Final = ("note", "备注")
LONGEST_NOTE: Final = 1000
"""The characters of a remark at most."""

_COMMA: Final = re.compile(r"[,，、;；|]")
_NO_NAMES: Final = Names({}, {}, {})
_OWN: Final = frozenset(name for own, names in KEYS.items() for name in (own, *names))
_JURISDICTION: Final = ("jurisdiction", *KEYS["jurisdiction"])


class EntryReader:
    """Reads entries of many jurisdictions. `jurisdiction_id` and `event_reader` are the engine's.

    `jurisdiction` is where an entry belongs that does not say.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        jurisdiction_id: Callable[[str], str],
        event_reader: Callable[[str], EventReader],
        jurisdiction: str = "",
    ) -> None:
        self.default = jurisdiction_id(jurisdiction) if jurisdiction else ""
        self.vocabulary = vocabulary
        self._jurisdiction_id, self._event_reader = jurisdiction_id, event_reader
        self._readers: dict[str, EventReader] = {}

    def entry(self, written: Any, node: Node | None = None, root: Path = (), *, flat: bool = False) -> Entry:
        """An entry from a mapping. Raises CaseError with all problems.

        Of a `flat` one, such as a row of a table, whatever is no entry of an event is one of its names or fields.
        """
        if not isinstance(written, Mapping):
            place = self._place(node, root)
            raise CaseError([say_events.not_an_event(place.span(()), place.path(()))])
        reader = self._reader(written, node, root)
        own = {name: value for name, value in written.items() if name not in NOTE}
        note = self._note(written, node, root)
        if not flat:
            return Entry(reader.event(own, node, root), note)
        try:
            return Entry(reader.event(_deepened(own, reader), None, root), note)
        except CaseError as error:
            raise _placed(error, node) from None

    def _reader(self, written: Mapping[Any, Any], node: Node | None, root: Path) -> EventReader:
        """What reads the events of the jurisdiction that an entry names."""
        name = next((name for name in _JURISDICTION if written.get(name)), "")
        said = str(written[name]) if name else self.default
        if said not in self._readers:
            place = self._place(node, root)
            if not said:
                raise CaseError([say_events.no_jurisdiction(place.span(()), place.path(()))])
            try:
                self._readers[said] = self._event_reader(self._jurisdiction_id(said))
            except CaseError as error:
                span, path = place.span((name,)), place.path((name,))
                raise CaseError(Problem(p.code, p.message, span, path, p.help) for p in error.problems) from None
        return self._readers[said]

    def _place(self, node: Node | None, root: Path) -> CaseReader:
        """What tells where in a file something stands."""
        return CaseReader(self.vocabulary, _NO_NAMES, node, root)

    def _note(self, written: Mapping[Any, Any], node: Node | None, root: Path) -> str:
        name = next((name for name in NOTE if written.get(name)), "")
        if not name:
            return ""
        note = str(written[name]).strip()
        if len(note) > LONGEST_NOTE or not note.isprintable():
            place = self._place(node, root)
            raise CaseError([say.bad_note(place.span((name,)), place.path((name,)), LONGEST_NOTE)])
        return note


def _placed(error: CaseError, node: Node | None) -> CaseError:
    """An error of a row, whose parts have no places of their own, at the row's place."""
    if not isinstance(node, WrittenMapping):
        return error
    return CaseError(
        Problem(p.code, p.message, p.span or node.span, p.path, p.help, p.related, p.severity) for p in error.problems
    )


def _deepened(written: Mapping[str, Any], reader: EventReader) -> dict[str, Any]:
    """A flat entry with its names and fields where they belong; what is neither is left to be told."""
    found: dict[str, Any] = {name: value for name, value in written.items() if name in _OWN}
    kind = next((str(found[name]) for name in ("kind", *KEYS["kind"]) if name in found), "")
    event = reader.vocabulary.events.get(reader.kinds.get(key(kind), ""))
    for name, value in written.items():
        if name not in _OWN and event:
            fact = reader.names.facts.get(key(name))
            if not _is_field(name, fact, event):
                found.setdefault("names", {})[name] = value
                continue
            listed = fact and reader.vocabulary.facts[fact].type.kind is Kind.SET and isinstance(value, str)
            found.setdefault("fields", {})[name] = [one.strip() for one in _COMMA.split(value)] if listed else value
    return found


def _is_field(name: str, fact: str | None, event: EventDef) -> bool:
    """Whether a column holds a field; an id goes before a label, which a name and a fact may share."""
    if name in event.names:
        return False
    if name in event.fields:
        return True
    labels = {key(text) for label in event.names.values() for text in (label.zh, label.en)}
    return fact is not None and key(name) not in labels
