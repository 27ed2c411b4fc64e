"""Options: what each value of a fact would lead to, conforming ones first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import TYPES, cases, packs, vocabularies
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.evaluate import reference
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.options import options

KNOWN = {"meeting": "executive", "members": 9, "present": 9, "amount": "1万元", "chair": "clerk"}


@pytest.fixture
def engine(tmp_path):
    """The small pack."""
    return Engine.load(write(tmp_path))


def found(engine, fact, **facts):
    """The options of a fact of a meeting: the labels of each group, the verdict, and the rules that speak for it."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-03-02", "facts": facts})
    return [
        (
            [label.en for label in option.labels],
            option.verdict.value,
            [finding.norm.slug for finding in (*option.violated, *option.grounds)],
        )
        for each in engine.options(case, fact)
        for option in each.options
    ]


def test_who_may_chair(engine):
    """The head, by the norm that says so; nobody else, by the same norm."""
    assert found(engine, "chair", **KNOWN) == [
        (["head"], "allow", ["chaired-by-head"]),
        (["deputy head", "clerk"], "deny", ["chaired-by-head"]),
    ]


def test_a_permit_is_a_ground_of_its_own(engine):
    """In an emergency a deputy may chair, by another norm than the head."""
    assert found(engine, "主持人", **KNOWN, urgent=True) == [
        (["head"], "allow", ["chaired-by-head"]),
        (["deputy head"], "allow", ["chaired-by-deputy"]),
        (["clerk"], "deny", ["chaired-by-head"]),
    ]


def test_sums_come_as_ranges(engine):
    """Up to the limit no hearing is needed."""
    assert found(engine, "amount", **{**KNOWN, "chair": "head", "steps": []}) == [
        (["less than 5,000,000 yuan"], "allow", ["quorum", "chaired-by-head"]),
        (["5,000,000 yuan or more"], "deny", ["costly-needs-hearing"]),
    ]


def test_impossible_values_are_no_options(engine):
    """No more are present than there are members."""
    assert [labels for labels, *_ in found(engine, "present", **{**KNOWN, "chair": "head"})] == [
        ["5 to 9"],
        ["at most 4"],
    ]


@pytest.mark.parametrize("name", ["steps.hearing", "已履行程序.听证", "已履行程序（听证）", "steps (hearing)", "steps"])
def test_an_element_is_named_in_many_ways(engine, name):
    """By ids, by labels, as screens show it; of the set as a whole each element has options."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": KNOWN | {"steps": []}})
    (each,) = engine.options(case, name)
    assert (each.name, each.current) == ("steps.hearing", False)


@pytest.mark.parametrize(
    ("name", "code"),
    [("chairman", "unknown-fact"), ("chair.head", "unknown-fact"), ("steps.vote", "unknown-value")],
)
def test_a_fact_that_is_none_is_an_error(engine, name, code):
    """One clear error, with the nearest name where there is one."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": {}})
    with pytest.raises(CaseError) as error:
        engine.options(case, name)
    assert [problem.code for problem in error.value.problems] == [code]


def test_a_fact_of_other_acts_is_an_error(engine):
    """Who signs a paper is not asked by what sum."""
    case = engine.case({"jurisdiction": "linhe", "action": "paper.sign", "facts": {}})
    with pytest.raises(CaseError) as error:
        engine.options(case, "金额")
    assert [problem.code for problem in error.value.problems] == ["unused-fact"]


def test_a_fact_that_no_rule_reads_changes_nothing(engine):
    """The options say so."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": date(2026, 3, 2), "facts": KNOWN})
    (each,) = engine.options(case, "noted")
    assert not each.read
    assert len(each.options) == 1


@given(vocabularies, packs(most=3), cases(), st.sampled_from(sorted(TYPES)))
@settings(max_examples=150)
def test_options_come_true(words, pack, case, name):
    """Deciding the case with a value gives the verdict and the violations that its option tells."""

    def decide(case):
        return reference.decide(pack, words, case)

    for each in options(name, pack, words, case, decide):
        for option in each.options:
            for value in option.values:
                decision = decide(with_answer(case, each.name, value, words))
                assert (decision.verdict, decision.violations) == (option.verdict, option.violated)
