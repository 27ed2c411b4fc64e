"""What a calendar of a ledger shows: the months, who is away on which days, and what is due on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rules_engine.history import Concurrent, Event, HistoryFinding, HistoryRule, Standing
from rules_engine.ledger.audit import Audit

BEFORE: Final = 2
AFTER: Final = 3
"""So many months before and after that of the question are shown, where there is something in them."""

_OPEN: Final = (Standing.PENDING, Standing.VIOLATED, Standing.DEPARTED)


@dataclass(frozen=True, slots=True)
class Bar:
    """An absence in a row of a month: its first and last column (days of the month), and whether it goes on."""

    event: Event
    first: int
    last: int
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person's absences in a month, one beside the other."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: what is due on it, and what too many absences break."""

    day: date
    due: tuple[HistoryFinding, ...]
    broken: tuple[HistoryFinding, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its days, and the rows of those who are away in it; lines of one row do not overlap."""

    first: date
    days: tuple[Day, ...]
    rows: tuple[Row, ...]


def months_of(audit: Audit, rules: Sequence[HistoryRule]) -> tuple[Month, ...]:
    """The month of the question, those around it in which somebody is away, and those with something due or too much.

    What is due on a day long past or far ahead has its month, too, without all those in between.
    """
    due: dict[date, list[HistoryFinding]] = defaultdict(list)
    for finding in audit.standing(*_OPEN):
        if finding.due and finding.owed:
            due[finding.due.date() if isinstance(finding.due, datetime) else finding.due].append(finding)
    together = {rule.id for rule in rules if isinstance(rule.pattern, Concurrent)}
    runs = [one for one in audit.standing(Standing.VIOLATED, Standing.DEPARTED) if one.norm.id in together]
    now = _number(audit.at)
    near = {number: _month(_first(number), audit, due, runs) for number in range(now - BEFORE, now + AFTER + 1)}
    told = {number for number, month in near.items() if month.rows} | {now} | {_number(day) for day in due}
    told |= {number for run in runs for number in range(_number(run.start), _number(run.end or run.start) + 1)}
    return tuple(near.get(number) or _month(_first(number), audit, due, runs) for number in sorted(told))


def _number(day: date) -> int:
    """A month's place among all months."""
    return day.year * 12 + day.month - 1


def _first(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _month(
    first: date, audit: Audit, due: Mapping[date, Sequence[HistoryFinding]], runs: Sequence[HistoryFinding]
) -> Month:
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    days = [first + timedelta(days=number) for number in range(last.day)]
    return Month(
        first,
        tuple(
            Day(day, tuple(due.get(day, ())), tuple(run for run in runs if run.start <= day <= (run.end or day)))
            for day in days
        ),
        tuple(_rows(first, last, audit)),
    )


def _rows(first: date, last: date, audit: Audit) -> Iterable[Row]:
    rows: dict[str, list[list[Bar]]] = defaultdict(list)
    for event in audit.lasting:
        # Of an absence that has not ended it is not known that it goes on after the day of the question.
        end = event.until or max(audit.at, event.day)
        if event.day > last or end < first:
            continue
        bar = Bar(
            event, max(event.day, first).day, min(end, last).day, event.day < first, end > last or event.until is None
        )
        name = next(iter(event.names.values()), "")
        line = next((line for line in rows[name] if line[-1].last < bar.first), None)
        if line is None:
            rows[name].append([bar])
        else:
            line.append(bar)
    return (Row(name, tuple(line)) for name in sorted(rows) for line in rows[name])
