"""One norm about a history asked of few events out of very many: what the quick ways share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from rules_engine.evaluate.history import answer
from rules_engine.evaluate.history.question import ONE_DAY, Group, Question, Span, named
from rules_engine.history import Count, Event, HistoryFinding, Selection, Total

Chosen = tuple[list[Event], list[Event]]
"""The events that are known to be selected, and those that may be."""


class Chooser(Protocol):
    """Tells which events a selection takes."""

    def chosen(self, selection: Selection) -> Chosen:
        """The events that are known to be selected, and those that may be."""


class Asking:
    """One rule, of which the meaning is asked place by place."""

    def __init__(self, question: Question, told: Chooser) -> None:
        self.question, self.told = question, told

    def ask(
        self,
        events: Iterable[Event],
        *,
        at: date | None = None,
        since: date | None = None,
        in_force: date | None = None,
    ) -> list[HistoryFinding]:
        """What the meaning says of a few events."""
        asked = self.question
        return answer(
            Question(
                asked.rule, tuple(events), at or asked.at, since or asked.since, asked.terms, in_force or asked.in_force
            )
        )

    def cell(
        self, pattern: Count | Total, group: Group, span: Span | None, ours: list[Event], roster: list[Event]
    ) -> Iterator[HistoryFinding]:
        """What the meaning says of one group in one period."""
        at, since = self.question.at, self.question.since
        if span is None:
            first = self.outside(pattern, ours)
            yield from (one for one in self.ask(ours) if one.group == group and (one.start, one.end) == (first, None))
            return
        start, end = span
        found = self.ask(
            {event.id: event for event in (*ours, *roster)}.values(),
            at=min(at, end + ONE_DAY) if end else at,
            since=max(start, since),
        )
        yield from (one for one in found if one.group == group and (one.start, one.end) == span)

    def outside(self, pattern: Count | Total, events: list[Event]) -> date:
        """The first day of events that lies in no known term."""
        around, terms = pattern.per.around, self.question.terms
        if isinstance(pattern, Count):
            return min(event.day for event in events)
        return min(day for event in events for day in self.question.days(event) if around(day, terms) is None)

    def rosters(self, pattern: Count | Total) -> Mapping[Group, list[Event]]:
        """Those of whom a minimum is asked, each with what tells of their offices; all in one without a roster."""
        if self.question.rule.roster is None:
            return {(): []}
        found: dict[Group, list[Event]] = defaultdict(list)
        for events in self.told.chosen(self.question.rule.roster):
            for event in events:
                found[named(event, pattern.by)].append(event)
        return found

    def spans(self, pattern: Count | Total) -> list[Span]:
        """The periods of which a minimum is asked."""
        found: list[Span] = []
        day = self.question.begin
        while day <= self.question.at and (span := pattern.per.around(day, self.question.terms)):
            found.append(span)
            day = (span[1] or self.question.at) + ONE_DAY
        return found
