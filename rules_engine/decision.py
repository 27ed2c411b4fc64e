"""The answer to a case: the verdict, what each rule says, what follows from the act.

The classes are small and share what never changes between decisions; how they look as JSON is the business of
`render.data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rules_engine.case import Case
from rules_engine.norm import Citation, Force, Form, LeftOut, Norm, PackStamp
from rules_engine.text import Text
from rules_engine.value import FactType


class Verdict(StrEnum):
    """What the work rules say of an act."""

    ALLOW = "allow"
    DENY = "deny"
    INCOMPLETE = "incomplete"
    SILENT = "silent"


class Status(StrEnum):
    """What one rule says of an act."""

    VIOLATED = "violated"
    DEPARTED = "departed"
    UNDETERMINED = "undetermined"
    SATISFIED = "satisfied"
    HOLDS = "holds"
    PENDING = "pending"
    MOOT = "moot"
    REFERS = "refers"
    NOT_APPLICABLE = "not_applicable"


class Silence(StrEnum):
    """Why a document is silent."""

    NO_RULE = "no_rule"
    NONE_APPLIES = "none_applies"
    NOT_IN_FORCE = "not_in_force"
    NOT_BOUND = "not_bound"


class Basis(StrEnum):
    """What an `allow` stands on: a ground, or only that nothing is against the act."""

    GROUNDED = "grounded"
    NOT_FORBIDDEN = "not_forbidden"


class DutyState(StrEnum):
    """Where a duty stands on the day of the question."""

    PENDING = "pending"
    DONE = "done"
    LATE = "late"
    UNKNOWN = "unknown"


Judgement = tuple[Verdict, tuple[str, ...]]
"""A verdict alone, with the ids of the rules that are violated, in the document's order."""

CALENDAR: Final = "calendar:"
"""What an unknown begins with that no fact can settle: the working days of a year are not published."""


def _told_by_facts(unknowns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in unknowns if not name.startswith(CALENDAR))


def _told_by_no_fact(unknowns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in unknowns if name.startswith(CALENDAR))


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of the case.

    `unknowns` tells what would settle it, `displaced_by` names the rules that stand in its place. `arguable` is true
    where the rule's rival reading, or another rule's, would give another outcome.
    """

    norm: Norm
    status: Status
    unknowns: tuple[str, ...] = ()
    displaced_by: tuple[str, ...] = ()
    arguable: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle the rule, elements of sets as `steps.hearing`."""
        return _told_by_facts(self.unknowns)

    @property
    def unknown_because(self) -> tuple[str, ...]:
        """What stays unknown whatever the user says, such as `calendar:2031`."""
        return _told_by_no_fact(self.unknowns)


@dataclass(frozen=True, slots=True)
class DutyNotice:
    """A duty that arises from the act: who must do what, by when.

    `dated` tells that the article sets a day: `due` is None where it sets none ("promptly"), and also where the day is
    not known or has not begun to run. `unknowns` is what a duty of unknown state waits for: what tells whether it
    applies, and by when.
    """

    norm: Norm
    act: Text
    by: Text | None
    due: date | datetime | None
    state: DutyState
    unknowns: tuple[str, ...] = ()
    dated: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would tell whether the duty applies and by when."""
        return _told_by_facts(self.unknowns)

    @property
    def unknown_because(self) -> tuple[str, ...]:
        """What keeps the day unknown whatever the user says, such as `calendar:2031`."""
        return _told_by_no_fact(self.unknowns)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all decisions about one action under one pack share.

    `document` is the document's title, `scope` and `in_force` are the articles that say whom it binds and from when,
    `predecessors` the documents that it repeals.
    """

    jurisdiction: str
    action: str
    document: str
    pack: PackStamp
    fact_types: Mapping[str, FactType]
    left_out: tuple[LeftOut, ...]
    scope: Citation
    in_force: Citation | None
    in_force_from: date | None
    predecessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer.

    `presumptions` are the facts taken for granted; `by_reference` tells that the document is only a model for the organ
    that acts, so that its musts are advice.
    """

    frame: Frame
    case: Case
    verdict: Verdict
    findings: tuple[Finding, ...]
    silence: Silence | None = None
    unknowns: tuple[str, ...] = ()
    presumptions: Mapping[str, bool | str] = field(default_factory=dict)
    duties: tuple[DutyNotice, ...] = ()
    by_reference: bool = False

    @property
    def partial(self) -> bool:
        """Whether only some articles were asked."""
        return bool(self.case.articles)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle the verdict, in the vocabulary's order."""
        return _told_by_facts(self.unknowns)

    @property
    def unknown_because(self) -> tuple[str, ...]:
        """What stays unknown whatever the user says, such as `calendar:2031`."""
        return _told_by_no_fact(self.unknowns)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The musts that the act violates."""
        return self._with(Status.VIOLATED)

    @property
    def undetermined(self) -> tuple[Finding, ...]:
        """The musts of which it is unknown whether the act violates them."""
        return tuple(one for one in self._with(Status.UNDETERMINED) if one.norm.force is Force.MUST)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """The softer norms from which the act departs."""
        return self._with(Status.DEPARTED)

    @property
    def referrals(self) -> tuple[Finding, ...]:
        """The norms that send the reader to rules outside the document (`norm.refers_to`)."""
        return self._with(Status.REFERS)

    @property
    def grounds(self) -> tuple[Finding, ...]:
        """What an `allow` stands on: satisfied requirements and permits that hold; empty for other verdicts."""
        if self.verdict is not Verdict.ALLOW:
            return ()
        return tuple(finding for finding in self.findings if is_ground(finding))

    @property
    def basis(self) -> Basis | None:
        """Whether an `allow` has grounds, or only nothing against it; nothing for other verdicts."""
        if self.verdict is not Verdict.ALLOW:
            return None
        return Basis.GROUNDED if self.grounds else Basis.NOT_FORBIDDEN

    def _with(self, status: Status) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status is status)


def same_outcome(one: Status, other: Status) -> bool:
    """Whether two readings of a rule come to the same: a permit that holds and a requirement kept do."""
    kept = (Status.SATISFIED, Status.HOLDS)
    return one is other or (one in kept and other in kept)


def is_ground(finding: Finding) -> bool:
    """Whether a finding is something that an `allow` can stand on; a prohibition kept is not."""
    if finding.status is Status.HOLDS:
        return True
    norm = finding.norm
    return finding.status is Status.SATISFIED and norm.force is Force.MUST and norm.form in (Form.REQUIRE, Form.DUTY)
