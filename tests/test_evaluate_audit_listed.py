"""The quick way over very many events says what the meaning says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from random_events import histories, questions, rules

from rules_engine.evaluate.audit.listed import judge_many
from rules_engine.evaluate.history import judge
from rules_engine.history import Standing


@settings(max_examples=400, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=2), histories(), questions)
def test_it_says_what_the_meaning_says(norms, events, question):
    """Of random norms and events, with voided and unsure ones, all findings are the same in the same order."""
    at, since, terms, in_force = question
    meant = judge(norms, events, at, since, terms, in_force)
    assert judge_many(norms, events, at, since, terms, in_force, kept=True) == meant
    broken = tuple(one for one in meant if one.standing is not Standing.KEPT)
    assert judge_many(norms, events, at, since, terms, in_force) == broken
