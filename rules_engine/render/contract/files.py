"""The files in which cases and dossiers are written."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, RootModel

Written = bool | int | float | str | list[str] | dict[str, bool | str | None] | None
"""A value as a case writes it; a complete set as a list, an open one as element to yes or no."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class CaseJson(_Part):
    """One proposed act. Facts and values are named by the vocabulary's ids, labels or aliases."""

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


class DossierStepJson(_Part):
    """One act of a dossier."""

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


class DossierFileJson(_Part):
    """Several acts of one matter, in the order in which they are done."""

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
