"""Conditions made ready for words keep their meaning."""

from __future__ import annotations

import itertools

import pytest

from rules_engine import expression as ex
from rules_engine.evaluate.reference import evaluate
from rules_engine.render.literals import Atom, simple
from rules_engine.value import FLAG, FactType, Kind, OpenSet, both, either, negation

ROLE = ex.Fact("chair", FactType(Kind.ENUM, "role"))
STEPS = ex.Fact("steps", FactType(Kind.SET, "step"))
A, B = ex.Fact("a", FLAG), ex.Fact("b", FLAG)
IS_HEAD, IS_CLERK = (ex.Compare("==", ROLE, ex.Const(value, ROLE.type)) for value in ("head", "clerk"))
HEARD, REVIEWED = ex.Has(STEPS, "hearing"), ex.Has(STEPS, "experts")
EXPRESSIONS = [
    ex.Not(ex.And((A, ex.Or((B, ex.Not(IS_HEAD)))))),
    ex.Or((IS_HEAD, IS_CLERK, A)),
    ex.And((ex.Not(IS_HEAD), ex.Not(IS_CLERK))),
    ex.Or((ex.Not(IS_HEAD), ex.Not(IS_CLERK))),
    ex.Not(ex.OneOf(ROLE, ("head", "clerk"))),
    ex.And((HEARD, REVIEWED)),
    ex.Or((HEARD, REVIEWED, B)),
    ex.Not(ex.And((HEARD, REVIEWED))),
    ex.Not(ex.Or((HEARD, REVIEWED))),
    ex.And((ex.Or((HEARD, REVIEWED)), HEARD)),
    ex.Or((ex.And((HEARD, REVIEWED)), HEARD)),
]
VALUES = {
    "a": (True, False, None),
    "b": (True, False, None),
    "chair": ("head", "clerk", "deputy", None),
    "steps": (
        frozenset(),
        frozenset({"hearing"}),
        frozenset({"hearing", "experts"}),
        OpenSet(frozenset({"hearing"}), frozenset()),
        OpenSet(frozenset(), frozenset({"experts"})),
        None,
    ),
}


def meaning(part, facts):
    """What the words of a part say of a case."""
    if not isinstance(part, Atom):
        truths = [meaning(item, facts) for item in part.items]
        return both(truths) if part.every else either(truths)
    if part.elements:
        # "lacks some of" and "includes none of" are the negations of "all of" and "any of".
        found = [evaluate(ex.Has(part.part.fact, element), facts) for element in part.elements]
        truth = both(found) if part.every else either(found)
    else:
        truth = evaluate(part.part, facts)
    return negation(truth) if part.negated else truth


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_the_form_for_words_means_the_same(expression):
    """In every case, the unknown ones too, the words are true where the expression is."""
    form = simple(expression)
    for values in itertools.product(*VALUES.values()):
        facts = {name: value for name, value in zip(VALUES, values, strict=True) if value is not None}
        assert meaning(form, facts) is evaluate(expression, facts)
