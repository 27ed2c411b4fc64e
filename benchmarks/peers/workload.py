"""The work: six actions of a shipped pack, and complete cases of each in the forms in which they are put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.cases import Cases
from benchmarks.peers.condition import Action
from benchmarks.peers.rules import exported
from rules_engine import Case, Engine
from rules_engine.program import Program

JURISDICTION = "hongqiao"
ACTIONS = (
    "meeting.hold",
    "document.sign",
    "matter.decide",
    "shift.staff",
    "meeting.attend",
    "document.handle",
)
CASES = 60
"""Cases of an action that are timed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One case: `facts` as peers take them, `written` as a program writes them for the engine, `case` as it is read."""

    facts: dict[str, Any]
    written: dict[str, Any]
    case: Case
    violated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One action."""

    program: Program
    action: Action
    cases: tuple[Asked, ...]


def works(engine: Engine, cases: int = CASES) -> tuple[Work, ...]:
    """The six actions, each with so many cases; the same in every run."""
    found = []
    for name in ACTIONS:
        program = engine.evaluator(JURISDICTION, name).program
        action = exported(program)
        maker = Cases(engine, JURISDICTION, action)
        asked = [_asked(engine, maker) for _ in range(cases)]
        found.append(Work(program, action, tuple(asked)))
    return tuple(found)


def _asked(engine: Engine, maker: Cases) -> Asked:
    facts = maker.facts()
    case = maker.case(facts)
    return Asked(facts, maker.written(facts), case, engine.verdict(case)[1])


def in_turn(several: Sequence[Sequence[Any]]) -> list[Any]:
    """One of each, then the next of each: so that the first few stand for all."""
    return [item for group in zip(*several, strict=True) for item in group]
