"""What rules of different packs say, in a form that is equal where they say the same.

The names of parameters, definitions and groups, the order of what is joined, and all titles are left aside; what is
left is what the engine evaluates.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from rules_engine import expression as ex
from rules_engine.checked import Rule


def norm_meaning(rule: Rule) -> Hashable:
    """What a rule says, without its rival reading and without what it displaces."""
    duty = rule.body.duty
    owed = duty and (
        duty.done.id,
        meaning(duty.due) if duty.due else None,
        duty.by.en.casefold() if duty.by else None,
    )
    sent = rule.norm.refers_to.en.casefold() if rule.norm.refers_to else None
    return (rule.norm.form, rule.norm.force, meaning(rule.when), meaning(rule.body.condition), owed, sent)


def meaning(expression: ex.Expression) -> Hashable:
    """What an expression says."""
    match expression:
        case ex.Defined(body=body):
            return meaning(body)
        case ex.And() | ex.Or():
            return (type(expression), frozenset(_joined(expression.items, type(expression))))
        case ex.Not(item):
            return (ex.Not, meaning(item))
        case ex.OneOf(fact, values):
            return (ex.OneOf, fact.id, frozenset(values))
        case ex.Compare(("==" | "!=") as op, ex.Fact() as fact, ex.Const(str() as value)):
            named = (ex.OneOf, fact.id, frozenset((value,)))
            return named if op == "==" else (ex.Not, named)
        case ex.Compare(op, left, right):
            return (op, meaning(left), meaning(right))
        case ex.Meets(subject, limit):
            return (ex.Meets, meaning(subject), limit.op, limit.amount)
        case ex.Shift(start, period, forward):
            return (ex.Shift, meaning(start), period.amount, forward)
        case ex.Share(first, second) | ex.DaysBetween(first, second):
            return (type(expression), meaning(first), meaning(second))
        case ex.Has(fact, element):
            return (ex.Has, fact.id, element)
        case ex.Fact(name):
            return (ex.Fact, name)
        case ex.Const(value):
            return (ex.Const, type(value), value)


def _joined(items: Iterable[ex.Expression], kind: type[ex.And | ex.Or]) -> Iterable[Hashable]:
    """The parts of a conjunction or a disjunction; those inside definitions are parts, too."""
    for item in items:
        bare = item
        while isinstance(bare, ex.Defined):
            bare = bare.body
        if isinstance(bare, kind):
            yield from _joined(bare.items, kind)
        else:
            yield meaning(bare)
