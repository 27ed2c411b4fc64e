"""Norms about a history of events, and the events: what a ledger holds and what is asked of it.

An event is something that has happened, or an interval that is open or has ended. Its `fields` are facts of the
vocabulary, typed as in cases; its `names` say who or what it was about (a department, a leader, a meeting's reference),
as text that is only ever compared with other names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal

from rules_engine.expression import TRUE, Expression, Parameter
from rules_engine.norm import Norm
from rules_engine.period import Period, Unit
from rules_engine.source import Span
from rules_engine.text import Label, Text
from rules_engine.value import Value

# --- periods, and what is chosen


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office: its first day, and its last one where it is known."""

    start: date
    end: date | None = None


PerUnit = Literal["month", "quarter", "half_year", "year", "term", "days"]
_MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Per:
    """A period over which events are counted: one of the calendar's, the term of office, or any `days` in a row.

    `number` makes it so many of the calendar's that end with the one asked about: two years are a year and the one
    before it.
    """

    unit: PerUnit
    number: int = 1

    def around(self, day: date, terms: Sequence[Term] = ()) -> tuple[date, date | None] | None:
        """The first and the last day of the period that a day lies in; of several, the one that ends with it.

        None where the day lies in no term that is known; the last day of a term may not be known.

        >>> Per("quarter").around(date(2024, 2, 29))
        (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
        """
        if self.unit == "days":
            return day - timedelta(days=self.number - 1), day
        if self.unit == "term":
            return next(((t.start, t.end) for t in terms if t.start <= day <= (t.end or date.max)), None)
        months = _MONTHS[self.unit]
        after = (day.year * 12 + day.month - 1) // months * months + months
        first = after - months * self.number
        last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
        return date(first // 12, first % 12 + 1, 1), last


@dataclass(frozen=True, slots=True)
class Selection:
    """Events of a kind of which a condition over their fields is known to hold."""

    kind: str
    where: Expression = TRUE


# --- the vocabulary's part

OPENED: Final = "ledger_opened"
"""The kind of event that tells from which day a ledger is complete."""
VOIDED: Final = "event_voided"
"""The kind of event that does nothing but void another one."""
BOOKKEEPING: Final = frozenset({OPENED, VOIDED})
"""The kinds that are about the ledger itself, and never counted."""


@dataclass(frozen=True, slots=True)
class EventDef:
    """A kind of event. `lasting` ones are intervals; the others happen on a day, or, where `timed`, at a moment.

    `fields` are ids of facts, `names` the keys under which it says who or what it was about, each with its label; those
    in `optional` may be left out. A `standing` kind tells who holds an office, not where a ledger begins.
    """

    label: Label
    fields: tuple[str, ...]
    names: Mapping[str, Text]
    optional: frozenset[str] = frozenset()
    lasting: bool = False
    timed: bool = False
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """How a fact of an act is counted in a ledger, the act itself included.

    Events are counted that a selection takes and that share the act's names under `by`: so many in a period (`per`); or
    intervals open on the day of the act, each value of the name `distinct` once; or whether the one is away who is
    paired with who acts (`pair`). `on` is the fact that gives the day of the act; where it is empty, the case's date.
    """

    fact: str
    action: str
    events: Selection
    by: tuple[str, ...] = ()
    per: Per | None = None
    distinct: str = ""
    pair: tuple[str, str] | None = None
    on: str = ""


# --- events


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a jurisdiction: on `on`, or from `on` to `until`, both days included.

    `until` is None for what does not last, and for an interval of which the end is not known yet. `id` is the sender's:
    an event sent twice counts once. `seq` is the ledger's own order of arrival, which never matters to an answer. An
    event that `voids` another takes its place; one of the kind `event_voided` only takes it away.
    """

    id: str
    jurisdiction: str
    kind: str
    on: date | datetime
    until: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Value] = field(default_factory=dict)
    voids: str = ""
    seq: int = 0

    @property
    def day(self) -> date:
        """The day on which it happened or began."""
        return self.on.date() if isinstance(self.on, datetime) else self.on

    @property
    def order(self) -> tuple[date, time, str]:
        """Where the event stands among others: by day, by the clock where it has one, by id."""
        return (self.day, self.on.time() if isinstance(self.on, datetime) else time.min, self.id)


# --- norms


@dataclass(frozen=True, slots=True)
class Count:
    """So many events in each period, for each combination of the names in `by`."""

    events: Selection
    by: tuple[str, ...]
    per: Per
    limit: Parameter


@dataclass(frozen=True, slots=True)
class Total:
    """So many days of lasting events summed in each period, each day counted once for each combination of `by`.

    Where the limit is `in_months`, thirty days make a month.
    """

    events: Selection
    by: tuple[str, ...]
    per: Per
    limit: Parameter
    in_months: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """An event at least every so often: from one to the next, and to today, no more than `within`."""

    events: Selection
    by: tuple[str, ...]
    within: Parameter


@dataclass(frozen=True, slots=True)
class Concurrent:
    """So many intervals open on one day, for each combination of `by`; `distinct` counts that name's values instead.

    With `pair`, at most one of two is open at once: of intervals of which one's name under `pair[0]` is what the other
    gives, or the ledger elsewhere gives, under `pair[1]`.
    """

    events: Selection
    by: tuple[str, ...] = ()
    limit: Parameter | None = None
    distinct: str = ""
    pair: tuple[str, str] | None = None


SAME_DAY: Final = Parameter("", "within", Period(0, Unit.DAYS), "period")
"""The deadline "on the same day", which has no number and so no parameter of its own."""


@dataclass(frozen=True, slots=True)
class Follows:
    """After each event another one with the same names under `same`, within a deadline.

    The deadline is a period after the event, or the day that the event gives as the fact `due`; where there is neither,
    the other event is owed promptly, and never late.
    """

    first: Selection
    then: Selection
    same: tuple[str, ...]
    within: Parameter | None = None
    due: str = ""


Pattern = Count | Total | Every | Concurrent | Follows


def selections_of(pattern: Pattern, roster: Selection | None) -> tuple[Selection, ...]:
    """What a pattern selects, and the roster where there is one."""
    chosen = (pattern.first, pattern.then) if isinstance(pattern, Follows) else (pattern.events,)
    return (*chosen, roster) if roster else chosen


@dataclass(frozen=True, slots=True)
class HistoryRule:
    """One norm about a history. `roster` selects the lasting events that tell of whom a minimum is asked, and when."""

    norm: Norm
    pattern: Pattern
    roster: Selection | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """`<jurisdiction>.<article>.<slug>`."""
        return self.norm.id

    @property
    def selections(self) -> tuple[Selection, ...]:
        """What the norm selects, the roster last."""
        return selections_of(self.pattern, self.roster)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of events that the norm looks at."""
        return frozenset(one.kind for one in self.selections)


# --- what is found


class Standing(StrEnum):
    """Where a norm about a history stands, for one group and one period, on the day of the question."""

    VIOLATED = "violated"
    DEPARTED = "departed"
    PENDING = "pending"
    UNKNOWN = "unknown"
    KEPT = "kept"


LEDGER: Final = "ledger:"
"""What an unknown begins with where the ledger is not complete: `ledger:` and the day from which it is."""
TERM: Final = "term"
"""The unknown that the days of a term of office would settle."""


@dataclass(frozen=True, slots=True)
class HistoryFinding:
    """What one norm says of one group of events in one period (`start` to `end`, both included).

    `group` are the names and their values; `events` the ids of those that made it so, in their order (what must be
    followed, then what follows). `number` is what was counted (events, days, or how many at once), `owed` how much is
    still wanting, `due` by when (None: promptly).

    Where it is unknown, `missing` are facts of events that would help to settle it, as event id and fact, and
    `unknown_because` says what else is not known: `ledger:2026-03-01`, `term`, `calendar:2031`.
    """

    norm: Norm
    standing: Standing
    group: tuple[tuple[str, str], ...]
    start: date
    end: date | None
    events: tuple[str, ...]
    number: int | None = None
    owed: int | None = None
    due: date | datetime | None = None
    missing: tuple[tuple[str, str], ...] = ()
    unknown_because: tuple[str, ...] = ()
