"""Ledgers watched as events come: a watch for each jurisdiction, and what each event, and each day, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.evaluate.watch.watcher import Watcher, WatcherMaker
from rules_engine.history import BOOKKEEPING, OPENED, Event, Follows, HistoryFinding, HistoryRule, Standing, Term
from rules_engine.ledger.audit import since_of
from rules_engine.problem import LedgerError
from rules_engine.wording import ledger as say

_MANY: Final = 5_000  # events more than are needed before what is not needed is let go
_ONE_DAY: Final = timedelta(days=1)
_STEP: Final = timedelta(days=30)
_CONTENT: Final = ("kind", "on", "until", "names", "fields", "voids")

Place = tuple[str, tuple[tuple[str, str], ...], date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is said on a day and was not before, and the id of the event that made it so; empty where time did.

    Where it is `withdrawn`, it was said and is not any more, because the event that it was about is void.
    """

    jurisdiction: str
    day: date
    finding: HistoryFinding
    because: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Outset:
    """Where a watch begins: on which day, and from which one on what it is told is complete, if that is known.

    `terms` are the terms of office in the place of those that packs date. An event may come `late` days late. Where the
    day `follows` the events, it goes on to that of each; else somebody tells it.
    """

    day: date
    since: date | None = None
    terms: tuple[Term, ...] = ()
    late: int | None = None
    follows: bool = False


@dataclass(slots=True)
class _Watched:
    """One jurisdiction: its watch, the events that may yet be named, and what was said last of each place."""

    watcher: Watcher
    since: date
    rules: Mapping[str, HistoryRule]
    known: dict[str, Event] = field(default_factory=dict)
    told: dict[Place, HistoryFinding] = field(default_factory=dict)
    needed: int = 0

    def place(self, one: HistoryFinding) -> Place:
        first = one.events[:1] if isinstance(self.rules[one.norm.id].pattern, Follows) else ()
        return one.norm.id, one.group, one.start, first

    def note(self, findings: Iterable[HistoryFinding]) -> None:
        for one in findings:
            if one.standing is Standing.KEPT:
                self.told.pop(self.place(one), None)
            else:
                self.told[self.place(one)] = one


