"""Trying all values with the reference evaluator confirms each contradiction that is reported, and that no other is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import DAY, PACK, VALUES, WORDS, asking, conditions, facts_at, made

from rules_engine import Case, Status
from rules_engine import expression as ex
from rules_engine.check.contradictions import examine
from rules_engine.checked import Constraint
from rules_engine.evaluate.reference import decide, evaluate
from rules_engine.norm import Form
from rules_engine.value import COUNT, FLAG


def reads(*expressions):
    """The variables that expressions read; a set fact is read element by element."""
    parts = [part for expression in expressions for part in ex.walk(expression)]
    elements = {f"{part.fact.id}.{part.element}" for part in parts if isinstance(part, ex.Has)}
    return elements | {part.id for part in parts if isinstance(part, ex.Fact) and part.id != "steps"}


def statuses(pack, words, points):
    """What the reference says of the two musts of a pack, for each assignment that is possible."""
    told = []
    for point in points:
        facts = facts_at(point)
        if all(evaluate(limit.condition, facts) for limit in words.constraints if limit.facts <= facts.keys()):
            case = Case("linhe", "meeting.hold", facts, DAY, DAY)
            by_slug = {f.norm.slug: f.status for f in decide(pack, words, case, full=True).findings}
            told.append((point, by_slug["a"], by_slug["b"]))
    return told


def clashes(told, situation):
    """Whether some situation lets both apply, each be kept, and nothing keep both."""
    groups = defaultdict(list)
    for point, first, second in told:
        groups[tuple(point[name] for name in sorted(situation))].append((first, second))
    against = (Status.VIOLATED,)
    return any(
        any(Status.NOT_APPLICABLE not in pair for pair in pairs)
        and all(first in against or second in against for first, second in pairs)
        and any(first not in against for first, _ in pairs)
        and any(second not in against for _, second in pairs)
        for pairs in groups.values()
    )


@st.composite
def packs(draw):
    """Two musts, a third rule that may displace either, and perhaps a constraint."""
    first = made("a", draw(asking), draw(conditions), draw(conditions))
    second = made("b", draw(asking), draw(conditions), draw(conditions))
    over = draw(st.sets(st.sampled_from("ab")))
    form = draw(st.sampled_from((Form.REQUIRE, Form.PERMIT, Form.REFER)))
    third = made("c", form, draw(conditions), ex.TRUE if form is Form.REFER else draw(conditions), sorted(over))
    limits = draw(st.lists(conditions, max_size=1))
    words = replace(WORDS, constraints=tuple(Constraint("", limit, ex.facts_of(limit)) for limit in limits))
    return replace(PACK, rules=(first, second, third)), words


@settings(max_examples=300)
@given(packs())
def test_the_reference_evaluator_confirms_what_is_reported_and_what_is_not(pair):
    """A pair is reported exactly where trying all values shows that both can apply and nothing satisfies both.

    In every case that fits the example, at least one of the two is violated.
    """
    pack, words = pair
    first, second, third = pack.rules
    points = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]
    told = statuses(pack, words, points)
    asked = reads(first.body.condition, second.body.condition)
    whens = reads(first.when, second.when)
    above = reads(third.when) if third.overrides else set()
    expected = clashes(told, whens | (above - asked)) or clashes(told, (whens | above) - asked)

    examined = examine(pack, words)
    assert not examined.unexamined
    reported = [conflict for conflict in examined.conflicts if {conflict.first, conflict.second} == {first, second}]
    assert bool(reported) == expected
    for conflict in reported:
        fitting = [
            (one, other)
            for point, one, other in told
            if all(point[name] == value for name, value in conflict.situation.items())
        ]
        assert any(Status.NOT_APPLICABLE not in pair for pair in fitting)
        assert all(Status.VIOLATED in pair for pair in fitting)


@given(asking, conditions, conditions, conditions, conditions)
def test_musts_with_a_common_way_out_are_not_reported(form, when, other_when, body, other_body):
    """Where one and the same step keeps both musts, whatever else they ask, there is no contradiction."""
    way = ex.Fact("way_out", FLAG)
    words = replace(WORDS, facts={**WORDS.facts, "way_out": WORDS.facts["noted"]})
    kept = {Form.REQUIRE: lambda e: ex.Or((e, way)), Form.FORBID: lambda e: ex.And((e, ex.Not(way)))}[form]
    rules = (made("a", form, when, kept(body)), made("b", form, other_when, kept(other_body)))
    assert not examine(replace(PACK, rules=rules), words).conflicts


SHARES = [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)]
limits_of_shares = st.builds(
    lambda op, share: ex.Meets(
        ex.Share(ex.Fact("present", COUNT), ex.Fact("members", COUNT)), ex.Parameter("quorum", op, share, "share")
    ),
    st.sampled_from(("at_least", "more_than", "at_most", "less_than", "exactly")),
    st.sampled_from(SHARES),
)
limits_of_counts = st.builds(
    lambda name, op, count: ex.Meets(ex.Fact(name, COUNT), ex.Parameter("crowd", op, count, "count")),
    st.sampled_from(("present", "members")),
    st.sampled_from(("at_least", "at_most", "exactly")),
    st.integers(0, 7),
)


@settings(max_examples=200)
@given(limits_of_counts, limits_of_shares, st.one_of(limits_of_shares, limits_of_counts))
def test_shares_are_settled_as_by_counting_heads(when, body, other_body):
    """For bodies of up to twelve members, counting heads confirms what is reported and finds nothing besides."""
    first, second = made("a", Form.REQUIRE, when, body), made("b", Form.REQUIRE, ex.TRUE, other_body)
    pack = replace(PACK, rules=(first, second))
    points = [{"members": members, "present": present} for members in range(1, 13) for present in range(members + 1)]
    told = statuses(pack, WORDS, points)
    reported = examine(pack, WORDS).conflicts
    for conflict in reported:
        for point, one, other in told:
            if all(point[name] == value for name, value in conflict.situation.items()):
                assert Status.VIOLATED in (one, other)
    if reads(when) == {"members"} and clashes(told, {"members"}):
        assert reported
