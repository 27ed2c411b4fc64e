"""A dossier as a whole: its verdict, the duties settled across its steps, and what is missing of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown_pack import write_shown

from rules_engine import Engine, Verdict
from rules_engine.decision import DutyState
from rules_engine.dossier.acts import Dossier, Step
from rules_engine.dossier.links import links
from rules_engine.source import Source

MEETING = {
    "action": "meeting.hold",
    "date": "2026-11-20",
    "facts": {"meeting": "plenary", "chair": "head", "noted": "yes"},
}
ALLOWED = {**MEETING, "facts": {**MEETING["facts"], "amount": 0, "steps": []}}
DENIED = {**MEETING, "facts": {"meeting": "executive", "chair": "clerk"}}
PAPER = {"action": "paper.sign", "date": "2026-11-22", "facts": {"chair": "head", "minutes_on": "2026-11-22"}}
FACTS = {
    "meeting": ["executive", "plenary", "未知"],
    "chair": ["head", "deputy", "clerk"],
    "members": [8],
    "present": [3, 4],
    "amount": ["5万元", "600万元"],
    "steps": [[], ["hearing"], {"experts": "no"}],
    "urgent": ["yes", "no", "未知"],
    "noted": ["yes", "no"],
    "minutes_on": ["2026-11-21", "2026-11-30", "尚未"],
    "organ": ["government", "enterprise"],
}
any_facts = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()})


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def check(engine):
    """Decide a dossier of steps."""
    return lambda *steps, **head: engine.check_dossier({"jurisdiction": "linhe", "steps": steps, **head})


def papers(decision):
    """Where the duty to sign the paper of a meeting stands: state, steps, and when it was done."""
    return [
        (duty.notice.state, duty.arises, duty.discharged, duty.done)
        for duty in decision.duties
        if duty.notice.norm.slug == "paper-after-meeting"
    ]


@settings(max_examples=150)
@given(any_facts, st.sampled_from(["2026-11-20", "2026-11-22"]), st.booleans())
def test_a_dossier_of_one_step_decides_exactly_as_the_case(engine, facts, day, strict):
    """Wherever the facts stand, and with all options."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": day, "facts": facts})
    expected = engine.decide(case, strict=strict)
    shared = {name: value for place, (name, value) in enumerate(facts.items()) if place % 2}
    own = {name: value for name, value in facts.items() if name not in shared}
    for head, step in (({}, facts), ({"facts": facts}, {}), ({"facts": shared}, own)):
        steps = [{"action": "meeting.hold", "date": day, "facts": step}]
        found = engine.check_dossier({"jurisdiction": "linhe", "steps": steps, **head}, strict=strict)
        assert found.decisions == (expected,)
        assert (found.verdict, tuple(found.missing)) == (expected.verdict, expected.missing)


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        ([ALLOWED], Verdict.ALLOW),
        ([ALLOWED, {**ALLOWED, "date": "2019-01-01"}], Verdict.SILENT),
        ([ALLOWED, {**ALLOWED, "date": "2019-01-01"}, MEETING], Verdict.INCOMPLETE),
        ([ALLOWED, {**ALLOWED, "date": "2019-01-01"}, MEETING, DENIED], Verdict.DENY),
        ([DENIED, ALLOWED], Verdict.DENY),
    ],
)
def test_the_verdict_is_the_gravest_of_a_step(check, steps, verdict):
    """A denial before what is open, that before silence, and all before permission."""
    assert check(*steps).verdict is verdict


def test_a_duty_is_done_by_the_step_that_discharges_it(check):
    """In time: done, at that step, on that day. The order of the two in the file does not matter."""
    assert papers(check(MEETING, PAPER)) == [(DutyState.DONE, 0, 1, date(2026, 11, 22))]
    assert papers(check({**PAPER, "facts": {**PAPER["facts"], "held_on": "2026-11-20"}}, MEETING)) == [
        (DutyState.DONE, 1, 0, date(2026, 11, 22))
    ]


def test_a_duty_done_after_its_day_is_late(check):
    """The twenty-third was the last day."""
    late = {**PAPER, "date": "2026-11-24", "facts": {"chair": "head", "minutes_on": "2026-11-24"}}
    assert papers(check(MEETING, late)) == [(DutyState.LATE, 0, 1, date(2026, 11, 24))]


def test_a_duty_without_a_step_is_open_until_its_day(check):
    """The whole is asked on its last day, or on the day that it names."""
    assert papers(check(MEETING)) == [(DutyState.PENDING, 0, None, None)]
    assert papers(check(MEETING, as_of="2026-11-23")) == [(DutyState.PENDING, 0, None, None)]
    assert papers(check(MEETING, as_of="2026-11-24")) == [(DutyState.LATE, 0, None, None)]


