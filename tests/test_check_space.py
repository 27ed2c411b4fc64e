"""The rules about an action as truth functions agree with the reference evaluator on every case."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_rules import DAY, PACK, VALUES, WORDS, conditions, facts_at, made
from sole_rules import asks, engine

from rules_engine import expression as ex
from rules_engine.check.diagram import TooLarge
from rules_engine.check.space import MOST_VARIABLES, Space
from rules_engine.evaluate.reference import Reading
from rules_engine.norm import Form
from rules_engine.value import NOT_YET, FactType, Kind

forms = st.sampled_from((Form.REQUIRE, Form.FORBID, Form.PERMIT))


def true_at(space, node, point):
    """Whether a truth function is true of an assignment."""
    d = space.diagrams
    for number, name in enumerate(space.names):
        for index, value in enumerate(space.variables[name].values):
            if value != point.get(name, value):
                test = d.node(number, [int(i == index) for i in range(d.sizes[number])])
                node = d.both(node, d.negation(test))
    return d.some(node, space.everything) == 1


@given(forms, forms, conditions, conditions, conditions, conditions)
def test_what_applies_and_what_is_kept(form, other_form, when, body, other_when, other_body):
    """A displaced rule, the rule over it, and their bodies are what the reference says they are, case by case."""
    below, over = made("a", form, when, body), made("b", other_form, other_when, other_body, ["a"])
    space = Space(replace(PACK, rules=(below, over)), WORDS, "meeting.hold")
    for values in product(*VALUES.values()):
        point = dict(zip(VALUES, values, strict=True))
        # A value that no condition names is tried under another that none names.
        if any(name in space.variables and value not in space.variables[name].values for name, value in point.items()):
            continue
        reading = Reading(space.rules, facts_at(point), DAY, bound=True)
        for rule in (below, over):
            assert true_at(space, space.applies(rule), point) == reading.applies(rule)
            if rule.norm.form is not Form.PERMIT:
                assert true_at(space, space.kept(rule), point) == reading.body(rule)
                unbroken = not reading.applies(rule) or reading.body(rule)
                assert true_at(space, space.unbroken(rule), point) == unbroken


def test_the_rules_above_a_rule(tmp_path):
    """Those that displace it, those that displace these, each once."""
    rules = (
        asks("a", "require: noted"),
        asks("b", "require: urgent", overrides="[a]"),
        asks("c", "forbid: urgent", overrides="[a, b]"),
    )
    loaded = engine(tmp_path, *rules)
    space = Space(loaded.pack("linhe"), loaded.vocabulary, "meeting.hold")
    by_slug = {rule.norm.slug: rule for rule in space.rules}
    assert {rule.norm.slug for rule in space.above(by_slug["a"])} == {"b", "c"}
    assert [rule.norm.slug for rule in space.above(by_slug["b"])] == ["c"]
    assert space.above(by_slug["c"]) == ()


def test_the_date_of_the_act_has_come():
    """An act that is judged has a day; other dates may still lie ahead."""
    held, minutes = (ex.Fact(name, WORDS.facts[name].type) for name in ("held_on", "minutes_on"))
    rule = made("a", Form.REQUIRE, ex.TRUE, ex.Compare("<=", held, minutes))
    space = Space(replace(PACK, rules=(rule,)), WORDS, "meeting.hold")
    assert NOT_YET not in space.variables["held_on"].values
    assert NOT_YET in space.variables["minutes_on"].values


def test_more_variables_than_can_be_asked():
    """An action whose rules read too much is too large from the first question on."""
    elements = ex.Fact("steps", FactType(Kind.SET, "step"))
    many = tuple(ex.Has(elements, f"step_{number}") for number in range(MOST_VARIABLES + 1))
    rule = made("a", Form.REQUIRE, ex.TRUE, ex.Or(many))
    space = Space(replace(PACK, rules=(rule,)), replace(WORDS, constraints=()), "meeting.hold")
    with pytest.raises(TooLarge):
        space.unbroken(rule)


def test_a_day_without_a_calendar_is_too_large():
    """Where the days tried leave the published calendar nothing is concluded."""
    from rules_engine.period import Period, Unit

    held, minutes = (ex.Fact(name, WORDS.facts[name].type) for name in ("held_on", "minutes_on"))
    years = ex.Shift(held, ex.Parameter("years", "within", Period(30, Unit.YEARS), "period"), True)
    far = ex.Shift(years, ex.Parameter("days", "within", Period(3, Unit.WORKING_DAYS), "period"), True)
    rule = made("a", Form.REQUIRE, ex.TRUE, ex.Compare("<=", minutes, far))
    space = Space(replace(PACK, rules=(rule,)), WORDS, "meeting.hold")
    with pytest.raises(TooLarge):
        space.unbroken(rule)
