"""The smallest sets of levers whose change meets all demands: a search driven by conflicts, complete up to a size.

Sizes are tried from the least that is not ruled out. A set is looked at first with its levers free to take any other
value: where a demand cannot be met even so, one of the facts that it blames must change, too, and the search branches
over them, each branch leaving out those before it, so that no set is met twice. Demands that blame different facts
each need a change of their own, which tells how many more there must be at least. Where nothing speaks against a set,
its values are tried one by one in the same way; where all fail, what they were lacking is branched over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rules_engine.decision import Verdict
from rules_engine.inquiry.demands import Demand, Situation
from rules_engine.inquiry.outlook import Free, Tried
from rules_engine.value import Value

MOST_CHANGES: Final = 8
"""Larger sets of changes are not looked for."""
MOST_TRIES: Final = 20_000
"""So many sets and values are tried for one case; the cases of the shipped packs need a few dozen."""
MOST_SOLUTIONS: Final = 200
"""So many ways of one set, and so many sets, are kept."""

Setting = dict[str, Value]
"""Levers and what they are changed to."""


class _Cut(Exception):
    """The limit of tries is reached."""


@dataclass(slots=True)
class Found:
    """What a search found: sets of one size with their ways; `ruled_out` is the greatest size without any.

    `complete` tells that all sets of the size were looked at; `deeper` that larger sets than those may do.
    """

    ways: dict[frozenset[str], list[Setting]] = field(default_factory=dict)
    ruled_out: int = 0
    complete: bool = True
    deeper: bool = False


class Search:
    """A search for one goal, `allow` or `incomplete`; `governed` is as for `Situation.demands`.

    `tries` counts what has been tried.
    """

    def __init__(self, situation: Situation, goal: Verdict, most: int = MOST_TRIES, *, governed: bool = True) -> None:
        self.situation, self.prospects, self.goal = situation, situation.prospects, goal
        self.demands = situation.demands(goal, governed=governed)
        self.tries, self.most = 0, most
        self._order = {name: number for number, name in enumerate(situation.levers)}
        self._valued: dict[frozenset[str], tuple[list[Setting], frozenset[str]]] = {}
        self._found: dict[frozenset[str], list[Setting]] = {}
        self._deeper = False

    def smallest(self) -> Found:
        """The smallest sets that meet all demands."""
        found = Found()
        usable = frozenset(self.situation.levers)
        blamed, least = self._lacking(frozenset(), usable)
        if blamed is not None and not blamed:
            return Found(ruled_out=MOST_CHANGES)
        size = max(least, 1)
        while size <= MOST_CHANGES:
            found.ruled_out, self._deeper = size - 1, False
            try:
                self._visit(frozenset(), usable, size)
            except _Cut:
                found.complete = False
            found.ways, found.deeper = self._found, self._deeper
            if self._found or not found.complete:
                return found
            if not self._deeper:
                break
            size += 1
        else:
            found.deeper = True
        found.ruled_out = MOST_CHANGES
        return found

    # --- sets

    def _visit(self, chosen: frozenset[str], usable: frozenset[str], size: int) -> None:
        """Look at the sets of a size that hold the chosen levers and, beside them, usable ones alone."""
        self._count()
        blamed, least = self._lacking(chosen, usable - chosen)
        if blamed is not None and not blamed:
            return
        if len(chosen) + least > size:
            self._deeper = True
            return
        if blamed is None:
            ways, blamed = self._ways(chosen)
            if len(chosen) == size:
                if ways:
                    self._keep(chosen, ways)
                self._deeper |= not ways and bool(blamed & usable)
                return
        for name in sorted((blamed & usable) - chosen, key=self._order.__getitem__):
            self._visit(chosen | {name}, usable, size)
            usable -= {name}

    def _keep(self, chosen: frozenset[str], ways: list[Setting]) -> None:
        self._found[chosen] = ways
        if len(self._found) == MOST_SOLUTIONS:
            raise _Cut

    def _lacking(self, chosen: frozenset[str], usable: frozenset[str]) -> tuple[frozenset[str] | None, int]:
        """The shortest list of levers of which one must be added, if any must, and how many must be at least."""
        tried: Tried = dict.fromkeys(chosen, Free.ANY)
        lists = [names for demand in self.demands if (names := self._demanded(demand, tried, usable)) is not None]
        if not lists:
            return None, 0
        lists.sort(key=self._short)
        least, met = 0, set[str]()
        for names in lists:
            if not met & names:
                least += 1
                met |= names
        return lists[0], least

    def _demanded(self, demand: Demand, tried: Tried, usable: frozenset[str]) -> frozenset[str] | None:
        return self.prospects.demanded(demand.part, demand.wanted, tried, usable)

    def _short(self, names: frozenset[str]) -> tuple[int, list[int]]:
        return len(names), sorted(self._order[name] for name in names)

    def _count(self) -> None:
        self.tries += 1
        if self.tries > self.most:
            raise _Cut

    # --- values

    def _ways(self, chosen: frozenset[str]) -> tuple[list[Setting], frozenset[str]]:
        """The ways in which a set meets the demands; else the levers of which one must be added for it to do so."""
        found = self._valued.get(chosen)
        if found is None:
            ordered = [name for name in self.situation.levers if name in chosen]
            listed = [name for name in ordered if self.situation.listed(name) is not None]
            numbers = [name for name in ordered if name not in listed]
            ways: list[Setting] = []
            blamed: set[str] = set()
            for way in self._settings(dict.fromkeys(chosen, Free.ANY), listed, numbers, blamed):
                ways.append(way)
                if len(ways) == MOST_SOLUTIONS:
                    break
            for name in numbers:  # where another number changes, too, other values are worth trying
                blamed |= self.situation.linked[name]
            found = self._valued[chosen] = ways, frozenset(blamed - chosen)
        return found

    def _settings(
        self, tried: Mapping[str, Value | Free], listed: list[str], numbers: list[str], blamed: set[str]
    ) -> Iterator[Setting]:
        """The settings that meet all demands; of those that differ in numbers and days alone, the first."""
        self._count()
        for demand in self.demands:
            names = self._demanded(demand, tried, frozenset(self.situation.levers))
            if names is not None:
                blamed |= names
                return
        if listed:
            name, *rest = listed
            for value in self.situation.listed(name) or ():
                yield from self._settings({**tried, name: value}, rest, numbers, blamed)
        elif numbers:
            name, *rest = numbers
            for value in self.situation.points(name, tried):
                way = next(self._settings({**tried, name: value}, [], rest, blamed), None)
                if way is not None:
                    yield way
                    return
        else:
            yield {name: value for name, value in tried.items() if not isinstance(value, Free)}

    def meets(self, setting: Tried) -> bool:
        """Whether the case with these changes meets all demands."""
        return all(self.prospects.outlook(demand.part, setting) & demand.wanted for demand in self.demands)

    def hopeless(self) -> tuple[Demand, ...]:
        """The demands that no changes meet, as they depend on other facts alone."""
        every = frozenset(self.situation.levers)
        return tuple(demand for demand in self.demands if self._demanded(demand, {}, every) == frozenset())

    def unmet(self, setting: Tried) -> tuple[Demand, ...]:
        """The demands that the case with these changes does not meet."""
        return tuple(d for d in self.demands if not self.prospects.outlook(d.part, setting) & d.wanted)
