"""A situation in words names every sort of value as a person would."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from random_rules import WORDS

from rules_engine.check.situation import told
from rules_engine.text import Text
from rules_engine.value import NOT_YET


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("noted", True, "已记录＝是", "noted = yes"),
        ("noted", False, "已记录＝否", "noted = no"),
        ("chair", "deputy", "主持人＝副区长", "chair = deputy head"),
        ("steps.hearing", True, "已履行程序含“听证”", "steps carried out with hearing"),
        ("steps.hearing", False, "已履行程序不含“听证”", "steps carried out without hearing"),
        ("members", 9, "组成人员人数＝9", "members of the body = 9"),
        ("amount", 500, "金额＝5.00元", "amount = 5.00 yuan"),
        ("held_on", date(2025, 6, 18), "召开日期＝2025-06-18", "date of the meeting = 2025-06-18"),
        ("held_on", NOT_YET, "召开日期＝尚未", "date of the meeting = not yet"),
        ("called_at", datetime(2025, 6, 18, 10), "通知时间＝2025-06-18 10:00", "time of the call = 2025-06-18 10:00"),
    ],
)
def test_a_value_in_words(name, value, zh, en):
    """A fact's label and its value's, in both languages."""
    assert told(WORDS, "meeting.hold", {name: value}) == Text(f"召开会议：{zh}", f"hold a meeting: {en}")


def test_facts_come_in_the_vocabularys_order():
    """However the situation was found, it reads the same."""
    text = told(WORDS, "meeting.hold", {"noted": True, "chair": "head", "meeting": "plenary"})
    assert text.en == "hold a meeting: meeting = plenary meeting, chair = head, noted = yes"


def test_no_fact_is_every_case():
    """An empty situation is none in particular."""
    assert told(WORDS, "paper.sign", {}) == Text("签发公文：任何情形", "sign a paper: in every case")
