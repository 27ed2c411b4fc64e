"""Counts and totals: how many events, or days, in a period, joined with the limit of their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from rules_engine.evaluate.history.question import NO_BOUND, ONE_DAY, Question, bounds
from rules_engine.evaluate.history.total import DAYS_IN_MONTH
from rules_engine.evaluate.stream.feed import LIMIT, ON_TIME, OPEN, Feed, selected
from rules_engine.evaluate.stream.network import Ruleset, compared, fact, joined
from rules_engine.evaluate.watch.places import NEVER, Place, truths
from rules_engine.history import Count, Event, Per, Term, Total
from rules_engine.value import Truth

TALLY: Final = 5
_RULES: Final[Ruleset] = ON_TIME | {
    "over": (fact(LIMIT), joined(TALLY, "place", "a.place", compared("$gt", "number", "a.most"))),
    "touched": (fact(OPEN), joined(TALLY, "place", "a.place")),
}
_OUTSIDE: Final = -1
_MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Calendar:
    """The cells into which days fall, numbered; a period is so many cells in a row, named by the first."""

    def __init__(self, per: Per, terms: tuple[Term, ...]) -> None:
        self.per, self.terms = per, terms
        # Any days in a row lie in two cells of that length.
        self.width = 2 if per.unit == "days" else 1 if per.unit == "term" else per.number

    def cell(self, day: date) -> int:
        """The cell of a day; one for all days that lie in no known term."""
        unit = self.per.unit
        if unit == "days":
            return day.toordinal() // self.per.number
        if unit == "term":
            found = (i for i, term in enumerate(self.terms) if term.start <= day <= (term.end or date.max))
            return next(found, _OUTSIDE)
        return (day.year * 12 + day.month - 1) // _MONTHS[unit]

    def periods(self, cell: int) -> range:
        """The periods that a cell lies in."""
        return range(cell - self.width + 1, cell + 1)

    def spread(self, first: date, last: date) -> Iterator[tuple[int, int]]:
        """The cells of days in a row, and how many of the days lie in each."""
        day = first
        while day <= last:
            end = min(last, self._end(day))
            yield self.cell(day), (end - day).days + 1
            if end == date.max:
                return
            day = end + ONE_DAY

    def _end(self, day: date) -> date:
        """The last day up to which days lie in the same cell as a day."""
        if self.per.unit == "days":
            return day + timedelta(days=self.per.number - 1 - day.toordinal() % self.per.number)
        if self.per.unit != "term":
            span = Per(self.per.unit).around(day)
            return span[1] or date.max if span else day
        turns = [term.start - ONE_DAY for term in self.terms if term.start > day]
        return min([*turns, *(term.end for term in self.terms if term.end and term.end >= day)], default=date.max)


class TallyFeed(Feed):
    """What counts and totals have in common: a limit for each place, and a tally that is replaced by the next one."""

    def __init__(self, question: Question, pattern: Count | Total, named: set[int]) -> None:
        super().__init__(question, named, _RULES)
        scale = DAYS_IN_MONTH if isinstance(pattern, Total) and pattern.in_months else 1
        least, self.most = bounds(pattern.limit, scale)
        self.ticks = least > 0
        self.calendar = Calendar(pattern.per, question.terms)
        self._tallies: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)

    def tally(self, place: int, period: int, number: int) -> None:
        """Put down how many there are in a period; the network joins that with the limit."""
        self.limit(place, self.most)
        self.untally(place, period)
        self._tallies[place][period] = number, self.put(TALLY, place=place, period=period, number=number)

    def untally(self, place: int, period: int) -> None:
        """Take a tally back."""
        if before := self._tallies[place].pop(period, None):
            self._network.take(before[1])

    def tallied(self, place: int, period: int) -> int:
        """How many there are in a period."""
        return self._tallies[place].get(period, (0, 0))[0]

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        super().closed(place)
        for period in list(self._tallies[place]):
            self.untally(place, period)
        del self._tallies[place]


class CountFeed(TallyFeed):
    """Events in a period."""

    def __init__(self, question: Question, pattern: Count, named: set[int]) -> None:
        super().__init__(question, pattern, named)
        self.events = pattern.events

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:  # noqa: ARG002 -- it is past
        """One more in each period that the event lies in."""
        self._count(place, event, told, 1)

    def freed(self, place: int, event: Event) -> None:
        """One less."""
        self._count(place, event, truths(self.question.rule, event), -1)

    def _count(self, place: int, event: Event, told: dict[int, Truth], step: int) -> None:
        if selected(told, self.events) and event.day >= self.question.in_force:
            for period in self.calendar.periods(self.calendar.cell(event.day)):
                self.tally(place, period, self.tallied(place, period) + step)

    def forgotten(self, place: int, held: Place, horizon: date) -> None:
        """Periods that have ended for good are let go; terms are few."""
        if self.calendar.per.unit != "term":
            first = min(self.calendar.periods(self.calendar.cell(horizon)))
            for period in [each for each in self._tallies[place] if each < first]:
                self.untally(place, period)
        super().forgotten(place, held, horizon)


class TotalFeed(TallyFeed):
    """Days in a period, each once, however many intervals it lies in."""

    def __init__(self, question: Question, pattern: Total, named: set[int]) -> None:
        super().__init__(question, pattern, named)
        self.events = pattern.events
        self._intervals: dict[int, dict[str, tuple[date, date | None]]] = {}

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:
        """The most days of any period, and the day on which there may be too many."""
        if selected(told, self.events):
            first = max(event.day, self.question.in_force)
            self._intervals.setdefault(place, {})[event.id] = first, event.until
            self.tally(place, 0, self._longest(place, at))
            self.wake(place, min(self.wakes(place), self._reached(place, at)))

    def freed(self, place: int, event: Event) -> None:
        """The event's days are taken off when the place has been asked, which it will be."""
        self._intervals.get(place, {}).pop(event.id, None)

    def turns(self, place: int, held: Place, at: date) -> date:
        """The first day on which there may be too many, at one day more each day."""
        if place in self._intervals:
            if (number := self._longest(place, at)) != self.tallied(place, 0):
                self.tally(place, 0, number)
            return self._reached(place, at)
        return super().turns(place, held, at)

    def forgotten(self, place: int, held: Place, horizon: date) -> None:
        """Intervals that the place remembers no more are let go."""
        ours = self._intervals.get(place, {})
        for one in [one for one in ours if one not in held.events]:
            del ours[one]
        super().forgotten(place, held, horizon)

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        super().closed(place)
        self._intervals.pop(place, None)

    def _reached(self, place: int, at: date) -> date:
        lasting = any(until is None or until > at for _, until in self._intervals[place].values())
        more = self.most - self.tallied(place, 0) + 1
        if not lasting or more > (NEVER - at).days:
            return NEVER
        return at + timedelta(days=max(1, more))

    def _longest(self, place: int, at: date) -> int:
        """The most days of any period up to a day; nothing, where none are too many."""
        if self.most >= NO_BOUND:
            return 0
        cells: dict[int, int] = {}
        for first, last in _merged(self._intervals[place].values(), at):
            for cell, days in self.calendar.spread(first, last):
                cells[cell] = cells.get(cell, 0) + days
        width = self.calendar.width
        periods = {period for cell in cells for period in self.calendar.periods(cell)}
        return max((sum(cells.get(period + i, 0) for i in range(width)) for period in periods), default=0)


def _merged(intervals: Iterable[tuple[date, date | None]], at: date) -> Iterator[tuple[date, date]]:
    """Intervals up to a day, those that overlap made one."""
    reached: date | None = None
    for first, until in sorted(intervals, key=lambda one: one[0]):
        start = max(first, reached + ONE_DAY) if reached else first
        last = min(until or at, at)
        if start <= last:
            yield start, last
            reached = last