class LedgerWatch:
    """Watches the ledgers of one or more jurisdictions; `pack` gives the pack of each, `make` its watch."""

    def __init__(self, pack: Callable[[str], Pack], vocabulary: Vocabulary, outset: Outset, make: WatcherMaker) -> None:
        self.day = outset.day
        self.vocabulary = vocabulary
        self._pack, self._outset, self._make = pack, outset, make
        self._watched: dict[str, _Watched] = {}
        self._waiting: dict[str, list[Event]] = {}
        self._standing = {kind for kind, event in vocabulary.events.items() if event.standing}

    @property
    def follows_events(self) -> bool:
        """Whether the day goes on with the events, so that nobody needs to tell it."""
        return self._outset.follows

    def recall(
        self, jurisdiction: str, events: list[Event], progress: Callable[[int], None] = lambda _more: None
    ) -> None:
        """Take what has happened up to now without a word, as if it had come day by day."""
        since = self._outset.since or since_of(self.vocabulary, events)
        if since is None:
            return
        day = min([self.day, *(event.day for event in events)])
        watched = self._begun(jurisdiction, since, day)
        # What voids another event goes first, so that the other never counts. Time goes on in steps: what happens in
        # one waits for its end, and then each place that it matters to is looked at once.
        step = day + _STEP
        for event in sorted(events, key=lambda event: (not event.voids, event.order)):
            if not event.voids and event.day > step:
                day, step = min(event.day - _ONE_DAY, self.day), event.day + _STEP
                watched.note(watched.watcher.at(day))
            watched.note(watched.watcher.add(event))
            watched.known[event.id] = event
            self._let_go(watched, day)
            progress(1)
        watched.note(watched.watcher.at(self.day))

    def add(self, event: Event) -> Iterator[Change]:
        """What an event changes, and before it, where the day follows the events, what the days up to it bring.

        Raises LedgerError where the event cannot be taken: it is too late, has other content than one of the same id,
        or tells that the ledger is complete from another day on than was watched.
        """
        if self._outset.follows and event.day > self.day:
            yield from self.at(event.day)
        watched = self._watched.get(event.jurisdiction)
        if watched is None:
            watched = self._started(event)
            if watched is None:
                return
        self._refuse(watched, event)
        found = watched.watcher.add(event)
        watched.known.setdefault(event.id, event)
        yield from (Change(event.jurisdiction, self.day, one, event.id) for one in found)
        gone = self._gone(watched, event, found) if event.voids else []
        watched.note(found)
        yield from (Change(event.jurisdiction, self.day, one, event.id, withdrawn=True) for one in gone)
        self._let_go(watched, self.day)

    def at(self, day: date) -> Iterator[Change]:
        """What the passing of time brings up to the end of a day; nothing on a day that has passed.

        What only goes on, as an absence that is too long by one more day, is not told again.
        """
        if day <= self.day:
            return
        self.day = day
        for jurisdiction, watched in self._watched.items():
            found = watched.watcher.at(day)
            fresh = [one for one in found if not self._goes_on(watched, one)]
            watched.note(found)
            yield from (Change(jurisdiction, day, one) for one in fresh)

    def events(self, jurisdiction: str) -> Mapping[str, Event]:
        """The events of a jurisdiction that may be named, by id."""
        return self._watched[jurisdiction].known

    # --- how it begins

    def _started(self, event: Event) -> _Watched | None:
        """The watch of a jurisdiction of which this is the first event; None while nothing tells when it began."""
        waiting = self._waiting.setdefault(event.jurisdiction, [])
        silent = event.kind in self._standing or (event.kind in BOOKKEEPING and event.kind != OPENED)
        if silent and self._outset.since is None:
            waiting.append(event)
            return None
        watched = self._begun(event.jurisdiction, self._outset.since or event.day, self.day)
        for each in self._waiting.pop(event.jurisdiction):
            watched.note(watched.watcher.add(each))
            watched.known[each.id] = each
        return watched

    def _begun(self, jurisdiction: str, since: date, day: date) -> _Watched:
        pack = self._pack(jurisdiction)
        terms, in_force = self._outset.terms or pack.terms_of_office, pack.document.in_force_from or date.min
        watcher = self._make(pack.history, since, day, terms, in_force, late=self._outset.late)
        watched = _Watched(watcher, since, {rule.id: rule for rule in pack.history})
        watched.note(watcher.findings)
        self._watched[jurisdiction] = watched
        return watched

    # --- what is refused, what is told

    def _refuse(self, watched: _Watched, event: Event) -> None:
        known = watched.known.get(event.id)
        differs = [name for name in _CONTENT if known and getattr(known, name) != getattr(event, name)]
        if differs:
            raise LedgerError([say.other_content(event.id, event.jurisdiction, ", ".join(differs))])
        if event.kind == OPENED and self._outset.since is None and event.day != watched.since:
            raise LedgerError([say.opened_late(event.id, event.day.isoformat(), watched.since.isoformat())])

    @staticmethod
    def _goes_on(watched: _Watched, finding: HistoryFinding) -> bool:
        before = watched.told.get(watched.place(finding))
        return before is not None and (before.standing, before.events) == (finding.standing, finding.events)

    @staticmethod
    def _gone(watched: _Watched, event: Event, found: Iterable[HistoryFinding]) -> list[HistoryFinding]:
        """What was said because of an event that is void now, where nothing else is said in its place."""
        places, old = {watched.place(one) for one in found}, watched.known.get(event.voids)
        about = {
            place: one
            for place, one in watched.told.items()
            if place not in places and old and _rests_on(watched.rules[place[0]], one, old)
        }
        still = {watched.place(one) for one in watched.watcher.findings} if about else set()
        gone = [place for place in about if place not in still]
        for place in gone:
            del watched.told[place]
        return [about[place] for place in gone]

    def _let_go(self, watched: _Watched, day: date) -> None:
        """Forget events that cannot be named again, and what was said for good."""
        if len(watched.known) <= 2 * watched.needed + _MANY or self._outset.late is None:
            return
        findings = watched.watcher.findings
        named = {one for finding in findings for one in (*finding.events, *(event for event, _ in finding.missing))}
        horizon = day - timedelta(days=self._outset.late)
        watched.known = {one: e for one, e in watched.known.items() if one in named or e.day >= horizon}
        places = {watched.place(one) for one in findings}
        watched.told = {place: one for place, one in watched.told.items() if place in places}
        watched.needed = len(watched.known)


def _rests_on(rule: HistoryRule, finding: HistoryFinding, event: Event) -> bool:
    """Whether a finding names an event, or it is one of those that tell of whom something is asked."""
    named = event.id in finding.events or any(event.id == one for one, _ in finding.missing)
    return named or (rule.roster is not None and rule.roster.kind == event.kind)
