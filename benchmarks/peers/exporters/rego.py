"""Rego, for regopy: a set of ids; what Rego cannot say inside a rule stands in rules of its own."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.condition import Action, AllOf, Amount, AnyOf, Condition, Flag, Holds, Not, OneOf, Order, pushed
from benchmarks.peers.peer import Decide, Peer

ENTRY = "act/violated"


class Module:
    """The text of a module; alternatives become helping rules, each made once."""

    def __init__(self, action: Action) -> None:
        self.helpers: dict[Condition, str] = {}
        self.rules: list[str] = []
        for name, condition in action.rules:
            self.rules.append(f"violated contains {json.dumps(name)} if {{\n\t{self.lines(pushed(condition))}\n}}")

    @property
    def text(self) -> str:
        """The whole module."""
        return "\n\n".join(["package act\n\nimport rego.v1", *self.rules]) + "\n"

    def lines(self, condition: Condition) -> str:
        """A conjunction, a line for each part."""
        parts = condition.items if isinstance(condition, AllOf) else (condition,)
        return "\n\t".join(self.line(part) for part in parts) or "true"

    def line(self, condition: Condition) -> str:
        """One part as a line of a rule."""
        match condition:
            case AllOf(_):
                return self.lines(condition)
            case AnyOf(_):
                return self.helper(condition, condition.items)
            case Not(item):
                return f"not {self.line(item)}"
            case Flag(fact):
                return f"input.{fact}"
            case OneOf(fact, (value,)):
                return f"input.{fact} == {json.dumps(value)}"
            case OneOf(fact, values):
                return f"input.{fact} in {{{', '.join(map(json.dumps, values))}}}"
            case Holds(fact, (element,)):
                return f"{json.dumps(element)} in input.{fact}"
            case Holds(fact, elements):
                return self.helper(condition, tuple(Holds(fact, (element,)) for element in elements))
            case Order(op, left, right):
                return f"{_amount(left)} {op} {_amount(right)}"

    def helper(self, condition: Condition, ways: tuple[Condition, ...]) -> str:
        """The name of a rule that holds in any of several ways."""
        if condition not in self.helpers:
            self.helpers[condition] = name = f"part_{len(self.helpers)}"
            self.rules.extend([f"{name} if {{\n\t{self.lines(way)}\n}}" for way in ways])
        return self.helpers[condition]


def _amount(amount: Amount) -> str:
    if not amount.fact:
        return str(amount.factor)
    return f"input.{amount.fact}" if amount.factor == 1 else f"{amount.factor} * input.{amount.fact}"


def module(action: Action) -> Any:
    """The text of a module."""
    return Module(action).text


def load(kept: Any) -> Decide:
    """A compiled bundle with one entry point."""
    import regopy

    builder = regopy.Interpreter()
    builder.add_module("act.rego", kept)
    bundle, runner, made = builder.build(None, [ENTRY]), regopy.Interpreter(), regopy.Input

    def decide(facts: Any) -> list[str]:
        runner.set_input(made(facts))
        found: list[str] = runner.query_bundle_entrypoint(bundle, ENTRY).results[0].expressions[0]
        return found

    return decide


REGO = Peer("Rego (regopy)", "regopy", "regopy", module, load, "a bundle with an entry point")
