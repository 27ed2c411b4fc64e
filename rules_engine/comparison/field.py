"""Whether two rules can speak of one act: what each one's condition fixes beforehand."""

from __future__ import annotations

from rules_engine import expression as ex
from rules_engine.checked import Rule


def may_meet(one: Rule, other: Rule) -> bool:
    """Whether the conditions of two rules leave room for one act; false only where they fix a fact differently."""
    first, second = _fixed(one.when), _fixed(other.when)
    return all(first[name] & second[name] for name in first.keys() & second.keys())


def special_elements(rule: Rule) -> frozenset[str]:
    """The elements of sets that a rule's condition asks for, as `matter.funds`."""
    return frozenset(name for name, values in _fixed(rule.when).items() if "." in name and values == {True})


def _fixed(when: ex.Expression) -> dict[str, frozenset[str | bool]]:
    """The values that a condition leaves to facts and to elements of sets, as far as each part of it tells alone."""
    found: dict[str, frozenset[str | bool]] = {}

    def fix(name: str, values: frozenset[str | bool]) -> None:
        found[name] = found[name] & values if name in found else values

    def visit(part: ex.Expression) -> None:
        match part:
            case ex.And(items):
                for item in items:
                    visit(item)
            case ex.Defined(body=body):
                visit(body)
            case ex.OneOf(fact, values):
                fix(fact.id, frozenset(values))
            case ex.Compare("==", ex.Fact() as fact, ex.Const(str() as value)):
                fix(fact.id, frozenset((value,)))
            case ex.Fact(name) | ex.Not(ex.Fact(name)):
                fix(name, frozenset((isinstance(part, ex.Fact),)))
            case ex.Has(fact, element) | ex.Not(ex.Has(fact, element)):
                fix(f"{fact.id}.{element}", frozenset((isinstance(part, ex.Has),)))

    visit(when)
    return found
