"""A pack's case: one proposed act, and what the document makes us expect of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rules_engine.case import Case
from rules_engine.decision import Basis, DutyState, Silence, Verdict
from rules_engine.norm import Cite
from rules_engine.source import Span
from rules_engine.text import Text


@dataclass(frozen=True, slots=True)
class ExpectedDuty:
    """A duty that must be listed; `due` and `state` are compared where they are given."""

    cite: Cite
    due: date | None = None
    state: DutyState | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a decision must say. None is "not asked"; places are at whatever granularity they are written.

    `violated`, `undetermined`, `advice` and `missing` must match in both directions; `grounds`, `duties`, `referrals`
    and `arguable` must be among what the decision lists, and an empty list says that it lists none.
    """

    verdict: Verdict
    violated: tuple[Cite, ...] = ()
    undetermined: tuple[Cite, ...] | None = None
    advice: tuple[Cite, ...] | None = None
    missing: frozenset[str] | None = None
    grounds: tuple[Cite, ...] | None = None
    duties: tuple[ExpectedDuty, ...] | None = None
    referrals: tuple[Cite, ...] | None = None
    arguable: tuple[Cite, ...] | None = None
    basis: Basis | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class PackCase:
    """One case of a pack. `because` is the reading of the document that the expectation rests on."""

    case: Case
    expected: Expectation
    strict: bool = False
    because: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The case's name, unique in its pack."""
        return self.case.id
