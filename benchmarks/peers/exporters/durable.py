"""durable_rules: facts are asserted and taken back, so that every rule sees them; an event ends with its first rule.

Two things cannot be said in it: a comparison of two amounts, which Python works out beforehand, and that something is
so of an empty list, which therefore holds one element that means nothing.
"""

from __future__ import annotations

import operator
from functools import reduce
from itertools import count
from typing import Any

from benchmarks.peers.condition import Action, AllOf, AnyOf, Condition, Flag, Holds, Not, OneOf, Order, atoms, pushed
from benchmarks.peers.exporters.business_rules import difference
from benchmarks.peers.peer import Decide, Peer

_ORDER = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_NOTHING = ["nothing"]
_NUMBERS = count()
"""A host takes each name once."""


def conditions(action: Action) -> Any:
    """The conditions, of which the rules are made by calls."""
    rules = [(name, pushed(condition)) for name, condition in action.rules]
    amounts = {
        difference(atom): (atom.left.factor, atom.left.fact, atom.right.factor, atom.right.fact)
        for _, condition in rules
        for atom in atoms(condition)
        if isinstance(atom, Order) and atom.right.fact
    }
    sets = [column.name for column in action.columns if column.kind == "set"]
    return {"name": action.name.replace(".", "_"), "rules": rules, "amounts": amounts, "sets": sets}


def pattern(condition: Condition, m: Any, item: Any) -> Any:
    """The condition in the package's own language; `m` and `item` are its words for a message and an element."""

    def joined(kind: Any, several: list[Any]) -> Any:
        return reduce(kind, several)

    match condition:
        case AllOf(items):
            return joined(operator.and_, [pattern(part, m, item) for part in items])
        case AnyOf(items):
            return joined(operator.or_, [pattern(part, m, item) for part in items])
        case Flag(fact):
            return getattr(m, fact) == True  # noqa: E712 -- the language's own words
        case Not(Flag(fact)):
            return getattr(m, fact) == False  # noqa: E712 -- the same
        case OneOf(fact, values):
            return joined(operator.or_, [getattr(m, fact) == value for value in values])
        case Not(OneOf(fact, values)):
            return joined(operator.and_, [getattr(m, fact) != value for value in values])
        case Holds(fact, elements):
            return joined(operator.or_, [getattr(m, fact).anyItem(item == element) for element in elements])
        case Not(Holds(fact, elements)):
            return joined(operator.and_, [getattr(m, fact).allItems(item != element) for element in elements])
        case Order(op, left, right):
            name, limit = (difference(condition), 0) if right.fact else (left.fact, right.factor)
            return _ORDER[op](getattr(m, name), limit)
    raise AssertionError(condition)


def load(kept: Any) -> Decide:
    """A ruleset of the process's own host."""
    from durable.engine import MessageNotHandledException
    from durable.lang import get_host, item, m, ruleset, when_all

    found: dict[str, None] = {}
    name, amounts, sets = f"{kept['name']}_{next(_NUMBERS)}", list(kept["amounts"].items()), kept["sets"]

    def noting(rule: str) -> Any:
        return lambda _: found.setdefault(rule)

    with ruleset(name):
        for rule, condition in kept["rules"]:
            when_all(pattern(condition, m, item))(noting(rule))
    host = get_host()

    def decide(facts: Any) -> list[str]:
        found.clear()
        message = dict(facts)
        for difference_, (times, part, others, whole) in amounts:
            message[difference_] = times * facts[part] - others * facts[whole]
        for set_ in sets:
            if set_ in facts and not facts[set_]:
                message[set_] = _NOTHING
        try:
            host.assert_fact(name, message)
        except MessageNotHandledException:
            return []
        host.retract_fact(name, message)
        return list(found)

    return decide


DURABLE = Peer(
    "durable_rules",
    "durable-rules",
    "durable.lang",
    conditions,
    load,
    "asserted and taken back; shares in Python",
    alone="its threads run on in the background",
)
