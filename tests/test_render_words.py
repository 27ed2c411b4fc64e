"""Expressions and rules as sentences in both languages."""

from __future__ import annotations

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.check.expressions import check_expression
from rules_engine.check.operands import Known
from rules_engine.expression import TRUE, Not
from rules_engine.parsed import Scalar
from rules_engine.render.words import Words
from rules_engine.source import Source


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def expression(engine, text):
    """A checked expression over the pack's facts, limits and definitions."""
    pack = engine.pack("linhe")
    limits = {name: cited.limit for name, cited in pack.parameters.items()}
    scalar = Scalar(text, Source("test", text), 1, 1)
    return check_expression(scalar, "test", Known(engine.vocabulary, limits, pack.definitions))


CONDITIONS = {
    "urgent": ("“紧急情况”", "“emergency”"),
    "not urgent": ("非“紧急情况”", "not “emergency”"),
    "meeting == executive": ("会议是常务会议", "meeting is “executive meeting”"),
    "meeting != executive": ("会议不是常务会议", "meeting is not “executive meeting”"),
    "not meeting == executive": ("会议不是常务会议", "meeting is not “executive meeting”"),
    "chair == head or chair == deputy": ("主持人是区长或副区长", "chair is “head” or “deputy head”"),
    "chair != head and chair != deputy": ("主持人不是区长或副区长", "chair is not “head” or “deputy head”"),
    "chair in [head, deputy]": ("主持人是区长或副区长", "chair is “head” or “deputy head”"),
    "chair in leaders": ("主持人属于领导（区长、副区长）", "chair is among “leaders” (“head”, “deputy head”)"),
    "chair not in leaders": (
        "主持人不属于领导（区长、副区长）",
        "chair is not among “leaders” (“head”, “deputy head”)",
    ),
    "hearing in steps": ("已履行程序包括听证", "steps carried out includes “hearing”"),
    "hearing not in steps": ("已履行程序不包括听证", "steps carried out lacks “hearing”"),
    "all_of(steps, [hearing, experts])": (
        "已履行程序包括听证和专家论证",
        "steps carried out includes “hearing” and “expert review”",
    ),
    "any_of(steps, [hearing, experts])": (
        "已履行程序包括听证或专家论证",
        "steps carried out includes “hearing” or “expert review”",
    ),
    "not all_of(steps, [hearing, experts])": (
        "已履行程序未全部包括听证和专家论证",
        "steps carried out lacks some of “hearing” and “expert review”",
    ),
    "not any_of(steps, [hearing, experts])": (
        "已履行程序不包括听证或专家论证",
        "steps carried out includes none of “hearing” or “expert review”",
    ),
    "meets(share(present, members), quorum)": (
        "出席人数占组成人员人数不少于二分之一",
        "the share of “members present” in “members of the body” is at least one half",
    ),
    "not meets(share(present, members), quorum)": (
        "出席人数占组成人员人数少于二分之一",
        "the share of “members present” in “members of the body” is less than one half",
    ),
    "meets(amount, funds)": ("金额少于500万元", "amount is less than 5,000,000 yuan"),
    "not meets(amount, funds)": ("金额不少于500万元", "amount is at least 5,000,000 yuan"),
    "present <= members": ("出席人数不多于组成人员人数", "members present is at most members of the body"),
    "not present <= members": ("出席人数多于组成人员人数", "members present is more than members of the body"),
    "members > 0": ("组成人员人数多于0", "members of the body is more than 0"),
    "minutes_on <= after(held_on, issue)": (
        "纪要日期不晚于召开日期后3日",
        "date of the minutes is no later than 3 days after date of the meeting",
    ),
    "minutes_on <= before(held_on, reply)": (
        "纪要日期不晚于召开日期前2个工作日",
        "date of the minutes is no later than 2 working days before date of the meeting",
    ),
    "minutes_on > held_on": ("纪要日期晚于召开日期", "date of the minutes is later than date of the meeting"),
    "minutes_on == not_yet": ("纪要日期尚未到来", "date of the minutes has not come"),
    "minutes_on != not_yet": ("纪要日期已到", "date of the minutes has come"),
    "days_between(held_on, minutes_on) > 0": (
        "从召开日期到纪要日期的天数多于0",
        "the days from date of the meeting to date of the minutes is more than 0",
    ),
    "costly": ("“大额”", "“costly”"),
    "not costly": ("非“大额”", "not “costly”"),
    "urgent and noted": ("“紧急情况”，且“已记录”", "“emergency” and “noted”"),
    "not (urgent or noted)": ("非“紧急情况”，且非“已记录”", "not “emergency” and not “noted”"),
    "not (urgent and noted)": ("非“紧急情况”，或非“已记录”", "not “emergency” or not “noted”"),
    "urgent and (noted or chair == head)": (
        "“紧急情况”，且（“已记录”，或主持人是区长）",
        "“emergency” and (“noted” or chair is “head”)",
    ),
    "urgent and noted and chair == head": (
        "“紧急情况”，且“已记录”，且主持人是区长",
        "“emergency”, and “noted”, and chair is “head”",
    ),
    "chair in leaders or chair == clerk": (
        "主持人属于领导（区长、副区长），或主持人是科员",
        "chair is among “leaders” (“head”, “deputy head”), or chair is “clerk”",
    ),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_in_words(engine, text):
    """A condition says in words what the engine evaluates, negations and limits included."""
    found = expression(engine, text)
    words = [Words(engine.vocabulary, lang, engine.pack("linhe")) for lang in ("zh", "en")]
    assert tuple(one.condition(found) for one in words) == CONDITIONS[text]


def test_always_and_never(engine):
    """A condition without content says so."""
    words = Words(engine.vocabulary, "en")
    assert words.condition(TRUE) == "in all cases"
    assert words.condition(Not(TRUE)) == "never"


def test_posts_take_the_local_name_in_chinese_alone(engine):
    """What one district calls 区长 another calls 县长; English has one name for both."""
    pack = engine.pack("linhe")
    assert Words(engine.vocabulary, "zh", pack).element("role", "deputy") == "副区长"
    pack_elsewhere = type("P", (), {"terms": {"head": ("县长",), "clerk": ()}})()
    assert Words(engine.vocabulary, "zh", pack_elsewhere).element("role", "head") == "县长"
    assert Words(engine.vocabulary, "zh", pack_elsewhere).element("role", "clerk") == "科员"
    assert Words(engine.vocabulary, "en", pack_elsewhere).element("role", "head") == "head"


RULES = {
    "quorum": (
        "会议是常务会议的，必须：出席人数占组成人员人数不少于二分之一。",
        (
            "If meeting is “executive meeting”, it is required that the share of “members present” in “members of"
            " the body” is at least one half."
        ),
    ),
    "chaired-by-deputy": (
        "会议是常务会议，且“紧急情况”的，可以：主持人是副区长。",
        "If meeting is “executive meeting” and “emergency”, it is permitted that chair is “deputy head”.",
    ),
    "plenary-noted": (
        "会议是全体会议的，一般应：“已记录”。",
        "If meeting is “plenary meeting”, it is generally required that “noted”.",
    ),
    "plenary-steps": (
        "会议是全体会议的，不得：已履行程序包括听证或专家论证。",
        (
            "If meeting is “plenary meeting”, it is forbidden that steps carried out includes “hearing” or"
            " “expert review”."
        ),
    ),
    "no-clerk": ("不得：主持人是科员。", "It is forbidden that chair is “clerk”."),
    "plenary-abroad": (
        "会议是全体会议，且“已记录”的，另见：保密规定。",
        "If meeting is “plenary meeting” and “noted”, see: the rules on secrets.",
    ),
    "minutes-in-time": (
        "原则上须在召开日期后3日内印发纪要。",
        "In principle, issue the minutes within 3 days after date of the meeting.",
    ),
    "paper-after-meeting": (
        "召开日期已到的，政府办公室须在召开日期后3日内签发会议文件。",
        (
            "If date of the meeting has come, sign the paper of the meeting within 3 days after date of the meeting"
            " (by the government office)."
        ),
    ),
}


@pytest.mark.parametrize("slug", RULES)
def test_a_rule_in_words(engine, slug):
    """A rule is one sentence: its condition, how binding it is, what it asks."""
    pack = engine.pack("linhe")
    rule = next(rule for rule in pack.rules if rule.norm.slug == slug)
    assert tuple(Words(engine.vocabulary, lang, pack).rule(rule) for lang in ("zh", "en")) == RULES[slug]


def test_every_rule_of_the_shipped_packs_has_words_in_both_languages():
    """No shape of an expression that the packs use is without words, and no Python shows through."""
    engine = Engine.load()
    for place in engine.jurisdictions:
        pack = engine.pack(place)
        for rule in pack.rules:
            for lang in ("zh", "en"):
                words = Words(engine.vocabulary, lang, pack)
                for sentence in (words.rule(rule), words.rule(rule.rivalled())):
                    assert sentence.endswith("。" if lang == "zh" else ".")
                    assert not {"_", "[", "==", "None"} & set(sentence.split() + list(sentence)), sentence
