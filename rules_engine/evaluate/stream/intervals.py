"""At the same time: intervals of one group that overlap are joined, two by two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Final

from rules_engine.evaluate.history.question import Question, bounds
from rules_engine.evaluate.stream.feed import AGAIN, LIMIT, ON_TIME, OPEN, TOUCH, Feed, selected
from rules_engine.evaluate.stream.network import Fired, Ruleset, compared, fact, joined
from rules_engine.evaluate.watch.places import Place
from rules_engine.history import Concurrent, Event
from rules_engine.value import Truth

SHORT: Final = 5
"""An interval in one of the few months, as it were, in which it lies."""
LONG: Final = 6
"""An interval that has no end, or lies in many."""
CROWD: Final = 7
"""How many an interval meets, itself included: asserted, and taken back."""
MATES: Final = 8
"""Two who are paired."""

_MONTH: Final = 32  # any number of days would do: facts of one place are told apart by it
_FEW: Final = 4
_MONTHS_IN_ALL: Final = 2**18
_NO_END: Final = date.max.toordinal()

_OVERLAP: Final = (compared("$lte", "start", "a.end"), compared("$gte", "end", "a.start"))
_TOGETHER: Final[Ruleset] = ON_TIME | {
    "short": (fact(SHORT), joined(SHORT, "month", "a.month", compared("$gt", "one", "a.one"), *_OVERLAP)),
    "mixed": (fact(SHORT), joined(LONG, "place", "a.place", compared("$neq", "one", "a.one"), *_OVERLAP)),
    "long": (fact(LONG), joined(LONG, "place", "a.place", compared("$gt", "one", "a.one"), *_OVERLAP)),
    "over": (fact(LIMIT), joined(CROWD, "place", "a.place", compared("$gt", "number", "a.most"))),
    "touched": (fact(OPEN), joined(CROWD, "place", "a.place")),
}
_MEETINGS: Final = frozenset({"short", "mixed", "long"})
_PAIRED: Final[Ruleset] = AGAIN | {
    "paired": (
        fact(MATES),
        joined(LONG, "one", "a.first"),
        joined(LONG, "one", "a.second", compared("$lte", "start", "b.end"), compared("$gte", "end", "b.start")),
    ),
}


class TogetherFeed(Feed):
    """So many open on one day. Where that is so, the last of them to come to the network meets all the others."""

    def __init__(self, question: Question, pattern: Concurrent, named: set[int]) -> None:
        super().__init__(question, named, _TOGETHER)
        self.pattern = pattern
        self.most = bounds(pattern.limit)[1] if pattern.limit else 1
        self._facts: dict[int, dict[str, list[int]]] = defaultdict(dict)
        self._met: set[int] = set()
        self._values: dict[str, int] = {}
        self._numbers = count()

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:  # noqa: ARG002 -- it is past
        """The interval, and how many it meets."""
        start, end = _days(event, self.question.in_force)
        if not selected(told, self.pattern.events) or start > end:
            return
        self._met.clear()
        one, facts = self._one(event), self._facts[place].setdefault(event.id, [])
        months = range(start // _MONTH, end // _MONTH + 1)
        if len(months) > _FEW:
            facts.append(self.put(LONG, place=place, one=one, start=start, end=end))
        else:
            for month in months:
                key = place * _MONTHS_IN_ALL + month
                facts.append(self.put(SHORT, place=place, month=key, one=one, start=start, end=end))
        self.limit(place, self.most)
        self.glance(CROWD, place=place, number=len(self._met | {one}))

    def note(self, fired: Iterable[Fired]) -> None:
        """Whom an interval meets, and which places are named."""
        others: list[Fired] = []
        for name, match in fired:
            if name in _MEETINGS:
                self._met.update(each["one"] for each in match.values())
            else:
                others.append((name, match))
        super().note(others)

    def freed(self, place: int, event: Event) -> None:
        """The interval is gone."""
        self._free(self._facts[place].pop(event.id, []))

    def forgotten(self, place: int, held: Place, horizon: date) -> None:
        """Intervals that the place remembers no more are let go."""
        ours = self._facts[place]
        for one in [one for one in ours if one not in held.events]:
            self._free(ours.pop(one))
        super().forgotten(place, held, horizon)

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        super().closed(place)
        for facts in self._facts.pop(place, {}).values():
            self._free(facts)

    def _free(self, facts: list[int]) -> None:
        for each in facts:
            self._network.take(each)

    def _one(self, event: Event) -> int:
        """What counts once: the interval, or the value of a name."""
        if not self.pattern.distinct:
            return next(self._numbers)
        return self._values.setdefault(event.names.get(self.pattern.distinct, ""), len(self._values))


class PairFeed(Feed):
    """Of two who are paired, one at a time. All pairs are one place."""

    def __init__(self, question: Question, pattern: Concurrent, named: set[int]) -> None:
        super().__init__(question, named, _PAIRED)
        assert pattern.pair
        self.pattern, self.pair = pattern, pattern.pair
        self._values: dict[str, int] = {}
        self._mates: dict[tuple[int, int], int] = {}
        self._facts: dict[str, int] = {}

    def fed(self, place: int, event: Event, told: dict[int, Truth], at: date) -> None:  # noqa: ARG002 -- it is past
        """The interval of one, and with whom that one is paired."""
        if not selected(told, self.pattern.events):
            return
        one, mate = (event.names.get(name, "") for name in self.pair)
        start, end = _days(event, self.question.in_force)
        if one and mate and one != mate:
            first, second = sorted((self._value(one), self._value(mate)))
            if (first, second) not in self._mates:
                self._mates[first, second] = self.put(MATES, place=place, first=first, second=second)
        if one and start <= end:
            self._facts[event.id] = self.put(LONG, place=place, one=self._value(one), start=start, end=end)
        self.glance(TOUCH, place=place)

    def freed(self, place: int, event: Event) -> None:  # noqa: ARG002 -- there is one
        """The interval is gone; who was paired once may be so again."""
        if event.id in self._facts:
            self._network.take(self._facts.pop(event.id))

    def forgotten(self, place: int, held: Place, horizon: date) -> None:
        """Intervals that the place remembers no more are let go."""
        for one in [one for one in self._facts if one not in held.events]:
            self._network.take(self._facts.pop(one))
        super().forgotten(place, held, horizon)

    def closed(self, place: int) -> None:
        """There is nothing any more to remember of a place."""
        super().closed(place)
        for facts in (self._facts, self._mates):
            for number in facts.values():
                self._network.take(number)
            facts.clear()

    def _value(self, name: str) -> int:
        return self._values.setdefault(name, len(self._values))


def _days(event: Event, in_force: date) -> tuple[int, int]:
    """The first and the last day, as numbers."""
    return max(event.day, in_force).toordinal(), event.until.toordinal() if event.until else _NO_END
