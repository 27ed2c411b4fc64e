"""business-rules: conditions as documents over a class of variables; shares are a variable worked out in Python."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.condition import Action, AllOf, AnyOf, Condition, Flag, Holds, Not, OneOf, Order, atoms, pushed
from benchmarks.peers.peer import Decide, Peer

_ORDER = {
    "<": "less_than",
    "<=": "less_than_or_equal_to",
    ">": "greater_than",
    ">=": "greater_than_or_equal_to",
    "==": "equal_to",
}


def document(condition: Condition) -> Any:
    """A condition whose negations stand at flags and memberships only."""
    match condition:
        case AllOf(items):
            return {"all": [document(item) for item in items]}
        case AnyOf(items):
            return {"any": [document(item) for item in items]}
        case Flag(fact):
            return {"name": fact, "operator": "is_true", "value": None}
        case Not(Flag(fact)):
            return {"name": fact, "operator": "is_false", "value": None}
        case OneOf(fact, (value,)):
            return {"name": f"{fact}_as_text", "operator": "equal_to", "value": value}
        case OneOf(fact, values) | Holds(fact, values):
            return {"name": fact, "operator": "shares_at_least_one_element_with", "value": list(values)}
        case Not(OneOf(fact, values) | Holds(fact, values)):
            return {"name": fact, "operator": "shares_no_elements_with", "value": list(values)}
        case Order(op, left, right):
            name, limit = (difference(condition), 0) if right.fact else (left.fact, right.factor)
            return {"name": name, "operator": _ORDER[op], "value": limit}
    raise AssertionError(condition)


def difference(order: Order) -> str:
    """The name of the variable that takes one side of a comparison from the other."""
    left, right = order.left, order.right
    return f"{left.factor}_{left.fact}_less_{right.factor}_{right.fact}"


def documents(action: Action) -> Any:
    """The rules as documents, and what the variables are."""
    rules = []
    for name, condition in action.rules:
        said = document(pushed(condition))
        found = {"name": "violated", "params": {"rule": name}}
        rules.append({"conditions": {"all": [said]} if "name" in said else said, "actions": [found]})
    shares = {
        difference(atom): [atom.left.factor, atom.left.fact, atom.right.factor, atom.right.fact]
        for _, condition in action.rules
        for atom in atoms(pushed(condition))
        if isinstance(atom, Order) and atom.right.fact
    }
    return {"rules": rules, "shares": shares, "kinds": {column.name: column.kind for column in action.columns}}


def load(kept: Any) -> Decide:
    """Classes of variables and actions, made once."""
    from business_rules import run_all, variables
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_TEXT

    made = {
        "flag": variables.boolean_rule_variable,
        "count": variables.numeric_rule_variable,
        "money": variables.numeric_rule_variable,
        "set": variables.select_multiple_rule_variable,
    }
    methods: dict[str, Any] = {}
    for name, kind in kept["kinds"].items():
        if kind == "enum":
            methods[name] = variables.select_multiple_rule_variable()(lambda act, name=name: [act.facts[name]])
            methods[f"{name}_as_text"] = variables.string_rule_variable()(lambda act, name=name: act.facts[name])
        else:
            methods[name] = made[kind]()(lambda act, name=name: act.facts[name])
    for name, (times, part, others, whole) in kept["shares"].items():
        methods[name] = variables.numeric_rule_variable()(
            lambda act, a=times, b=part, c=others, d=whole: a * act.facts[b] - c * act.facts[d]
        )

    def take(self: Any, facts: Any) -> None:
        self.facts = facts

    act_variables = type("Act", (variables.BaseVariables,), {**methods, "__init__": take})

    class Found(BaseActions):  # type: ignore[misc, no-any-unimported]
        def __init__(self) -> None:
            self.ids: list[str] = []

        @rule_action(params={"rule": FIELD_TEXT})  # type: ignore[untyped-decorator]
        def violated(self, rule: str) -> None:
            self.ids.append(rule)

    rules = kept["rules"]

    def decide(facts: Any) -> list[str]:
        found = Found()
        run_all(rules, act_variables(facts), found)
        return found.ids

    return decide


BUSINESS_RULES = Peer(
    "business-rules", "business-rules", "business_rules", documents, load, "`run_all` over documents, shares in Python"
)
