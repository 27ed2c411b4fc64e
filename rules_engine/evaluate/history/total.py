"""So many events, or so many days, in a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rules_engine.evaluate.history.question import (
    NO_BOUND,
    ONE_DAY,
    Group,
    Missing,
    Question,
    Span,
    asks,
    bounds,
    named,
    of_group,
    ordered,
    overdue,
)
from rules_engine.history import TERM, Count, Event, HistoryFinding, Per, Standing, Total
from rules_engine.value import Truth

DAYS_IN_MONTH: Final = 30

Unit = tuple[date, Event]
"""An event on the day, or one of the days, that it is counted on."""


def findings(question: Question, pattern: Count | Total) -> Iterator[HistoryFinding]:
    """One finding for each group and period in which a maximum could be broken, or of which a minimum is asked."""
    least, most = bounds(pattern.limit, DAYS_IN_MONTH if isinstance(pattern, Total) and pattern.in_months else 1)
    sure, unsure = (_units(question, pattern, events) for events in question.chosen(pattern.events))
    asked: dict[tuple[Group, Span | None], Truth] = {}
    for group, units in (*sure.items(), *unsure.items()) if most < NO_BOUND else ():
        for day, _ in units:
            asked[group, pattern.per.around(day, question.terms)] = False
    for group in _groups(question, pattern.by) if least else ():
        for period in _spans(question, pattern.per):
            if (serves := _serves(question, group, period)) is not False:
                asked[group, period] = serves
    for (group, span), serves in asked.items():
        known, possible = (
            [unit for unit in units.get(group, ()) if _inside(unit[0], span, question, pattern.per)]
            for units in (sure, unsure)
        )
        limits = (least if serves is not False else 0, most)
        yield _finding(question, pattern, (group, span), (known, possible), limits, serves)


def _finding(
    question: Question,
    pattern: Count | Total,
    place: tuple[Group, Span | None],
    units: tuple[list[Unit], list[Unit]],
    limits: tuple[int, int],
    serves: Truth,
) -> HistoryFinding:
    (group, span), (known, possible), (least, most) = place, units, limits
    number = _size(pattern, known)
    utmost = _size(pattern, [*known, *possible]) if possible else number
    start, end = span or (min(day for day, _ in (*known, *possible)), None)
    missing = asks(pattern.events, (event for _, event in possible))
    because: tuple[str, ...] = ()
    if span is None:  # all of it may lie in one term, or not
        standing, because = Standing.KEPT if utmost <= most else Standing.UNKNOWN, (TERM,)
    elif number > most:
        standing = question.broken
    elif least <= number and utmost <= most:
        standing = Standing.KEPT
    elif least <= utmost:
        standing = Standing.UNKNOWN
    elif start < question.since:
        standing, because = Standing.UNKNOWN, question.incomplete
    elif serves is None:
        standing, missing = Standing.UNKNOWN, _asks_office(question, group, (start, end))
    else:
        standing = question.broken if end and overdue(end, question.at) else Standing.PENDING
    return question.say(
        standing,
        group,
        (start, end),
        ordered(event for _, event in known),
        number=number,
        owed=max(0, least - number) or None,
        due=end if number < least else None,
        missing=missing,
        unknown_because=because,
    )


def _units(question: Question, pattern: Count | Total, events: Iterable[Event]) -> dict[Group, list[Unit]]:
    """What is counted, by the groups that it is counted for."""
    found: dict[Group, list[Unit]] = {}
    for event in events:
        units = found.setdefault(named(event, pattern.by), [])
        if isinstance(pattern, Total):
            units += [(day, event) for day in question.days(event)]
        elif event.day >= question.in_force:
            units.append((event.day, event))
    return found


def _size(pattern: Count | Total, units: Iterable[Unit]) -> int:
    return len({day if isinstance(pattern, Total) else event.id for day, event in units})


def _inside(day: date, span: Span | None, question: Question, per: Per) -> bool:
    return span[0] <= day <= (span[1] or date.max) if span else per.around(day, question.terms) is None


# --- of whom a minimum is asked, and when


def _spans(question: Question, per: Per) -> Iterator[Span]:
    """The periods from the day on which the record begins, but none that the document was only in part in force."""
    day = question.begin
    while day <= question.at and (span := per.around(day, question.terms)):
        if span[0] >= question.in_force:
            yield span
        day = (span[1] or question.at) + ONE_DAY


def _groups(question: Question, by: tuple[str, ...]) -> list[Group]:
    """Those who are ever told to hold an office of the roster; where there is no roster, all events are one group."""
    if question.rule.roster is None:
        return [()]
    return list(dict.fromkeys(named(event, by) for events in question.chosen(question.rule.roster) for event in events))


def _serves(question: Question, group: Group, span: Span) -> Truth:
    """Whether a group holds an office of the roster during a whole period."""
    if question.rule.roster is None:
        return True
    sure, unsure = (of_group(events, group) for events in question.chosen(question.rule.roster))
    return True if _covered(sure, span) else None if _covered([*sure, *unsure], span) else False


def _covered(offices: list[Event], span: Span) -> bool:
    """Whether intervals, one after another, leave no day of a period out."""
    reached = span[0] - ONE_DAY
    for office in sorted(offices, key=lambda event: event.order):
        if office.day <= reached + ONE_DAY:
            reached = max(reached, min(office.until or date.max, date.max - ONE_DAY))
    return reached >= min(span[1] or date.max, date.max - ONE_DAY)


def _asks_office(question: Question, group: Group, span: Span) -> Missing:
    """What would tell of offices that may be held on some day of a period."""
    if question.rule.roster is None:
        return ()
    unsure = of_group(question.chosen(question.rule.roster)[1], group)
    start, end = span[0], span[1] or date.max
    return asks(question.rule.roster, (e for e in unsure if e.day <= end and (e.until or date.max) >= start))
