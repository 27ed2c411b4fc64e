"""rule-engine: one expression that gives a list of truths."""

from __future__ import annotations

from itertools import compress
from typing import Any

from benchmarks.peers.condition import Action
from benchmarks.peers.notation import Notation
from benchmarks.peers.peer import Decide, Peer


def truths(action: Action) -> Any:
    """One list with the truth of each rule."""
    return {"ids": action.ids, "text": f"[{', '.join(Notation().text(condition) for _, condition in action.rules)}]"}


def load(kept: Any) -> Decide:
    """A parsed rule."""
    import rule_engine

    evaluate, ids = rule_engine.Rule(kept["text"]).evaluate, kept["ids"]
    return lambda facts: list(compress(ids, evaluate(facts)))


RULE_ENGINE = Peer("rule-engine", "rule-engine", "rule_engine", truths, load, "one parsed expression, a list of truths")
