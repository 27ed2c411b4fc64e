"""Whether two rules can speak of one act."""

from __future__ import annotations

import pytest
from small_pack import rule, write

from rules_engine import Engine
from rules_engine.comparison.field import may_meet, special_elements

MEETS = [
    ("meeting == executive", "meeting == executive and urgent", True),
    ("meeting == executive", "meeting == plenary", False),
    ("meeting in [executive, plenary]", "meeting == plenary", True),
    ("urgent", "not urgent", False),
    ("hearing in steps", "hearing not in steps", False),
    ("hearing in steps", "experts in steps", True),
    ("costly", "not costly", True),
    ("urgent or noted", "not urgent and not noted", True),
    ("urgent and meeting == plenary", "noted and (meeting == executive)", False),
]


def two_rules(folder, one, other):
    """The rules that apply under two conditions."""
    texts = [rule("require: noted", id=name, when=f'"{when}"') for name, when in (("one", one), ("other", other))]
    pack = Engine.load(write(folder, only="".join(texts))).pack("linhe")
    return [found for name in ("one", "other") for found in pack.rules if found.norm.slug == name]


@pytest.mark.parametrize(("one", "other", "meet"), MEETS)
def test_rules_that_fix_a_fact_otherwise_never_meet(tmp_path, one, other, meet):
    """What each part of a condition fixes by itself decides; of all else it is taken that they may meet."""
    first, second = two_rules(tmp_path, one, other)
    assert may_meet(first, second) is may_meet(second, first) is meet


def test_the_elements_that_a_condition_asks_for(tmp_path):
    """Elements that must be in a set are told, those that must not or may be are not."""
    when = "hearing in steps and experts not in steps and urgent"
    first, second = two_rules(tmp_path, when, "any_of(steps, [hearing, experts])")
    assert special_elements(first) == {"steps.hearing"}
    assert special_elements(second) == set()
