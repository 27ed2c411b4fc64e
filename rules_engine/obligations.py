"""What a decided act leaves to be done: the duties that arise from it, and those that it is to discharge itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rules_engine.checked import Pack
from rules_engine.decision import Decision, DutyNotice, DutyState, Finding, Status
from rules_engine.evaluate.reference import evaluate
from rules_engine.value import NOT_YET

_STATE: Final = {
    Status.SATISFIED: DutyState.DONE,
    Status.PENDING: DutyState.PENDING,
    Status.VIOLATED: DutyState.LATE,
    Status.DEPARTED: DutyState.LATE,
    Status.UNDETERMINED: DutyState.UNKNOWN,
}


def obligations(decision: Decision, pack: Pack) -> Iterator[DutyNotice]:
    """The duties of an act, each once, in the document's order; those that do not apply are left out."""
    own = {finding.norm.id: finding for finding in decision.findings}
    arising = {notice.norm.id: notice for notice in decision.duties}
    for rule in pack.rules:
        notice, finding = arising.get(rule.id), own.get(rule.id)
        if notice is None and finding and rule.body.duty:
            notice = discharging(decision, finding, pack)
        if notice:
            yield notice


def discharging(decision: Decision, finding: Finding, pack: Pack) -> DutyNotice | None:
    """A duty as it stands at the act that discharges it; None where the finding leaves nothing to be done or told.

    What has not been said to be done by its day is late, as it is at the act from which a duty arises.
    """
    rule = next(rule for rule in pack.rules if rule.id == finding.norm.id)
    duty, state = rule.body.duty, _STATE.get(finding.status)
    if duty is None or state is None:
        return None
    due = evaluate(duty.due, decision.case.facts) if duty.due else None
    waits = tuple(name for name in finding.unknowns if name != duty.done.id)
    if state is DutyState.UNKNOWN and not waits:
        state = DutyState.LATE
    day = None if due is None or due.year == NOT_YET.year else due
    return DutyNotice(rule.norm, duty.act, duty.by, day, state, waits, bool(duty.due))
