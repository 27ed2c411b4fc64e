"""One after another: an event that waits, joined with the one that answers it, and with the day on which it is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from rules_engine.evaluate.history.question import Question
from rules_engine.evaluate.stream.feed import ON_TIME, Feed, selected
from rules_engine.evaluate.stream.network import Ruleset, compared, fact, joined
from rules_engine.evaluate.watch.places import Place
from rules_engine.history import Event, Follows, Standing
from rules_engine.value import Truth

FIRST: Final = 4
"""An event after which another is, or may be, wanting, or came too late."""
THEN: Final = 5
"""An event that may answer one: asserted, and taken back."""
_RULES: Final[Ruleset] = ON_TIME | {
    "first": (fact(FIRST),),
    "answered": (fact(FIRST), joined(THEN, "place", "a.place", compared("$gte", "moment", "a.moment"))),
}
_INSTANT: Final = timedelta(microseconds=1)


class SequelFeed(Feed):
    """Events that wait are facts; what answers none of them changes nothing."""

    def __init__(self, question: Question, pattern: Follows, named: set[int]) -> None:
        super().__init__(question, named, _RULES)
        self.pattern = pattern
        self.clocked = pattern.within is not None and pattern.within.length.needs_clock
        self._waiting: dict[int, dict[str, int]] = {}

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:  # noqa: ARG002 -- it is past
        """An event that another must follow, or one that follows, or both."""
        if selected(told, self.pattern.first) and event.day >= self.question.in_force:
            self._wait(place, event)
        if selected(told, self.pattern.then):
            self.glance(THEN, place=place, moment=self._moment(event))

    def freed(self, place: int, event: Event) -> None:
        """The event waits no more."""
        if number := self._waiting.get(place, {}).pop(event.id, 0):
            self._network.take(number)

    def settled(self, place: int, held: Place, at: date) -> None:
        """Those wait of which something is said that is not kept."""
        said = (one for found in held.said.values() for one in found)
        waiting = {one.events[0] for one in said if one.standing is not Standing.KEPT}
        ours = self._waiting.get(place, {})
        for one in [one for one in ours if one not in waiting]:
            self._network.take(ours.pop(one))
        for one in waiting:
            self._wait(place, held.events[one])
        if not waiting:
            self._waiting.pop(place, None)
        self.wake(place, held.wake if waiting else self.turns(place, held, at))

    def forgotten(self, place: int, held: Place, horizon: date) -> None:
        """Those of which nothing can be said any more wait no longer."""
        self.settled(place, held, horizon)

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        super().closed(place)
        for number in self._waiting.pop(place, {}).values():
            self._network.take(number)

    def _wait(self, place: int, event: Event) -> None:
        ours = self._waiting.setdefault(place, {})
        if event.id not in ours:
            ours[event.id] = self.put(FIRST, place=place, moment=self._moment(event))

    def _moment(self, event: Event) -> int:
        if self.clocked and isinstance(event.on, datetime):
            return (event.on - datetime.min) // _INSTANT
        return event.day.toordinal()
