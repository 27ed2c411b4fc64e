"""Places of what must come again and again: each event changes only what lies between the days next to its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from rules_engine.evaluate.history.question import ONE_DAY, Group, Question
from rules_engine.evaluate.watch.places import Place, after
from rules_engine.history import Event, Every, HistoryFinding
from rules_engine.period import shifted
from rules_engine.value import Truth


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
