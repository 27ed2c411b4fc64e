"""Dossiers as they are written: shared facts, days known from step to step, and every problem with its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import shown
from shown_pack import write_shown

from rules_engine import CaseError, Engine
from rules_engine.dossier.acts import Dossier
from rules_engine.dossier.reading import KEYS, STEP_KEYS
from rules_engine.source import Source

HEAD = "dossier: 改造\njurisdiction: linhe\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def read(engine):
    """Read the one dossier of a text."""

    def found(text, head=HEAD):
        (dossier,) = engine.matters(Source("d.yaml", head + text))
        assert isinstance(dossier, Dossier)
        return dossier

    return found


@pytest.fixture
def problems(read):
    """The problems of a text, whole."""

    def found(text, head=HEAD, lang="en"):
        with pytest.raises(CaseError) as caught:
            read(text, head)
        return shown(caught.value.problems, lang=lang)

    return found


def test_a_shared_fact_goes_to_the_steps_that_use_it(read):
    """`present` is a fact of meetings alone; the chair is one of papers, too."""
    dossier = read(
        "facts: {chair: head, 到会人数: 6}\n"
        "steps:\n"
        "  - {action: meeting.hold, date: 2026-11-20, facts: {members: 9}}\n"
        "  - {action: paper.sign, date: 2026-11-23}\n"
    )
    meeting, paper = (step.case.facts for step in dossier.steps)
    assert meeting == {"chair": "head", "present": 6, "members": 9, "held_on": date(2026, 11, 20)}
    assert paper == {"chair": "head", "held_on": date(2026, 11, 20)}
    assert dossier.shared == {"chair": "head", "present": 6}
    assert dossier.warnings == ()


def test_entries_have_chinese_names(read):
    """Those of cases, and a dossier's own."""
    dossier = read(
        "卷宗: 改造\n辖区: 临河区\n日期: 2026-11-20\n截至: 2026-12-01\n行为机关: 政府\n事实: {主持人: 县长}\n"
        "步骤:\n  - {编号: 会, 标题: 开会, 行为: 召开会议, 事实: {会议: 常务会议}}\n",
        head="",
    )
    (step,) = dossier.steps
    assert (dossier.title, dossier.jurisdiction, dossier.as_of) == ("改造", "linhe", date(2026, 12, 1))
    assert (step.title, step.case.id, step.case.action, step.case.date) == (
        "开会",
        "会",
        "meeting.hold",
        date(2026, 11, 20),
    )
    assert step.case.facts["organ"] == "government"
    assert (step.case.as_of, step.dated) == (date(2026, 12, 1), True)


def test_what_a_step_says_of_itself_comes_before_the_dossier_s_default(read):
    """The day of an act and the organ that acts are the step's own; a fact that tells the day counts as one."""
    dossier = read(
        "date: 2026-11-20\norgan: government\n"
        "steps:\n"
        "  - {action: meeting.hold, facts: {held_on: 2026-11-18, organ: enterprise}}\n"
        "  - {action: meeting.hold, date: 2026-11-19, organ: enterprise}\n"
        "  - {action: paper.sign}\n"
    )
    assert [str(step.case.date) for step in dossier.steps] == ["2026-11-18", "2026-11-19", "2026-11-20"]
    assert [step.case.facts["organ"] for step in dossier.steps] == ["enterprise", "enterprise", "government"]


def test_the_day_of_an_earlier_act_is_known_to_a_later_step_about_it(read):
    """A paper is signed after the meeting; a meeting under another chair is another one, and two are none."""
    meeting = "  - {{action: meeting.hold, date: 2026-11-20, facts: {{chair: head}}}}\n"
    text = f"steps:\n{meeting}{{}}  - {{{{action: paper.sign, {{}}}}}}\n"
    assert read(text.format("", "facts: {chair: head}")).steps[1].case.facts["held_on"] == date(2026, 11, 20)
    assert read(text.format("", "facts: {}")).steps[1].case.facts["held_on"] == date(2026, 11, 20)
    assert "held_on" not in read(text.format("", "facts: {chair: deputy}")).steps[1].case.facts
    assert "held_on" not in read(text.format("", "facts: {held_on: 未知}")).steps[1].case.facts
    other = "  - {action: meeting.hold, date: 2026-11-25, facts: {chair: head}}\n"
    assert "held_on" not in read(text.format(other, "facts: {chair: head}")).steps[2].case.facts


def test_a_day_that_was_not_written_goes_nowhere(read):
    """A meeting without a date is dated today, and that is no fact of the matter."""
    dossier = read("steps:\n  - {action: meeting.hold}\n  - {action: paper.sign}\n")
    assert [step.dated for step in dossier.steps] == [False, False]
    assert "held_on" not in dossier.steps[1].case.facts


