"""Questions: only what can still change the verdict, and where each answer leads."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_packs import cases, packs, values, vocabularies
from small_pack import rule, write

from rules_engine import Engine, Verdict
from rules_engine.evaluate import reference
from rules_engine.inquiry.answers import Answers
from rules_engine.inquiry.interview import Interview
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.questions import Inquirer
from rules_engine.value import Kind

DAY = date(2026, 3, 2)


def inquirer_of(pack, words, action, *, strict=False):
    """An inquirer that decides by the meaning itself."""
    return Inquirer(pack, words, action, lambda case: reference.decide(pack, words, case, strict=strict))


@pytest.fixture
def engine(tmp_path):
    """The small pack."""
    return Engine.load(write(tmp_path))


def case_of(engine, **facts):
    """A meeting of the small pack."""
    return engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "facts": facts})


def leads(question):
    """Where the answers of a question lead, in words."""
    return {answer.label.en: answer.verdict.value for answer in question.answers}


def test_the_fact_that_settles_most_is_asked_first(engine):
    """The kind of meeting decides whether two of three norms apply at all."""
    names = [question.name for question in engine.questions(case_of(engine))]
    assert names[0] == "meeting"
    assert set(names) == {"meeting", "chair", "members", "present", "amount", "steps.hearing"}


def test_a_question_says_what_needs_it_and_where_answers_lead(engine):
    """The head or nobody: who chairs an executive meeting, where there is no emergency."""
    (chair,) = engine.questions(case_of(engine, meeting="executive", members=9, present=9, amount="1万元"))
    assert chair.label.zh == "主持人"
    assert [norm.slug for norm in chair.norms] == ["chaired-by-head"]
    assert [citation.text.en for citation in chair.citations] == ["Article 2, paragraph 2"]
    assert leads(chair) == {"head": "allow", "deputy head": "deny", "clerk": "deny"}
    assert {answer.violated for answer in chair.answers} == {(), ("linhe.2.chaired-by-head",)}


def test_numbers_are_asked_in_ranges(engine):
    """Half of nine is five people; a limit of money is told by the limit, not by a fen less."""
    known = {"meeting": "executive", "chair": "head", "members": 9, "steps": []}
    questions = {question.name: question for question in engine.questions(case_of(engine, **known))}
    assert leads(questions["present"]) == {"at most 4": "deny", "5 to 9": "incomplete"}
    assert leads(questions["amount"]) == {"less than 5,000,000 yuan": "incomplete", "5,000,000 yuan or more": "deny"}
    assert [answer.label.zh for answer in questions["amount"].answers] == ["不足500万元", "500万元以上"]


def test_what_is_presumed_is_asked_only_where_nothing_is_presumed(engine):
    """An emergency is a question where the case says that it is unknown, or where nothing is presumed."""
    known = {"meeting": "executive", "chair": "deputy", "members": 9, "present": 9, "amount": "1万元"}
    case = case_of(engine, **known)
    assert engine.questions(case) == ()
    assert {question.name for question in engine.questions(case, strict=True)} == {"urgent", "organ"}
    unknown = case_of(engine, **known, urgent="未知")
    assert [question.name for question in engine.questions(unknown)] == ["urgent"]


def test_a_fact_without_effect_is_not_asked(tmp_path):
    """Where either way of a condition asks the same, the condition is no question."""
    same = """\
- id: noted
  cite: "2.1"
  action: meeting.hold
  when: noted
  require: chair == head
  force: must
  kind: validity
  title: {zh: 规定, en: a norm}
- id: not-noted
  cite: "2.1"
  action: meeting.hold
  when: not noted
  require: chair == head
  force: must
  kind: validity
  title: {zh: 规定, en: a norm}
"""
    engine = Engine.load(write(tmp_path, rules=same))
    case = case_of(engine)
    assert engine.decide(case).missing == ("chair", "noted")
    assert [question.name for question in engine.questions(case)] == ["chair"]


def test_a_verdict_that_no_answer_changes_is_settled(tmp_path):
    """A clerk chairs: against one norm or the other, whatever is noted."""
    both = """\
- id: noted
  cite: "2.1"
  action: meeting.hold
  when: noted
  require: chair == head
  force: must
  kind: validity
  title: {zh: 规定, en: a norm}
