"""Norms about a history asked of very many events: what is plainly kept is passed over, the rest is asked as it means.

Events are dealt into the groups, periods and days on which a norm looks, once for each norm. Where the numbers alone
show that it is kept there, nothing more is done; elsewhere the meaning answers for the few events of that place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from rules_engine.evaluate.audit.asking import Asking, Chosen
from rules_engine.evaluate.crowded import crowded
from rules_engine.evaluate.history.question import NO_BOUND, ONE_DAY, Group, Question, Span, bounds, named
from rules_engine.evaluate.history.total import DAYS_IN_MONTH
from rules_engine.evaluate.reference import evaluate
from rules_engine.history import (
    BOOKKEEPING,
    Concurrent,
    Count,
    Event,
    Every,
    Follows,
    HistoryFinding,
    HistoryRule,
    Selection,
    Standing,
    Term,
    Total,
)
from rules_engine.period import shifted
from rules_engine.value import Truth


def judge_many(
    rules: Iterable[HistoryRule],
    events: Iterable[Event],
    at: date,
    since: date,
    terms: Sequence[Term] = (),
    in_force: date = date.min,
    *,
    kept: bool = False,
) -> tuple[HistoryFinding, ...]:
    """As `judge` of the meaning; findings that are kept only where `kept` asks for them."""
    told = _Told(events, at)
    found: list[HistoryFinding] = []
    for rule in rules:
        asked = _Asked(Question(rule, (), at, since, tuple(terms), in_force), told, kept=kept)
        # Places may share what they say, as days of one run; each is said once.
        ours = dict.fromkeys(asked.findings())
        found += sorted(ours, key=lambda one: (one.group, one.start, one.end or date.max, one.events))
    return tuple(one for one in found if kept or one.standing is not Standing.KEPT)


class _Told:
    """Events that count up to a day, by kind; what a condition makes of the same fields is worked out once."""

    def __init__(self, events: Iterable[Event], at: date) -> None:
        known = {event.id: event for event in events}
        voided = {event.voids for event in known.values()}
        self.by_kind: dict[str, list[Event]] = defaultdict(list)
        for event in known.values():
            if event.id not in voided and event.kind not in BOOKKEEPING and event.day <= at:
                self.by_kind[event.kind].append(event)
        self._chosen: dict[Selection, Chosen] = {}

    def chosen(self, selection: Selection) -> Chosen:
        if selection not in self._chosen:
            truths: dict[int, Truth] = {}  # by identity: many events share the mapping of their fields
            sure: list[Event] = []
            unsure: list[Event] = []
            for event in self.by_kind[selection.kind]:
                place = id(event.fields)
                if place not in truths:
                    truths[place] = evaluate(selection.where, event.fields)
                truth = truths[place]
                if truth:
                    sure.append(event)
                elif truth is None:
                    unsure.append(event)
            self._chosen[selection] = sure, unsure
        return self._chosen[selection]


class _Asked(Asking):
    """One rule asked of all events."""

    def __init__(self, question: Question, told: _Told, *, kept: bool) -> None:
        super().__init__(question, told)
        self.kept = kept

    def findings(self) -> Iterator[HistoryFinding]:
        match self.question.rule.pattern:
            case Count() | Total() as pattern:
                return self.counted(pattern)
            case Every() as pattern:
                return self.repeated(pattern)
            case Concurrent() as pattern:
                return self.concurrent(pattern)
            case Follows() as pattern:
                return self.followed(pattern)

    # --- so many in a period

    def counted(self, pattern: Count | Total) -> Iterator[HistoryFinding]:
        scale = DAYS_IN_MONTH if isinstance(pattern, Total) and pattern.in_months else 1
        least, most = bounds(pattern.limit, scale)
        rosters = self.rosters(pattern) if least else {}
        cells = self.cells(pattern, rosters)
        # Where only a minimum is set, nobody is asked but those of whom it is asked.
        asked = dict.fromkeys(cells if most < NO_BOUND else ())
        minima = {(group, span) for group in rosters for span in self.spans(pattern)} if least else set()
        for group, span in dict.fromkeys([*asked, *minima]):
            sure, unsure = cells.get((group, span), ([], []))
            number, utmost = len(sure), len(sure) + len(unsure)
            plain = isinstance(pattern, Count) and number >= least * ((group, span) in minima) and utmost <= most
            if plain and not self.kept:
                continue
            yield from self.cell(pattern, group, span, [*sure, *unsure], rosters.get(group, []))

    def cells(
        self, pattern: Count | Total, rosters: Mapping[Group, list[Event]]
    ) -> dict[tuple[Group, Span | None], Chosen]:
        """The events of each group in each period that is looked at: one of them ends in it, or it has a minimum."""
        per, terms, in_force = pattern.per, self.question.terms, self.question.in_force
        groups: dict[Group, tuple[list[tuple[date, Event]], list[tuple[date, Event]]]] = defaultdict(lambda: ([], []))
        for index, events in enumerate(self.told.chosen(pattern.events)):
            for event in events:
                days = self.question.days(event) if isinstance(pattern, Total) else (event.day,)
                groups[named(event, pattern.by)][index].extend((day, event) for day in days if day >= in_force)
        spans: dict[date, Span | None] = {}
        cells: dict[tuple[Group, Span | None], Chosen] = {}
        for group, units in groups.items():
            dealt: dict[Span | None, Chosen] = {}
            for day, _ in (*units[0], *units[1]):
                if day not in spans:
                    spans[day] = per.around(day, terms)
                dealt.setdefault(spans[day], ([], []))
            if per.unit == "days" or per.number > 1:
                for span in self.spans(pattern) if group in rosters else ():
                    dealt.setdefault(span, ([], []))
                _overlapping(units, dealt)
            else:
                for index in (0, 1):
                    for day, event in units[index]:
                        into = dealt[spans[day]][index]
                        if not into or into[-1] is not event:
                            into.append(event)
            cells |= {(group, span): chosen for span, chosen in dealt.items()}
        return cells

    # --- again and again

    def repeated(self, pattern: Every) -> Iterator[HistoryFinding]:
        begin, at = self.question.begin, self.question.at
        groups: dict[Group, Chosen] = defaultdict(lambda: ([], []))
        if not pattern.by:
            groups[()] = ([], [])
        for index, events in enumerate(self.told.chosen(pattern.events)):
            for event in events:
                if event.day >= begin:
                    groups[named(event, pattern.by)][index].append(event)
        for sure, unsure in groups.values() if begin <= at else ():
            on: dict[date, list[Event]] = defaultdict(list)
            for event in sure:
                on[event.day].append(event)
            maybe = sorted(unsure, key=lambda event: event.day)
            days = [event.day for event in maybe]
            for start, end in pairwise([*sorted({begin, *on}), None]):
                assert start is not None
                due = shifted(start, pattern.within.length, forward=True)
                if not self.kept and end and due and end <= due:
                    continue
                between = maybe[bisect_left(days, start) : bisect_left(days, end or at + ONE_DAY)]
                ours = (*on.get(start, ()), *(on.get(end, ()) if end else ()), *between)
                found = self.ask(ours, at=end or at, since=start)
                yield from (one for one in found if (one.start, one.end) == (start, end))

    # --- at the same time

    def concurrent(self, pattern: Concurrent) -> Iterator[HistoryFinding]:
        most = bounds(pattern.limit)[1] if pattern.limit else 1
        for events in self.together(pattern):
            for first, last, ours in crowded(
                events, 0 if self.kept else most, self.question.in_force, self.question.at
            ):
                # The first one tells of what group they are, and has no days there unless it is one of them.
                yield from self.ask(
                    [events[0], *(event for event in ours if event is not events[0])], at=last, in_force=first
                )

    def together(self, pattern: Concurrent) -> Iterable[list[Event]]:
        """The events of each group; of two who are paired, those of both."""
        sure, unsure = self.told.chosen(pattern.events)
        groups: dict[Group, list[Event]] = defaultdict(list)
        alone: dict[str, list[Event]] = defaultdict(list)
        for event in (*sure, *unsure):
            if pattern.pair is None:
                groups[named(event, pattern.by)].append(event)
                continue
            one, other = sorted(event.names.get(name, "") for name in pattern.pair)
            if one:
                groups[(pattern.pair[0], one), (pattern.pair[1], other)].append(event)
            elif event.names.get(pattern.pair[0]):
                alone[event.names[pattern.pair[0]]].append(event)
        if pattern.pair is None:
            return groups.values()
        return (
            [*ours, *(e for name in {name for _, name in group} for e in alone[name])] for group, ours in groups.items()
        )

    # --- one after another

    def followed(self, pattern: Follows) -> Iterator[HistoryFinding]:
        clocked = pattern.within is not None and pattern.within.length.needs_clock
        groups: dict[Group, Chosen] = defaultdict(lambda: ([], []))
        for index, events in enumerate(self.told.chosen(pattern.then)):
            for event in events:
                groups[named(event, pattern.same)][index].append(event)
        for sure, _ in groups.values():
            sure.sort(key=lambda event: event.order)
        dues: dict[date, date | None] = {}
        for events in self.told.chosen(pattern.first):
            for first in events:
                if first.day < self.question.in_force:
                    continue
                done, maybe = groups.get(named(first, pattern.same), ([], []))
                begins = first.on if clocked else first.day
                index = bisect_left(done, begins, key=(lambda e: e.on) if clocked else (lambda e: e.day))
                earliest = done[index : index + 1]
                if earliest and not self.kept and self._in_time(pattern, begins, earliest[0], dues, clocked=clocked):
                    continue
                found = self.ask({event.id: event for event in (first, *earliest, *maybe)}.values())
                yield from (one for one in found if one.events[:1] == (first.id,))

    @staticmethod
    def _in_time(pattern: Follows, begins: date, done: Event, dues: dict[date, date | None], *, clocked: bool) -> bool:
        """Whether it is plain, without the event's own day, that another has followed in time."""
        if pattern.due:
            return False
        if pattern.within is None:
            return True
        if begins not in dues:
            dues[begins] = shifted(begins, pattern.within.length, forward=True)
        due = dues[begins]
        return due is not None and (done.on if clocked else done.day) <= due


def _overlapping(
    units: tuple[list[tuple[date, Event]], list[tuple[date, Event]]], dealt: dict[Span | None, Chosen]
) -> None:
    """Deal events into periods that overlap one another; those in no period stay where they are."""
    for index in (0, 1):
        ordered = sorted(units[index], key=lambda unit: unit[0])
        days = [day for day, _ in ordered]
        for span, chosen in dealt.items():
            if span and span[1]:
                inside = ordered[bisect_left(days, span[0]) : bisect_left(days, span[1] + ONE_DAY)]
                chosen[index].extend({event.id: event for _, event in inside}.values())
