"""Rules that come to nothing by themselves."""

from __future__ import annotations

from dataclasses import replace

from random_rules import PACK, WORDS, fact, made

from rules_engine import expression as ex
from rules_engine.analyse.alone import lone_findings
from rules_engine.analyse.examination import Examination
from rules_engine.analyse.findings import Sort
from rules_engine.norm import Force, Form

NOTED, URGENT = fact("noted"), fact("urgent")
NEVER = ex.And((NOTED, ex.Not(NOTED)))
HEARING, EXPERTS = ex.Has(fact("steps"), "hearing"), ex.Has(fact("steps"), "experts")


def found(*rules):
    """What is found of each rule, and through which."""
    examination = Examination(replace(PACK, rules=rules), WORDS, "meeting.hold", 2026)
    return [
        (finding.sort, finding.rules[0].norm.slug, [rule.norm.slug for rule in finding.by])
        for finding in lone_findings(examination)
    ]


def test_a_condition_that_never_holds():
    """Nothing else is told of such a rule."""
    assert found(made("a", Form.REQUIRE, NEVER, HEARING)) == [(Sort.NEVER_APPLIES, "a", [])]


def test_a_permit_whose_body_never_holds():
    """A permit applies only where its body holds, too."""
    assert found(made("a", Form.PERMIT, NOTED, ex.And((NOTED, NEVER)))) == [(Sort.NEVER_APPLIES, "a", [])]


def test_a_rule_that_is_always_displaced():
    """What displaces it is told."""
    over = made("b", Form.REQUIRE, ex.TRUE, EXPERTS, ["a"])
    assert found(made("a", Form.REQUIRE, NOTED, HEARING), over) == [(Sort.ALWAYS_DISPLACED, "a", ["b"])]


def test_a_rule_that_is_displaced_in_part():
    """It still applies elsewhere."""
    over = made("b", Form.REQUIRE, URGENT, EXPERTS, ["a"])
    assert found(made("a", Form.REQUIRE, NOTED, HEARING), over) == []


def test_what_is_always_broken_or_never():
    """A body that the condition settles says nothing."""
    always, never = made("a", Form.FORBID, NOTED, NOTED), made("b", Form.REQUIRE, NOTED, NOTED)
    assert found(always, never) == [(Sort.NEVER_SATISFIED, "a", []), (Sort.NEVER_VIOLATED, "b", [])]


def test_what_one_other_rule_implies():
    """The first rule in the document that implies it by itself is named."""
    both = made("b", Form.REQUIRE, ex.TRUE, ex.And((HEARING, EXPERTS)))
    again = made("c", Form.REQUIRE, ex.TRUE, ex.And((HEARING, EXPERTS, URGENT)))
    told = found(made("a", Form.REQUIRE, NOTED, HEARING), both, again)
    assert told[0] == (Sort.IMPLIED, "a", ["b"])


def test_what_several_rules_imply_together():
    """Where no rule does alone, those are named of which none can be spared."""
    urgent, calm = made("b", Form.REQUIRE, URGENT, HEARING), made("c", Form.REQUIRE, ex.Not(URGENT), HEARING)
    told = found(made("a", Form.REQUIRE, NOTED, HEARING), made("d", Form.REQUIRE, ex.TRUE, EXPERTS), urgent, calm)
    assert told == [(Sort.IMPLIED, "a", ["b", "c"])]


def test_soft_norms_neither_imply_nor_are_implied():
    """Departing from them denies nothing."""
    one, other = made("a", Form.REQUIRE, NOTED, HEARING), made("b", Form.REQUIRE, ex.TRUE, HEARING)

    def soft(rule):
        return replace(rule, norm=replace(rule.norm, force=Force.GENERALLY))

    assert found(soft(one), other) == []
    assert found(one, soft(other)) == []
