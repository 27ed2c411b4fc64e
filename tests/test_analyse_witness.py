"""The case that is shown: ordinary, small, and settled by the question alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from two_packs import write_two

from rules_engine import Engine
from rules_engine.analyse.questions import diff
from rules_engine.analyse.strictness import Witness
from rules_engine.analyse.witness import ordinary_day
from rules_engine.decision import Verdict
from rules_engine.value import OpenSet


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Two small packs."""
    return Engine.load(write_two(tmp_path_factory.mktemp("two")))


@pytest.fixture(scope="module")
def difference(engine):
    """How strict they are on meetings."""
    return diff(engine, "linhe", "beihe", "meeting.hold", year=2025)


def test_the_ordinary_day():
    """A Wednesday of 2025 with ten plain days on either side; the holiday of June 2025 ended on the second."""
    assert ordinary_day(2025) == date(2025, 6, 18)


def test_a_year_without_a_calendar_has_an_ordinary_day():
    """Then it is the first Wednesday of June."""
    assert ordinary_day(2150) == date(2150, 6, 3)


def test_both_verdicts_are_as_was_asked(difference):
    """The first denies what the second allows, and the other way round."""
    for found, first in ((difference.stricter, Verdict.DENY), (difference.looser, Verdict.ALLOW)):
        assert isinstance(found, Witness)
        assert {found.first.verdict, found.second.verdict} == {Verdict.DENY, Verdict.ALLOW}
        assert found.first.verdict is first


def test_the_case_is_the_one_that_a_person_would_choose(difference):
    """Half of eight members, which is at least half and not more than half; the sum is below the limit."""
    facts = dict(difference.looser.case.facts)
    assert facts == {
        "meeting": "executive",
        "chair": "head",
        "members": 8,
        "present": 4,
        "amount": 100_000_000,
        "held_on": date(2025, 6, 18),
    }
    assert difference.stricter.case.facts["steps"] == OpenSet(frozenset(), frozenset({"hearing"}))


def test_no_fact_can_be_left_out(engine, difference):
    """Without any one of them a verdict is lost; the day of the act stays."""
    for found in (difference.stricter, difference.looser):
        wanted = [found.first.verdict, found.second.verdict]
        for name in found.case.facts.keys() - {"held_on"}:
            facts = {other: value for other, value in found.case.facts.items() if other != name}
            cases = [replace(decision.case, facts=facts) for decision in (found.first, found.second)]
            assert [engine.decide(case, evaluator="reference").verdict for case in cases] != wanted


def test_the_same_case_comes_every_time(engine, difference):
    """Asked again, and asked together with more, the answer is the same to the last fact."""
    again = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    assert again.stricter.case.facts == difference.stricter.case.facts
    assert again == difference
