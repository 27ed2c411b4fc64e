"""Places of intervals that are open at once: only days on which more are open than may be are looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from rules_engine.evaluate.crowded import crowded
from rules_engine.evaluate.history.question import ONE_DAY, Group, Question, bounds, named
from rules_engine.evaluate.watch.places import NEVER, Place
from rules_engine.history import Concurrent, Event, HistoryFinding, Standing

Zone = tuple[date, tuple[str, ...]]
"""The last day, and the events in their order."""


class Together(Place):
    """Intervals open at once; under a group and a first day what is said of days in a row, kept ones left out."""

    def __init__(self, question: Question, group: Group | None, pattern: Concurrent) -> None:
        super().__init__(question, group)
        self._pattern = pattern
        self._most = bounds(pattern.limit)[1] if pattern.limit else 1
        self._zones: dict[tuple[Group, date], Zone] = {}
        self._tells: dict[Group, Event] = {}

    def _stale(self, at: date) -> Iterable[Hashable]:
        before, self._zones = self._zones, {}
        for group, events in self._groups().items():
            for first, last, ours in crowded(events, self._most, self.question.in_force, at):
                self._zones[group, first] = last, tuple(event.id for event in ours)
        return [key for key in {**before, **self._zones} if before.get(key) != self._zones.get(key)]

    def _found(self, key: Hashable, at: date) -> Iterable[HistoryFinding]:  # noqa: ARG002 -- it ends where it ends
        place: tuple[Group, date] = key  # type: ignore[assignment]  # it is one of the zones
        if place not in self._zones:
            return ()
        (group, first), (last, ids) = place, self._zones[place]
        ours = {one: self.events[one] for one in ids}
        if group in self._tells:  # who is paired may be told by one that has no day here
            ours.setdefault(self._tells[group].id, self._tells[group])
        found = self._answer(ours.values(), last, self.question.since, in_force=first)
        return [one for one in found if one.group == group and one.standing is not Standing.KEPT]

    def _groups(self) -> dict[Group, list[Event]]:
        """The events of each group; of two who are paired, those of both."""
        ordered = sorted(self.events.values(), key=lambda event: event.order)
        if self._pattern.pair is None:
            return {self.group or (): ordered}
        groups: dict[Group, list[Event]] = defaultdict(list)
        alone: dict[str, list[Event]] = defaultdict(list)
        self._tells = {}
        for event in ordered:
            (_, who), (_, mate) = named(event, self._pattern.pair)
            if mate and who:
                one, other = sorted((who, mate))
                group = (self._pattern.pair[0], one), (self._pattern.pair[1], other)
                groups[group].append(event)
                self._tells.setdefault(group, event)
            elif who:
                alone[who].append(event)
        return {
            group: [*ours, *(event for name in dict.fromkeys(name for _, name in group) for event in alone[name])]
            for group, ours in groups.items()
        }

    def _turns(self, at: date) -> Iterator[date]:
        yield self.question.in_force
        if any(last == at for last, _ in self._zones.values()):
            yield at + ONE_DAY

    def _forget(self, horizon: date) -> None:
        """Let go of intervals that ended before a day, and of crowds before it; who is paired is remembered."""
        crowds = {one for last, ids in self._zones.values() if last >= horizon - ONE_DAY for one in ids}
        tell = {event.id for event in self._tells.values()}
        self._keep(
            event
            for event in self.events.values()
            if event.id in crowds or event.id in tell or (event.until or NEVER) >= horizon - ONE_DAY
        )