def test_no_day_comes_from_a_later_step(read):
    """What is not done yet when a step is done does not tell its facts."""
    dossier = read("steps:\n  - {action: paper.sign}\n  - {action: meeting.hold, date: 2026-11-20}\n")
    assert "held_on" not in dossier.steps[0].case.facts


def test_a_fact_stated_at_one_step_stays_there(read):
    """The same word means different things at different acts."""
    dossier = read("steps:\n  - {action: meeting.hold, facts: {chair: head}}\n  - {action: paper.sign}\n")
    assert "chair" not in dossier.steps[1].case.facts


def test_a_shared_fact_stated_again_must_be_the_same(read, problems):
    """The same value is no contradiction; another one is an error at both places."""
    assert read("facts: {chair: head}\nsteps:\n  - {action: paper.sign, facts: {主持人: 区长}}\n").warnings == ()
    assert problems("facts: {chair: head}\nsteps:\n  - {action: paper.sign, facts: {主持人: 科员}}\n") == (
        "d.yaml:5:34: fact-differs: `chair` has another value here than among the shared facts [steps.0.facts.主持人]\n"
        "    - {action: paper.sign, facts: {主持人: 科员}}\n"
        "                                   ^^^^^^\n"
        "  help: a fact that differs from act to act is no shared fact: state it at each step\n"
        "  see d.yaml:3:9\n"
    )


def test_a_shared_fact_that_is_unknown_is_not_contradicted_in_silence(problems):
    """What is said to be unknown for all steps cannot be known at one."""
    text = "facts: {urgent: 未知}\nsteps:\n  - {action: paper.sign, facts: {urgent: no}}\n"
    assert problems(text).startswith("d.yaml:5:34: fact-differs: ")


def test_a_shared_fact_that_no_step_uses_is_a_warning(read):
    """It is a mistake, or one too many."""
    dossier = read("facts: {amount: 5万元, chair: head}\nsteps:\n  - {action: paper.sign}\n")
    assert shown(dossier.warnings) == (
        "d.yaml:3:9: unused-fact: no step uses the shared fact `amount` [facts.amount]\n"
        "  facts: {amount: 5万元, chair: head}\n"
        "          ^^^^^^\n"
    )


