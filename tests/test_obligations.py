"""What a decided act leaves to be done, whichever way a duty is known to it."""

from __future__ import annotations

from datetime import date

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.decision import DutyState
from rules_engine.obligations import obligations


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def found(engine):
    """Slug, state, day and what is waited for, of the obligations of an act."""

    def told(action, facts, **options):
        decision = engine.check("linhe", action, facts, date="2026-11-20", **options)
        notices = obligations(decision, engine.pack("linhe"))
        return [(one.norm.slug, one.state, one.due, one.missing) for one in notices]

    return told


def test_duties_that_arise_and_duties_to_discharge_are_told_together(found):
    """In the document's order, each once."""
    assert found("meeting.hold", {"chair": "head"}) == [
        ("minutes-in-time", DutyState.PENDING, date(2026, 11, 23), ()),
        ("paper-after-meeting", DutyState.PENDING, date(2026, 11, 23), ()),
    ]


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"),
    [
        ({"minutes_on": "2026-11-21"}, "2026-11-30", (DutyState.DONE, date(2026, 11, 23), ())),
        ({"minutes_on": "2026-11-24"}, "2026-11-30", (DutyState.LATE, date(2026, 11, 23), ())),
        ({"minutes_on": "尚未"}, "2026-11-30", (DutyState.LATE, date(2026, 11, 23), ())),
        ({}, "2026-11-30", (DutyState.LATE, date(2026, 11, 23), ())),
        ({}, "2026-11-23", (DutyState.PENDING, date(2026, 11, 23), ())),
        ({"held_on": "未知"}, "2026-11-23", (DutyState.UNKNOWN, None, ("held_on",))),
    ],
)
def test_a_duty_stands_at_its_own_act_as_it_does_at_the_act_from_which_it_arises(found, facts, as_of, expected):
    """What is not said to be done by its day is late."""
    facts = {"held_on": "2026-11-20", **facts}
    own = [entry[1:] for entry in found("paper.sign", facts, as_of=as_of)]
    assert own == [expected]


def test_what_does_not_apply_is_no_obligation(found):
    """No paper follows a meeting that has not been held."""
    assert found("paper.sign", {"held_on": "尚未"}) == []