def test_a_step_that_does_not_say_that_it_was_done_leaves_it_open(check):
    """The paper is in hand, and its day has not come."""
    assert papers(check(MEETING, {**PAPER, "facts": {}})) == [(DutyState.PENDING, 0, 1, None)]


def test_a_step_about_another_meeting_discharges_nothing(check):
    """A fact that the rule reads is known at both, and differs."""
    other = {**PAPER, "facts": {**PAPER["facts"], "held_on": "2026-11-19"}}
    decision = check(MEETING, other)
    assert papers(decision)[0] == (DutyState.PENDING, 0, None, None)


def test_of_several_steps_that_may_discharge_it_the_one_that_did_counts(check):
    """A draft that was never signed does not hide the paper that was."""
    assert papers(check(MEETING, {**PAPER, "facts": {}}, PAPER)) == [(DutyState.DONE, 0, 2, date(2026, 11, 22))]


def test_a_duty_of_which_the_dossier_has_no_origin_is_told_too(check):
    """The paper of a meeting that is no step of the dossier."""
    own = {**PAPER, "facts": {"held_on": "2026-11-20", "minutes_on": "尚未"}}
    assert papers(check(own)) == [(DutyState.PENDING, 0, 0, date.max)]
    assert papers(check(own, as_of="2026-11-30")) == [(DutyState.LATE, 0, 0, date.max)]
    assert papers(check({**PAPER, "facts": {"held_on": "尚未"}})) == []


def test_a_duty_that_the_act_itself_discharges_is_told_once(check):
    """The minutes of a meeting are a duty of the meeting."""
    duties = check({**MEETING, "facts": {**MEETING["facts"], "minutes_on": "2026-11-21"}}).duties
    assert [(duty.notice.norm.slug, duty.notice.state) for duty in duties] == [
        ("paper-after-meeting", DutyState.DONE),
        ("minutes-in-time", DutyState.DONE),
    ]


def test_what_is_missing_is_listed_once_with_its_steps(check):
    """In the vocabulary's order."""
    first = {**DENIED, "facts": {"meeting": "executive", "chair": "head"}}
    decision = check(first, {**first, "facts": {"meeting": "executive", "chair": "head", "amount": 0}})
    assert dict(decision.missing) == {"members": (0, 1), "present": (0, 1), "amount": (0,), "steps.hearing": (0,)}


def test_a_dossier_asks_on_its_last_day():
    """A day counts as its end, beside moments."""
    engine = Engine.load()
    case = engine.case({"jurisdiction": "hongqiao", "action": "matter.decide", "date": "2026-11-20"})
    days = [date(2026, 11, 20), datetime(2026, 11, 20, 18, 0), date(2026, 11, 18)]
    steps = tuple(Step(replace(case, as_of=day)) for day in days)
    assert Dossier("hongqiao", steps).asked_on == date(2026, 11, 20)
    assert Dossier("hongqiao", steps[1:]).asked_on == datetime(2026, 11, 20, 18, 0)
    assert Dossier("hongqiao", steps, as_of=date(2026, 1, 1)).asked_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [("2026-11-20", (2,), ()), ("2026-11-27", (), (2,)), (None, (), ()), ("2026-11-18", (), ())],
)
def test_one_paper_is_not_that_of_two_meetings(engine, day, first, second):
    """The paper's duty arises at each meeting, and a paper discharges that of the meeting which is known to be its."""
    paper = {**PAPER, "facts": {**PAPER["facts"], "held_on": day} if day else PAPER["facts"]}
    steps = [MEETING, {**MEETING, "date": "2026-11-27"}, paper]
    dossier = engine.dossier({"jurisdiction": "linhe", "steps": steps})
    found = [
        (link.rule.norm.slug, link.arises, link.at)
        for link in links(dossier.steps, engine.pack("linhe"), engine.vocabulary)
    ]
    assert found == [("paper-after-meeting", 0, first), ("paper-after-meeting", 1, second)]


def test_the_example_is_decided_by_the_document():
    """The executive meeting may decide six million; a deputy without the head's authority may not sign the document."""
    engine = Engine.load()
    path = Path(__file__).parent.parent / "examples" / "hongqiao-dossier.yaml"
    (dossier,) = engine.matters(Source(path.name, path.read_text(encoding="utf-8")))
    decision = engine.check_dossier(dossier)
    assert dossier.warnings == ()
    assert [found.verdict.value for found in decision.decisions] == ["allow"] * 4 + ["deny"]
    assert {finding.norm.citation.cite.article for finding in decision.decisions[4].violations} == {51}
    states = {duty.notice.norm.slug: (duty.notice.state.value, duty.discharged) for duty in decision.duties}
    assert states == {
        "decisions-published": ("pending", None),
        "fit-decisions-published": ("unknown", None),
        "minutes-archived": ("done", 3),
        "record-archived": ("pending", 3),
    }
