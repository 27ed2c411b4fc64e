"""Facts and values as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from small_pack import write

from rules_engine import Engine
from rules_engine.render.naming import Naming
from rules_engine.value import COUNT, DATE, FLAG, MONEY, NOT_YET, FactType, Kind, OpenSet

ROLE, STEPS = FactType(Kind.ENUM, "role"), FactType(Kind.SET, "step")
BOTH = frozenset({"experts", "hearing"})
VALUES = [
    (FLAG, None, "未知", "unknown"),
    (FLAG, True, "是", "yes"),
    (FLAG, False, "否", "no"),
    (COUNT, 3, "3", "3"),
    (MONEY, 600000000, "600万元", "6,000,000 yuan"),
    (DATE, date(2026, 1, 2), "2026年1月2日", "2026-01-02"),
    (DATE, NOT_YET, "尚未", "not yet"),
    (ROLE, "head", "区长", "head"),
    (STEPS, frozenset(), "无", "none"),
    (STEPS, BOTH, "听证、专家论证", "hearing, expert review"),
    (
        STEPS,
        OpenSet(frozenset({"experts"}), frozenset({"hearing"})),
        "有专家论证，没有听证，其余未知",
        "has expert review, lacks hearing, the rest unknown",
    ),
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory):
    """A few words."""
    return Engine.load(write(tmp_path_factory.mktemp("packs"))).vocabulary


@pytest.mark.parametrize(("type_", "value", "zh", "en"), VALUES)
def test_a_value_is_shown_in_the_user_s_language(vocabulary, type_, value, zh, en):
    """A flag is yes or no, a sum is exact, a set says what is known of it."""
    assert Naming(vocabulary, "zh").value(type_, value) == zh
    assert Naming(vocabulary, "en").value(type_, value) == en


def test_an_element_of_a_set_is_named_with_its_set(vocabulary):
    """What is asked for is the element, not the whole set."""
    assert Naming(vocabulary, "zh").fact("steps.hearing") == "已履行程序（听证）"
    assert Naming(vocabulary, "en").fact("steps.hearing") == "steps carried out (hearing)"


def test_how_a_value_is_written(vocabulary):
    """The accepted values of an enumeration are listed, those of other types described."""
    naming = Naming(vocabulary, "zh")
    assert naming.accepted(ROLE) == "选一：区长、副区长、科员"
    assert naming.accepted(STEPS) == "可多选：听证、专家论证"
    assert naming.accepted(COUNT) == "整数"
    assert Naming(vocabulary, "en").accepted(MONEY) == "an amount, such as 500万元"


def test_a_list_with_a_last_word(vocabulary):
    """One, two and three things."""
    naming = Naming(vocabulary, "en")
    assert [naming.enumerated(list("abc"[:count]), "or") for count in (1, 2, 3)] == ["a", "a or b", "a, b or c"]


def test_labels_that_could_be_read_as_part_of_the_sentence_are_marked(vocabulary):
    """A label with a comma or an "or" of its own stands in quotation marks."""
    assert Naming(vocabulary, "zh").marked("政策、规定") == "“政策、规定”"
    assert Naming(vocabulary, "zh").marked("常务会议") == "常务会议"
    assert Naming(vocabulary, "en").marked("executive meeting") == "“executive meeting”"
