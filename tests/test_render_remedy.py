"""The page of remedies, whole, in both languages, and the same as data."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from shown_pack import write_shown
from small_pack import VOCABULARY

from rules_engine import Engine
from rules_engine.inquiry.change import Range, Shortfall
from rules_engine.render.remedy import remedies_page
from rules_engine.render.remedy_data import remedies_data

GOLDEN = Path(__file__).parent / "golden" / "remedy"
CONTROLLED = ("chair", "present", "steps", "noted", "urgent", "minutes_on", "called_at")
RULES = """\
- id: no-costly-plenary
  cite: "3"
  action: meeting.hold
  when: costly
  forbid: meeting == plenary
  force: must
  kind: prohibition
  title: {zh: 全体会议不审议大额资金, en: the plenary meeting takes no large sums}
- id: signed-in-time
  cite: "4.1"
  action: paper.sign
  when: chair == deputy
  require: held_on != not_yet
  force: must
  kind: procedure
  title: {zh: 会议召开之后副区长才能签发, en: a deputy signs after the meeting only}
- id: hearing-noted
  cite: "2.3"
  action: meeting.hold
  when: meeting == executive and hearing in steps
  require: noted
  force: must
  kind: procedure
  title: {zh: 听证须有记录, en: a hearing is noted}
"""
EXECUTIVE = {"meeting": "executive", "members": 8, "amount": "600万元"}
CASES = {
    "several": {
        "id": "第7号",
        "facts": {**EXECUTIVE, "chair": "deputy", "present": 3, "steps": [], "noted": "no"},
    },
    "supplied": {"facts": {**EXECUTIVE, "chair": "clerk", "urgent": "no", "noted": "yes"}},
    "removed": {
        "facts": {
            "meeting": "plenary",
            "chair": "head",
            "noted": "yes",
            "amount": 1,
            "urgent": "yes",
            "steps": ["hearing", "experts"],
            "minutes_on": "2026-11-30",
        }
    },
    "left open": {"facts": {"meeting": "plenary", "chair": "deputy", "noted": "yes", "steps": []}},
    "not controllable": {"facts": {"meeting": "plenary", "chair": "head", "amount": "600万元", "steps": ["hearing"]}},
    "not regulated": {
        "action": "paper.sign",
        "articles": ["4.1"],
        "facts": {"chair": "deputy", "held_on": "not_yet", "urgent": "no"},
    },
    "partial": {"articles": ["2.2"], "facts": {"meeting": "executive", "chair": "clerk"}},
    "allowed": {"facts": {**EXECUTIVE, "chair": "head", "present": 4, "steps": ["hearing"], "noted": "yes"}},
    "incomplete": {"facts": {**EXECUTIVE, "chair": "head"}},
    "silent": {"articles": ["2.2"], "facts": {"meeting": "plenary"}},
}


def write_mended(place):
    """Write the pack, with facts that may be changed and rules that stand in the way."""
    write_shown(place)
    facts = VOCABULARY["facts.yaml"].replace(", controllable: yes", "")
    for name in CONTROLLED:
        facts = re.sub(rf"^({name}: .*)}}$", r"\1, controllable: yes}", facts, flags=re.MULTILINE)
    (place / "vocabulary" / "facts.yaml").write_text(facts, encoding="utf-8")
    (place / "linhe" / "rules" / "10-more.yaml").write_text(RULES, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The engine over that pack."""
    return Engine.load(write_mended(tmp_path_factory.mktemp("packs")))


def mended(engine, name, **options):
    """The remedies of a case."""
    case = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **CASES[name]}
    return engine.remedies(engine.case(case), **options)


def page(engine, found, lang):
    """The page as plain text; the digest changes with every byte of the pack."""
    text = remedies_page(found, engine.pack("linhe"), engine.vocabulary, lang).plain()
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_the_whole_page(engine, name, lang):
    """Everything that a person reads of the remedies of an act."""
    expected = (GOLDEN / f"{name.replace(' ', '-')}.{lang}.txt").read_text(encoding="utf-8")
    assert page(engine, mended(engine, name), lang) == expected


def test_a_case_is_given_back_as_data(engine):
    """The contract: whose remedies, what to change from what to what, by which articles, and where that leads."""
    data = remedies_data(mended(engine, "several", most=1), engine.pack("linhe"), engine.vocabulary)
    assert {name: data[name] for name in ("case", "jurisdiction", "action", "date", "verdict")} == {
        "case": "第7号",
        "jurisdiction": "linhe",
        "action": "meeting.hold",
        "date": "2026-11-20",
        "verdict": "deny",
    }
    assert [norm["citation"]["text"]["zh"] for norm in data["violated"]] == [
        "第二条第一款",
        "第二条第二款",
        "第三条",
    ]
    (remedy,) = data["remedies"]
    chair, present, hearing, noted = remedy["changes"]
    assert {name: chair[name] for name in ("fact", "label", "from", "presumed", "to", "ranges")} == {
        "fact": "chair",
        "label": {"zh": "主持人", "en": "chair"},
        "from": "deputy",
        "presumed": False,
        "to": ["head"],
        "ranges": [],
    }
    assert [norm["rule"] for norm in chair["articles"]] == ["linhe.2.chaired-by-head"]
    assert (present["to"], present["ranges"]) == ([4], [{"first": 4, "last": None}])
    assert (hearing["fact"], hearing["from"], hearing["to"]) == ("steps.hearing", False, [True])
    assert (noted["from"], noted["to"]) == (False, [True])
    assert (remedy["verdict"], remedy["basis"], remedy["missing"]) == ("allow", "grounded", [])
    assert remedy["facts"]["steps"] == ["hearing"]
    assert (data["more"], data["complete"], data["ruled_out"]) == (1, True, 3)
    assert (data["short_of_allow"], data["none_because"]) == (None, None)
    assert data["pack"]["digest"].startswith("sha256:")


