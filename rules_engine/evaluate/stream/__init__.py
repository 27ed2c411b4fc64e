"""Norms about a history as it happens, on durable-rules: each rule is compiled to a ruleset, each event to facts.

The joins are made and the limits compared in the package's network: tallies of a period with the limit of their
place (`count`, `total`), intervals of one group with those that they overlap (`concurrent`, of pairs too), events with
those that answer them (`follows`), deadlines with the day that comes (all). Where the network finds nothing, all is
kept and nothing is asked; of the places that it names, one rule and one group, the meaning says what there is to find,
which events, and until when.

Beside the network are: the adding up of a tally, which Python does; and what is named without a join, as it is always
news: an event that another voids, one that tells who holds an office, one after which another must come `every` so
often, and any of a minimum for each so many days in a row.

All facts are whole numbers: the package takes `"5000000"` and `5000000` for equal, and reads numbers as doubles.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from itertools import count

from rules_engine.evaluate.history.question import Question, bounds
from rules_engine.evaluate.stream.feed import EachFeed, Feed
from rules_engine.evaluate.stream.intervals import PairFeed, TogetherFeed
from rules_engine.evaluate.stream.sequels import SequelFeed
from rules_engine.evaluate.stream.tallies import CountFeed, TotalFeed
from rules_engine.evaluate.watch import Key, Watch
from rules_engine.history import Concurrent, Count, Event, Every, Follows, HistoryFinding, HistoryRule, Term, Total


class RuleStream(Watch):
    """What `Watch` says, with a network that tells where there is anything to ask.

    A rule's number and a group are a place; the network knows it by a number of its own. What is said of a place where
    all is kept is worked out when `findings` asks for it.
    """

    def __init__(
        self,
        rules: Iterable[HistoryRule],
        since: date,
        day: date,
        terms: Sequence[Term] = (),
        in_force: date = date.min,
        *,
        late: int | None = None,
    ) -> None:
        rules = tuple(rules)
        self._named: set[int] = set()
        self._feeds = [_feed(Question(rule, (), day, since, tuple(terms), in_force), self._named) for rule in rules]
        self._numbers: dict[Key, int] = {}
        self._keys: dict[int, Key] = {}
        self._serial = count()
        self._rung = day
        self._unasked: dict[Key, None] = {}
        super().__init__(rules, since, day, terms, in_force, late=late)

    @property
    def findings(self) -> tuple[HistoryFinding, ...]:
        """All that is said now and can still change, kept ones included, in the order of rules, groups and days."""
        for place in self._places.values():
            place.ask(self.day, self.horizon, self.horizon)
        return super().findings

    def _deal(self, event: Event, *, away: bool = False, among: Container[Key] | None = None) -> dict[Key, None]:
        """Put an event into the places where it matters, or take it away from there; those that the network names."""
        for key in super()._deal(event, away=away, among=among):
            self._unasked[key] = None
            feed = self._feeds[key[0]]
            if away:
                feed.withdrawn(self._number(key), event)
            else:
                feed.event(self._number(key), event, self.day)
        return self._called()

    def _ask(self, keys: Iterable[Key], before: date) -> tuple[HistoryFinding, ...]:
        """What the meaning says of places that are named, and of those of which the day has come."""
        if self.day > self._rung:
            self._rung = self.day
            for feed in self._feeds:
                feed.day(self.day)
        keys = dict.fromkeys([*keys, *self._called()])
        if not keys:
            return ()
        found = super()._ask(keys, before)
        self._alarms.clear()  # the network has its own
        for key in keys:
            self._feeds[key[0]].settled(self._number(key), self._places[key], self.day)
            self._unasked.pop(key, None)
        self._named.clear()
        return found

    def _sweep(self) -> None:
        """Let go of what only an event could change that would come too late."""
        for key in self._unasked:  # a place knows what it may forget from what it has been asked
            self._places[key].ask(self.day, self.horizon, self.horizon)
        self._unasked.clear()
        super()._sweep()
        self._alarms.clear()
        for key, number in list(self._numbers.items()):
            feed = self._feeds[key[0]]
            if key in self._places:
                feed.forgotten(number, self._places[key], self.horizon)
            else:
                feed.closed(number)
                del self._numbers[key], self._keys[number]
        self._named.clear()

    def _number(self, key: Key) -> int:
        if key not in self._numbers:
            self._numbers[key] = number = next(self._serial)
            self._keys[number] = key
        return self._numbers[key]

    def _called(self) -> dict[Key, None]:
        """The places that the network has named since they were last asked for."""
        called = {self._keys[number]: None for number in sorted(self._named)}
        self._named.clear()
        return called


def _feed(question: Question, named: set[int]) -> Feed:
    """How the events of a rule become facts."""
    match question.rule.pattern:
        case Count(per=per, limit=limit) | Total(per=per, limit=limit) if per.unit == "days" and bounds(limit)[0] > 0:
            return EachFeed(question, named)
        case Count() as pattern:
            return CountFeed(question, pattern, named)
        case Total() as pattern:
            return TotalFeed(question, pattern, named)
        case Every():
            return EachFeed(question, named)
        case Concurrent(pair=None) as pattern:
            return TogetherFeed(question, pattern, named)
        case Concurrent() as pattern:
            return PairFeed(question, pattern, named)
        case Follows() as pattern:
            return SequelFeed(question, pattern, named)