- id: not-noted
  cite: "2.2"
  action: meeting.hold
  when: not noted
  require: chair in leaders
  force: must
  kind: validity
  title: {zh: 规定, en: a norm}
"""
    engine = Engine.load(write(tmp_path, rules=both))
    inquiry = engine.interview(case_of(engine, chair="clerk")).inquiry
    assert inquiry.decision.verdict is Verdict.INCOMPLETE
    assert inquiry.questions == ()
    assert inquiry.settled.verdict is Verdict.DENY
    assert inquiry.settled.always == ()
    assert {norm.slug for norm in inquiry.settled.perhaps} == {"noted", "not-noted"}


def test_elements_of_a_set_are_asked_together(tmp_path):
    """Two steps of one set are one prompt, in the vocabulary's order."""
    body = "require: all_of(steps, [experts, hearing])"
    engine = Engine.load(write(tmp_path, rules=rule(body)))
    interview = engine.interview(case_of(engine))
    assert [question.name for question in interview.prompt] == ["steps.hearing", "steps.experts"]
    after = interview.answered({"steps.hearing": True, "steps.experts": True})
    assert after.inquiry.decision.verdict is Verdict.ALLOW
    assert after.case.facts["steps"] == frozenset({"hearing", "experts"})
    assert after.before is interview


def test_what_cannot_settle_without_what_nobody_knows_is_not_asked(tmp_path):
    """Nobody knows whether there was a hearing, which is required; so no other answer leads to an allow or a deny."""
    body = "require: hearing in steps and chair == head"
    engine = Engine.load(write(tmp_path, rules=rule(body, when="noted or chair != nobody").replace("nobody", "clerk")))
    at = engine.interview(case_of(engine, noted=True))
    assert {question.name for question in at.inquiry.questions} == {"chair", "steps.hearing"}
    at = at.answered({"steps.hearing": None})
    assert [question.name for question in at.prompt] == ["chair"]  # who is no head denies, hearing or not
    at = at.answered({"chair": "head"})
    assert at.prompt == ()
    assert at.inquiry.decision.missing == ("steps.hearing",)


# --- properties


def variables(words, pack, action):
    """The facts that conditions about an action read; of sets each element."""
    answers = Answers(pack, words, action)
    read = {name for rule in pack.rules_of(action) for name in rule.norm.facts} | {"organ"}
    for name in words.in_order(read):
        if words.facts[name].type.kind is Kind.SET:
            yield from (f"{name}.{element}" for element in answers.elements(name))
        else:
            yield name


@given(vocabularies, packs(most=3), cases(), st.booleans())
@settings(max_examples=150)
def test_announced_verdicts_come_true(words, pack, case, strict):
    """Each answer leads to the verdict and the violations that deciding the answered case gives."""
    for question in inquirer_of(pack, words, case.action, strict=strict).inquire(case).questions:
        for answer in question.answers:
            answered = with_answer(case, question.name, answer.value, words)
            decision = reference.decide(pack, words, answered, strict=strict)
            violated = tuple(finding.norm.id for finding in decision.violations)
            assert (decision.verdict, violated) == (answer.verdict, answer.violated)


@given(vocabularies, packs(most=3), cases(), st.data())
@settings(max_examples=150)
def test_an_interview_ends(words, pack, case, data):
    """Whatever is answered, or not known, it ends within the number of facts, and what is left has its reason."""
    at = Interview(inquirer_of(pack, words, case.action), case)
    asked = 0
    while at.prompt:
        asked += 1
        answers = {
            question.name: data.draw(st.sampled_from([None, *(answer.value for answer in question.answers)]))
            for question in at.prompt
        }
        assert not at.skipped & answers.keys()
        at = at.answered(answers)
    assert asked <= len(list(variables(words, pack, case.action)))
    end = at.inquiry
    assert end.decision == reference.decide(pack, words, at.case)
    if end.decision.verdict is Verdict.INCOMPLETE and not end.settled and not end.decision.unknown_because:
        assert set(end.decision.missing) & at.skipped


def reachable(words, pack, case, names):
    """The verdicts of a case with every combination of answers to some facts."""
    answers = Answers(pack, words, case.action)
    todo = [case]
    for name in names:
        todo = [with_answer(one, name, value, words) for one in todo for value in answers.of(name, one, every=True)]
    return {reference.decide(pack, words, one).verdict for one in todo}


