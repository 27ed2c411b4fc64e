"""What a calendar of a ledger shows: the months, who is away on which days, and what is due on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rules_engine.history import Concurrent, Event, HistoryFinding, HistoryRule, Standing
from rules_engine.ledger.audit import Audit

BEFORE: Final = 2
AFTER: Final = 3
"""So many months before and after that of the question are shown."""

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
    """The months around the day of the question."""
    due: dict[date, list[HistoryFinding]] = defaultdict(list)
    for finding in audit.standing(*_OPEN):
        if finding.due and finding.owed:
            due[finding.due.date() if isinstance(finding.due, datetime) else finding.due].append(finding)
    together = {rule.id for rule in rules if isinstance(rule.pattern, Concurrent)}
    runs = [one for one in audit.standing(Standing.VIOLATED, Standing.DEPARTED) if one.norm.id in together]
    return tuple(_month(first, audit, due, runs) for first in _firsts(audit.at))


def _firsts(at: date) -> Iterable[date]:
    number = at.year * 12 + at.month - 1
    return (date(n // 12, n % 12 + 1, 1) for n in range(number - BEFORE, number + AFTER + 1))


def _month(first: date, audit: Audit, due: dict[date, list[HistoryFinding]], runs: list[HistoryFinding]) -> Month:
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    days = [first + timedelta(days=number) for number in range(last.day)]
    return Month(
        first,
        tuple(
            Day(day, tuple(due[day]), tuple(run for run in runs if run.start <= day <= (run.end or day)))
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
