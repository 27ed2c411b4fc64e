"""What a pack's norms about a history say of a ledger on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.evaluate.audit.listed import judge_many
from rules_engine.history import Event, HistoryFinding, Standing, Term
from rules_engine.ledger.form import Rows
from rules_engine.ledger.store import Ledger
from rules_engine.record import complete_since, counted

if TYPE_CHECKING:
    from rules_engine.evaluate.audit.frame import EventFrame

MANY: Final = 50_000
"""From how many events on columns are quicker, whose engine takes a while to load."""


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
    return complete_since(events, _standing(vocabulary))


def audits(
    packs: Sequence[Pack],
    vocabulary: Vocabulary,
    ledger: Ledger,
    at: date,
    *,
    since: date | None = None,
    terms: tuple[Term, ...] = (),
    kept: bool = False,
    lasting: bool = True,
    progress: Callable[[int], None] = lambda _more: None,
) -> list[Audit]:
    """Ask packs' norms of their jurisdictions' events in a ledger: as `audit`. Raises LedgerError.

    Very many events are read as columns, where polars is installed, and most of them never become events; the findings
    are the same. What lasts is left out where `lasting` does not ask for it, and `progress` is told of events read.
    """
    sizes = [ledger.size(pack.jurisdiction) for pack in packs]
    if kept or sum(sizes) < MANY or find_spec("polars") is None:
        told = (ledger.events(pack.jurisdiction, progress) for pack in packs)
        return [
            audit(pack, vocabulary, events, at, since=since, terms=terms, kept=kept)
            for pack, events in zip(packs, told, strict=True)
        ]
    from rules_engine.evaluate.audit.frame import LedgerFrame  # noqa: PLC0415 -- an extra, and slow to load

    whole = LedgerFrame(ledger.stored(packs[0].jurisdiction if len(packs) == 1 else "", progress), Rows())
    return [
        _framed(pack, vocabulary, whole.events(pack.jurisdiction), at, since=since, terms=terms, lasting=lasting)
        for pack in packs
    ]


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
    findings = judge_many(pack.history, events, at, told, *_known(pack, terms), kept=kept)
    named, lasting = _named(findings), _lasting(vocabulary)
    return Audit(
        jurisdiction=pack.jurisdiction,
        at=at,
        since=told,
        findings=findings,
        events={event.id: event for event in events if event.id in named},
        lasting=tuple(event for event in counted(events, at) if event.kind in lasting),
        size=len(events),
    )


def _framed(
    pack: Pack,
    vocabulary: Vocabulary,
    events: EventFrame,
    at: date,
    *,
    since: date | None,
    terms: tuple[Term, ...],
    lasting: bool,
) -> Audit:
    from rules_engine.evaluate.audit.frame import judge_frame  # noqa: PLC0415 -- as above

    told = since or events.complete_since(_standing(vocabulary)) or at
    findings = judge_frame(pack.history, events, at, told, *_known(pack, terms))
    return Audit(
        jurisdiction=pack.jurisdiction,
        at=at,
        since=told,
        findings=findings,
        events=events.built(_named(findings)),
        lasting=events.told(_lasting(vocabulary), at) if lasting else (),
        size=events.size,
    )


def _known(pack: Pack, terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], date]:
    """The terms of office that are known, and from when the document is in force."""
    return terms or pack.terms_of_office, pack.document.in_force_from or date.min


def _named(findings: Iterable[HistoryFinding]) -> set[str]:
    """The ids of the events that findings name."""
    return {event for finding in findings for event in (*finding.events, *(one for one, _ in finding.missing))}


def _lasting(vocabulary: Vocabulary) -> set[str]:
    return {kind for kind, event in vocabulary.events.items() if event.lasting and not event.standing}


def _standing(vocabulary: Vocabulary) -> list[str]:
    return [kind for kind, event in vocabulary.events.items() if event.standing]
