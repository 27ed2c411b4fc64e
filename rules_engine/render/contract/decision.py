"""The answer to one case."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from rules_engine.decision import Basis, DutyState, Silence, Status, Verdict
from rules_engine.norm import Force, Form, NormKind
from rules_engine.render.contract.entry import CitationJson, Day, Entry, Moment, TextJson


class FindingJson(Entry):
    """What one rule says of the case."""

    rule: str
    """`<jurisdiction>.<article>.<slug>`."""
    status: Status
    force: Force
    form: Form
    kind: NormKind
    citation: CitationJson
    """The chief place of the norm."""
    citations: tuple[CitationJson, ...]
    """All its places, the chief one first."""
    title: TextJson
    facts: tuple[str, ...]
    """The facts that it reads; their values stand once, in the decision."""
    parameters: tuple[str, ...]
    missing: tuple[str, ...]
    """The facts that would settle it; an element of a set as `steps.hearing`."""
    unknown_because: tuple[str, ...]
    """What no fact settles, as `calendar:2031`: the working days of a year are not published."""
    displaced_by: tuple[str, ...]
    """The rules that stand in its place."""
    arguable: bool
    """Whether another reading would change the outcome."""
    reading: TextJson | None
    rival: TextJson | None
    rests_on: tuple[str, ...]
    """Shared readings on which the rule rests."""


class DutyJson(Entry):
    """What must follow the act."""

    rule: str
    citation: CitationJson
    force: Force
    act: TextJson
    by: TextJson | None
    due: Moment | None
    """Null where the article sets no day, where the day is not known, and where its time has not begun."""
    dated: bool
    """Whether the article sets a day; a duty without one is to be done promptly."""
    state: DutyState
    missing: tuple[str, ...]
    """Of a duty of unknown state: the facts that would tell whether it applies and by when."""
    unknown_because: tuple[str, ...]
    """What keeps its day unknown whatever the user says, as `calendar:2031`."""


class ReferralJson(Entry):
    """Rules outside the document to which a norm sends the reader."""

    rule: str
    citation: CitationJson
    to: TextJson | None


class LeftOutJson(Entry):
    """A clause near the question that the pack does not encode."""

    cite: str
    why: str
    text: TextJson


class PackJson(Entry):
    """Which text of which pack answered."""

    version: str
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class FilledJson(Entry):
    """What a ledger says of one fact that the case did not give."""

    fact: str
    value: bool | int | None
    """Null where the ledger cannot tell."""
    floor: int | None
    """Where there is no value: what the fact is at least."""
    events: tuple[str, ...]
    """The ids of the events that it rests on; the act itself, which is counted, is none of them."""
    needs: tuple[str, ...]
    """The names that the case must give (`names: {department: …}`)."""
    missing: tuple[dict[str, str], ...]
    """Facts of events that would settle it."""
    unknown_because: tuple[str, ...]


class LedgerJson(Entry):
    """What was taken from a ledger."""

    since: date | None
    """The day from which the ledger is complete; null where it is empty."""
    filled: tuple[FilledJson, ...]
    events: dict[str, Any]
    """The events, as they are written in files, by their ids."""


class DecisionJson(Entry):
    """The whole answer to one case."""

    case: str | None
    """The case's own id."""
    jurisdiction: str
    action: str
    date: Day
    """When the act is done."""
    as_of: Moment
    """When the question is asked."""
    articles: tuple[str, ...]
    """The articles to which the question was restricted; empty for all."""
    partial: bool
    verdict: Verdict
    basis: Basis | None
    """Of an `allow`: whether it has grounds."""
    silence: Silence | None
    """Of a `silent`: why."""
    by_reference: bool
    """Whether the document is only a model for the organ that acts, so that its musts are advice."""
    findings: tuple[FindingJson, ...]
    facts: dict[str, Any]
    """Money as yuan with two decimals, in text; a complete set as a list, an open one as element to truth."""
    withheld: tuple[str, ...]
    """The facts that the case says are unknown."""
    grounds: tuple[str, ...]
    """The rules on which an `allow` stands."""
    advice: tuple[str, ...]
    """The softer norms from which the act departs."""
    duties: tuple[DutyJson, ...]
    referrals: tuple[ReferralJson, ...]
    missing: tuple[str, ...]
    """The facts that would settle the verdict."""
    unknown_because: tuple[str, ...]
    presumptions: dict[str, bool | str]
    """What was taken for granted."""
    left_out: tuple[LeftOutJson, ...]
    pack: PackJson
    engine: str
    """The version of the engine."""


class DecisionFromLedgerJson(DecisionJson):
    """The answer to one case of which a ledger was asked (`check --ledger`)."""

    ledger: LedgerJson
