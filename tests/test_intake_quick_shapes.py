"""Functions for mappings that have the same names: made when they keep coming, and not for ever more of them."""

from __future__ import annotations

import threading

from rules_engine.intake.quick import shapes
from rules_engine.intake.quick.shapes import Shapes


def named(shape):
    """A function that tells its shape, and takes no other."""
    return lambda given, *others: [(name, given[name]) for name in sorted(shape)] + list(others)


def test_a_shape_gets_its_function_when_it_has_come_often():
    """In whatever order its names come."""
    found = Shapes(named, often=3)
    for given in ({"a": 1, "b": 2}, {"b": 2, "a": 1}):
        found.note(given)
    assert found.ready == {}
    found.note({"a": 1, "b": 2})
    assert found.ready[2]({"b": 2, "a": 1}, 3) == [("a", 1), ("b", 2), 3]


def test_shapes_of_as_many_names_are_told_apart():
    """Each mapping comes to the function of its own names."""
    found = Shapes(named, often=1)
    for given in ({"a": 1}, {"b": 2}, {"c": 3}):
        found.note(given)
    assert [found.ready[1](given) for given in ({"a": 1}, {"b": 2}, {"c": 3})] == [[("a", 1)], [("b", 2)], [("c", 3)]]


def test_a_shape_that_cannot_have_a_function_has_none():
    """And is not tried again."""
    tried = []
    found = Shapes(tried.append, often=1)
    for _ in range(3):
        found.note({"a": 1})
    assert (tried, found.ready) == ([frozenset({"a"})], {})


def test_what_is_no_mapping_has_no_shape():
    """It is not counted."""
    found = Shapes(named, often=1)
    for given in (None, "", [], 5):
        found.note(given)
    assert found.ready == {}


def test_neither_functions_nor_counts_grow_without_end(monkeypatch):
    """However many shapes come."""
    monkeypatch.setattr(shapes, "MOST", 3)
    monkeypatch.setattr(shapes, "NOTED", 10)
    found = Shapes(named, often=2)
    for number in range(100):
        found.note({str(number): 1})
        found.note({str(number): 1})
    assert len(found._made) == 3
    assert len(found._seen) <= 10


def test_shapes_may_be_shared_between_threads():
    """Each thread finds the functions of all."""
    found = Shapes(named, often=5)
    errors = []

    def work():
        try:
            for _ in range(50):
                for number in range(20):
                    found.note({f"a{number}": 1})
        except RuntimeError as error:  # as where a dict changes while it is gone through
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert all(found.ready[1]({f"a{number}": 1}) == [(f"a{number}", 1)] for number in range(20))
