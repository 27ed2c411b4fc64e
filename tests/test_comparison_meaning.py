"""When rules of different packs say the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rules_engine import expression as ex
from rules_engine.comparison.meaning import meaning
from rules_engine.text import Text
from rules_engine.value import COUNT, FLAG, FactType, Kind

ROLE = ex.Fact("signer", FactType(Kind.ENUM, "role"))
URGENT, NOTED = ex.Fact("urgent", FLAG), ex.Fact("noted", FLAG)
PRESENT, MEMBERS = ex.Fact("present", COUNT), ex.Fact("members", COUNT)
HALF = ex.Parameter("quorum", "at_least", Fraction(1, 2), "share")


def defined(body, name="one"):
    """A definition that stands for a condition."""
    return ex.Defined(name, body, Text("其一", "the one"))


def is_role(value):
    """The comparison of the signer with a post."""
    return ex.Compare("==", ROLE, ex.Const(value, ROLE.type))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ex.And((URGENT, NOTED)), ex.And((NOTED, URGENT))),
        (ex.Or((URGENT, NOTED)), ex.Or((NOTED, URGENT))),
        (defined(URGENT), URGENT),
        (defined(URGENT, "one"), defined(URGENT, "other")),
        (ex.And((URGENT, defined(ex.And((NOTED, is_role("head")))))), ex.And((URGENT, NOTED, is_role("head")))),
        (is_role("head"), ex.OneOf(ROLE, ("head",))),
        (ex.OneOf(ROLE, ("head", "deputy"), "leaders"), ex.OneOf(ROLE, ("deputy", "head"))),
        (ex.Compare("!=", ROLE, ex.Const("head", ROLE.type)), ex.Not(is_role("head"))),
        (ex.Meets(ex.Share(PRESENT, MEMBERS), HALF), ex.Meets(ex.Share(PRESENT, MEMBERS), replace(HALF, id="other"))),
    ],
)
def test_the_same_said_otherwise(one, other):
    """Order, names of definitions, groups and limits, and ways of writing one thing do not count."""
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ex.And((URGENT, NOTED)), ex.Or((URGENT, NOTED))),
        (URGENT, ex.Not(URGENT)),
        (is_role("head"), is_role("deputy")),
        (ex.Meets(PRESENT, HALF), ex.Meets(PRESENT, replace(HALF, op="more_than"))),
        (ex.Meets(PRESENT, HALF), ex.Meets(PRESENT, replace(HALF, amount=Fraction(2, 3)))),
        (ex.Meets(ex.Share(PRESENT, MEMBERS), HALF), ex.Meets(ex.Share(MEMBERS, PRESENT), HALF)),
        (ex.Compare("<", PRESENT, MEMBERS), ex.Compare("<", MEMBERS, PRESENT)),
        (ex.Const(value=True, type=FLAG), ex.Const(1, COUNT)),
        (ex.And((URGENT, ex.Or((NOTED, is_role("head"))))), ex.Or((URGENT, ex.And((NOTED, is_role("head")))))),
    ],
)
def test_another_thing_said(one, other):
    """Another limit, whole, post, direction or joining is another norm."""
    assert meaning(one) != meaning(other)
