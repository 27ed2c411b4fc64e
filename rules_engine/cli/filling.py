"""Cases of a command line, completed from a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rules_engine.case import Case
from rules_engine.engine import Engine
from rules_engine.history import Event
from rules_engine.ledger.filling import Filling, filled_case
from rules_engine.ledger.place import ledger_place
from rules_engine.ledger.store import Ledger
from rules_engine.problem import CaseError
from rules_engine.wording import ledger as say

if TYPE_CHECKING:
    from rules_engine.dossier.acts import Dossier

DEFAULT = "default"
"""The word for the ledger that is used where none is named."""


def fill(engine: Engine, matters: Sequence[Case | Dossier], named: str) -> tuple[tuple[Case, ...], tuple[Filling, ...]]:
    """Cases with the facts that a ledger gives, and what those are, case by case.

    Raises CaseError for a dossier, LedgerError where the ledger cannot be used.
    """
    ledger = Ledger.open(ledger_place(None if named == DEFAULT else named))

    @cache
    def events(jurisdiction: str) -> list[Event]:
        return ledger.events(jurisdiction)

    found: list[tuple[Case, Filling]] = []
    for case in matters:
        if not isinstance(case, Case):
            raise CaseError([say.no_dossier()])
        pack = engine.pack(case.jurisdiction)
        found.append(filled_case(case, pack, engine.vocabulary, events(pack.jurisdiction)))
    ledger.close()
    return tuple(case for case, _ in found), tuple(filling for _, filling in found)
