"""A decision as data: the values of facts, and what a whole decision holds."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from shown_pack import write_shown

from rules_engine import Engine, __version__
from rules_engine.norm import Citation, Cite
from rules_engine.render.data import citation_data, decision_data, value_data
from rules_engine.value import COUNT, DATE, DATETIME, FLAG, MONEY, NOT_YET, FactType, Kind, OpenSet

STEPS = FactType(Kind.SET, "step")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (True, FLAG, True),
        (3, COUNT, 3),
        (600000000, MONEY, "6000000.00"),
        (date(2026, 11, 20), DATE, "2026-11-20"),
        (datetime(2026, 11, 20, 9, 30), DATETIME, "2026-11-20 09:30"),
        (NOT_YET, DATE, "not_yet"),
        ("head", FactType(Kind.ENUM, "role"), "head"),
        (frozenset({"experts", "hearing"}), STEPS, ["hearing", "experts"]),
        (OpenSet(frozenset({"experts"}), frozenset({"hearing"})), STEPS, {"hearing": False, "experts": True}),
    ],
)
def test_a_value_as_data(engine, value, type_, expected):
    """Money is exact text, sets stand in the vocabulary's order, a complete set is a list and an open one a mapping."""
    assert value_data(value, type_, engine.vocabulary) == expected


def test_facts_read_back_from_data_are_the_same(engine):
    """The facts of a decision replay it."""
    facts = {"meeting": "plenary", "steps": {"hearing": "yes"}, "amount": "499.5万元", "noted": "no"}
    first = engine.check("linhe", "meeting.hold", facts, date="2026-11-20")
    told = decision_data(first, engine.vocabulary)
    again = engine.check("linhe", "meeting.hold", told["facts"], date=told["date"], as_of=told["as_of"])
    assert decision_data(again, engine.vocabulary) == told


def test_a_place_without_paragraph_has_null():
    """Paragraph and item are null where they are not named."""
    assert citation_data(Citation("规则", Cite(41, 0, 2))) == {
        "document": "规则",
        "article": 41,
        "paragraph": None,
        "item": 2,
        "text": {"zh": "第四十一条第二项", "en": "Article 41, item 2"},
    }


def test_a_whole_decision(engine):
    """Every entry of the contract, for a decision that is denied and partial."""
    case = {
        "id": "7",
        "jurisdiction": "linhe",
        "action": "meeting.hold",
        "date": "2026-11-20",
        "articles": ["2.2"],
        "facts": {"meeting": "executive", "chair": "clerk", "noted": None},
    }
    data = decision_data(engine.decide(engine.case(case)), engine.vocabulary)
    place = {
        "document": "临河区人民政府工作规则",
        "article": 2,
        "paragraph": 2,
        "item": None,
        "text": {"zh": "第二条第二款", "en": "Article 2, paragraph 2"},
    }
    duty_place = {
        **place,
        "article": 4,
        "text": {"zh": "第四条第二款", "en": "Article 4, paragraph 2"},
    }
    assert data == {
        "case": "7",
        "jurisdiction": "linhe",
        "action": "meeting.hold",
        "date": "2026-11-20",
        "as_of": "2026-11-20",
        "articles": ["2.2"],
        "partial": True,
        "verdict": "deny",
        "basis": None,
        "silence": None,
        "by_reference": False,
        "findings": [
            {
                "rule": "linhe.2.chaired-by-head",
                "status": "violated",
                "force": "must",
                "form": "require",
                "kind": "competence",
                "citation": place,
                "citations": [place],
                "title": {"zh": "常务会议由区长主持", "en": "the head chairs the executive meeting"},
                "facts": ["meeting", "chair"],
                "parameters": [],
                "missing": [],
                "unknown_because": [],
                "displaced_by": [],
                "arguable": False,
                "reading": None,
                "rival": None,
                "rests_on": [],
            }
        ],
        "facts": {"meeting": "executive", "chair": "clerk", "held_on": "2026-11-20"},
        "withheld": ["noted"],
        "grounds": [],
        "advice": [],
        "duties": [
            {
                "rule": "linhe.4.paper-after-meeting",
                "citation": duty_place,
                "force": "must",
                "act": {"zh": "签发会议文件", "en": "sign the paper of the meeting"},
                "by": {"zh": "政府办公室", "en": "the government office"},
                "due": "2026-11-23",
                "dated": True,
                "state": "pending",
                "missing": [],
                "unknown_because": [],
            }
        ],
        "referrals": [],
        "missing": [],
        "unknown_because": [],
        "presumptions": {"urgent": False, "organ": "bound"},
        "left_out": [
            {"cite": "2.1", "why": "history", "text": {"zh": "每月二至三次", "en": "two or three a month"}},
            {"cite": "2.3", "why": "evaluative", "text": {"zh": "认真准备", "en": "careful preparation"}},
        ],
        "pack": {"version": "1", "digest": engine.pack("linhe").digest},
        "engine": __version__,
    }
    assert json.loads(json.dumps(data)) == data
