"""Musts that nothing keeps together, though each can be kept by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import DAY, PACK, VALUES, WORDS, asking, conditions, fact, facts_at, made

from rules_engine import expression as ex
from rules_engine.analyse.findings import Sort
from rules_engine.analyse.joint import joint_findings
from rules_engine.check.cells import names_in
from rules_engine.evaluate import reference
from rules_engine.norm import Force, Form

HEARING, EXPERTS = ex.Has(fact("steps"), "hearing"), ex.Has(fact("steps"), "experts")
SOME = made("some", Form.REQUIRE, fact("urgent"), ex.Or((HEARING, EXPERTS)))
NO_HEARING = made("no-hearing", Form.FORBID, fact("urgent"), HEARING)
NO_EXPERTS = made("no-experts", Form.FORBID, ex.TRUE, EXPERTS)


def found(*rules, **options):
    """The groups found, by slug, each with its situation."""
    findings = joint_findings(replace(PACK, rules=rules), WORDS, **options)
    return [({rule.norm.slug for rule in finding.rules}, finding.situation, finding.sort) for finding in findings]


def test_three_musts_of_which_any_two_can_be_kept():
    """The group is told whole, with the facts that bring it about."""
    told = found(SOME, NO_HEARING, NO_EXPERTS)
    assert told == [({"some", "no-hearing", "no-experts"}, {"urgent": True}, Sort.UNMEETABLE)]


def test_a_pair_is_told_once():
    """A pair that contradicts itself is not told again as part of a group."""
    opposite = made("no-step", Form.FORBID, ex.TRUE, ex.Or((HEARING, EXPERTS)))
    assert [names for names, _, _ in found(SOME, opposite, NO_HEARING)] == [{"some", "no-step"}]


def test_a_must_that_a_situation_breaks_by_itself_is_no_group():
    """What forbids a state of the world is a plain denial."""
    never = made("never", Form.FORBID, fact("urgent"), ex.Not(ex.And((fact("noted"), ex.Not(fact("noted"))))))
    assert found(never, SOME) == []


def test_softer_norms_and_permits_are_left_alone():
    """Only musts that can be violated count."""
    soft = replace(SOME, norm=replace(SOME.norm, force=Force.GENERALLY))
    assert found(soft, NO_HEARING, NO_EXPERTS) == []


def test_a_question_too_large_is_named():
    """Where the diagrams would need too much, the action is not decided, with the reason."""
    told = list(joint_findings(replace(PACK, rules=(SOME, NO_HEARING, NO_EXPERTS)), WORDS, room=1))
    assert [(finding.sort, finding.asked, finding.reason) for finding in told] == [
        (Sort.NOT_DECIDED, Sort.UNMEETABLE, "more than 1 nodes")
    ]


@settings(max_examples=80)
@given(st.lists(st.tuples(asking, conditions, conditions), min_size=3, max_size=4))
def test_trying_everything_confirms_what_is_found(parts):
    """In the situation told no choice keeps the group, some choice keeps each of it, and no smaller group will do."""
    rules = tuple(made(f"r{number}", *part) for number, part in enumerate(parts))
    points = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]
    broken = {}
    for number, point in enumerate(points):
        reading = reference.Reading(rules, facts_at(point), DAY, bound=True)
        broken[number] = {rule.id for rule in rules if reading.status(rule) == "violated"}
    asked = {name for rule in rules for name in names_in(rule.body.condition)}

    def kept(situation, group):
        fitting = [
            number
            for number, point in enumerate(points)
            if all(point[name] == value for name, value in situation.items())
        ]
        return [number for number in fitting if not broken[number] & {rule.id for rule in group}]

    for finding in joint_findings(replace(PACK, rules=rules), WORDS):
        if len(finding.rules) > 2:
            assert not asked & set(finding.situation)
            assert not kept(finding.situation, finding.rules)
            for fewer in combinations(finding.rules, len(finding.rules) - 1):
                assert kept(finding.situation, fewer)
