"""A case in which one thing more is known."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.case import Case
from rules_engine.inquiry.known import impossibilities, with_answer, without
from rules_engine.value import OpenSet

DAY = date(2026, 3, 2)


@pytest.fixture
def engine(tmp_path):
    """The small pack."""
    return Engine.load(write(tmp_path))


def case_of(engine, **facts):
    """A meeting of the small pack."""
    return engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "facts": facts})


def test_a_fact_becomes_known(engine):
    """The case stays one that has been read; the one before is as it was."""
    case = case_of(engine, urgent="未知")
    known = with_answer(case, "urgent", True, engine.vocabulary)
    assert (known.facts["urgent"], known.withheld, known.typed) == (True, frozenset(), True)
    assert case.withheld == {"urgent"}


def test_an_element_opens_a_set_and_the_last_one_closes_it(engine):
    """A set of which every element is told is complete."""
    case = with_answer(case_of(engine), "steps.hearing", True, engine.vocabulary)
    assert case.facts["steps"] == OpenSet(frozenset({"hearing"}), frozenset())
    case = with_answer(case, "steps.experts", False, engine.vocabulary)
    assert case.facts["steps"] == frozenset({"hearing"})
    assert with_answer(case, "steps.hearing", False, engine.vocabulary).facts["steps"] == frozenset()


def test_the_fact_that_dates_the_act_moves_its_date(engine):
    """A question asked of the day of the act moves with it; another stays."""
    case = case_of(engine)
    moved = with_answer(case, "held_on", date(2026, 5, 1), engine.vocabulary)
    assert (moved.date, moved.as_of) == (date(2026, 5, 1), date(2026, 5, 1))
    later = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "as_of": "2026-06-01"})
    assert with_answer(later, "held_on", date(2026, 5, 1), engine.vocabulary).as_of == date(2026, 6, 1)


def test_a_value_of_another_type_is_refused(engine):
    """A moment is no day, and a case is never of the wrong types."""
    with pytest.raises(CaseError):
        with_answer(case_of(engine), "held_on", datetime(2026, 5, 1, 9), engine.vocabulary)
    made = Case("linhe", "meeting.hold", {"members": "nine"}, DAY, DAY)
    with pytest.raises(CaseError):
        with_answer(made, "present", 1, engine.vocabulary)


def test_a_fact_is_said_to_be_unknown(engine):
    """Then it is not presumed."""
    case = without(case_of(engine, urgent=False), "urgent")
    assert (dict(case.facts), case.withheld) == ({"held_on": DAY}, {"urgent"})


def test_what_cannot_be_together_is_told(engine):
    """More are present than there are members."""
    case = with_answer(case_of(engine, members=3), "present", 4, engine.vocabulary)
    (problem,) = impossibilities(case, engine.vocabulary)
    assert problem.code == "impossible"
    assert "present <= members" in problem.message.en
