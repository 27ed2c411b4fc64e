"""Rules of a shipped pack as conditions of violation: what displaces a rule is written into it, as it is meant.

Only what an act can violate is exported: musts, no advice, no permits. Duties are left out: those of the actions chosen
have no due day, so that nothing violates them. Not every peer can say rules that read dates: those actions have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from benchmarks.peers.condition import (
    Action,
    AllOf,
    Amount,
    AnyOf,
    Column,
    Condition,
    Flag,
    Holds,
    Not,
    OneOf,
    Op,
    Order,
)
from benchmarks.peers.simplify import negated, simplified
from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.norm import Form
from rules_engine.program import Line, Program
from rules_engine.value import Kind

_LIMIT: Mapping[str, Op] = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "exactly": "=="}
_HOLDS, _FAILS = AllOf(()), AnyOf(())


def exported(program: Program) -> Action:
    """The rules of an action under which an act can be denied."""
    domains = {slot.name: slot.values for slot in program.slots.values()}
    rules = [
        (line.norm.id, simplified(violation(program.lines, at), domains))
        for at, line in enumerate(program.lines)
        if line.deniable and not line.duty
    ]
    read = {name for line in program.lines for part in line.expressions for name in ex.facts_of(part)} - {ORGAN}
    columns = [
        Column(slot.name, slot.type.kind.value, tuple(sorted(slot.values)), slot.presumed)
        for slot in program.slots.values()
        if slot.name in read
    ]
    return Action(program.frame.action, tuple(rules), tuple(columns))


def violation(lines: Sequence[Line], at: int) -> Condition:
    """Applies, and the body does not hold."""
    line = lines[at]
    body = translated(line.condition)
    return all_of([applies(lines, at), body if line.form is Form.FORBID else negated(body)])


def applies(lines: Sequence[Line], at: int) -> Condition:
    """The rule's condition holds, and nothing that applies displaces it; a permit must hold, too."""
    line = lines[at]
    own = [translated(line.when)]
    if line.form is Form.PERMIT:
        own.append(translated(line.condition))
    return all_of([*own, *(negated(applies(lines, above)) for above in line.under)])


def translated(e: ex.Expression) -> Condition:
    """An expression of a pack as a condition of complete cases."""
    match e:
        case ex.Const(value):
            return _HOLDS if value else _FAILS
        case ex.Fact(name):
            return Flag(name)
        case ex.Defined(body=body):
            return translated(body)
        case ex.Not(item):
            return negated(translated(item))
        case ex.And(items):
            return all_of([translated(item) for item in items])
        case ex.Or(items):
            return any_of([translated(item) for item in items])
        case ex.Has(fact, element):
            return Holds(fact.id, (element,))
        case ex.OneOf(fact, values):
            return OneOf(fact.id, values)
        case ex.Compare(op, ex.Fact(name, type_), ex.Const(value)) if type_.kind is Kind.ENUM:
            assert isinstance(value, str)
            chosen = OneOf(name, (value,))
            return chosen if op == "==" else Not(chosen)
        case ex.Compare(op, left, right):
            return Order(op, _amount(left), _amount(right))
        case ex.Meets(ex.Share(part, whole), limit):
            bound = Fraction(limit.number)
            return Order(_LIMIT[limit.op], Amount(bound.denominator, part.id), Amount(bound.numerator, whole.id))
        case ex.Meets(ex.Fact(name), limit):
            assert isinstance(limit.number, int)
            return Order(_LIMIT[limit.op], Amount(1, name), Amount(limit.number))
    raise NotImplementedError(e)


def _amount(e: ex.Expression) -> Amount:
    if isinstance(e, ex.Fact):
        return Amount(1, e.id)
    assert isinstance(e, ex.Const)
    assert isinstance(e.value, int)
    return Amount(e.value)


def all_of(items: Sequence[Condition]) -> Condition:
    """And, flat, of what is not always so."""
    flat = [part for item in items for part in (item.items if isinstance(item, AllOf) else (item,))]
    if _FAILS in flat:
        return _FAILS
    return flat[0] if len(flat) == 1 else AllOf(tuple(dict.fromkeys(flat)))


def any_of(items: Sequence[Condition]) -> Condition:
    """Or, flat; memberships in one set are asked at once."""
    flat = [part for item in items for part in (item.items if isinstance(item, AnyOf) else (item,))]
    if _HOLDS in flat:
        return _HOLDS
    grouped: dict[object, Condition] = {}
    for part in flat:
        key = ("holds", part.fact) if isinstance(part, Holds) else part
        before = grouped.get(key)
        if isinstance(part, Holds) and isinstance(before, Holds):
            part = Holds(part.fact, tuple(dict.fromkeys((*before.elements, *part.elements))))  # noqa: PLW2901
        grouped[key] = part
    found = tuple(grouped.values())
    return found[0] if len(found) == 1 else AnyOf(found)
