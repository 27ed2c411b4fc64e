"""One rule asked of the events that count on a day: what every pattern needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from rules_engine.evaluate.reference import evaluate, unknowns
from rules_engine.expression import Parameter
from rules_engine.history import LEDGER, Event, HistoryFinding, HistoryRule, Selection, Standing, Term
from rules_engine.norm import Force

Group = tuple[tuple[str, str], ...]
Span = tuple[date, date | None]
Missing = tuple[tuple[str, str], ...]

ONE_DAY: Final = timedelta(days=1)
NO_BOUND: Final = 10**12
"""The most that a limit allows which sets no greatest number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One rule, the events that count up to the day `at`, and what is known besides."""

    rule: HistoryRule
    events: tuple[Event, ...]
    at: date
    since: date
    terms: tuple[Term, ...]
    in_force: date

    @property
    def begin(self) -> date:
        """The day from which the record is complete and the document in force."""
        return max(self.since, self.in_force)

    @property
    def broken(self) -> Standing:
        """Where a rule stands that is not kept: who departs from a softer one violates nothing."""
        return Standing.VIOLATED if self.rule.norm.force is Force.MUST else Standing.DEPARTED

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Why the answer is unknown where it reaches back before the record."""
        return (f"{LEDGER}{self.since.isoformat()}",)

    def chosen(self, selection: Selection) -> tuple[list[Event], list[Event]]:
        """The events that are known to be selected, and those that may be."""
        ours = [
            (event, evaluate(selection.where, event.fields)) for event in self.events if event.kind == selection.kind
        ]
        return [event for event, truth in ours if truth], [event for event, truth in ours if truth is None]

    def days(self, event: Event) -> list[date]:
        """The days of an interval up to the day of the question, none before the document was in force."""
        first, last = max(event.day, self.in_force), min(event.until or self.at, self.at)
        return [first + number * ONE_DAY for number in range((last - first).days + 1)]

    def say(self, standing: Standing, group: Group, span: Span, events: Iterable[Event], **more: Any) -> HistoryFinding:
        """A finding. What is owed is told of none that is kept, and what would settle it of those unknown alone."""
        unsettled = () if standing is Standing.UNKNOWN else ("missing", "unknown_because")
        idle = ("owed", "due", *unsettled) if standing is Standing.KEPT else unsettled
        told = {name: value for name, value in more.items() if name not in idle}
        return HistoryFinding(self.rule.norm, standing, group, *span, tuple(event.id for event in events), **told)


def named(event: Event, names: Iterable[str]) -> Group:
    """The names of an event by which it is grouped."""
    return tuple((name, event.names.get(name, "")) for name in names)


def of_group(events: Iterable[Event], group: Group) -> list[Event]:
    """The events that have the names of a group."""
    names = [name for name, _ in group]
    return [event for event in events if named(event, names) == group]


def ordered(events: Iterable[Event]) -> list[Event]:
    """Events in their order, each once."""
    return sorted({event.id: event for event in events}.values(), key=lambda event: event.order)


def asks(selection: Selection, unsure: Iterable[Event]) -> Missing:
    """The facts that would tell whether events are selected."""
    return tuple(
        (event.id, fact) for event in ordered(unsure) for fact in sorted(unknowns(selection.where, event.fields))
    )


def bounds(limit: Parameter, scale: int = 1) -> tuple[int, int]:
    """The least and the greatest number that keep a limit, counted in parts of which `scale` make one of its units."""
    number = int(limit.number) * scale
    least = {"at_least": number, "more_than": number + 1, "exactly": number}
    most = {"at_most": number, "less_than": number - 1, "exactly": number}
    return least.get(limit.op, 0), most.get(limit.op, NO_BOUND)


def overdue(due: date, at: date) -> bool:
    """Whether the end of a day lies after what was due."""
    return datetime.combine(at, time.max) > due if isinstance(due, datetime) else at > due
