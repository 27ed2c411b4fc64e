"""At the same time: so many intervals open on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from rules_engine.evaluate.history.question import ONE_DAY, Group, Question, asks, bounds, named, ordered
from rules_engine.history import Concurrent, Event, HistoryFinding, Standing


@dataclass(frozen=True, slots=True)
class _Run:
    """Days in a row on which the rule stands the same; `number` is the most at once that is known."""

    standing: Standing
    first: date
    last: date
    number: int
    known: tuple[Event, ...]
    possible: tuple[Event, ...]


def findings(question: Question, pattern: Concurrent) -> Iterator[HistoryFinding]:
    """One finding for each run of days on which a group has an interval open, and the rule stands the same."""
    sure, unsure = question.chosen(pattern.events)
    for group in dict.fromkeys(group for event in (*sure, *unsure) for group in _groups(pattern, event)):
        ours, maybe = ([e for e in events if _belongs(pattern, e, group)] for events in (sure, unsure))
        for run in _runs(question, pattern, ours, maybe):
            yield question.say(
                run.standing,
                group,
                (run.first, run.last),
                ordered(run.known),
                number=run.number,
                missing=asks(pattern.events, run.possible),
            )


def _runs(question: Question, pattern: Concurrent, ours: list[Event], maybe: list[Event]) -> list[_Run]:
    most = bounds(pattern.limit)[1] if pattern.limit else 1
    open_on = {event.id: frozenset(question.days(event)) for event in (*ours, *maybe)}
    runs: list[_Run] = []
    for day in sorted(frozenset().union(*open_on.values())):
        known, possible = (tuple(e for e in events if day in open_on[e.id]) for events in (ours, maybe))
        number, utmost = _size(pattern, known), _size(pattern, (*known, *possible))
        standing = question.broken if number > most else Standing.UNKNOWN if utmost > most else Standing.KEPT
        run = _Run(standing, day, day, number, known, possible)
        before = runs[-1] if runs else None
        if before and before.standing is standing and before.last + ONE_DAY == day:
            runs[-1] = _Run(
                standing,
                before.first,
                day,
                max(before.number, number),
                (*before.known, *known),
                (*before.possible, *possible),
            )
        else:
            runs.append(run)
    return runs


def _size(pattern: Concurrent, events: Collection[Event]) -> int:
    distinct = pattern.pair[0] if pattern.pair else pattern.distinct
    return len({event.names.get(distinct, "") if distinct else event.id for event in events})


def _groups(pattern: Concurrent, event: Event) -> list[Group]:
    """The groups that an event makes: that of its names; of two who are paired, that of both, if it says so."""
    if pattern.pair is None:
        return [named(event, pattern.by)]
    one, other = sorted(event.names.get(name, "") for name in pattern.pair)
    return [((pattern.pair[0], one), (pattern.pair[1], other))] if one else []


def _belongs(pattern: Concurrent, event: Event, group: Group) -> bool:
    """Whether an event is one of a group. Of two who are paired it is enough that one says so."""
    if pattern.pair is None or event.names.get(pattern.pair[1]):
        return group in _groups(pattern, event)
    return event.names.get(pattern.pair[0]) in (group[0][1], group[1][1])
