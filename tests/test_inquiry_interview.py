"""Interviews of the shipped packs, followed to their end."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine import Engine, Verdict
from rules_engine.inquiry.known import with_answer

ENGINE = Engine.load()
ACTIONS = [(place, action) for place in ENGINE.jurisdictions for action in sorted(ENGINE.vocabulary.actions)]


@given(st.sampled_from(ACTIONS), st.data())
@settings(max_examples=60)
def test_a_shipped_interview_ends_within_the_facts_of_the_act(act, data):
    """Whatever is answered: no question twice, each announced verdict comes true, and what is left has its reason."""
    jurisdiction, action = act
    case = ENGINE.case({"jurisdiction": jurisdiction, "action": action, "date": date(2026, 3, 2), "facts": {}})
    at = ENGINE.interview(case)
    asked = []
    while at.prompt:
        for question in at.prompt:
            answer = data.draw(st.sampled_from(question.answers))
            decision = ENGINE.decide(with_answer(at.case, question.name, answer.value, ENGINE.vocabulary))
            assert decision.verdict is answer.verdict
            assert tuple(finding.norm.id for finding in decision.violations) == answer.violated
        told = {
            question.name: data.draw(st.sampled_from([None, *(answer.value for answer in question.answers)]))
            for question in at.prompt
        }
        asked.append(told.keys())
        at = at.answered(told)
    names = [name for names in asked for name in names]
    assert len(names) == len(set(names))
    assert len({name.partition(".")[0] for name in names}) <= len(ENGINE.vocabulary.actions[action].facts) + 1
    decision = at.inquiry.decision
    assert decision == ENGINE.decide(at.case)
    if decision.verdict is Verdict.INCOMPLETE and not at.inquiry.settled:
        assert set(decision.missing) & at.skipped or decision.unknown_because
