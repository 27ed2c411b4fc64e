"""Drawings of how strict districts are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.analyse.strictness import Relation
from rules_engine.render.comparison.lattice import lattice

NAMES = ("a", "b", "c", "d", "e")
LABELS = {name: name.upper() * 6 for name in NAMES}


def drawn(told, names=NAMES):
    """The drawing of some relations, as `a>b`; what is not told is incomparable."""
    found = dict.fromkeys(combinations(names, 2), Relation.INCOMPARABLE)
    signs = {">": Relation.STRICTER, "<": Relation.LOOSER, "=": Relation.EQUAL, "-": Relation.SILENT}
    for one, sign, other in told.split():
        found[one, other] = signs[sign]
    found |= {(other, one): relation.mirrored for (one, other), relation in found.items()}
    return lattice({name: LABELS[name] for name in names}, found)


def test_the_stricter_stands_above():
    """An arrow leads from it to the looser; each relation has its own line, also where two others would imply it."""
    drawing = drawn("a>b b>c a>c")
    at = {box.names: box.y for box in drawing.boxes}
    assert at["a",] < at["b",] < at["c",]
    assert len(drawing.lines) == 3
    assert not any(line.equal for line in drawing.lines)


def test_districts_that_are_alike_share_a_box():
    """They are equal, and stand alike to all the rest."""
    drawing = drawn("a=b a>c b>c")
    assert {box.names for box in drawing.boxes} == {("a", "b"), ("c",), ("d",), ("e",)}
    assert len(drawing.lines) == 1


def test_equal_districts_that_stand_otherwise_to_a_third_do_not():
    """Equality is no equivalence: a double line joins their boxes, which stand beside one another."""
    drawing = drawn("a=b a>c")
    boxes = {box.names: box for box in drawing.boxes}
    assert boxes["a",].y == boxes["b",].y
    assert [line.equal for line in drawing.lines] == [False, True]


def test_who_is_apart():
    """A district without a line is drawn apart, below all others; equal ones in one box are not."""
    drawing = drawn("a>b c=d")
    boxes = {box.names: box for box in drawing.boxes}
    assert [box.names for box in drawing.boxes if box.apart] == [("e",)]
    assert boxes["e",].y > boxes["b",].y


def test_a_circle_can_be_drawn():
    """Strictness is no order; the drawing then has a line that points upwards or sideways."""
    drawing = drawn("a>b b>c a<c")
    assert len(drawing.lines) == 3


relations = st.sampled_from(
    [Relation.EQUAL, Relation.STRICTER, Relation.LOOSER, Relation.INCOMPARABLE, Relation.SILENT]
)


@given(st.lists(relations, min_size=10, max_size=10))
def test_whatever_the_relations_nothing_overlaps(told):
    """Boxes stand apart from one another and inside the drawing, and each district is in one of them."""
    found = dict(zip(combinations(NAMES, 2), told, strict=True))
    found |= {(other, one): relation.mirrored for (one, other), relation in found.items()}
    drawing = lattice(LABELS, found)
    assert sorted(name for box in drawing.boxes for name in box.names) == list(NAMES)
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        beside = one.x + one.width < other.x or other.x + other.width < one.x
        assert beside or one.y + one.height < other.y or other.y + other.height < one.y


@pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c")])
def test_fewer_districts(names):
    """Two are enough."""
    drawing = drawn("a>b", names)
    assert len(drawing.boxes) == len(names)