def test_every_problem_is_told_at_once_with_its_place(problems):
    """Those of the head, of the shared facts and of all steps; a shared fact's problem once, where it stands."""
    assert problems(
        "as_of: soon\n"
        "facts: {chair: king, presentt: 3, chair2: head, 主持人: head, members: 9}\n"
        "steps:\n"
        "  - {action: meeting.hold, facts: {present: many}, id: a}\n"
        "  - {action: paper.sing, id: a}\n"
        "  - {facts: {chair: head}}\n"
        "  - 开会\n"
        "  - {action: paper.sign, jurisdiction: linhe, title: [x], fact: {}}\n"
        "  - {action: paper.sign, facts: yes, articles: ['77']}\n"
        "  - {action: meeting.hold, facts: {present: 10}}\n"
    ) == (
        "d.yaml:3:8: wrong-value: `soon` cannot be the value of `as_of` [as_of]\n"
        "  as_of: soon\n"
        "         ^^^^\n"
        "  help: write a day that exists, such as 2026-11-20\n"
        "d.yaml:4:16: unknown-value: `king` is no value of `chair` [facts.chair]\n"
        "  facts: {chair: king, presentt: 3, chair2: head, 主持人: head, members: 9}\n"
        "                 ^^^^\n"
        "  help: accepted: head 区长, deputy 副区长, clerk 科员\n"
        "d.yaml:4:22: unknown-fact: the vocabulary has no fact `presentt` [facts.presentt]\n"
        "  facts: {chair: king, presentt: 3, chair2: head, 主持人: head, members: 9}\n"
        "                       ^^^^^^^^\n"
        "  help: did you mean `present`?\n"
        "d.yaml:4:35: unknown-fact: the vocabulary has no fact `chair2` [facts.chair2]\n"
        "  facts: {chair: king, presentt: 3, chair2: head, 主持人: head, members: 9}\n"
        "                                    ^^^^^^\n"
        "  help: did you mean `chair`?\n"
        "d.yaml:6:45: wrong-value: `many` cannot be the value of `present` [steps.0.facts.present]\n"
        "    - {action: meeting.hold, facts: {present: many}, id: a}\n"
        "                                              ^^^^\n"
        "  help: write a whole number, zero or more, such as 9\n"
        "d.yaml:7:14: unknown-action: the vocabulary has no action `paper.sing` [steps.1.action]\n"
        "    - {action: paper.sing, id: a}\n"
        "               ^^^^^^^^^^\n"
        "  help: did you mean `paper.sign`?\n"
        "d.yaml:7:30: step-twice: two steps have the id `a` [steps.1.id]\n"
        "    - {action: paper.sing, id: a}\n"
        "                               ^\n"
        "  see d.yaml:6:56\n"
        "d.yaml:8:5: missing-key: the case lacks `action` [steps.2]\n"
        "    - {facts: {chair: head}}\n"
        "      ^\n"
        "d.yaml:9:5: not-steps: steps is a list of acts, one at least [steps.3]\n"
        "    - 开会\n"
        "      ^^^^\n"
        "  help: each one as `- action: …` with its date and its facts\n"
        "d.yaml:10:26: not-of-step: `jurisdiction` is said once for the whole dossier, not at a step "
        "[steps.4.jurisdiction]\n"
        "    - {action: paper.sign, jurisdiction: linhe, title: [x], fact: {}}\n"
        "                           ^^^^^^^^^^^^\n"
        "d.yaml:10:54: not-text: `steps.4.title` must be plain text [steps.4.title]\n"
        "    - {action: paper.sign, jurisdiction: linhe, title: [x], fact: {}}\n"
        "                                                       ^\n"
        "d.yaml:10:59: unknown-key: a step has no entry `fact` [steps.4.fact]\n"
        "    - {action: paper.sign, jurisdiction: linhe, title: [x], fact: {}}\n"
        "                                                            ^^^^\n"
        "  help: did you mean `facts`?\n"
        "d.yaml:11:33: not-facts: facts are written as names and values [steps.5.facts]\n"
        "    - {action: paper.sign, facts: yes, articles: ['77']}\n"
        "                                  ^^^\n"
        "  help: for example present: 6\n"
        "d.yaml:12:35: impossible: the facts contradict one another: members = 9, present = 10, but "
        "`present <= members` always holds [steps.6.facts]\n"
        "    - {action: meeting.hold, facts: {present: 10}}\n"
        "                                    ^\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jurisdiction: linhe\ndossier: x\n", "missing-key: the dossier lacks `steps`"),
        ("steps: [{action: paper.sign}]\n", "missing-key: the dossier lacks `jurisdiction`"),
        ("jurisdiction: linhe\nsteps: []\n", "not-steps: steps is a list of acts, one at least"),
        ("jurisdiction: linhe\nsteps: {action: paper.sign}\n", "not-steps: steps is a list of acts"),
        ("jurisdiction: 县\nsteps: [{action: paper.sign}]\n", "unknown-jurisdiction: there is no pack"),
        (
            "jurisdiction: linhe\nstepps: 1\nsteps: [{action: paper.sign}]\n",
            "unknown-key: a dossier has no entry `stepps`",
        ),
        (
            "jurisdiction: linhe\n辖区: linhe\nsteps: [{action: paper.sign}]\n",
            "key-twice: `jurisdiction` is given twice",
        ),
        ("jurisdiction: linhe\nfacts: [chair]\nsteps: [{action: paper.sign}]\n", "not-facts: facts are written as"),
        (
            "jurisdiction: linhe\nfacts: {chair: head, 主持人: head}\nsteps: [{action: paper.sign}]\n",
            "fact-twice: the fact",
        ),
        ("jurisdiction: linhe\norgan: nobody\nsteps: [{action: paper.sign}]\n", "unknown-value: `nobody` is no value"),
        ("jurisdiction: linhe\ndate: soon\nsteps: [{action: paper.sign}]\n", "wrong-value: `soon` cannot be"),
        ("jurisdiction: linhe\nsteps: [{action: paper.sign, articles: ['77']}]\n", "unknown-article: the document"),
    ],
)
def test_a_dossier_that_cannot_be_read_says_why(engine, text, message):
    """One clear sentence each."""
    with pytest.raises(CaseError) as caught:
        engine.matters(Source("d.yaml", text))
    assert [problem.line().partition(": ")[2].startswith(message) for problem in caught.value.problems] == [True]


def test_cases_and_dossiers_may_stand_in_one_file(engine):
    """A list, or several documents; they are answered in that order."""
    case = "{jurisdiction: linhe, action: paper.sign}"
    found = engine.matters(Source("d.yaml", f"- {case}\n- {{jurisdiction: linhe, steps: [{{action: paper.sign}}]}}\n"))
    assert [type(one).__name__ for one in found] == ["Case", "Dossier"]


