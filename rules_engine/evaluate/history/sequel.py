"""One after another: what must follow an event, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from rules_engine.evaluate.history.question import Missing, Question, asks, named, of_group, overdue
from rules_engine.history import Event, Follows, HistoryFinding, Standing
from rules_engine.period import shifted, unpublished_year
from rules_engine.value import NOT_YET


def findings(question: Question, pattern: Follows) -> Iterator[HistoryFinding]:
    """One finding for each event that another one must follow."""
    firsts, perhaps = question.chosen(pattern.first)
    then = question.chosen(pattern.then)
    for first in (*firsts, *perhaps):
        if first.day >= question.in_force:
            group = named(first, pattern.same)
            done, maybe = (
                [e for e in of_group(events, group) if _moment(pattern, e) >= _moment(pattern, first)]
                for events in then
            )
            yield _finding(question, pattern, first, done, maybe, certain=first in firsts)


def _finding(
    question: Question, pattern: Follows, first: Event, done: list[Event], maybe: list[Event], *, certain: bool
) -> HistoryFinding:
    due, missing, because = _due(pattern, first)
    now, other = (_state(question, pattern, due, events) for events in (done, [*done, *maybe]))
    standing = now if now is other else Standing.UNKNOWN
    if missing or because:
        standing = Standing.UNKNOWN
    elif standing is Standing.UNKNOWN:
        missing = asks(pattern.then, maybe)
    elif standing is not Standing.KEPT and not certain:
        standing, missing = Standing.UNKNOWN, asks(pattern.first, [first])
    elif standing is not Standing.KEPT and first.day < question.since:
        standing, because = Standing.UNKNOWN, question.incomplete
    return question.say(
        standing,
        named(first, pattern.same),
        (first.day, due.date() if isinstance(due, datetime) else due),
        (first, *_earliest(done)),
        owed=None if done else 1,
        due=due,
        missing=missing,
        unknown_because=because,
    )


def _state(question: Question, pattern: Follows, due: date | None, then: Iterable[Event]) -> Standing:
    settled = _earliest(then)
    if settled:
        return Standing.KEPT if due is None or _moment(pattern, settled[0]) <= due else question.broken
    return question.broken if due and overdue(due, question.at) else Standing.PENDING


def _due(pattern: Follows, first: Event) -> tuple[date | None, Missing, tuple[str, ...]]:
    """By when, and what keeps that unknown; None without a reason where no day is set."""
    if pattern.due:
        day = first.fields.get(pattern.due)
        if not isinstance(day, date):
            return None, ((first.id, pattern.due),), ()
        return (None if day.year == NOT_YET.year else day), (), ()
    if pattern.within is None:
        return None, (), ()
    start, length = _moment(pattern, first), pattern.within.length
    due = shifted(start, length, forward=True)
    return due, (), () if due else (f"calendar:{unpublished_year(start, length, forward=True)}",)


def _moment(pattern: Follows, event: Event) -> date:
    """When something happened, by the clock where the deadline is counted by it."""
    clocked = pattern.within is not None and pattern.within.length.needs_clock
    return event.on if clocked else event.day


def _earliest(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.order)[:1]
