"""A case: one proposed act, as the evaluators see it. Absent facts stay absent; evaluators see to presumptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rules_engine.norm import Cite
from rules_engine.problem import Problem
from rules_engine.value import Value

ORGAN: Final = "organ"
"""The fact that a case may also give beside its facts: the organ that acts, which decides whom the document binds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One proposed act. `facts` holds what is known; `withheld` what the case says is unknown: it is not presumed.

    `date` is when the act is done, `as_of` when we ask; `articles` restricts the question where it is not empty.
    `names` say who or what the act is about (which department, who travels), and `until` is the last day of an absence:
    only a ledger asks for them. `typed` tells that every fact has been read as its type asks; a case that a program
    makes is looked through when it is decided.
    """

    jurisdiction: str
    action: str
    facts: Mapping[str, Value]
    date: dt.date
    as_of: dt.date
    id: str = ""
    withheld: frozenset[str] = frozenset()
    articles: tuple[Cite, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    until: dt.date | None = None
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    typed: bool = field(default=False, init=False, compare=False, repr=False)
