"""Places of which each event changes only a part, however crowded they are: a period, or what lies between two days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time

from rules_engine.evaluate.history.question import NO_BOUND, ONE_DAY, Group, Question, Span, bounds
from rules_engine.evaluate.history_crowds import Together
from rules_engine.evaluate.history_places import NEVER, Place, after
from rules_engine.history import Concurrent, Count, Event, Every, HistoryFinding, Standing
from rules_engine.period import shifted
from rules_engine.value import Truth


def place(question: Question, group: Group | None) -> Place:
    """A place that nothing has been said of yet."""
    asked, pattern = replace(question, events=()), question.rule.pattern
    if isinstance(pattern, Concurrent):
        return Together(asked, group, pattern)
    if isinstance(pattern, Every):
        return Repeated(asked, group or (), pattern)
    if isinstance(pattern, Count) and _parted(pattern, roster=question.rule.roster is not None):
        return Counted(asked, group or (), pattern)
    return Place(asked, group)


def _parted(pattern: Count, *, roster: bool) -> bool:
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


class Repeated(Place):
    """An event at least every so often; under the day of each what is said of the time up to the next."""

    def __init__(self, question: Question, group: Group, pattern: Every) -> None:
        super().__init__(question, group)
        self._pattern = pattern
        self._on: dict[date, dict[str, Event]] = {}
        self._starts = [question.begin]
        self._maybe: list[Event] = []
        self._changed = {question.begin}

    def take(self, event: Event, told: dict[int, Truth]) -> None:
        """Remember an event, among the others by its day."""
        if event.day < self.question.begin:
            return
        super().take(event, told)
        if not told[id(self._pattern.events)]:
            insort(self._maybe, event, key=lambda one: one.order)
        else:
            if event.day not in self._on and event.day != self.question.begin:
                insort(self._starts, event.day)
            self._on.setdefault(event.day, {})[event.id] = event
        self._changed |= self._around(event.day)

    def drop(self, event: Event) -> None:
        """Take an event away, if it is there."""
        if event.id not in self.events:
            return
        super().drop(event)
        self._changed |= self._around(event.day)
        self._maybe = [one for one in self._maybe if one.id != event.id]
        if event.id in self._on.get(event.day, ()):
            del self._on[event.day][event.id]
            if not self._on[event.day]:
                del self._on[event.day]
                if event.day != self.question.begin:
                    self._starts.remove(event.day)

    def _around(self, day: date) -> set[date]:
        """The starts of what ends on a day or goes on beyond it."""
        place = bisect_right(self._starts, day)
        return set(self._starts[max(0, place - 2) : place])

    def _stale(self, at: date) -> Iterable[Hashable]:
        if at < self.question.begin:
            return ()
        changed, self._changed = self._changed | {self._starts[-1]}, set()
        return sorted(changed)

    def _found(self, key: Hashable, at: date) -> Iterable[HistoryFinding]:
        start: date = key  # type: ignore[assignment]  # it is one of the starts
        place = bisect_left(self._starts, start)
        if self._starts[place : place + 1] != [start]:
            return ()
        end = self._starts[place + 1] if place + 1 < len(self._starts) else None
        first, last = self._days(start), self._days((end or at) + ONE_DAY)
        ends = (*self._on.get(start, {}).values(), *(self._on[end].values() if end else ()))
        found = self._answer((*ends, *self._maybe[first:last]), end or at, start)
        return [one for one in found if (one.start, one.end) == (start, end)]

    def _days(self, day: date) -> int:
        return bisect_left(self._maybe, day, key=lambda event: event.day)

    def _turns(self, at: date) -> Iterator[date]:  # noqa: ARG002 -- as its like
        last = self._starts[-1]
        for day in (last, *(event.day for event in self._maybe[self._days(last) :])):
            if due := shifted(day, self._pattern.within.length, forward=True):
                yield after(due)

    def _forget(self, horizon: date) -> None:  # noqa: ARG002 -- what is said yet tells it
        first = min((one.start for one in self._said()), default=self._starts[-1])
        del self._starts[: bisect_left(self._starts, first)]
        for event in [event for event in self.events.values() if event.day < first]:
            Place.drop(self, event)
            self._on.pop(event.day, None)
        del self._maybe[: self._days(first)]
