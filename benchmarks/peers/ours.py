"""The engine's own ways to an answer, as its users would write them. All check the types of what they are given."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.peers.cases import DAY
from benchmarks.peers.workload import JURISDICTION, Work
from rules_engine import Engine

Pairs = list[tuple[Callable[[Any], Any], Any]]
Way = Callable[[Engine, Work], Pairs]


def verdict_of_case(engine: Engine, work: Work) -> Pairs:
    """The verdict and the ids of the violated rules, of a case that has been read."""
    return [(engine.verdict, asked.case) for asked in work.cases]


def decision_of_case(engine: Engine, work: Work) -> Pairs:
    """The whole decision, of a case that has been read."""
    return [(engine.decide, asked.case) for asked in work.cases]


def decision(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from a mapping."""
    action = work.action.name

    def ask(facts: Mapping[str, Any]) -> Any:
        return engine.check(JURISDICTION, action, facts, date=DAY)

    _warmed(engine, work)
    return [(ask, asked.written) for asked in work.cases]


def decision_of_text(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from JSON text."""
    action = work.action.name

    def ask(text: str) -> Any:
        return engine.check(JURISDICTION, action, json.loads(text), date=DAY)

    _warmed(engine, work)
    return [(ask, json.dumps(asked.written)) for asked in work.cases]


def decision_of_quick_text(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from JSON text that msgspec has read."""
    import msgspec

    action, read = work.action.name, msgspec.json.decode

    def ask(text: str) -> Any:
        return engine.check(JURISDICTION, action, read(text), date=DAY)

    _warmed(engine, work)
    return [(ask, json.dumps(asked.written)) for asked in work.cases]


def _warmed(engine: Engine, work: Work) -> None:
    for asked in work.cases[:6]:  # code for an action is made with its fourth case
        engine.check(JURISDICTION, work.action.name, asked.written, date=DAY)


OURS: Mapping[str, Way] = {
    "`Engine.verdict`, a case that has been read": verdict_of_case,
    "`Engine.decide`, a case that has been read": decision_of_case,
    "`Engine.check`, a mapping": decision,
}
TEXTS: Mapping[str, Way] = {
    "`json.loads`, then `Engine.check`": decision_of_text,
    "`msgspec`, then `Engine.check`": decision_of_quick_text,
}
