"""The evaluators mean the same: every field of every decision, for random packs, random cases and all options."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import cases, packs, vocabularies

from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator
from rules_engine.plan import plan


@settings(max_examples=600)
@given(packs(), vocabularies, st.lists(cases(), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_generated_code_decides_as_the_reference_does(pack, vocabulary, asked, strict, full):
    """Verdict, findings, what is missing and its order, displacement, rivals, duties, presumptions, silence."""
    evaluators = {action: Evaluator(plan(pack, vocabulary, action)) for action in vocabulary.actions}
    for case in asked:
        expected = reference.decide(pack, vocabulary, case, strict=strict, full=full)
        # Twice: what was settled the first time is only looked up the second time.
        for _ in range(2):
            assert evaluators[case.action].decide(case, strict=strict, full=full) == expected


@settings(max_examples=400)
@given(packs(), vocabularies, st.lists(cases(most_missing=0), min_size=1, max_size=4))
def test_generated_code_decides_complete_cases_as_the_reference_does(pack, vocabulary, asked):
    """The plain form of an expression comes to the same as its truth."""
    evaluators = {action: Evaluator(plan(pack, vocabulary, action)) for action in vocabulary.actions}
    for case in asked:
        expected = reference.decide(pack, vocabulary, case)
        assert evaluators[case.action].decide(case) == expected


@settings(max_examples=300)
@given(packs(), vocabularies, st.lists(cases(most_missing=3), min_size=1, max_size=4))
def test_the_verdict_alone_is_that_of_the_decision(pack, vocabulary, asked):
    """The quickest answer gives the same verdict, and the same violations in the same order."""
    evaluators = {action: Evaluator(plan(pack, vocabulary, action)) for action in vocabulary.actions}
    for case in asked:
        expected = reference.decide(pack, vocabulary, case)
        violated = tuple(finding.norm.id for finding in expected.violations)
        assert evaluators[case.action].judge(case) == (expected.verdict, violated)
