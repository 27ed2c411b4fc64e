"""What watches a history as it happens; and the error of an event that comes when its days are forgotten."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from rules_engine.history import Event, HistoryFinding
from rules_engine.problem import LedgerError
from rules_engine.wording import ledger as say


class TooLateError(LedgerError):
    """An event is about days of which the watch remembers nothing; only the whole ledger can tell what it changes."""

    def __init__(self, event: str, about: date, horizon: date) -> None:
        super().__init__([say.too_late(event, about.isoformat(), horizon.isoformat())])


class Watcher(Protocol):
    """Says of events that come one after another, in any order, what each changes, as the meaning would."""

    @property
    def findings(self) -> tuple[HistoryFinding, ...]:
        """All that is said now and can still change, kept ones included, in the order of rules, groups and days."""

    @property
    def held(self) -> int:
        """How many events are remembered."""

    def add(self, event: Event) -> tuple[HistoryFinding, ...]:
        """What an event changes: what it violates, opens or settles. One that is sent again changes nothing.

        Raises TooLateError where it is about days of which nothing is remembered any more.
        """

    def at(self, day: date) -> tuple[HistoryFinding, ...]:
        """What the passing of time brings up to the end of a day. Raises ValueError for a day that has passed."""
