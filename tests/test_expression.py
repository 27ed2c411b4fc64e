"""Typed expressions and what can be asked of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rules_engine import expression as ex
from rules_engine.period import Period, Unit
from rules_engine.text import Text
from rules_engine.value import COUNT, DATE, FLAG, FactType, Kind

NOTED = ex.Fact("noted", FLAG)
HELD = ex.Fact("held_on", DATE)
SENT = ex.Fact("sent_on", DATE)
STEPS = ex.Fact("steps", FactType(Kind.SET, "step"))
PRESENT, MEMBERS = ex.Fact("present", COUNT), ex.Fact("members", COUNT)
QUORUM = ex.Parameter("quorum", "at_least", Fraction(1, 2), "share")
LEAD = ex.Parameter("lead", "within", Period(3, Unit.DAYS), "period")
ENOUGH = ex.Meets(ex.Share(PRESENT, MEMBERS), QUORUM)
EARLY = ex.Compare("<=", SENT, ex.Shift(HELD, LEAD, forward=False))
HEARD = ex.Has(STEPS, "hearing")
WHOLE = ex.Or((ex.And((NOTED, ENOUGH)), ex.Not(EARLY), ex.Defined("heard", HEARD, Text("听证", "heard")), NOTED))


def test_the_facts_of_an_expression_are_those_of_its_parts():
    """Through definitions, limits and dates."""
    assert ex.facts_of(WHOLE) == {"noted", "present", "members", "held_on", "sent_on", "steps"}
    assert ex.facts_of(ex.TRUE) == frozenset()


def test_the_parameters_of_an_expression_come_in_order_once():
    """Limits of amounts and of periods."""
    assert ex.parameters_of(ex.And((WHOLE, ENOUGH))) == ("quorum", "lead")


def test_atoms_are_what_is_true_or_false_by_itself():
    """Connectives and definitions are taken apart, each atom comes once, and constants are none."""
    assert ex.atoms_of(ex.And((WHOLE, ex.TRUE))) == (NOTED, ENOUGH, EARLY, HEARD)


def test_a_walk_begins_outside():
    """The whole comes before its parts."""
    assert list(ex.walk(ex.Not(ex.And((NOTED, HEARD))))) == [
        ex.Not(ex.And((NOTED, HEARD))),
        ex.And((NOTED, HEARD)),
        NOTED,
        HEARD,
        STEPS,
    ]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (ex.DaysBetween(HELD, SENT), (HELD, SENT)),
        (ex.OneOf(NOTED, ("a",)), (NOTED,)),
        (ex.Shift(HELD, LEAD, forward=True), (HELD,)),
        (NOTED, ()),
        (ex.TRUE, ()),
    ],
)
def test_every_node_has_its_operands(whole, parts):
    """A constant and a fact have none."""
    assert ex.children(whole) == parts


def test_a_limit_is_a_number_or_a_length():
    """Each is asked for by its name."""
    assert QUORUM.number == Fraction(1, 2)
    assert LEAD.length == Period(3, Unit.DAYS)