def test_a_dossier_is_no_case(engine):
    """What asks for a single case says so, and where dossiers are taken."""
    source = Source("d.yaml", HEAD + "steps: [{action: paper.sign}]\n")
    with pytest.raises(CaseError) as caught:
        engine.cases(source)
    assert shown(caught.value.problems).startswith(
        "d.yaml:1:1: is-dossier: this is a dossier, and a single case is asked for\n"
    )


def test_a_dossier_from_a_program_is_read_alike(engine):
    """Typed values stay what they are."""
    dossier = engine.dossier(
        {
            "jurisdiction": "linhe",
            "date": date(2026, 11, 20),
            "facts": {"chair": "head", "amount": 5},
            "steps": ({"action": "meeting.hold", "facts": {"steps": {"hearing"}}},),
        }
    )
    facts = dossier.steps[0].case.facts
    assert (facts["amount"], facts["steps"], facts["held_on"]) == (500, frozenset({"hearing"}), date(2026, 11, 20))


def test_what_is_not_a_dossier_is_refused(engine):
    """A list, a text, nothing: a CaseError."""
    for written in ([], "x", None, {}):
        with pytest.raises(CaseError):
            engine.dossier(written)


def test_more_steps_than_any_matter_has_are_refused(engine):
    """Before any of them is read."""
    written = {"jurisdiction": "linhe", "steps": [{"action": "paper.sign"}] * 201}
    with pytest.raises(CaseError, match="too-many-steps: a dossier has at most 200 steps"):
        engine.dossier(written)


odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.sampled_from(["head", "paper.sign", "2026-11-20"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KEYS, *STEP_KEYS, "chair", "held_on", "present", "步骤", "x", 1]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from([*KEYS, "x"]), odd, max_size=5), st.lists(odd, max_size=4))
def test_whatever_is_written_is_read_or_refused(engine, head, steps):
    """No mapping ends in anything but a dossier or a CaseError."""

    def outcome(written):
        try:
            return engine.check_dossier(written).verdict
        except CaseError as error:
            return error.problems

    assert outcome({"jurisdiction": "linhe", **head, "steps": [{"action": "paper.sign"}, *steps]})
    assert outcome({**head, "jurisdiction": "linhe"})


def test_steps_against_their_order_are_a_warning(read):
    """A step written after another and dated before it; each once, beside the latest step above it."""
    dossier = read(
        "steps:\n"
        "  - {action: meeting.hold, date: 2026-11-20}\n"
        "  - {action: paper.sign, date: 2026-11-18, title: 发文}\n"
        "  - {action: paper.sign, date: 2026-11-21}\n"
    )
    assert shown(dossier.warnings) == (
        "d.yaml:5:5: out-of-order: step 2, “发文” (2026-11-18) is written after step 1, “hold a meeting” (2026-11-20), "
        "and dated before it [steps.1]\n"
        "    - {action: paper.sign, date: 2026-11-18, title: 发文}\n"
        "      ^\n"
        "  help: steps stand in the order in which they are done: check the dates\n"
    )


def test_a_duty_done_before_it_arises_is_a_warning(read):
    """Wherever the step stands; on the same day it is none."""
    text = (
        "steps:\n  - {{action: paper.sign, facts: {{minutes_on: {}, held_on: 2026-11-20}}}}\n"
        "  - {{action: meeting.hold, date: 2026-11-20}}\n"
    )
    (problem,) = read(text.format("2026-11-19")).warnings
    assert problem.message.zh == (
        "第1步“签发公文”履行的义务（2026-11-19）由第2步“召开会议”（2026-11-20）产生，却早于它"
    )
    assert read(text.format("2026-11-20")).warnings == ()
    assert read(text.format("尚未")).warnings == ()


def test_dates_that_were_not_written_are_never_out_of_order(read):
    """Today is not a date of the matter."""
    later = date.today() + timedelta(days=30)
    assert read(f"steps:\n  - {{action: meeting.hold, date: {later}}}\n  - {{action: paper.sign}}\n").warnings == ()


@settings(max_examples=40)
@given(st.permutations(["chair: head", "urgent: yes", "minutes_on: 2026-11-22", "held_on: 2026-11-20", "members: 9"]))
def test_the_order_of_shared_facts_changes_nothing(engine, facts):
    """Steps and decisions are the same whatever comes first."""
    steps = "steps:\n  - {action: meeting.hold}\n  - {action: paper.sign}\n"
    given, sorted_ = (
        engine.matters(Source("d.yaml", f"{HEAD}facts: {{{', '.join(order)}}}\n{steps}"))[0]
        for order in (facts, sorted(facts))
    )
    assert [step.case for step in given.steps] == [step.case for step in sorted_.steps]
    assert engine.check_dossier(given).duties == engine.check_dossier(sorted_).duties
