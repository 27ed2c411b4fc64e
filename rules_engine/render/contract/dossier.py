"""The answer to several acts of one matter."""

from __future__ import annotations

from typing import Any

from rules_engine.decision import Verdict
from rules_engine.render.contract.decision import DecisionJson, DutyJson, PackJson
from rules_engine.render.contract.entry import Entry, Moment


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


class MissingJson(Entry):
    """A fact that would settle a verdict, and the steps that ask for it."""

    fact: str
    steps: tuple[int, ...]


class DossierDecisionJson(Entry):
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
