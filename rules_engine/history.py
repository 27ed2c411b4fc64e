"""Norms about a history of events, and the events: what a ledger holds and what is asked of it.

An event is something that has happened, or an interval that is open or has ended. Its `fields` are facts of the
vocabulary, typed as in cases; its `names` say who or what it was about (a department, a leader, a meeting's reference),
as text that is only ever compared with other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from rules_engine.checked import Label
from rules_engine.expression import TRUE, Expression, Parameter
from rules_engine.norm import Norm
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.value import Value

# --- the vocabulary's part


@dataclass(frozen=True, slots=True)
class EventDef:
    """A kind of event. `lasting` ones are intervals; the others happen on a day, or at a moment.

    `fields` are ids of facts, `names` the keys under which it says who or what it was about, each with its label.
    """

    label: Label
    fields: tuple[str, ...]
    names: Mapping[str, Text]
    lasting: bool = False


# --- events


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a jurisdiction: on `on`, or from `on` to `until`, both days included.

    `until` is None for what does not last, and for an interval of which the end is not known yet. `id` is the sender's:
    an event sent twice counts once. `seq` is the ledger's own order of arrival.
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


# --- norms

@dataclass(frozen=True, slots=True)
class Per:
    """A period over which events are counted: one of the calendar's, the term of office, or any `days` in a row.

    `years` makes it so many calendar years that end with the one asked about.
    """

    unit: Literal["month", "quarter", "half_year", "year", "term", "days"]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Selection:
    """Events of a kind of which a condition over their fields is known to hold."""

    kind: str
    where: Expression = TRUE


@dataclass(frozen=True, slots=True)
class Count:
    """So many events in each period, for each combination of the names in `by`."""

    events: Selection
    by: tuple[str, ...]
    per: Per
    limit: Parameter


@dataclass(frozen=True, slots=True)
class Total:
    """So many days of lasting events summed in each period, each day counted once for each combination of `by`."""

    events: Selection
    by: tuple[str, ...]
    per: Per
    limit: Parameter


@dataclass(frozen=True, slots=True)
class Concurrent:
    """So many intervals open on one day.

    Each combination of `by` is counted by itself. With `pair`, only intervals are counted together of which one's name
    under `pair[1]` is the other's under `pair[0]`.
    """

    events: Selection
    by: tuple[str, ...]
    limit: Parameter
    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Follows:
    """After each event another one with the same names under `same`, within a deadline (none: promptly)."""

    first: Selection
    then: Selection
    same: tuple[str, ...]
    within: Parameter | None = None


Pattern = Count | Total | Concurrent | Follows


@dataclass(frozen=True, slots=True)
class HistoryRule:
    """One norm about a history. `roster` names the lasting events that tell who a minimum is asked of."""

    norm: Norm
    pattern: Pattern
    roster: Selection | None = None
    rival: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """`<jurisdiction>.<article>.<slug>`."""
        return self.norm.id


# --- what is found


class Standing(StrEnum):
    """Where a norm about a history stands, for one group and one period, on the day of the question."""

    VIOLATED = "violated"
    DEPARTED = "departed"
    PENDING = "pending"
    KEPT = "kept"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HistoryFinding:
    """What one norm says of one group of events in one period (`start` to `end`, both included).

    `group` are the names and their values; `events` the ids that made it so, in the order of their days. `number` is
    what was counted, `owed` how much is still wanting, `due` by when.
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
