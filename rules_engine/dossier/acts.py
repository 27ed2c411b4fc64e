"""A dossier: the acts of one matter in the order in which they are done, with the facts that they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules_engine.case import Case
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.value import Value, end_of_day


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a dossier. `dated` tells that its date was written, and is not merely today's."""

    case: Case
    title: str = ""
    dated: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)
    path: str = field(default="", compare=False, repr=False)

    def agrees(self, other: Step, facts: Iterable[str]) -> bool:
        """Whether none of `facts` is known at both steps with different values."""
        one, two = self.case.facts, other.case.facts
        return all(one[name] == two[name] for name in facts if name in one and name in two)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Several acts of one matter under one document, in the order in which they are done.

    `shared` are the facts stated once for all steps that use them; every step's case holds them already. `as_of` is
    when the question is asked, where it was written.
    """

    jurisdiction: str
    steps: tuple[Step, ...]
    title: str = ""
    as_of: dt.date | None = None
    shared: Mapping[str, Value] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def asked_on(self) -> dt.date:
        """When the whole is asked: the day written, else the last day on which a step is asked."""
        return self.as_of or max((step.case.as_of for step in self.steps), key=end_of_day)
