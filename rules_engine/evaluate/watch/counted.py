"""Places of what is counted in periods that share no event: each event changes what is said of its own period alone."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time

from rules_engine.evaluate.history.question import NO_BOUND, ONE_DAY, Group, Question, Span, bounds
from rules_engine.evaluate.watch.places import NEVER, Place, after
from rules_engine.history import Count, Event, HistoryFinding, Standing
from rules_engine.value import Truth


def parted(pattern: Count, *, roster: bool) -> bool:
    """Whether periods share no event, and each is asked about whatever the others hold."""
    least, _ = bounds(pattern.limit)
    one_at_a_time = pattern.per.unit != "days" and pattern.per.number == 1
    return one_at_a_time and not roster and (not least or (pattern.per.unit != "term" and not pattern.by))


@dataclass(slots=True)
class _Period:
    """The events of a period: those that are known to count in their order, and those that may."""

    known: list[tuple[tuple[date, time, str], str]] = field(default_factory=list)
    possible: dict[str, Event] = field(default_factory=dict)


class Counted(Place):
    """So many events in periods that do not overlap; under the period's key what is said of it."""

    def __init__(self, question: Question, group: Group, pattern: Count) -> None:
        super().__init__(question, group)
        self._group, self._pattern = group, pattern
        self._least, self._most = bounds(pattern.limit)
        self._periods: dict[Span | None, _Period] = defaultdict(_Period)
        self._changed: dict[Span | None, None] = {}
        self._reached = question.begin

    def take(self, event: Event, told: dict[int, Truth]) -> None:
        """Remember an event, in its period."""
        super().take(event, told)
        if event.day >= self.question.in_force:
            span = self._span(event.day)
            if told[id(self._pattern.events)]:
                insort(self._periods[span].known, (event.order, event.id))
            else:
                self._periods[span].possible[event.id] = event
            self._changed[span] = None

    def drop(self, event: Event) -> None:
        """Take an event away, if it is there."""
        super().drop(event)
        span = self._span(event.day)
        if span in self._periods:
            period = self._periods[span]
            period.possible.pop(event.id, None)
            index = bisect_left(period.known, (event.order, event.id))
            if period.known[index : index + 1] == [(event.order, event.id)]:
                del period.known[index]
            self._changed[span] = None

    def _span(self, day: date) -> Span | None:
        return self._pattern.per.around(day, self.question.terms)

    def _stale(self, at: date) -> Iterable[Hashable]:
        changed, self._changed = self._changed, {}
        day = self._reached
        while self._least and day <= at and (span := self._span(day)):
            changed[span] = None
            self._reached, day = min(at, span[1] or at), (span[1] or at) + ONE_DAY
        return changed

    def _found(self, key: Hashable, at: date) -> Iterable[HistoryFinding]:
        span: Span | None = key  # type: ignore[assignment]  # it is one of the periods
        period = self._periods.get(span, _Period())
        if span is None:
            return self._asked(period, at, self.question.since)
        start, end = span
        begin, in_force = self.question.begin, self.question.in_force
        owed = self._least and start >= in_force and begin <= (end or NEVER) and max(start, begin) <= at
        least, number = self._least if owed else 0, len(period.known)
        if not owed and (self._most >= NO_BOUND or not (number or period.possible)):
            return ()
        if number <= self._most and (number < least or number + len(period.possible) > self._most):
            found = self._asked(period, min(at, end + ONE_DAY) if end else at, max(start, self.question.since))
            return [one for one in found if (one.start, one.end) == span]
        standing = self.question.broken if number > self._most else Standing.KEPT
        events = tuple(one for _, one in period.known)
        return (HistoryFinding(self.question.rule.norm, standing, self._group, start, end, events, number=number),)

    def _asked(self, period: _Period, at: date, since: date) -> list[HistoryFinding]:
        known = (self.events[one] for _, one in period.known)
        return self._answer((*known, *period.possible.values()), at, since)

    def _turns(self, at: date) -> Iterator[date]:
        span = self._span(at) if self._least else None
        if span and span[1]:
            yield after(span[1])

    def _forget(self, horizon: date) -> None:
        for span in [span for span in self._periods if span and (span[1] or NEVER) < horizon]:
            period = self._periods.pop(span)
            for one in (*(one for _, one in period.known), *period.possible):
                super().drop(self.events[one])
        self._keep(event for event in self.events.values() if event.day >= self.question.in_force)
