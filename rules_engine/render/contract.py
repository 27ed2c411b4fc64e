"""The JSON contract as types: what programs may rely on in a decision's JSON. The only importer of pydantic.

`DecisionJson.model_validate_json` reads what `rules-engine check --format json` prints for one case. Entries may be
added to the contract in a later version, so that readers accept entries that they do not know; none is renamed.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from rules_engine.decision import Basis, DutyState, Silence, Status, Verdict
from rules_engine.norm import Force, Form, NormKind

Day = date | Literal["not_yet"]
"""A day, ISO text in JSON; `not_yet` for what is known not to have happened."""
Moment = Annotated[str, Field(pattern=r"^(not_yet|\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?)$")]
"""A day, or a minute of China's time."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class TextJson(_Entry):
    """One statement in both languages."""

    zh: str
    en: str


class CitationJson(_Entry):
    """A place in a document."""

    document: str
    """The document's title."""
    article: int
    paragraph: int | None
    item: int | None
    text: TextJson
    """The place in words, without the title."""


class FindingJson(_Entry):
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


class DutyJson(_Entry):
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


class ReferralJson(_Entry):
    """Rules outside the document to which a norm sends the reader."""

    rule: str
    citation: CitationJson
    to: TextJson | None


class LeftOutJson(_Entry):
    """A clause near the question that the pack does not encode."""

    cite: str
    why: str
    text: TextJson


class PackJson(_Entry):
    """Which text of which pack answered."""

    version: str
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class FilledJson(_Entry):
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


class LedgerJson(_Entry):
    """What was taken from a ledger."""

    since: date | None
    """The day from which the ledger is complete; null where it is empty."""
    filled: tuple[FilledJson, ...]
    events: dict[str, Any]
    """The events, as they are written in files, by their ids."""


class DecisionJson(_Entry):
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


class StepJson(DecisionJson):
    """The answer to one step of a dossier."""

    step: int
    """Its number, from 1."""
    title: str | None


class DossierDutyJson(DutyJson):
    """A duty of a dossier, as it stands on the day of the question."""

    arises_at: int
    """The number of the step from which it arises."""
    discharged_at: int | None
    """The number of the step at which it is, or is to be, done; null where the dossier has none."""
    done: Moment | bool | None
    """When it was done, or whether; null where the dossier does not say."""


class MissingJson(_Entry):
    """A fact that would settle a verdict, and the steps that ask for it."""

    fact: str
    steps: tuple[int, ...]


class DossierDecisionJson(_Entry):
    """The answer to several acts of one matter."""

    dossier: str | None
    """Its title."""
    jurisdiction: str
    as_of: Moment
    """The day on which the duties are looked at."""
    verdict: Verdict
    """The first of deny, incomplete, silent, allow that occurs among the steps."""
    shared: dict[str, Any]
    """The facts stated once for all steps."""
    steps: tuple[StepJson, ...]
    duties: tuple[DossierDutyJson, ...]
    missing: tuple[MissingJson, ...]
    unknown_because: tuple[str, ...]
    pack: PackJson
    engine: str
    """The version of the engine."""


Written = bool | int | float | str | list[str] | dict[str, bool | str | None] | None
"""A value as a case writes it; a complete set as a list, an open one as element to yes or no."""


class CaseJson(BaseModel):
    """One proposed act. Facts and values are named by the vocabulary's ids, labels or aliases."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    jurisdiction: str
    """Id or name, as `hongqiao` or `红桥区`."""
    action: str
    """Id or label, as `matter.decide` or `决定事项`."""
    facts: dict[str, Written] | None = None
    """What is known; what is not is left out, or null."""
    date: str | None = None
    """When the act is done; by default today."""
    as_of: str | None = None
    """When the question is asked; by default the date."""
    organ: str | None = None
    """Who acts; where it is not given, the document is presumed to bind them."""
    articles: list[str | int | float] | str | int | float | None = None
    """Ask of these articles alone, as `41` or `41.1`."""
    id: str | int | None = None
    """A name for the case, given back in the decision."""
    names: dict[str, str | int] | None = None
    """Who or what the act is about, as `department` or `leader`: what a ledger counts by."""
    until: str | None = None
    """The last day of an absence, where a ledger is asked."""


class CaseFileJson(RootModel[CaseJson | list[CaseJson]]):
    """A file of one case or of a list of cases."""


class DossierStepJson(BaseModel):
    """One act of a dossier."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    action: str
    """Id or label, as `matter.decide` or `决定事项`."""
    id: str | int | None = None
    """A name for the step; no two steps have the same."""
    title: str | int | None = None
    """What the step is called on screens; by default its act."""
    date: str | None = None
    """When the act is done; by default the dossier's date, else today."""
    organ: str | None = None
    """Who acts; by default the dossier's organ."""
    articles: list[str | int | float] | str | int | float | None = None
    """Ask of these articles alone, as `41` or `41.1`."""
    facts: dict[str, Written] | None = None
    """What is known of this act, beside the shared facts."""


class DossierFileJson(BaseModel):
    """Several acts of one matter, in the order in which they are done."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    dossier: str | int | None = None
    """What the matter is called."""
    jurisdiction: str
    """Id or name, as `hongqiao` or `红桥区`."""
    date: str | None = None
    """When an act is done of which its step does not say."""
    as_of: str | None = None
    """When the question is asked; by default each step on its own day, and the whole on the last of them."""
    organ: str | None = None
    """Who acts where a step does not say."""
    facts: dict[str, Written] | None = None
    """Facts shared by all steps that use them. A fact that differs from act to act is stated at each step."""
    steps: list[DossierStepJson]
    """The acts, one at least."""
