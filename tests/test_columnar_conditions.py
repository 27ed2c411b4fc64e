"""Conditions as frames are asked them mean what the expressions mean that they come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_packs import TYPES, conditions, values

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl

from rules_engine import expression as ex
from rules_engine.evaluate import reference
from rules_engine.evaluate.columnar.columns import bits_of, dtype_of, excluded
from rules_engine.evaluate.columnar.conditions import Always, Elements, Joined, Negated, atoms, translated
from rules_engine.evaluate.columnar.prepared import Prepared
from rules_engine.evaluate.columnar.terms import Terms
from rules_engine.program import Slot
from rules_engine.value import COUNT, FLAG, FactType, Kind, OpenSet, both, either, holds, negation

NOTED, PUBLIC, URGENT = (ex.Fact(name, FLAG) for name in ("noted", "public", "urgent"))
WIDE = tuple(f"matter_{number:02}" for number in range(40))
SETS = Slot("agenda", FactType(Kind.SET, "matter"), presumed=False, values=frozenset(WIDE))
AGENDA = ex.Fact(SETS.name, SETS.type)

some_facts = st.fixed_dictionaries({}, optional={name: values(type_) for name, type_ in TYPES.items()})


def truth(condition, facts):
    """What a condition comes to, part by part."""
    match condition:
        case Always(always):
            return always
        case Negated(item):
            return negation(truth(item, facts))
        case Joined(items, every):
            return (both if every else either)([truth(item, facts) for item in items])
    match condition.what:
        case Elements(fact, elements, every):
            return (both if every else either)([holds(facts.get(fact.id), element) for element in elements])
    return reference.evaluate(condition.what, facts)


@given(st.lists(conditions, min_size=1, max_size=4), some_facts)
def test_a_condition_is_true_false_or_unknown_as_its_expression_is(expressions, facts):
    """Flat joins, merged memberships and what is left out change nothing, whatever else is asked."""
    prepared = Prepared({}, expressions)
    for expression in expressions:
        expected = reference.evaluate(expression, facts)
        assert truth(translated(expression), facts) == expected
        assert truth(prepared.of(expression), facts) == expected


def test_what_another_part_says_is_left_out():
    """`a or (a and b)` asks only for a, and `a and (a or b)`, too."""
    assert translated(ex.Or((NOTED, ex.And((NOTED, PUBLIC))))) == translated(NOTED)
    assert translated(ex.And((ex.Or((PUBLIC, NOTED)), NOTED))) == translated(NOTED)


def test_the_same_condition_of_two_rules_is_one_object():
    """What is written twice is worked out once."""
    one, other = (ex.And((NOTED, ex.Not(ex.Or((PUBLIC, URGENT))))) for _ in range(2))
    prepared = Prepared({}, [one, other])
    assert one is not other
    assert prepared.of(one) is prepared.of(other)


def test_limits_of_two_names_that_say_the_same_are_asked_once():
    """A share of a half is a share of a half in every article."""
    people = ex.Fact("present", COUNT)
    limits = [ex.Parameter(name, "at_least", 10, "count") for name in ("quorum", "crowd")]
    prepared = Prepared({}, [ex.Meets(people, limit) for limit in limits])
    assert len(prepared.stages[0]) == 1


def test_elements_that_no_rule_asks_for_alone_are_asked_together():
    """Of a set, one look tells whether it has one of several elements; where each is needed, they are joined."""
    several = ex.Or(tuple(ex.Has(AGENDA, element) for element in WIDE[:3]))
    alone = [ex.Has(AGENDA, element) for element in WIDE[:3]]
    assert list(atoms(Prepared({}, [several]).of(several))) == list(Prepared({}, [several]).stages[0])
    assert len(Prepared({}, [several]).stages[0]) == 1
    assert len(Prepared({}, [several, *alone]).stages[0]) == 3


agendas = st.frozensets(st.sampled_from(WIDE), max_size=6)
partly = st.builds(lambda yes, no: OpenSet(yes, no - yes), agendas, agendas)


@pytest.mark.parametrize("known", [st.none() | agendas, st.none() | agendas | partly], ids=["closed", "open"])
@given(data=st.data())
def test_a_wide_set_has_an_element_in_a_frame_as_in_a_case(known, data):
    """Alone, one of several, every one of several; with elements beside each other and apart, of open sets, too."""
    groups = st.lists(st.sampled_from(WIDE), min_size=2, max_size=4)
    joins = data.draw(
        st.lists(
            st.builds(
                lambda join, some: join(tuple(ex.Has(AGENDA, one) for one in some)),
                st.sampled_from([ex.And, ex.Or]),
                groups,
            ),
            max_size=4,
        )
    )
    asked = [*(ex.Has(AGENDA, element) for element in data.draw(groups) + list(WIDE[8:12])), *joins]
    rows = data.draw(st.lists(known, min_size=1, max_size=8))
    frame = frame_of(rows)
    terms = Terms(frame, Prepared({SETS.name: SETS}, asked))
    for expression in asked:
        term = terms(expression)
        for at, value in enumerate(rows):
            expected = reference.evaluate(expression, {} if value is None else {SETS.name: value})
            yes, no = (bits if isinstance(bits, bool) else bits[at] for bits in (term.yes, term.no))
            assert (yes, no) == (expected is True, expected is False)


def frame_of(rows):
    """Sets as columns of bits: what is in them and, where one is open, what is not."""
    pairs = [
        (None, None) if row is None else (row.yes, row.no) if isinstance(row, OpenSet) else (row, SETS.values - row)
        for row in rows
    ]
    inside, outside = (
        [None if some is None else bits_of(SETS, some) for some in side] for side in zip(*pairs, strict=True)
    )
    found = {SETS.name: pl.Series(inside, dtype=dtype_of(SETS))}
    if any(isinstance(row, OpenSet) for row in rows):
        found[excluded(SETS.name)] = pl.Series(outside, dtype=dtype_of(SETS))
    return pl.DataFrame(found)
