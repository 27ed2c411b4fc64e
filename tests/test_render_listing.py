"""Lists of packs, actions and facts."""

from __future__ import annotations

import re

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render import listing


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def test_the_packs_at_hand(engine):
    """Two lines a pack: figures, then the document and the beginning of the digest."""
    page = listing.packs_page([engine.pack("linhe")], engine.vocabulary, "zh")
    assert re.sub("sha256:[0-9a-f]{12}…$", "sha256:…", page.plain(), flags=re.MULTILINE) == (
        "辖区   名称        施行        条文  规则  版本\n"
        "linhe  某省临河区  2020-01-01  5     12    1\n"
        "  《临河区人民政府工作规则》 sha256:…\n"
    )
    head = listing.packs_page([engine.pack("linhe")], engine.vocabulary, "en").plain().splitlines()[0]
    assert head.split("  ")[0] == "pack"
    assert head.endswith("in force    articles  rules  version")


def test_where_no_pack_can_be_used_there_is_no_table(engine):
    """A head over nothing would look like an answer; the problems are told beside it."""
    assert listing.packs_page([], engine.vocabulary, "zh").plain() == ""


def test_the_packs_as_data(engine):
    """The whole digest is there."""
    pack = engine.pack("linhe")
    assert listing.packs_data([pack]) == [
        {
            "jurisdiction": "linhe",
            "name": {"zh": "某省临河区", "en": "Linhe District"},
            "document": "临河区人民政府工作规则",
            "in_force": {"from": "2020-01-01", "to": None},
            "articles": 5,
            "rules": 12,
            "version": "1",
            "digest": pack.digest,
        }
    ]


def test_the_actions(engine):
    """A line an action, with its id, by which cases may name it, too."""
    assert listing.actions_page(engine.vocabulary, "zh").plain() == (
        "召开会议  meeting.hold  11 项事实\n签发公文  paper.sign    4 项事实\n"
    )
    assert [one["action"] for one in listing.actions_data(engine.vocabulary)] == ["meeting.hold", "paper.sign"]


PAPER = """\
签发公文  paper.sign

  主持人  chair
    选一：区长、副区长、科员
    行为人可以改变
  紧急情况  urgent
    是或否
    不写则推定没有
  纪要日期  minutes_on
    日期，如 2026-11-20，或 尚未
  召开日期  held_on
    日期，如 2026-11-20，或 尚未
"""


def test_the_facts_of_an_action(engine):
    """Each fact says how it is written, whether it is presumed, and whether the user can change it."""
    action = engine.vocabulary.actions["paper.sign"]
    assert listing.action_page(action, engine.vocabulary, "zh").plain() == PAPER


def test_the_remarks_on_a_fact(engine):
    """Other names are told, and which fact dates the act."""
    page = listing.action_page(engine.vocabulary.actions["meeting.hold"], engine.vocabulary, "en").plain()
    assert "\n  the date of the act is: date of the meeting\n" in page
    assert "\n  members present  present\n    a whole number\n    also: 到会人数\n" in page
    assert "\n  steps carried out  steps\n    any of: hearing, expert review\n" in page


def test_the_facts_of_an_action_as_data(engine):
    """Types, accepted values, and what is presumed."""
    facts = {
        fact["fact"]: fact
        for fact in listing.action_data(engine.vocabulary.actions["meeting.hold"], engine.vocabulary)["facts"]
    }
    assert facts["urgent"] == {
        "fact": "urgent",
        "zh": "紧急情况",
        "en": "emergency",
        "aliases": [],
        "type": "flag",
        "values": None,
        "presumed": False,
        "controllable": False,
    }
    assert facts["chair"]["controllable"] is True
    assert facts["chair"]["presumed"] is None
    assert [value["value"] for value in facts["steps"]["values"]] == ["hearing", "experts"]
