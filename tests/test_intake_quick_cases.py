"""The short way of reading cases: the same case as the long way, or none at all."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_writing import DATES, facts
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.intake.quick.cases import quick_intake

DAY = date(2026, 5, 6)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def intake(engine):
    """The short way for the small pack's meetings."""
    return quick_intake(engine.vocabulary, engine.names("linhe"), "linhe", engine.vocabulary.actions["meeting.hold"])


def read(engine, facts, **dates):
    """A case by the long way; None where it is wrong."""
    try:
        return engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": facts, **dates})
    except CaseError:
        return None


def test_names_and_values_may_be_written_in_both_languages(intake):
    """Ids, labels, aliases and local terms; money and dates as text."""
    written = {
        "会议": "常务会议",
        "chair": "分管副区长",
        "members of the body": 9,
        "到会人数": "5人",
        "金额": "600万元",
        "steps": ["听证", "experts"],
        "已记录": "是",
        "召开日期": "2026年5月6日",
        "called_at": "2026-05-05 09:30",
    }
    case = intake.case(written, None, "2026-05-10")
    assert case.typed
    assert (case.date, case.as_of) == (DAY, date(2026, 5, 10))
    assert case.facts == {
        "meeting": "executive",
        "chair": "deputy",
        "members": 9,
        "present": 5,
        "amount": 600_000_000,
        "steps": frozenset({"hearing", "experts"}),
        "noted": True,
        "held_on": DAY,
        "called_at": datetime(2026, 5, 5, 9, 30),
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"presnet": 5},
        {"present": "未知"},
        {"held_on": None},
        {"present": None, "到会人数": 5},
        {"present": True},
        {"present": 10, "members": 9},
        {"present": 5, "到会人数": 5},
        {"noted": 1},
        {"steps": {"hearing": "yes"}},
        {"steps": ["hearing", "听证"]},
        {"steps": "hearing"},
        {"amount": 1.5},
        {"held_on": "尚未"},
        {5: 5},
    ],
)
def test_what_is_odd_is_left_to_the_long_way(intake, facts):
    """Which says what is wrong, or reads it with care."""
    assert intake.case(facts, None, None) is None


def test_what_is_said_to_be_unknown_is_withheld(intake):
    """A null is no mistake, and keeps the fact from being presumed."""
    case = intake.case({"meeting": "executive", "urgent": None, "present": None}, "2026-05-06", None)
    assert case.facts == {"meeting": "executive", "held_on": DAY}
    assert case.withheld == {"urgent", "present"}


@settings(max_examples=500)
@given(st.data(), DATES, DATES)
def test_the_short_way_reads_as_the_long_way_does(engine, intake, data, when, as_of):
    """Where it reads a case at all, it is the same case."""
    written = data.draw(facts(engine.vocabulary))
    quick = intake.case(written, when, as_of)
    if quick is not None:
        dates = {name: value for name, value in (("date", when), ("as_of", as_of)) if value is not None}
        slow = read(engine, written, **dates)
        assert quick == slow
        assert quick.typed
        assert slow.warnings == ()
        assert (type(quick.as_of), type(quick.date)) == (type(slow.as_of), type(slow.date))


def test_questions_take_the_short_way_once_an_action_is_known(tmp_path):
    """The answers before and after are the same, and errors are."""
    engine = Engine.load(write(tmp_path))
    written = {"会议": "常务会议", "组成人员人数": 9, "出席人数": 4, "主持人": "区长"}
    decisions = [engine.check("临河区", "召开会议", written, date="2026-05-06") for _ in range(6)]
    assert ("临河区", "召开会议") in engine._dispatch.intakes
    assert all(decision == decisions[0] for decision in decisions)
    for _ in range(2):
        with pytest.raises(CaseError, match="presnet"):
            engine.check("临河区", "召开会议", {"presnet": 5})
