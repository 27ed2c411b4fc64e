"""How events become facts, and the places that the network names; what all patterns have in common."""

from __future__ import annotations

import heapq
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from rules_engine.evaluate.history.question import Question
from rules_engine.evaluate.stream.network import Fired, Network, Ruleset, fact, joined
from rules_engine.evaluate.watch.places import NEVER, Place, truths
from rules_engine.history import Event, Selection, Standing
from rules_engine.value import Truth

TOUCH: Final = 0
"""An event has come to a place: asserted, and taken back."""
OPEN: Final = 1
"""A place of which something is said that is not kept, so that each event there may change it."""
DUE: Final = 2
"""The day on which time alone may change what is said of a place."""
DAY: Final = 3
"""A day that comes: asserted, and taken back."""
LIMIT: Final = 4
"""How many a place may hold at most."""

ON_TIME: Final[Ruleset] = {"due": (fact(DUE), joined(DAY, "day", "a.day"))}
AGAIN: Final[Ruleset] = ON_TIME | {"touched": (fact(OPEN), joined(TOUCH, "place", "a.place"))}


class Feed(ABC):
    """What the network is told of one rule, and the places that are `named` by it: only there is anything to ask."""

    def __init__(self, question: Question, named: set[int], ruleset: Ruleset = AGAIN) -> None:
        self.question, self.named = question, named
        self._network = Network(ruleset)
        self._open: dict[int, int] = {}
        self._limits: dict[int, tuple[int, int]] = {}
        self._due: dict[int, tuple[date, int]] = {}
        self._days: dict[date, int] = defaultdict(int)
        self._coming: list[date] = []  # the days of `_days`, and some that nothing is due on any more

    def event(self, place: int, event: Event, at: date) -> None:
        """An event has come to a place."""
        told = truths(self.question.rule, event)
        roster = self.question.rule.roster
        if roster and told.get(id(roster), False) is not False:
            self.named.add(place)  # what is asked of the group may be another from now on
        self.fed(place, event, told, at)

    def withdrawn(self, place: int, event: Event) -> None:
        """An event has been taken away from a place: all that rested on it is open again."""
        self.named.add(place)
        self.freed(place, event)

    def day(self, day: date) -> None:
        """A day has come, and all before it."""
        while self._coming and self._coming[0] <= day:
            if (each := heapq.heappop(self._coming)) in self._days:
                self.glance(DAY, day=each.toordinal())

    def settled(self, place: int, held: Place, at: date) -> None:
        """A place has been asked: whether each event may change what is said there, and when time may."""
        open_ = any(one.standing is not Standing.KEPT for said in held.said.values() for one in said)
        if open_ and place not in self._open:
            self._open[place] = self.put(OPEN, place=place)
        elif not open_ and place in self._open:
            self._network.take(self._open.pop(place))
        waits = open_ or self.ticks or at < self.question.begin
        self.wake(place, min(held.wake, self.turns(place, held, at)) if waits else self.turns(place, held, at))

    def forgotten(self, place: int, held: Place, horizon: date) -> None:  # noqa: ARG002 -- others see to their facts
        """A place remembers nothing any more that could matter only to days before one.

        Its own facts are made anew: the package remembers of each how often it has come true.
        """
        if place in self._open:
            self._network.take(self._open[place])
            self._open[place] = self.put(OPEN, place=place)
        if place in self._limits:
            most, number = self._limits.pop(place)
            self._network.take(number)
            self.limit(place, most)

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        self.wake(place, NEVER)
        if place in self._open:
            self._network.take(self._open.pop(place))
        if place in self._limits:
            self._network.take(self._limits.pop(place)[1])

    # --- what each pattern does otherwise

    ticks = False
    """Whether time changes what is said of a place where all is kept, too."""

    @abstractmethod
    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:
        """Make facts of an event that is known, or may be, one of those that the rule selects."""

    @abstractmethod
    def freed(self, place: int, event: Event) -> None:
        """Take back the facts of an event."""

    def turns(self, place: int, held: Place, at: date) -> date:  # noqa: ARG002 -- those who need them see them
        """The first day on which time alone may break what is kept."""
        return NEVER

    # --- facts

    def put(self, kind: int, **values: int) -> int:
        """Assert a fact, and note what the network names for it."""
        number, fired = self._network.put(kind=kind, **values)
        if fired:
            self.note(fired)
        return number

    def glance(self, kind: int, **values: int) -> None:
        """Let the network see a fact, which is then taken back."""
        self._network.take(self.put(kind, **values))

    def limit(self, place: int, most: int) -> None:
        """Let the network know the limit of a place, if it does not yet."""
        if place not in self._limits:
            self._limits[place] = most, self.put(LIMIT, place=place, most=most)

    def note(self, fired: Iterable[Fired]) -> None:
        """Take down which places the network has named."""
        self.named.update(match["a"]["place"] for _, match in fired)

    def wake(self, place: int, day: date) -> None:
        """Let a place be named on a day, and on no other."""
        before = self._due.pop(place, None)
        if before:
            if before[0] == day:
                self._due[place] = before
                return
            self._network.take(before[1])
            self._days[before[0]] -= 1
            if not self._days[before[0]]:
                del self._days[before[0]]
        if day < NEVER:
            self._due[place] = day, self.put(DUE, place=place, day=day.toordinal())
            if day not in self._days:
                heapq.heappush(self._coming, day)
            self._days[day] += 1

    def wakes(self, place: int) -> date:
        """The day on which a place will be named."""
        return self._due[place][0] if place in self._due else NEVER


class EachFeed(Feed):
    """A rule of which each event is news: the time to the next one runs from it."""

    ticks = True

    def __init__(self, question: Question, named: set[int]) -> None:
        super().__init__(question, named, ON_TIME | {"event": (fact(TOUCH),)})

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:  # noqa: ARG002 -- each is news
        """Any event names its place."""
        self.glance(TOUCH, place=place)

    def freed(self, place: int, event: Event) -> None:
        """No fact of an event is kept."""

    def settled(self, place: int, held: Place, at: date) -> None:  # noqa: ARG002 -- the place tells the next day
        """A place has been asked; time runs on."""
        self.wake(place, held.wake)


def selected(told: dict[int, Truth], selection: Selection) -> bool:
    """Whether a selection takes an event, or may do so."""
    return told.get(id(selection), False) is not False
