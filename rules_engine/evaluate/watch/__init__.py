"""Norms about a history as it happens: what each event changes, and what the passing of time brings.

For each rule and group, the events that can still matter are held, and when one comes, the meaning answers for its
groups alone. What is older than may still come late is let go, so memory goes with what is open: periods that run,
intervals without an end, deadlines that wait.

A place (`places`) is one rule asked of one group; `counted`, `repeated` and `together` are places of which an event
changes only a part, however crowded they are. `watcher` is what this watch has in common with others (`stream`).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rules_engine.evaluate.history.question import Group, Question, bounds
from rules_engine.evaluate.watch.counted import Counted, parted
from rules_engine.evaluate.watch.places import NEVER, Place, group_of, truths
from rules_engine.evaluate.watch.repeated import Repeated
from rules_engine.evaluate.watch.together import Together
from rules_engine.evaluate.watch.watcher import TooLateError
from rules_engine.history import BOOKKEEPING, Concurrent, Count, Event, Every, HistoryFinding, HistoryRule, Term, Total

Key = tuple[int, Group | None]
"""The place of a rule, by its number, and a group; no group where the rule looks at all of them at once."""

_SWEEP: Final = 31  # days between two looks for what can be let go


class Watch:
    """A `Watcher`, made as its `WatcherMaker` says."""

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
        self.day = day
        self._late = late
        self._rules = tuple(rules)
        self._questions = [Question(rule, (), day, since, tuple(terms), in_force) for rule in self._rules]
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            for kind in rule.kinds:
                self._by_kind[kind].append(number)
        self._lasting = {kind for rule in self._rules for kind in _lasting(rule)}
        self._places: dict[Key, Place] = {}
        self._known: dict[str, Event] = {}
        self._voided: set[str] = set()
        self._ahead: list[Event] = []  # of days that have not come
        self._forgot = False
        self._alarms: list[tuple[date, int, Key]] = []  # a heap: by day, then in the order in which they were set
        self._alarms_set = 0
        self._swept = day
        for number, rule in enumerate(self._rules):
            if _asks_all(rule):
                self._place(number, ())
        self._ask(self._places, self.horizon)

    @property
    def horizon(self) -> date:
        """The first day that an event may be about."""
        if self._late is None or (self.day - date.min).days < self._late:
            return date.min
        return self.day - timedelta(days=self._late)

    @property
    def findings(self) -> tuple[HistoryFinding, ...]:
        """As `Watcher.findings`."""
        said = [(number, one) for (number, _), each in self._places.items() for one in each.open(self.horizon)]
        return tuple(one for _, one in sorted(said, key=lambda item: (item[0], _order(item[1]))))

    @property
    def held(self) -> int:
        """As `Watcher.held`."""
        return len(self._known)

    def add(self, event: Event) -> tuple[HistoryFinding, ...]:
        """As `Watcher.add`."""
        if event.id in self._known:
            return ()
        voided = event.voids in self._voided
        old = self._known.get(event.voids) if event.voids and not voided else None
        if event.voids and not voided and not old and self._forgot:
            raise TooLateError(event.id, event.voids, self.horizon)
        if (about := self._concerns(event, old)) < self.horizon:
            raise TooLateError(event.id, about, self.horizon)
        self._known[event.id] = event
        touched: dict[Key, None] = {}
        among = None if event.day >= self.horizon else self._where(old)
        if event.voids:
            self._voided.add(event.voids)
        if old and old.day <= self.day:
            touched |= self._deal(old, away=True)
        if event.id not in self._voided and event.kind not in BOOKKEEPING:
            if event.day > self.day:
                self._ahead.append(event)
            else:
                touched |= self._deal(event, among=among)
        return self._ask(touched, self.horizon)

    def at(self, day: date) -> tuple[HistoryFinding, ...]:
        """As `Watcher.at`."""
        if day < self.day:
            raise ValueError(day)
        before, self.day = self.horizon, day
        touched: dict[Key, None] = {}
        ahead, self._ahead = self._ahead, []
        for event in ahead:
            if event.id in self._voided:
                continue
            if event.day > day:
                self._ahead.append(event)
            else:
                touched |= self._deal(event)
        while self._alarms and self._alarms[0][0] <= day:
            wake, _, key = heapq.heappop(self._alarms)
            if key in self._places and self._places[key].wake == wake:
                touched[key] = None
        found = self._ask(touched, before)
        if self._late is not None and (day - self._swept).days >= _SWEEP:
            self._sweep()
        return found

    def _concerns(self, event: Event, old: Event | None) -> date:
        """The first day about which an event tells something that was not told."""
        if old is None:
            return date.max if event.kind in BOOKKEEPING else event.day
        if (
            event.kind in self._lasting
            and replace(event, id=old.id, until=old.until, voids=old.voids, seq=old.seq) == old
        ):
            return min(event.until or date.max, old.until or date.max)
        return old.day if event.kind in BOOKKEEPING else min(event.day, old.day)

    def _place(self, number: int, group: Group | None) -> Place:
        key = (number, group)
        if key not in self._places:
            self._places[key] = _nothing_said(self._questions[number], group)
        return self._places[key]

    def _where(self, event: Event | None) -> set[Key]:
        """The places that hold an event."""
        numbers = self._by_kind.get(event.kind, ()) if event else ()
        keys = {(number, group_of(self._rules[number], event)) for number in numbers if event}
        return {key for key in keys if event and key in self._places and event.id in self._places[key].events}

    def _deal(self, event: Event, *, away: bool = False, among: Container[Key] | None = None) -> dict[Key, None]:
        """Put an event into the places where it matters, or `among` some; or take it away from there."""
        touched: dict[Key, None] = {}
        for number in self._by_kind.get(event.kind, ()):
            rule = self._rules[number]
            if told := truths(rule, event):
                group = group_of(rule, event)
                if among is not None and (number, group) not in among:
                    continue  # what it takes the place of is forgotten there
                each = self._place(number, group)
                if away:
                    each.drop(event)
                else:
                    each.take(event, told)
                touched[number, group] = None
        return touched

    def _ask(self, keys: Iterable[Key], before: date) -> tuple[HistoryFinding, ...]:
        found: list[tuple[int, HistoryFinding]] = []
        for key in keys:
            each, number = self._places[key], key[0]
            woken = each.wake
            found += [(number, one) for one in each.ask(self.day, self.horizon, before)]
            if each.wake < NEVER and (each.wake != woken or woken <= self.day):
                self._alarms_set += 1
                heapq.heappush(self._alarms, (each.wake, self._alarms_set, key))
        return tuple(one for _, one in sorted(found, key=lambda item: (item[0], _order(item[1]))))

    def _sweep(self) -> None:
        """Let go of what only an event could change that would come too late."""
        self._swept, horizon = self.day, self.horizon
        for key, each in list(self._places.items()):
            each.forget(horizon)
            if each.idle and not (key[1] == () and _asks_all(self._rules[key[0]])):
                del self._places[key]
        held = {one for each in self._places.values() for one in each.events}
        held |= {event.id for event in self._ahead}
        gone = (e for e in self._known.values() if e.day < horizon and not self._goes_on(e, horizon))
        forgotten = {event.id for event in gone} - held
        self._forgot |= bool(forgotten)
        for one in forgotten:
            del self._known[one]
        self._voided -= forgotten
        self._alarms = [
            (each.wake, number, key) for number, (key, each) in enumerate(self._places.items()) if each.wake < NEVER
        ]
        heapq.heapify(self._alarms)
        self._alarms_set = len(self._alarms)

    def _goes_on(self, event: Event, horizon: date) -> bool:
        """Whether it is an interval of which the end may yet be told, though it matters to nothing now."""
        return event.kind in self._lasting and event.id not in self._voided and (event.until or NEVER) >= horizon


def _nothing_said(question: Question, group: Group | None) -> Place:
    """A place that nothing has been said of yet."""
    pattern = question.rule.pattern
    if isinstance(pattern, Concurrent):
        return Together(question, group, pattern)
    if isinstance(pattern, Every):
        return Repeated(question, group or (), pattern)
    if isinstance(pattern, Count) and parted(pattern, roster=question.rule.roster is not None):
        return Counted(question, group or (), pattern)
    return Place(question, group)


def _order(one: HistoryFinding) -> tuple[Group, date, date, tuple[str, ...]]:
    return one.group, one.start, one.end or date.max, one.events


def _lasting(rule: HistoryRule) -> set[str]:
    """The kinds of which a rule counts days, so that an open one is an interval."""
    kinds = {rule.pattern.events.kind} if isinstance(rule.pattern, Total | Concurrent) else set()
    return kinds | ({rule.roster.kind} if rule.roster else set())


def _asks_all(rule: HistoryRule) -> bool:
    """Whether something is asked even where no event tells of a group."""
    pattern = rule.pattern
    if isinstance(pattern, Count | Total):
        return rule.roster is None and bounds(pattern.limit)[0] > 0
    return isinstance(pattern, Every) and not pattern.by
