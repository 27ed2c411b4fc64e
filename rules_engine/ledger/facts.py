"""Facts of a proposed act that a ledger can give: how often this year, who else is away; each with the act itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from rules_engine.case import Case
from rules_engine.checked import Vocabulary
from rules_engine.evaluate.reference import evaluate, unknowns
from rules_engine.history import LEDGER, TERM, Event, Fill, Term
from rules_engine.record import counted
from rules_engine.value import NOT_YET, Value, day_of

LONGEST_STAY: Final = 366
"""How many days of an absence are looked at."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a ledger says of one fact: its value, or why there is none, and the events that it rests on.

    Where there is no value, `floor` is what the fact is at least; `needs` are names that the act must be given with
    (`department`), `missing` facts of events (of the act itself, under no id), and `unknown_because` what else is not
    known.
    """

    fact: str
    value: Value | None
    events: tuple[str, ...] = ()
    floor: int | None = None
    needs: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    unknown_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What a ledger must be told of a proposed act beside its case: its `names`, and the last day of an absence.

    `event` is the id of the act's own event where the ledger has it already, so that it does not count twice.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    until: date | None = None
    event: str = ""


def filled(
    case: Case,
    act: Act,
    events: Iterable[Event],
    vocabulary: Vocabulary,
    *,
    since: date,
    terms: Sequence[Term] = (),
) -> tuple[Filled, ...]:
    """What a ledger of the case's jurisdiction says of the facts that the case does not give.

    `events` are counted up to the day of the act; `since` is the day from which they are complete, intervals then open
    included. `terms` are the terms of office whose days are known.
    """
    told = tuple(event for event in counted(events, date.max) if event.id != act.event)
    asked = (fill for fill in vocabulary.fills if fill.action == case.action and fill.fact not in case.facts)
    return tuple(_Counter(fill, case, act, told, since, tuple(terms)).filled() for fill in asked)


def with_filled(case: Case, found: Iterable[Filled]) -> Case:
    """The case with the facts that a ledger gave."""
    facts = {one.fact: one.value for one in found if one.value is not None}
    return replace(case, facts={**case.facts, **facts}, withheld=case.withheld - facts.keys())


class _Counter:
    """One fact of one act."""

    def __init__(
        self, fill: Fill, case: Case, act: Act, events: Sequence[Event], since: date, terms: tuple[Term, ...]
    ) -> None:
        self.fill, self.act, self.since, self.terms = fill, act, since, terms
        ours = [
            (event, evaluate(fill.events.where, event.fields)) for event in events if event.kind == fill.events.kind
        ]
        self.sure = [event for event, truth in ours if truth]
        self.unsure = [event for event, truth in ours if truth is None]
        given = case.facts.get(fill.on) if fill.on else case.date
        self.day = day_of(given) if isinstance(given, date) and given.year < NOT_YET.year else None

    def filled(self) -> Filled:
        fill, names = self.fill, self.act.names
        own = (*fill.by, *((fill.distinct,) if fill.distinct else ()), *(fill.pair or ())[:1])
        if needs := tuple(name for name in own if not names.get(name)):
            return Filled(fill.fact, None, needs=needs)
        if self.day is None:
            return Filled(fill.fact, None, missing=(("", fill.on),))
        if fill.pair:
            return self.partner(self.day, fill.pair)
        return self.away(self.day) if fill.per is None else self.in_period(self.day)

    def in_period(self, day: date) -> Filled:
        """So many in the period that the act falls in, up to its day."""
        assert self.fill.per
        span = self.fill.per.around(day, self.terms)
        first = span[0] if span else date.min
        group = [(name, self.act.names[name]) for name in self.fill.by]

        def inside(events: Iterable[Event]) -> list[Event]:
            ours = (event for event in events if all(event.names.get(name) == value for name, value in group))
            return [event for event in ours if first <= event.day <= day]

        because = (TERM,) if span is None else (f"{LEDGER}{self.since.isoformat()}",) if first < self.since else ()
        known = inside(self.sure)
        return self.said(len(known) + 1 if span else 1, known, inside(self.unsure), because)

    def away(self, day: date) -> Filled:
        """The greatest number at once on a day of the act, who acts included."""
        name = self.fill.distinct
        others = [
            [event for event in events if event.names.get(name) != self.act.names[name]]
            for events in (self.sure, self.unsure)
        ]

        def open_on(events: Iterable[Event], when: date) -> list[Event]:
            return [event for event in events if event.day <= when <= (event.until or date.max)]

        def at_once(when: date) -> int:
            return len({event.names.get(name) for event in open_on(others[0], when)})

        days = self.days(day)
        most = max(days, key=at_once)
        unsure = list({event.id: event for when in days for event in open_on(others[1], when)}.values())
        because = (f"{LEDGER}{self.since.isoformat()}",) if day < self.since else ()
        return self.said(at_once(most) + 1, open_on(others[0], most), unsure, because)

    def partner(self, day: date, pair: tuple[str, str]) -> Filled:
        """Whether one who is paired with who acts is away on a day of the act."""
        own, given = self.act.names[pair[0]], self.act.names.get(pair[1])
        told = [(event.names.get(pair[0]), event.names.get(pair[1])) for event in (*self.sure, *self.unsure)]
        partners = (
            {given}
            if given
            else {one if other == own else other for one, other in told if other and own in (one, other)}
        )
        if not partners:
            return Filled(self.fill.fact, None, needs=(pair[1],))
        days = self.days(day)

        def away(events: Iterable[Event]) -> list[Event]:
            ours = (event for event in events if event.names.get(pair[0]) in partners)
            return [e for e in ours if e.day <= days[-1] and days[0] <= (e.until or date.max)]

        known, unsure = away(self.sure), away(self.unsure)
        because = (f"{LEDGER}{self.since.isoformat()}",) if day < self.since else ()
        if known:
            return Filled(self.fill.fact, value=True, events=tuple(event.id for event in known))
        if unsure or because:
            return Filled(self.fill.fact, None, missing=self.asks(unsure), unknown_because=because)
        return Filled(self.fill.fact, value=False)

    def days(self, day: date) -> list[date]:
        """The days of the act: from the first to the last one, where that is known."""
        last = max(day, self.act.until or day)
        return [day + timedelta(days=number) for number in range(min((last - day).days, LONGEST_STAY) + 1)]

    def said(self, number: int, known: Iterable[Event], unsure: list[Event], because: tuple[str, ...]) -> Filled:
        ids = tuple(event.id for event in known)
        if unsure or because:
            return Filled(self.fill.fact, None, ids, number, missing=self.asks(unsure), unknown_because=because)
        return Filled(self.fill.fact, number, ids)

    def asks(self, unsure: Iterable[Event]) -> tuple[tuple[str, str], ...]:
        where = self.fill.events.where
        return tuple((event.id, name) for event in unsure for name in sorted(unknowns(where, event.fields)))
