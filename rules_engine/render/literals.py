"""Conditions made ready for words: negations pushed down to the parts, parts about one fact drawn together.

`not (a or b)` and `not a and not b` are the same in Kleene logic, and the second is what people say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules_engine import expression as ex
from rules_engine.value import Kind


@dataclass(frozen=True, slots=True)
class Atom:
    """A part that is true or false by itself, or its negation.

    For memberships `elements` are the elements of the set, all of which (`every`) or any of which are meant.
    """

    part: ex.Expression
    negated: bool = False
    elements: tuple[str, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Several parts, all of which (`every`) or one of which must hold."""

    every: bool
    items: tuple[Simple, ...]


Simple = Atom | Join


def simple(expression: ex.Expression, *, negated: bool = False) -> Simple:
    """An expression in this form."""
    match expression:
        case ex.Not(item):
            return simple(item, negated=not negated)
        case ex.And(items) | ex.Or(items):
            every = isinstance(expression, ex.And) is not negated
            return _joined([simple(item, negated=negated) for item in items], every=every)
        case ex.Has(element=element):
            return Atom(expression, negated, (element,))
        case ex.Compare(("==" | "!=") as op, ex.Fact() as fact, ex.Const(str() as value)) if (
            fact.type.kind is Kind.ENUM
        ):
            return Atom(ex.OneOf(fact, (value,)), negated is (op == "=="))
    return Atom(expression, negated)


def _joined(items: list[Simple], *, every: bool) -> Simple:
    flat: list[Simple] = []
    for item in items:
        parts = item.items if isinstance(item, Join) and item.every is every else (item,)
        for part in parts:
            together = _together(flat[-1], part, every=every) if flat else None
            if together:
                flat[-1] = together
            else:
                flat.append(part)
    return flat[0] if len(flat) == 1 else Join(every, tuple(flat))


def _together(first: Simple, second: Simple, *, every: bool) -> Atom | None:
    """Two neighbouring parts about one fact as one, where words can say them together."""
    if not (isinstance(first, Atom) and isinstance(second, Atom)) or first.negated is not second.negated:
        return None
    # "not a and not b" is "none of a, b"; "not a or not b" is "lacks some of a, b".
    every_element = every is not first.negated
    match first.part, second.part:
        case ex.Has(fact), ex.Has(other) if fact == other:
            if all(len(atom.elements) == 1 or atom.every is every_element for atom in (first, second)):
                return replace(first, elements=first.elements + second.elements, every=every_element)
        case ex.OneOf(fact, values, ""), ex.OneOf(other, more, "") if fact == other and not every_element:
            return replace(first, part=ex.OneOf(fact, tuple(dict.fromkeys(values + more))))
    return None
