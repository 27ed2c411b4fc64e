"""The quick evaluator: generated code that can be read, knows its limits, and is shared between threads."""

from __future__ import annotations

import inspect
import linecache
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import cases, conditions, packs, vocabularies
from small_pack import PACK, rule, write

from rules_engine import CaseError, Engine, Status, Verdict
from rules_engine.case import Case
from rules_engine.decision import DutyState
from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator, possible
from rules_engine.evaluate.single.fold import folded, leading_fact
from rules_engine.plan import plan
from rules_engine.value import OpenSet

DAY = date(2026, 5, 6)
MEETING = {"meeting": "executive", "members": 9, "present": 5, "chair": "head", "amount": 0, "steps": frozenset()}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def evaluator(engine):
    """The quick evaluator of the small pack's meetings, which has decided nothing yet."""
    return Evaluator(plan(engine.pack("linhe"), engine.vocabulary, "meeting.hold"))


def meeting(**facts):
    """A typed case of a meeting."""
    return Case("linhe", "meeting.hold", {**MEETING, "held_on": DAY, **facts}, DAY, DAY)


def test_a_case_is_decided(evaluator):
    """Half of nine is five; the head chairs; nothing costly; the minutes are still to come."""
    decision = evaluator.decide(meeting())
    assert decision.verdict is Verdict.ALLOW
    assert {finding.norm.slug: finding.status for finding in decision.findings} == {
        "quorum": Status.SATISFIED,
        "chaired-by-head": Status.SATISFIED,
        "minutes-in-time": Status.PENDING,
    }


def test_the_verdict_alone_names_the_violated_rules(evaluator):
    """Four of nine are no quorum, and a clerk may not chair."""
    judged = evaluator.judge(meeting(present=4, chair="clerk"))
    assert judged == (Verdict.DENY, ("linhe.2.quorum", "linhe.2.chaired-by-head"))


def test_decisions_share_what_does_not_change(evaluator):
    """Two cases with the same truths have the very same findings."""
    one, other = evaluator.decide(meeting(present=5)), evaluator.decide(meeting(present=6))
    assert one.findings is other.findings
    assert one.frame is other.frame


def test_presumptions_are_not_shared(evaluator):
    """A user who changes a decision's mapping changes no other decision."""
    evaluator.decide(meeting()).presumptions.clear()
    assert evaluator.decide(meeting()).presumptions == {"urgent": False, "organ": "bound"}


def test_generated_code_can_be_read(evaluator):
    """Debuggers and tracebacks find its text, which names the rules."""
    evaluator.judge(meeting())
    text = inspect.getsource(evaluator.judging)
    assert "# 'linhe.2.quorum'" in text
    assert "f_present * 2 >= f_members" in text
    name = evaluator.judging.__code__.co_filename
    assert name == "<rules-engine linhe meeting.hold, verdict>"
    assert linecache.getline(name, 1) == "def judge(case):\n"


def test_an_error_in_generated_code_shows_its_line(evaluator):
    """A value that no reader lets through leads to a line of the generated text."""
    with pytest.raises(TypeError) as caught:
        evaluator.decide(meeting(present="five"))
    shown = "".join(traceback.format_exception(caught.value))
    assert "f_present * 2" in shown


def test_code_is_made_when_first_asked_for(evaluator):
    """Making an evaluator compiles nothing."""
    assert not evaluator._plain
    evaluator.decide(meeting())
    assert list(evaluator._plain) == ["executive"]


def test_the_leading_fact_is_the_one_on_which_most_rules_turn(engine):
    """Three of the small pack's rules begin with the kind of meeting; with it known the others' code falls away."""
    program = plan(engine.pack("linhe"), engine.vocabulary, "meeting.hold")
    assert leading_fact(program) == "meeting"
    lines = folded(program.lines, "meeting", "plenary")
    assert sum(line.when == reference.ex.Const(value=False, type=reference.ex.FLAG) for line in lines) == 3


def test_an_open_set_is_unknown_only_where_it_is_asked(evaluator):
    """A costly matter needs a hearing: known in an open set, or asked for by its element."""
    costly = {"amount": 6 * 10**8}
    heard = evaluator.decide(meeting(steps=OpenSet(frozenset({"hearing"}), frozenset()), **costly))
    assert heard.verdict is Verdict.ALLOW
    asked = evaluator.decide(meeting(steps=OpenSet(frozenset({"experts"}), frozenset()), **costly))
    assert (asked.verdict, asked.missing) == (Verdict.INCOMPLETE, ("steps.hearing",))


def test_text_in_packs_is_never_run(tmp_path):
    """Names that break out of a comment or a literal stay text."""
    written = write(tmp_path, rules=PACK["rules/02-meetings.yaml"])
    engine = Engine.load(written)
    own = engine.pack("linhe").rules_of("meeting.hold")[0]
    evil = "x'\n    raise SystemExit  # \\"
    pack = replace(
        engine.pack("linhe"), rules=(replace(own, norm=replace(own.norm, id=evil), rival=None),), jurisdiction=evil
    )
    evaluator = Evaluator(plan(pack, engine.vocabulary, "meeting.hold"))
    assert evaluator.decide(meeting(present=4)).violations[0].norm.id == evil
    assert evaluator.judge(meeting(present=4)) == (Verdict.DENY, (evil,))


