"""Ledgers as plain data: entries, findings about a history and the events that made them so."""

from __future__ import annotations

from typing import Any

from rules_engine import __version__
from rules_engine.checked import Pack, Vocabulary
from rules_engine.history import Event, HistoryFinding
from rules_engine.ledger.audit import Audit
from rules_engine.ledger.form import Entry
from rules_engine.literal import date_text
from rules_engine.render.data import Data, citation_data, facts_data


def entry_data(entry: Entry, vocabulary: Vocabulary) -> Data:
    """An entry of a ledger, as `ledger import` reads it, with its number and when it was received."""
    own = {"seq": entry.event.seq, "received_at": entry.received_at}
    return event_data(entry.event, vocabulary) | ({"note": entry.note} if entry.note else {}) | own


def event_data(event: Event, vocabulary: Vocabulary) -> Data:
    """An event as it is written in files; what there is none of is left out."""
    written: dict[str, Any] = {
        "id": event.id,
        "jurisdiction": event.jurisdiction,
        "kind": event.kind,
        "on": date_text(event.on),
        "until": date_text(event.until) if event.until else None,
        "names": dict(event.names),
        "fields": facts_data(event.fields, vocabulary),
        "voids": event.voids,
    }
    return {name: value for name, value in written.items() if value}


def audit_data(audit: Audit, pack: Pack, vocabulary: Vocabulary) -> Data:
    """What norms say of one jurisdiction's ledger."""
    return {
        "jurisdiction": audit.jurisdiction,
        "at": date_text(audit.at),
        "since": date_text(audit.since),
        "size": audit.size,
        "findings": [history_finding_data(finding) for finding in audit.findings],
        "events": {one: event_data(event, vocabulary) for one, event in audit.events.items()},
        "pack": {"version": pack.version, "digest": pack.digest},
        "engine": __version__,
    }


def history_finding_data(finding: HistoryFinding) -> Data:
    """What one norm says of one group in one period."""
    norm = finding.norm
    return {
        "rule": norm.id,
        "standing": finding.standing.value,
        "force": norm.force.value,
        "kind": norm.kind.value,
        "citation": citation_data(norm.citation),
        "title": {"zh": norm.title.zh, "en": norm.title.en},
        "parameters": list(norm.parameters),
        "group": dict(finding.group),
        "start": date_text(finding.start),
        "end": date_text(finding.end) if finding.end else None,
        "events": list(finding.events),
        "number": finding.number,
        "owed": finding.owed,
        "due": date_text(finding.due) if finding.due else None,
        "missing": [{"event": event, "fact": fact} for event, fact in finding.missing],
        "unknown_because": list(finding.unknown_because),
        "reading": {"zh": norm.reading.zh, "en": norm.reading.en} if norm.reading else None,
        "rival": {"zh": norm.rival.zh, "en": norm.rival.en} if norm.rival else None,
    }
