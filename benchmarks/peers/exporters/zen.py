"""zen-engine: an expression that gives a list of truths, and a decision table that collects ids."""

from __future__ import annotations

import json
from itertools import compress
from typing import Any

from benchmarks.peers.condition import Action
from benchmarks.peers.notation import Notation
from benchmarks.peers.peer import Decide, Peer


def expression(action: Action) -> Any:
    """One list with the truth of each rule."""
    return {"ids": action.ids, "text": f"[{', '.join(Notation().text(condition) for _, condition in action.rules)}]"}


def load_expression(kept: Any) -> Decide:
    """A compiled expression."""
    import zen

    evaluate, ids = zen.compile_expression(kept["text"]).evaluate, kept["ids"]
    return lambda facts: list(compress(ids, evaluate(facts)))


def table(action: Action) -> Any:
    """A decision table that collects the ids of all rows whose condition holds."""
    rows = [
        {"_id": f"row{at}", "condition": Notation().text(condition), "rule": json.dumps(name)}
        for at, (name, condition) in enumerate(action.rules)
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "condition", "name": "condition"}],
        "outputs": [{"id": "rule", "field": "rule", "name": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "content": {}},
    ]
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in (("in", "table"), ("table", "out"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def load_table(kept: Any) -> Decide:
    """A static loader, which compiles the table once; `create_decision` would read its text in every process."""
    import zen

    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": kept}}}).evaluate
    return lambda facts: [row["rule"] for row in evaluate("rules", facts)["result"]]


EXPRESSION = Peer(
    "zen, expression", "zen-engine", "zen", expression, load_expression, "one compiled list of truths", of_text=True
)
TABLE = Peer(
    "zen, decision table", "zen-engine", "zen", table, load_table, "static loader, table that collects", of_text=True
)
