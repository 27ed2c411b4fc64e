"""What rows come to: verdict, findings, and what would settle them; and the duties that follow from an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rules_engine.case import ORGAN
from rules_engine.decision import DutyNotice, DutyState, Finding, Silence, Verdict
from rules_engine.evaluate.single.instances import maker
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.reason import HOLDS, Unknown, discharged, late
from rules_engine.evaluate.single.settle import Row
from rules_engine.program import Line
from rules_engine.value import NOT_YET

MAX_NOTICES: Final = 1024
"""More notices a duty are made, but not kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The part of a decision that follows from the rows alone; decisions with the same rows share it."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    silence: Silence | None
    unknowns: tuple[str, ...]


_outcome: Final = maker(Outcome)


def outcome(
    rows: Sequence[Row],
    names: Names,
    *,
    unbound: bool = False,
    silence: Silence | None = None,
    every_rule: bool = False,
) -> Outcome:
    """The outcome of the rows of the rules that were asked for.

    `unbound` tells that it is not known whether the document binds who acts; `silence` why the document says nothing,
    where none of the rules is to blame; `every_rule` lists the rules that do not apply, too.
    """
    asked = opens = 0
    governed = denied = False
    findings = []
    for row in rows:
        asked |= row.asks
        if row.when > 0:
            opens |= row.when
        elif row.when == HOLDS:
            governed = True
        denied = denied or row.denies
        if row.listed or every_rule:
            findings.append(row.finding)
    if silence is None and not governed and not opens:
        silence = Silence.NONE_APPLIES
    if silence:
        verdict = Verdict.SILENT
    elif denied:
        verdict = Verdict.DENY
    elif asked or not governed:
        verdict = Verdict.INCOMPLETE
        if not asked:
            asked = opens | (names.bit(ORGAN) if unbound else 0)
    else:
        verdict = Verdict.ALLOW
    return _outcome(verdict, tuple(findings), silence, names.of(asked))


class Notices:
    """The notices of one duty, kept by due date, state and what they wait for, so that decisions share them."""

    def __init__(self, line: Line, names: Names) -> None:
        self.line, self.names = line, names
        self.made: dict[tuple[date | None, DutyState, int], DutyNotice] = {}

    def __call__(self, applies: int, due: Any, done: Any, as_of: date) -> DutyNotice:
        """The notice of a duty that may apply; `due` may be None, or an `Unknown`."""
        unclear = isinstance(due, Unknown)
        state, waits = DutyState.PENDING, 0
        if discharged(done, due):
            state = DutyState.DONE
        elif applies != HOLDS or unclear:
            state, waits = DutyState.UNKNOWN, applies | (due.why if unclear else 0)
        elif due is not None and late(due, type(due).max, as_of):
            state = DutyState.LATE
        shown = None if due is None or unclear or due.year == NOT_YET.year else due
        notice = self.made.get((shown, state, waits))
        if notice is None:
            duty = self.line.duty
            assert duty
            names = self.names.of(waits)
            notice = DutyNotice(self.line.norm, duty.act, duty.by, shown, state, names, duty.due is not None)
            if len(self.made) < MAX_NOTICES:
                self.made[shown, state, waits] = notice
        return notice