def test_a_duty_that_arises_is_shown_with_its_state(tmp_path):
    """Three days after the meeting of 6 May 2026 is the 9th: asked on the 9th it is pending, on the 10th late."""
    text = rule(
        'duty: {act: {zh: 印发, en: issue}, due: "after(held_on, issue)", done: minutes_on}',
        action="paper.sign",
        arises_from="meeting.hold",
    )
    # `arises_from` is a key of the rule's, beside its body.
    engine = Engine.load(write(tmp_path, only=text))
    evaluator = engine.evaluator("linhe", "meeting.hold")
    states = [
        evaluator.decide(replace(meeting(), as_of=day)).duties[0].state for day in (date(2026, 5, 9), date(2026, 5, 10))
    ]
    assert states == [DutyState.PENDING, DutyState.LATE]
    done = evaluator.decide(meeting(minutes_on=date(2026, 5, 8))).duties[0]
    assert (done.state, done.due) == (DutyState.DONE, date(2026, 5, 9))


@settings(max_examples=200)
@given(st.lists(conditions, min_size=1, max_size=3), cases())
def test_constraints_fail_where_one_is_false(rules, case):
    """What is unknown breaks no constraint."""
    check = possible(rules, "<test, constraints>")
    assert check(case.facts) == all(reference.evaluate(e, case.facts) is not False for e in rules)


@settings(max_examples=15)
@given(packs(), vocabularies, st.lists(cases(), min_size=8, max_size=24))
def test_threads_that_share_an_evaluator_get_the_same_answers(pack, vocabulary, asked):
    """Eight threads that meet it new decide as the reference does."""
    evaluators = {action: Evaluator(plan(pack, vocabulary, action)) for action in vocabulary.actions}
    start = threading.Barrier(8)

    def decide_all(turn):
        start.wait()
        order = asked[turn:] + asked[:turn]
        return [(case, evaluators[case.action].decide(case), evaluators[case.action].judge(case)) for case in order]

    expected = {id(case): reference.decide(pack, vocabulary, case) for case in asked}
    with ThreadPoolExecutor(8) as pool:
        for answers in pool.map(decide_all, range(8)):
            for case, decision, (verdict, _) in answers:
                assert decision == expected[id(case)]
                assert verdict is decision.verdict


# --- the engine's use of it


def test_threads_that_share_an_engine_get_the_same_answers(tmp_path):
    """Eight threads that check the same cases, written in Chinese, get what one gets."""
    folder = write(tmp_path)
    written = [
        {
            "会议": "常务会议",
            "组成人员人数": 9,
            "出席人数": present,
            "主持人": chair,
            "金额": "600万元",
            "已履行程序": steps,
        }
        for present in range(10)
        for chair in ("区长", "分管副区长", "科员")
        for steps in (["听证"], {"专家论证": "是"})
    ]
    alone, shared = Engine.load(folder), Engine.load(folder)
    expected = [alone.check("临河区", "召开会议", facts, date=DAY) for facts in written]
    start = threading.Barrier(8)

    def check_all(_):
        start.wait()
        return [shared.check("临河区", "召开会议", facts, date=DAY) for facts in written]

    with ThreadPoolExecutor(8) as pool:
        assert all(answers == expected for answers in pool.map(check_all, range(8)))


def test_both_evaluators_can_be_asked_for(engine):
    """By name; where none is named, either may answer, and the answer is the same."""
    decisions = [engine.decide(meeting(), evaluator=name) for name in ("reference", "single", None)]
    decisions += [engine.decide(meeting()) for _ in range(5)]
    assert all(decision == decisions[0] for decision in decisions)


def test_the_verdict_can_be_asked_alone(engine):
    """It is that of the decision."""
    assert engine.verdict(meeting(present=4)) == (Verdict.DENY, ("linhe.2.quorum",))


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("present", "5"),
        ("present", True),
        ("present", -1),
        ("present", 5.0),
        ("present", None),
        ("amount", "600万元"),
        ("noted", "yes"),
        ("noted", 1),
        ("meeting", "常务会议"),
        ("meeting", 3),
        ("steps", ["hearing"]),
        ("steps", frozenset({"听证"})),
        ("steps", OpenSet(frozenset({"hearing"}), frozenset({"hearing"}))),
        ("held_on", datetime(2026, 5, 6, 9)),
        ("held_on", "2026-05-06"),
        ("called_at", DAY),
        ("presnet", 5),
    ],
)
@pytest.mark.parametrize("evaluator", ["reference", "single"])
def test_values_of_no_such_type_are_refused(engine, fact, value, evaluator):
    """A case that a program makes is looked through: a mistyped fact is an error, and never an answer."""
    with pytest.raises(CaseError) as caught:
        engine.decide(meeting(**{fact: value}), evaluator=evaluator)
    assert [problem.path for problem in caught.value.problems] == [f"facts.{fact}"]
    with pytest.raises(CaseError):
        engine.verdict(meeting(**{fact: value}))


def test_a_changed_copy_of_a_read_case_is_looked_through_again(engine):
    """Only what reading has made is taken on trust."""
    read = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": {"present": 5}, "date": DAY})
    assert read.typed
    assert not replace(read, facts={"present": "5"}).typed
