"""What a fact can be, and the logic of the unknown."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.value import NOT_YET, FactType, Kind, OpenSet, both, either, holds, negation

TRUTHS = (True, False, None)
truths = st.sampled_from(TRUTHS)


@pytest.mark.parametrize(
    ("first", "second", "conjunction", "disjunction"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_logic_is_strong_kleene(first, second, conjunction, disjunction):
    """False decides an `and`, true decides an `or`; otherwise the unknown stays unknown."""
    assert both((first, second)) is both((second, first)) is conjunction
    assert either((first, second)) is either((second, first)) is disjunction


def test_the_negation_of_the_unknown_is_unknown():
    """Not knowing whether is not knowing whether not."""
    assert [negation(truth) for truth in TRUTHS] == [False, True, None]


@given(st.lists(truths))
def test_de_morgan_holds(items):
    """Negation turns `and` into `or`, with unknowns too."""
    assert negation(both(items)) is either([negation(item) for item in items])


@given(st.lists(truths, max_size=6))
def test_what_is_known_stays_so_when_more_is_told(items):
    """A truth value that unknowns leave open becomes known; one that is known never changes."""
    told = [(item,) if item is not None else (True, False) for item in items]
    for joined in (both, either):
        answers = {joined(choice) for choice in itertools.product(*told)}
        if joined(items) is not None:
            assert answers == {joined(items)}


def test_nothing_joined_is_the_neutral_truth():
    """An empty `and` is true and an empty `or` is false."""
    assert both(()) is True
    assert either(()) is False


def test_an_open_set_knows_some_elements():
    """What is listed is known, what is not is unknown."""
    steps = OpenSet(frozenset({"hearing"}), frozenset({"experts"}))
    assert [holds(steps, name) for name in ("hearing", "experts", "review")] == [True, False, None]


def test_a_complete_set_knows_every_element():
    """What is not listed in a complete set is known to be absent; of an unknown set nothing is known."""
    assert holds(frozenset({"hearing"}), "experts") is False
    assert holds(frozenset({"hearing"}), "hearing") is True
    assert holds(None, "hearing") is None


def test_not_yet_is_later_than_every_date():
    """What has not come compares as later than any day."""
    assert date(2999, 12, 31) < NOT_YET


def test_types_are_written_as_packs_write_them():
    """A type's text is how the vocabulary names it."""
    assert [str(t) for t in (FactType(Kind.MONEY), FactType(Kind.ENUM, "role"), FactType(Kind.SET, "step"))] == [
        "money",
        "role",
        "set of step",
    ]
