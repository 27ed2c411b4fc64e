"""The parts of a finding that golden pages do not reach."""

from __future__ import annotations

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render.decision import decision_page


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def shown(engine, facts, **entries):
    """The Chinese page of a decision about a paper."""
    decision = engine.check("linhe", "paper.sign", facts, date="2026-11-20", **entries)
    return decision_page(decision, engine.pack("linhe"), engine.vocabulary, "zh").plain()


def test_a_late_duty_shows_its_last_day(engine):
    """The day is told where the duty is violated, too."""
    text = shown(engine, {"chair": "head", "held_on": "2026-11-02", "minutes_on": "not_yet"})
    assert "违反的规定（1）\n  1. 会后三日内签发文件\n" in text
    assert "     期限    2026年11月5日\n" in text


def test_a_duty_whose_start_is_unknown_has_no_last_day(engine):
    """No day is made up."""
    text = shown(engine, {"chair": "head", "minutes_on": "not_yet"})
    assert "     待补    召开日期\n" in text
    assert "期限" not in text


def test_facts_stand_in_the_order_of_the_action(engine):
    """The user reads the facts as the action lists them."""
    text = shown(engine, {"held_on": "2026-11-20", "minutes_on": "2026-11-20", "chair": "head"})
    assert "事实    主持人：区长；纪要日期：2026年11月20日；召开日期：2026年11月20日\n" in text
