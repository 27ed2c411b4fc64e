"""Again and again: from one event to the next, and to today, no longer than a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rules_engine.evaluate.history.question import Group, Question, asks, named, of_group, ordered, overdue
from rules_engine.history import Event, Every, HistoryFinding, Standing
from rules_engine.period import Period, shifted, unpublished_year


def findings(question: Question, pattern: Every) -> Iterator[HistoryFinding]:
    """One finding for each interval between events, the first from the day on which the record begins."""
    sure, unsure = ([e for e in events if e.day >= question.begin] for events in question.chosen(pattern.events))
    groups = dict.fromkeys(named(event, pattern.by) for event in (*sure, *unsure)) if pattern.by else [()]
    for group in groups if question.begin <= question.at else ():
        ours, maybe = of_group(sure, group), of_group(unsure, group)
        days = sorted({question.begin, *(event.day for event in ours)})
        for start, end in pairwise([*days, None]):
            assert start is not None
            yield _finding(question, pattern, group, (start, end), ours, maybe)


def _finding(
    question: Question,
    pattern: Every,
    group: Group,
    span: tuple[date, date | None],
    ours: list[Event],
    maybe: list[Event],
) -> HistoryFinding:
    start, end = span
    length = pattern.within.length
    between = [e for e in maybe if start < e.day and (e.day < end if end else e.day <= question.at)]
    due = shifted(start, length, forward=True)
    because: tuple[str, ...] = ()
    if due is None:
        standing, because = Standing.UNKNOWN, (f"calendar:{unpublished_year(start, length, forward=True)}",)
    elif _broken([start, *sorted({event.day for event in between}), end or question.at], length):
        standing = question.broken
    elif between and (end is None or end > due):
        standing = Standing.UNKNOWN
    else:
        standing = Standing.PENDING if end is None else Standing.KEPT
    return question.say(
        standing,
        group,
        span,
        ordered(event for event in ours if event.day in span),
        owed=None if end else 1,
        due=due,
        missing=asks(pattern.events, between),
        unknown_because=because,
    )


def _broken(days: list[date], length: Period) -> bool:
    """Whether from one of some days to the next is longer than a period."""
    return any(
        due and overdue(due, after) for day, after in pairwise(days) if (due := shifted(day, length, forward=True))
    )
