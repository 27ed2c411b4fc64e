"""What watches a history as it happens; and the error of an event that comes when its days are forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from rules_engine.history import Event, HistoryFinding, HistoryRule, Term
from rules_engine.problem import LedgerError
from rules_engine.wording import ledger as say


class TooLateError(LedgerError):
    """An event is about days of which the watch remembers nothing; only the whole ledger can tell what it changes.

    It is `about` a day before the `horizon`, or about an event of this id, which it voids and which is not remembered.
    """

    def __init__(self, event: str, about: date | str, horizon: date) -> None:
        if isinstance(about, date):
            problem = say.too_late(event, about.isoformat(), horizon.isoformat())
        else:
            problem = say.voids_unremembered(event, about, horizon.isoformat())
        super().__init__([problem])


class Watcher(Protocol):
    """Says of events that come one after another, in any order, what each changes, as the meaning would."""

    @property
    def findings(self) -> tuple[HistoryFinding, ...]:
        """All that is said now and can still change, in the order of rules, groups and days.

        What is kept is said, too, but for intervals open at once: there only what is not.
        """

    @property
    def held(self) -> int:
        """How many events are remembered."""

    def add(self, event: Event) -> tuple[HistoryFinding, ...]:
        """What an event changes: what it violates, opens or settles. One that is sent again changes nothing.

        Raises TooLateError where it is about days of which nothing is remembered any more; and, once anything has been
        forgotten, where it voids an event that is not remembered, as none can tell that from one yet to come.
        """

    def at(self, day: date) -> tuple[HistoryFinding, ...]:
        """What the passing of time brings up to the end of a day. Raises ValueError for a day that has passed."""


class WatcherMaker(Protocol):
    """What makes a watcher of rules.

    `since` is the day from which the events are complete, `day` that of the question. With `late`, an event that is
    about a day more than so many days ago is refused, and what only such an event could change is forgotten. So, then,
    is one that voids what is forgotten; one that voids what has not come yet is, too, unless nothing is forgotten yet.
    """

    def __call__(
        self,
        rules: Iterable[HistoryRule],
        since: date,
        day: date,
        terms: Sequence[Term] = (),
        in_force: date = date.min,
        *,
        late: int | None = None,
    ) -> Watcher:
        """A watcher to which nothing has been told yet."""
