"""Decision diagrams agree with truth tables, share equal functions and stay within their room."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.check.diagram import FALSE, TRUE, Diagrams, TooLarge

SIZES = (2, 3, 2)
POINTS = tuple(product(*(range(size) for size in SIZES)))

tables = st.lists(st.booleans(), min_size=len(POINTS), max_size=len(POINTS)).map(tuple)


def diagram(diagrams, table):
    """A truth table as a diagram."""
    truths = dict(zip(POINTS, table, strict=True))

    def visit(point):
        if len(point) == len(SIZES):
            return TRUE if truths[point] else FALSE
        return diagrams.node(len(point), [visit((*point, value)) for value in range(SIZES[len(point)])])

    return visit(())


@given(tables, tables)
def test_equal_functions_are_one_node(first, second):
    """And, or and not give the very node that their truth table gives."""
    d = Diagrams(SIZES, 10_000)
    one, other = diagram(d, first), diagram(d, second)
    assert d.both(one, other) == diagram(d, [a and b for a, b in zip(first, second, strict=True)])
    assert d.either(one, other) == diagram(d, [a or b for a, b in zip(first, second, strict=True)])
    assert d.negation(one) == diagram(d, [not a for a in first])


@given(tables, st.sets(st.sampled_from(range(len(SIZES)))).map(frozenset))
def test_some_and_every_range_over_values(table, variables):
    """`some` and `every` ask over all values of the variables named, and leave the others as they are."""
    d = Diagrams(SIZES, 10_000)
    truths = dict(zip(POINTS, table, strict=True))

    def over(ask):
        alike = [[p for p in POINTS if all(p[i] == q[i] or i in variables for i in range(3))] for q in POINTS]
        return diagram(d, [ask(truths[p] for p in points) for points in alike])

    assert d.some(diagram(d, table), variables) == over(any)
    assert d.every(diagram(d, table), variables) == over(all)


@given(tables.filter(any))
def test_an_example_is_enough(table):
    """Whatever the variables are that an example leaves out, the function is true."""
    d = Diagrams(SIZES, 10_000)
    found = d.example(diagram(d, table))
    fitting = [i for i, p in enumerate(POINTS) if all(p[number] == value for number, value in found.items())]
    assert fitting
    assert all(table[i] for i in fitting)


def test_the_room_is_kept_and_granted_anew():
    """A question that needs more nodes than it may have ends; the next one has the whole room again."""
    d = Diagrams([2] * 6, 3)
    nodes = [d.node(variable, (FALSE, TRUE)) for variable in (0, 1, 2)]
    with pytest.raises(TooLarge):
        d.both(nodes[0], nodes[1])
    d.refill()
    assert d.both(nodes[0], nodes[1]) not in (TRUE, FALSE)
