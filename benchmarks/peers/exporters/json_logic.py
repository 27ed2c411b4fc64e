"""JSONLogic, for datalogic-py (in Rust) and json-logic-qubit (in Python)."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.condition import Action, AllOf, Amount, AnyOf, Condition, Flag, Holds, Not, OneOf, Order
from benchmarks.peers.peer import Decide, Peer


def logic(condition: Condition) -> Any:
    """The condition as JSONLogic."""
    match condition:
        case AllOf(()) | AnyOf(()):
            return isinstance(condition, AllOf)
        case AllOf(items):
            return {"and": [logic(item) for item in items]}
        case AnyOf(items):
            return {"or": [logic(item) for item in items]}
        case Not(item):
            return {"!": [logic(item)]}
        case Flag(fact):
            return {"var": fact}
        case OneOf(fact, (value,)):
            return {"==": [{"var": fact}, value]}
        case OneOf(fact, values):
            return {"in": [{"var": fact}, list(values)]}
        case Holds(fact, elements):
            each = [{"in": [element, {"var": fact}]} for element in elements]
            return each[0] if len(each) == 1 else {"or": each}
        case Order(op, left, right):
            return {op: [_amount(left), _amount(right)]}


def _amount(amount: Amount) -> Any:
    if not amount.fact:
        return amount.factor
    return {"var": amount.fact} if amount.factor == 1 else {"*": [{"var": amount.fact}, amount.factor]}


def merged(action: Action) -> Any:
    """One rule for the action, which merges the ids of the violated ones."""
    return {"merge": [{"if": [logic(condition), [name], []]} for name, condition in action.rules]}


def load_merged(kept: Any) -> Decide:
    """A compiled rule."""
    import datalogic_py

    evaluate: Decide = datalogic_py.Engine().compile(kept).evaluate
    return evaluate


def each(action: Action) -> Any:
    """One document for each rule."""
    return [[name, logic(condition)] for name, condition in action.rules]


def load_each(kept: Any) -> Decide:
    """There is nothing to compile: documents are walked."""
    from json_logic import jsonLogic

    return lambda facts: [name for name, rule in kept if jsonLogic(rule, facts)]


DATALOGIC = Peer(
    "datalogic-py", "datalogic-py", "datalogic_py", merged, load_merged, "one compiled rule merges ids", of_text=True
)
JSON_LOGIC = Peer("json-logic", "json-logic-qubit", "json_logic", each, load_each, "a document a rule")