@pytest.mark.exhaustive
@given(vocabularies, packs(most=3), cases(most_missing=4), st.data())
@settings(max_examples=200)
def test_nothing_is_asked_in_vain(words, pack, case, data):
    """With some facts that nobody knows: no question is left if and only if the others cannot change the verdict."""
    unknown = [
        name
        for name in variables(words, pack, case.action)
        if name.partition(".")[0] not in case.facts and (name not in words.presumed or name in case.withheld)
    ]
    assume(all(words.facts[name.partition(".")[0]].type.kind in FINITE for name in unknown))
    skipped = frozenset(data.draw(st.sets(st.sampled_from(unknown)))) if unknown else frozenset()
    inquiry = inquirer_of(pack, words, case.action).inquire(case, skipped)
    verdicts = reachable(words, pack, case, [name for name in unknown if name not in skipped])
    if inquiry.settled:
        assert verdicts <= {inquiry.settled.verdict, Verdict.INCOMPLETE}
    else:
        assert bool(inquiry.questions) == (len(verdicts) > 1)


@pytest.mark.exhaustive
@given(vocabularies, packs(most=3), cases(most_missing=3), st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_what_is_settled_stays_so(words, pack, case, data):
    """Where nothing is asked of a case that lacks facts, any values lead to its verdict, or to no calendar."""
    inquiry = inquirer_of(pack, words, case.action).inquire(case)
    assume(inquiry.decision.verdict is Verdict.INCOMPLETE and not inquiry.questions)
    known = case
    for name in inquiry.decision.missing:
        type_ = words.facts[name.partition(".")[0]].type
        value = data.draw(st.booleans() if "." in name else values(type_))
        known = with_answer(known, name, value, words)
    verdict = reference.decide(pack, words, known).verdict
    assert verdict in ({inquiry.settled.verdict} if inquiry.settled else set()) | {Verdict.INCOMPLETE}


FINITE = (Kind.FLAG, Kind.ENUM, Kind.SET)


def completions(words, pack, case):
    """Every case in which all flags, named values and elements that conditions read are known."""
    unknown = [
        name
        for name in variables(words, pack, case.action)
        if (name.partition(".")[0] not in case.facts and name not in words.presumed) or name in case.withheld
    ]
    answers = Answers(pack, words, case.action)
    for told in product(*(answers.of(name, case, every=True) for name in unknown)):
        known = case
        for name, value in zip(unknown, told, strict=True):
            known = with_answer(known, name, value, words)
        yield known


@pytest.mark.exhaustive
@given(vocabularies, packs(most=3), cases(most_missing=4))
@settings(max_examples=300)
def test_questions_are_asked_exactly_while_the_verdict_can_change(words, pack, case):
    """Over facts with named values alone: no question if and only if all completions have one verdict."""
    unknown = [name for name in variables(words, pack, case.action) if name.partition(".")[0] not in case.facts]
    assume(all(words.facts[name.partition(".")[0]].type.kind in FINITE for name in unknown))
    inquiry = inquirer_of(pack, words, case.action).inquire(case)
    verdicts = {reference.decide(pack, words, known).verdict for known in completions(words, pack, case)}
    assert bool(inquiry.questions) == (len(verdicts) > 1)
    if not inquiry.questions:
        found = inquiry.settled.verdict if inquiry.settled else inquiry.decision.verdict
        assert verdicts == {found}


@pytest.mark.exhaustive
@given(vocabularies, packs(most=3), cases(most_missing=3))
@settings(max_examples=200)
def test_no_question_is_without_effect(words, pack, case):
    """Over facts with named values alone: each fact that is asked changes the verdict of some completion."""
    unknown = [name for name in variables(words, pack, case.action) if name.partition(".")[0] not in case.facts]
    assume(all(words.facts[name.partition(".")[0]].type.kind in FINITE for name in unknown))
    answers = Answers(pack, words, case.action)
    whole = list(completions(words, pack, case))
    for question in inquirer_of(pack, words, case.action).inquire(case).questions:
        assert any(
            len(
                {
                    reference.decide(pack, words, with_answer(known, question.name, value, words)).verdict
                    for value in answers.of(question.name, known)
                }
            )
            > 1
            for known in whole
        ), question.name
