"""A case with the facts that the events of a ledger give it, and since when that ledger is complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.history import Event
from rules_engine.ledger.audit import since_of
from rules_engine.ledger.facts import Act, Filled, filled, with_filled


@dataclass(frozen=True, slots=True)
class Filling:
    """What a ledger gave to one case; `events` are those that it rests on, by id."""

    jurisdiction: str
    since: date | None
    found: tuple[Filled, ...]
    events: Mapping[str, Event]


def filled_case(case: Case, pack: Pack, vocabulary: Vocabulary, events: list[Event]) -> tuple[Case, Filling]:
    """A case with the facts that the ledger of its jurisdiction gives, and what those are."""
    since = since_of(vocabulary, events)
    act = Act(case.names, case.until)
    found = filled(case, act, events, vocabulary, since=since or case.date, terms=pack.terms_of_office)
    named = {one for each in found for one in (*each.events, *(event for event, _ in each.missing))}
    used = {event.id: event for event in events if event.id in named}
    return with_filled(case, found), Filling(case.jurisdiction, since, found, used)