def test_why_nothing_helps_is_data_too(engine):
    """The reason, the norms in the way, and the facts on which they rest."""
    data = remedies_data(mended(engine, "not controllable"), engine.pack("linhe"), engine.vocabulary)
    assert data["remedies"] == []
    assert data["none_because"]["reason"] == "not_controllable"
    (norm,) = data["none_because"]["norms"]
    assert (norm["rule"], norm["facts"]) == ("linhe.3.no-costly-plenary", ["meeting", "amount"])


def test_a_case_that_is_not_denied_has_an_empty_list(engine):
    """Programs find the same entries whatever the verdict."""
    allowed = remedies_data(mended(engine, "allowed"), engine.pack("linhe"), engine.vocabulary)
    denied = remedies_data(mended(engine, "several"), engine.pack("linhe"), engine.vocabulary)
    assert (allowed["verdict"], allowed["remedies"], allowed["none_because"]) == ("allow", [], None)
    assert allowed.keys() == denied.keys()


@pytest.mark.parametrize("reason", Shortfall)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_has_its_sentence(engine, reason, lang):
    """Each reason why nothing helps, or why it leads no farther than to an open answer, is told in its own words."""
    none = replace(mended(engine, "not controllable"), none_because=reason, ruled_out=3)
    short = replace(mended(engine, "left open"), short_of_allow=reason)
    texts = {
        other: (
            page(engine, replace(none, none_because=other), lang),
            page(engine, replace(short, short_of_allow=other), lang),
        )
        for other in Shortfall
    }
    assert [other for other in Shortfall if texts[other][0] == texts[reason][0]] == [reason]
    assert [other for other in Shortfall if texts[other][1] == texts[reason][1]] == [reason]


def test_a_search_that_was_cut_says_what_it_ruled_out(engine):
    """Nobody takes "not found" for "there is none"."""
    cut = replace(mended(engine, "not controllable"), none_because=Shortfall.CUT, ruled_out=3)
    assert "尝试次数已达上限" in page(engine, cut, "zh")
    assert "3 项以内的更改已经排除" in page(engine, cut, "zh")
    assert "Sets of up to 3 changes are ruled out." in page(engine, cut, "en")


def test_sets_that_are_not_shown_are_counted(engine):
    """Of two sets one is shown; the other is named by its number, with the option that shows it."""
    found = mended(engine, "several", most=1)
    assert "同样多的办法还有 1 种没有列出（--limit 可多列）。" in page(engine, found, "zh")
    assert "1 more remedy of that size not shown (--limit shows more)." in page(engine, found, "en")
    assert "没有查完" in page(engine, replace(found, complete=False), "zh")


def test_several_values_and_ranges_are_told_together(engine):
    """Values are joined by "or", a range is told by its ends, and what is only in part known is told as such."""
    found = mended(engine, "several", most=1)
    (remedy,) = found.remedies
    chair, present, hearing, noted = remedy.changes
    changed = (
        replace(chair, values=("head", "clerk"), before=None),
        replace(present, values=(2, 5), ranges=(Range(None, 2), Range(5, 6))),
        replace(hearing, values=(True, False), before=None),
        replace(noted, values=(True,), governing=True),
    )
    text = page(engine, replace(found, remedies=(replace(remedy, changes=changed),)), "zh")
    assert "1. 主持人：未知 → 区长或科员\n" in text
    assert "2. 出席人数：3 → 2以下或5至6\n" in text
    assert "3. 已履行程序：写明有无“听证”（现未知）\n" in text
    assert "没有此项更改，本规则就不规定此行为" in text
    english = page(engine, replace(found, remedies=(replace(remedy, changes=changed),)), "en")
    assert "1. chair: unknown → head or clerk\n" in english
    assert "2. members present: 3 → at most 2 or 5 to 6\n" in english
    assert "without this change the rules do not regulate the act" in english


def test_what_facts_must_agree_with_is_told(engine):
    """A change that no norm asks for, only that the facts be possible, says with which others it must agree."""
    found = mended(engine, "several", most=1)
    (remedy,) = found.remedies
    limit = next(limit for limit in engine.vocabulary.constraints if "present" in limit.facts)
    changes = (replace(remedy.changes[1], norms=(), constraints=(limit,)),)
    text = page(engine, replace(found, remedies=(replace(remedy, changes=changes),)), "zh")
    assert "相符    出席人数不多于组成人员人数\n" in text
