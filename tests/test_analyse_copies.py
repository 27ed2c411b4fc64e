"""Rules that ask about other facts in the place of theirs."""

from __future__ import annotations

import random_packs
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import expression as ex
from rules_engine.analyse.copies import OTHER, renamed, renamed_rule
from rules_engine.evaluate.reference import evaluate

NAMES = {name: name + OTHER for name in random_packs.TYPES}


@given(random_packs.conditions, random_packs.cases(most_missing=2))
def test_a_copy_says_of_the_copies_what_the_original_says(condition, case):
    """An expression over facts of other names has the same value where these have the same values."""
    copies = {NAMES[name]: value for name, value in case.facts.items()}
    assert evaluate(renamed(condition, NAMES), copies) == evaluate(condition, case.facts)


@given(random_packs.rules(3), st.sets(st.sampled_from(sorted(NAMES))))
def test_only_the_named_facts_are_others(rules, some):
    """A rule reads the copies of what is named and everything else as before."""
    names = {name: NAMES[name] for name in some}
    for rule in rules:
        copy = renamed_rule(rule, names)
        for mine, other in ((rule.when, copy.when), (rule.body.condition, copy.body.condition)):
            assert ex.facts_of(other) == {names.get(name, name) for name in ex.facts_of(mine)}
        if rule.body.duty:
            assert copy.body.duty.done.id == names.get(rule.body.duty.done.id, rule.body.duty.done.id)
        assert (copy.norm, copy.overrides) == (rule.norm, rule.overrides)
