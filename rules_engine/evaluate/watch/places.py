"""What one norm about a history says of one group, worked out again from the few events that can still matter to it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rules_engine.evaluate.history import answer
from rules_engine.evaluate.history.question import ONE_DAY, Group, Question, bounds, named
from rules_engine.evaluate.reference import evaluate
from rules_engine.history import (
    Concurrent,
    Count,
    Event,
    Every,
    Follows,
    HistoryFinding,
    HistoryRule,
    Selection,
    Standing,
    Total,
)
from rules_engine.value import Truth

NEVER: Final = date.max


@dataclass(frozen=True, slots=True)
class _Remembered(Question):
    """A question to which it is known already whether each event is selected."""

    truths: dict[tuple[int, str], Truth] = field(default_factory=dict, compare=False)

    def chosen(self, selection: Selection) -> tuple[list[Event], list[Event]]:
        chosen: tuple[list[Event], list[Event]] = [], []
        for event in self.events:
            if event.kind == selection.kind:
                truth = self.truths[id(selection), event.id]
                if truth is not False:
                    chosen[0 if truth else 1].append(event)
        return chosen


def group_of(rule: HistoryRule, event: Event) -> Group | None:
    """The group to which an event matters; None where a rule looks at all of them at once."""
    pattern = rule.pattern
    if isinstance(pattern, Concurrent) and pattern.pair:
        return None
    return named(event, pattern.same if isinstance(pattern, Follows) else pattern.by)


def truths(rule: HistoryRule, event: Event) -> dict[int, Truth]:
    """Whether each selection of a rule takes an event, by identity; empty where none does, or may do so."""
    ours = {id(one): evaluate(one.where, event.fields) for one in rule.selections if one.kind == event.kind}
    return {} if all(truth is False for truth in ours.values()) else ours


def final(rule: HistoryRule, finding: HistoryFinding, events: dict[str, Event], horizon: date) -> bool:
    """Whether nothing from a day on can change a finding any more."""
    if isinstance(rule.pattern, Follows):
        return (
            finding.owed is None
            and finding.standing is not Standing.PENDING
            and finding.start < horizon
            and all(events[one].day < horizon for one in finding.events)
        )
    return finding.end is not None and finding.end < horizon


def news(
    rule: HistoryRule, before: Iterable[HistoryFinding], after: Iterable[HistoryFinding]
) -> Iterator[HistoryFinding]:
    """What is said now and was not before. Of what is kept, only that which was not kept before."""
    old, new = {_said(one): one for one in before}, {_said(one): one for one in after}
    gone = {_place(rule, one) for said, one in old.items() if said not in new and one.standing is not Standing.KEPT}
    for said, one in new.items():
        if said not in old and (one.standing is not Standing.KEPT or _place(rule, one) in gone):
            yield one


def _said(one: HistoryFinding) -> tuple[object, ...]:
    """All of a finding but its norm, of which the hash is slow and the same for all."""
    told = (one.standing, one.group, one.start, one.end, one.events, one.number, one.owed, one.due)
    return (*told, one.missing, one.unknown_because)


def _place(rule: HistoryRule, finding: HistoryFinding) -> tuple[Group, date, tuple[str, ...]]:
    first = finding.events[:1] if isinstance(rule.pattern, Follows) else ()
    return finding.group, finding.start, first


def after(day: date) -> date:
    """The day after a day, or after that of a moment."""
    return min(date(day.year, day.month, day.day), NEVER - ONE_DAY) + ONE_DAY


class Place:
    """One rule asked of one group: the events that matter to it yet, and what it said last.

    What is said is kept under keys; here all of it under one. Only what is said under stale ones is worked out again.
    """

    def __init__(self, question: Question, group: Group | None) -> None:
        self.question, self.group = question, group
        self.events: dict[str, Event] = {}
        self.said: dict[Hashable, tuple[HistoryFinding, ...]] = {}
        self.wake = date.min
        self._truths: dict[tuple[int, str], Truth] = {}
        self._since = question.since

    def take(self, event: Event, told: dict[int, Truth]) -> None:
        """Remember an event, and which selections take it."""
        self.events[event.id] = event
        for selection, truth in told.items():
            self._truths[selection, event.id] = truth

    def drop(self, event: Event) -> None:
        """Take an event away, if it is there."""
        self.events.pop(event.id, None)
        for selection in self.question.rule.selections:
            self._truths.pop((id(selection), event.id), None)

    def ask(self, at: date, horizon: date, before: date) -> Iterator[HistoryFinding]:
        """What is new on a day; `before` is the horizon of what was said last."""
        rule, keys = self.question.rule, list(self._stale(at))
        old = [one for key in keys for one in self.said.pop(key, ()) if not self._settled(one, before)]
        now: list[HistoryFinding] = []
        for key in keys:
            found = tuple(one for one in self._found(key, at) if not final(rule, one, self.events, horizon))
            if found:
                self.said[key] = found
                now += found
        self.wake = self._next(at)
        return news(rule, old, now)

    def open(self, horizon: date) -> Iterator[HistoryFinding]:
        """What was said last that a day or a later one can still change."""
        return (one for found in self.said.values() for one in found if not self._settled(one, horizon))

    def _settled(self, finding: HistoryFinding, horizon: date) -> bool:
        if not all(one in self.events for one in finding.events):
            return False
        return final(self.question.rule, finding, self.events, horizon)

    def _stale(self, at: date) -> Iterable[Hashable]:  # noqa: ARG002 -- other places keep more than one
        """Under which keys something else may have to be said than on the day that was asked last."""
        return (None,)

    def _found(self, key: Hashable, at: date) -> Iterable[HistoryFinding]:  # noqa: ARG002 -- as above
        """What is to be said under a key."""
        told = (event for event in self.events.values() if event.day <= at)
        return self._answer(told, at, self._since)

    def _answer(
        self, events: Iterable[Event], at: date, since: date, in_force: date | None = None
    ) -> list[HistoryFinding]:
        """What the meaning says of some of the events."""
        asked = self.question
        told = tuple(sorted(events, key=lambda event: event.order))
        in_force = in_force or asked.in_force
        ours = _Remembered(asked.rule, told, at, since, asked.terms, in_force, truths=self._truths)
        return [one for one in answer(ours) if self.group is None or one.group == self.group]

    def _next(self, at: date) -> date:
        """The first day after `at` on which the passing of time alone may change an answer, or one before it."""
        days = {self.question.begin, *self._turns(at)}
        soon = [day for day in days if day > at]
        return min(soon, default=NEVER)

    def _turns(self, at: date) -> Iterator[date]:
        """Days on which an answer may turn, some of them past."""
        pattern, terms = self.question.rule.pattern, self.question.terms
        # Its days are counted as they come; an office that is held does not change by that.
        if isinstance(pattern, Total) and any(
            (event.until or NEVER) > at for event in self.events.values() if event.kind == pattern.events.kind
        ):
            yield max(at + ONE_DAY, self.question.in_force)
        match pattern:
            case Count() | Total():
                # Any days in a row are a period of their own each day; the calendar's turn at their end.
                now = (at, at) if pattern.per.unit == "days" else pattern.per.around(at, terms)
                for end in (*(one.end for one in self._said()), now and now[1]):
                    if end:
                        yield after(end)
            case Follows():
                for one in self._said():
                    if one.due:
                        yield date(one.due.year, one.due.month, one.due.day)  # of a moment, its own day
                        yield after(one.due)
            case Concurrent() | Every():
                pass

    # --- what cannot matter any more

    def forget(self, horizon: date) -> None:
        """Let go of what was said for good before a day, and of the events that matter to nothing from it on."""
        for key, found in list(self.said.items()):
            if still := tuple(one for one in found if not self._settled(one, horizon)):
                self.said[key] = still
            else:
                del self.said[key]
        self._forget(horizon)

    def _said(self) -> Iterator[HistoryFinding]:
        return (one for found in self.said.values() for one in found)

    def _forget(self, horizon: date) -> None:
        """Let go of the events that matter to nothing from a day on."""
        match self.question.rule.pattern:
            case Count() | Total() as pattern:
                # A minimum is asked of terms one after another from the first, so that all of them are gone through.
                asked_again = pattern.per.unit == "term" and bounds(pattern.limit)[0] > 0
                if not asked_again and (span := pattern.per.around(horizon, self.question.terms)):
                    self._since = max(self._since, min(span[0], horizon))
                    lasting = isinstance(pattern, Total)
                    roster = self.question.rule.roster
                    self._keep(
                        e
                        for e in self.events.values()
                        if e.day >= span[0]
                        or ((lasting or (roster and e.kind == roster.kind)) and (e.until or NEVER) >= span[0])
                    )
            case Follows():
                open_ = {one.events[0]: one.start for one in self._said()}
                first = min(open_.values(), default=NEVER)
                self._keep(e for e in self.events.values() if e.id in open_ or e.day >= min(horizon, first))

    def _keep(self, events: Iterable[Event]) -> None:
        kept = {event.id: event for event in events}
        for event in [event for event in self.events.values() if event.id not in kept]:
            self.drop(event)

    @property
    def idle(self) -> bool:
        """Whether there is nothing to remember of the group."""
        return not self.events and not self.said
