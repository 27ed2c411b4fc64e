"""The checked vocabulary and pack, as the steps after the checker ask them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_pack import write

from rules_engine import Engine
from rules_engine.case import Case
from rules_engine.decision import Silence
from rules_engine.norm import Cite


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def pack(engine):
    """The small pack."""
    return engine.pack("linhe")


def test_names_come_in_the_vocabulary_s_order(engine):
    """Elements of a set stand with their set, each name once."""
    names = ["steps.hearing", "amount", "steps.experts", "chair", "amount"]
    assert engine.vocabulary.in_order(names) == ("chair", "amount", "steps.experts", "steps.hearing")


@pytest.mark.parametrize(
    ("facts", "withheld", "strict", "given", "presumed"),
    [
        ({}, (), False, {"urgent": False}, {"urgent": False, "organ": "bound"}),
        ({}, (), True, {}, {}),
        ({}, ("urgent",), False, {}, {"organ": "bound"}),
        ({"urgent": True}, (), False, {"urgent": True}, {"organ": "bound"}),
        ({"organ": "government"}, (), False, {"urgent": False, "organ": "government"}, {"urgent": False}),
    ],
)
def test_only_what_is_not_told_is_presumed(engine, facts, withheld, strict, given, presumed):
    """A known fact, one said to be unknown, and strictness each switch a presumption off."""
    day = date(2026, 11, 20)
    case = Case("linhe", "meeting.hold", facts, day, day, withheld=frozenset(withheld))
    assert engine.vocabulary.given(case, strict=strict) == (given, presumed)


def test_rules_come_in_the_document_s_order(pack):
    """By article, paragraph, item, then id."""
    assert [rule.norm.slug for rule in pack.rules_of("meeting.hold")] == [
        "quorum",
        "chaired-by-deputy",
        "chaired-by-head",
        "costly-needs-hearing",
        "minutes-in-time",
    ]
    assert pack.rules_of("paper.sign") == ()


@pytest.mark.parametrize(
    ("day", "silence"),
    [
        (date(2019, 12, 31), Silence.NOT_IN_FORCE),
        (date(2020, 1, 1), None),
        (date(2024, 6, 30), None),
        (date(2024, 7, 1), Silence.NOT_IN_FORCE),
    ],
)
def test_a_document_is_in_force_from_day_to_day(pack, day, silence):
    """The first and the last day are included."""
    ended = replace(pack, document=replace(pack.document, in_force_to=date(2024, 6, 30)))
    assert ended.silent_on(day) is silence


def test_what_is_left_out_near_a_question_is_that_of_its_articles(engine, pack):
    """Only articles that rules about the action cite."""
    assert [str(left.cite) for left in pack.left_out_near("meeting.hold")] == ["2.3", "3", "4.2"]
    assert pack.left_out_near("paper.sign") == ()
    assert pack.frame(engine.vocabulary, "meeting.hold").left_out == pack.left_out_near("meeting.hold")


def test_a_rule_without_a_rival_is_its_own(pack):
    """There is nothing to replace."""
    assert all(rule.rivalled() is rule for rule in pack.rules)


def test_a_frame_says_where_scope_and_force_stand(engine, pack):
    """The articles that say whom the document binds, and from when."""
    frame = pack.frame(engine.vocabulary, "meeting.hold")
    assert (frame.scope.cite, frame.in_force.cite, frame.in_force_from) == (Cite(1), Cite(5), date(2020, 1, 1))
    assert frame.document == "临河区人民政府工作规则"
