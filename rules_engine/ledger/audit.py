"""What a pack's norms about a history say of a ledger on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules_engine.checked import Pack, Vocabulary
from rules_engine.evaluate.history_quick import judge_many
from rules_engine.history import Event, HistoryFinding, Standing, Term
from rules_engine.record import complete_since, counted


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of one jurisdiction on the day `at`, of a ledger that is complete from `since` on.

    `events` are those that findings name, by id; `lasting` the intervals that count, in their order; `size` is how many
    events the ledger holds, whether they count or not.
    """

    jurisdiction: str
    at: date
    since: date
    findings: tuple[HistoryFinding, ...]
    events: Mapping[str, Event]
    lasting: tuple[Event, ...]
    size: int

    def standing(self, *standings: Standing) -> tuple[HistoryFinding, ...]:
        """The findings that stand so."""
        return tuple(finding for finding in self.findings if finding.standing in standings)


def since_of(vocabulary: Vocabulary, events: Iterable[Event]) -> date | None:
    """From which day a ledger is complete, as it tells itself; None where it is empty."""
    standing = [kind for kind, event in vocabulary.events.items() if event.standing]
    return complete_since(events, standing)


def audit(
    pack: Pack,
    vocabulary: Vocabulary,
    events: list[Event],
    at: date,
    *,
    since: date | None = None,
    terms: tuple[Term, ...] = (),
    kept: bool = False,
) -> Audit:
    """Ask a pack's norms of a jurisdiction's events, of which there may be very many.

    `since` is the day from which the ledger is complete where the ledger itself does not decide it, and `terms` are the
    terms of office in the place of those that the pack dates. Findings that are kept are there if `kept` asks for them.
    """
    told = since or since_of(vocabulary, events) or at
    known, in_force = terms or pack.terms_of_office, pack.document.in_force_from or date.min
    findings = judge_many(pack.history, events, at, told, known, in_force, kept=kept)
    named = {event for finding in findings for event in (*finding.events, *(one for one, _ in finding.missing))}
    lasting = {kind for kind, event in vocabulary.events.items() if event.lasting and not event.standing}
    return Audit(
        jurisdiction=pack.jurisdiction,
        at=at,
        since=told,
        findings=findings,
        events={event.id: event for event in events if event.id in named},
        lasting=counted((e for e in events if e.kind in lasting or e.voids), at) if lasting else (),
        size=len(events),
    )
