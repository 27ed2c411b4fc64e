"""A saved case is read back as the same case, in either language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import write

from rules_engine import Engine
from rules_engine.inquiry.interview import Interview
from rules_engine.render.case_file import case_file, written
from rules_engine.source import Source

ENGINE = Engine.load()


def text_of(engine, case, lang, header=()):
    """The text of a case file."""
    names = engine.names(case.jurisdiction)
    return case_file(case, engine.pack(case.jurisdiction), engine.vocabulary, names, lang, header)


def test_a_case_file_in_both_languages(tmp_path):
    """Labels, sums and days as an office writes them; sets as lists, open ones as answers."""
    engine = Engine.load(write(tmp_path))
    case = engine.case(
        {
            "jurisdiction": "linhe",
            "action": "meeting.hold",
            "date": "2026-03-02",
            "as_of": "2026-04-01",
            "articles": ["2.1", "3"],
            "facts": {
                "meeting": "executive",
                "chair": "head",
                "amount": "600万元",
                "steps": {"hearing": "yes"},
                "urgent": "unknown",
                "noted": "no",
                "minutes_on": "not_yet",
                "called_at": "2026-03-01 09:30",
            },
        }
    )
    assert (
        text_of(engine, case, "zh", ["由问答写成"])
        == """\
# 由问答写成
辖区: 某省临河区
行为: 召开会议
日期: 2026-03-02
截至: 2026-04-01
条款: ["2.1", "3"]
事实:
  会议: 常务会议
  主持人: 区长
  金额: 600万元
  已履行程序:
    听证: 是
  紧急情况: 未知
  已记录: 否
  召开日期: 2026年3月2日
  纪要日期: 尚未
  通知时间: 2026-03-01 09:30
"""
    )
    assert (
        text_of(engine, case, "en")
        == """\
jurisdiction: Linhe District
action: hold a meeting
date: 2026-03-02
as_of: 2026-04-01
articles: ["2.1", "3"]
facts:
  meeting: executive meeting
  chair: head
  amount: 6,000,000 yuan
  steps carried out:
    hearing: yes
  emergency: unknown
  noted: no
  date of the meeting: 2026-03-02
  date of the minutes: not yet
  time of the call: 2026-03-01 09:30
"""
    )


@pytest.mark.parametrize(
    ("text", "as_yaml"),
    [
        ("区长办公会议", "区长办公会议"),
        ("提请政府决策的事项（含报告）", "提请政府决策的事项（含报告）"),
        ("a: b", '"a: b"'),
        ("- x", '"- x"'),
        ("#1", '"#1"'),
        ("[x]", '"[x]"'),
        ("x ", '"x "'),
    ],
)
def test_quotation_marks_where_yaml_would_read_otherwise(text, as_yaml):
    """A colon, a sign at the start, a space at the end."""
    assert written(text) == as_yaml


@st.composite
def shipped_interviews(draw):
    """A case of a shipped pack as an interview leaves it after some answers, don't knows among them."""
    jurisdiction = draw(st.sampled_from(ENGINE.jurisdictions))
    action = draw(st.sampled_from(sorted(ENGINE.vocabulary.actions)))
    start = ENGINE.case({"jurisdiction": jurisdiction, "action": action, "date": date(2026, 3, 2), "facts": {}})
    at: Interview = ENGINE.interview(start, strict=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 6))):
        if not at.prompt:
            break
        told = {
            question.name: draw(st.sampled_from([None, *(answer.value for answer in question.answers)]))
            for question in at.prompt
        }
        at = at.answered(told)
    return at


@pytest.mark.exhaustive
@given(shipped_interviews(), st.sampled_from(["zh", "en"]))
@settings(max_examples=120)
def test_a_saved_case_is_decided_the_same(interview, lang):
    """What `check` reads from a saved file is the case of the interview, and its decision."""
    text = text_of(ENGINE, interview.case, lang, ["x"])
    (read,) = ENGINE.cases(Source("saved.yaml", text))
    assert read == interview.case
    assert read.warnings == ()
    assert ENGINE.decide(read) == ENGINE.decide(interview.case)


@given(st.sampled_from(sorted(ENGINE.vocabulary.facts)), st.sampled_from(ENGINE.jurisdictions), st.data())
@settings(max_examples=200)
def test_every_named_value_is_read_back(name, jurisdiction, data):
    """Each fact and each value of an enumeration, under its label or its id."""
    fact = ENGINE.vocabulary.facts[name]
    elements = list(ENGINE.vocabulary.enumerations.get(fact.type.enumeration, ()))
    if not elements:
        return
    chosen = data.draw(st.sampled_from(elements))
    value = [chosen] if fact.type.kind.value == "set" else chosen
    case = ENGINE.case({"jurisdiction": jurisdiction, "action": "meeting.hold", "facts": {name: value}})
    for lang in ("zh", "en"):
        (read,) = ENGINE.cases(Source("saved.yaml", text_of(ENGINE, case, lang)))
        assert read == case
