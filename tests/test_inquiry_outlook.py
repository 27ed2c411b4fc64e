"""What conditions may still come to: never too little, and blame that no way around exists."""

from __future__ import annotations

from itertools import chain, combinations, product

import random_rules
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.evaluate import reference
from rules_engine.inquiry.outlook import FALSE, NOT_FALSE, NOT_TRUE, TRUE, UNKNOWN, Free, Prospects, swapped
from rules_engine.value import OpenSet

NUMBER = {True: TRUE, False: FALSE, None: UNKNOWN}
NAMES = tuple(random_rules.VALUES)


def facts_of(point):
    """Values of facts and elements as facts; what is None is unknown."""
    steps = {name.partition(".")[2]: value for name, value in point.items() if "." in name}
    known = {
        mark: frozenset(name for name, value in steps.items() if value is truth)
        for mark, truth in (("yes", True), ("no", False))
    }
    facts = {name: value for name, value in point.items() if "." not in name and value is not None}
    return {**facts, "steps": OpenSet(**known)}


points = st.fixed_dictionaries({name: st.sampled_from((*values, None)) for name, values in random_rules.VALUES.items()})
levers = st.sets(st.sampled_from(NAMES))


def prospects_of(point, names):
    """The prospects of a point at which some facts may be changed to any other value."""

    def values(name):
        return tuple(value for value in random_rules.VALUES[name] if value != point[name])

    return Prospects(facts_of(point), names, values, lambda name, value: {name: value}, {})


def settings_of(point, free):
    """Every way in which all free facts can take other values."""
    ordered = sorted(free)
    others = [[value for value in random_rules.VALUES[name] if value != point[name]] for name in ordered]
    return [dict(zip(ordered, way, strict=True)) for way in product(*others)]


@given(random_rules.conditions, points, levers, st.data())
@settings(max_examples=300)
def test_an_outlook_holds_all_that_can_be(condition, point, names, data):
    """Whatever values the free facts take, the truth of the condition is in its outlook."""
    prospects = prospects_of(point, names)
    part = prospects.part(condition)
    free = data.draw(st.sets(st.sampled_from(sorted(names)))) if names else set()
    outlook = prospects.outlook(part, dict.fromkeys(free, Free.ANY))
    for way in settings_of(point, free):
        truth = reference.evaluate(condition, facts_of({**point, **way}))
        assert outlook & NUMBER[truth]
        assert prospects.outlook(part, way) == NUMBER[truth]


@given(random_rules.conditions, points, levers, st.sampled_from((TRUE, FALSE, NOT_TRUE, NOT_FALSE)), st.data())
@settings(max_examples=300)
def test_every_way_to_what_is_wanted_changes_something_that_is_blamed(condition, point, names, wanted, data):
    """Where the outlook lacks what is wanted, all larger sets that reach it have a fact in common with the blame."""
    prospects = prospects_of(point, names)
    part = prospects.part(condition)
    free = data.draw(st.sets(st.sampled_from(sorted(names)))) if names else set()
    blamed = prospects.demanded(part, wanted, dict.fromkeys(free, Free.ANY), names)
    if blamed is None:
        assert prospects.outlook(part, dict.fromkeys(free, Free.ANY)) & wanted
        return
    assert not blamed & free
    rest = sorted(names - free)
    for more in chain.from_iterable(combinations(rest, size) for size in range(len(rest) + 1)):
        if blamed & set(more):
            continue
        for way in settings_of(point, {*free, *more}):
            assert not NUMBER[reference.evaluate(condition, facts_of({**point, **way}))] & wanted


@given(st.integers(0, 7))
def test_what_is_not_is_swapped(outlook):
    """A negation may be true where its part may be false, and unknown where its part may be."""
    truths = [truth for truth, number in NUMBER.items() if number & outlook]
    assert swapped(outlook) == sum(NUMBER[None if truth is None else not truth] for truth in truths)
