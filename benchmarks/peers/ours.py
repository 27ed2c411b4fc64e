"""The engine's own ways to an answer, as its users would write them. All check the types of what they are given."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.peers.cases import DAY
from benchmarks.peers.workload import JURISDICTION, Work
from rules_engine import Engine
from rules_engine.intake.quick.shapes import OFTEN

Pairs = list[tuple[Callable[[Any], Any], Any]]
Way = Callable[[Engine, Work], Pairs]


def verdict_of_case(engine: Engine, work: Work) -> Pairs:
    """The verdict and the ids of the violated rules, of a case that has been read."""
    return [(engine.verdict, asked.case) for asked in work.cases]


def verdict_of_mapping(engine: Engine, work: Work) -> Pairs:
    """The same from a mapping."""
    ask = engine.judging(JURISDICTION, work.action.name, date=DAY)
    return _warmed([(ask, asked.written) for asked in work.cases])


def verdict_of_text(engine: Engine, work: Work) -> Pairs:
    """The same from JSON text, which msgspec reads where it is installed."""
    ask = engine.judging(JURISDICTION, work.action.name, date=DAY, texts=True)
    return _warmed([(ask, json.dumps(asked.written)) for asked in work.cases])


def decision_of_case(engine: Engine, work: Work) -> Pairs:
    """The whole decision, of a case that has been read."""
    return [(engine.decide, asked.case) for asked in work.cases]


def decision(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from a mapping."""
    action = work.action.name

    def ask(facts: Mapping[str, Any]) -> Any:
        return engine.check(JURISDICTION, action, facts, date=DAY)

    return _warmed([(ask, asked.written) for asked in work.cases])


def decision_of_text(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from JSON text."""
    action = work.action.name

    def ask(text: str) -> Any:
        return engine.check(JURISDICTION, action, json.loads(text), date=DAY)

    return _warmed([(ask, json.dumps(asked.written)) for asked in work.cases])


def decision_of_quick_text(engine: Engine, work: Work) -> Pairs:
    """The whole decision, from JSON text that msgspec has read."""
    import msgspec

    action, read = work.action.name, msgspec.json.decode

    def ask(text: str) -> Any:
        return engine.check(JURISDICTION, action, read(text), date=DAY)

    return _warmed([(ask, json.dumps(asked.written)) for asked in work.cases])


def _warmed(pairs: Pairs) -> Pairs:
    """Code for an action is made with its fourth case, and for mappings of the same names when they have come often."""
    for _ in range(-(-OFTEN // len(pairs))):
        for ask, facts in pairs:
            ask(facts)
    return pairs


OURS: Mapping[str, Way] = {
    "`Engine.verdict`, a case that has been read": verdict_of_case,
    "`Engine.judging`, a mapping": verdict_of_mapping,
    "`Engine.decide`, a case that has been read": decision_of_case,
    "`Engine.check`, a mapping": decision,
}
TEXTS: Mapping[str, Way] = {
    "`Engine.judging`, JSON text": verdict_of_text,
    "`json.loads`, then `Engine.check`": decision_of_text,
    "`msgspec`, then `Engine.check`": decision_of_quick_text,
}
