"""Decision diagrams: truth functions over variables of several values, with negation, and, or, and "for some value".

A node tests one variable and has a child for each of its values. Nodes are shared and none is redundant, so that equal
functions are one node and a function that is never true is `FALSE` itself: what is asked is answered exactly, for as
many assignments as there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

FALSE: Final = 0
TRUE: Final = 1


class TooLarge(Exception):
    """A question needs more nodes than it may have, or values that cannot be listed."""


class Diagrams:
    """Truth functions over variables that are numbered in the order in which they are tested.

    `room` is how many nodes may be made before TooLarge is raised; `refill` grants it anew.
    """

    def __init__(self, sizes: Sequence[int], room: int) -> None:
        self.sizes = tuple(sizes)
        self.room = self._left = room
        end = len(self.sizes)
        self._variable = [end, end]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._and: dict[tuple[int, int], int] = {}
        self._not: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}
        self._some: dict[frozenset[int], dict[int, int]] = {}

    def refill(self) -> None:
        """Grant the whole room again: for the next question."""
        self._left = self.room

    def node(self, variable: int, children: Sequence[int]) -> int:
        """The function that goes on with `children[i]` where the variable has its value number `i`."""
        first = children[0]
        if all(child == first for child in children):
            return first
        key = (variable, tuple(children))
        found = self._unique.get(key)
        if found is None:
            if self._left <= 0:
                raise TooLarge
            self._left -= 1
            found = self._unique[key] = len(self._variable)
            self._variable.append(variable)
            self._children.append(key[1])
        return found

    def negation(self, one: int) -> int:
        """True where `one` is false."""
        found = self._not.get(one)
        if found is None:
            found = self.node(self._variable[one], [self.negation(child) for child in self._children[one]])
            self._not[one], self._not[found] = found, one
        return found

    def both(self, one: int, other: int) -> int:
        """True where both are."""
        if other in (one, TRUE):
            return one
        if one == TRUE:
            return other
        if FALSE in (one, other):
            return FALSE
        key = (one, other) if one < other else (other, one)
        found = self._and.get(key)
        if found is None:
            variable = min(self._variable[one], self._variable[other])
            pairs = zip(self._below(one, variable), self._below(other, variable), strict=True)
            found = self._and[key] = self.node(variable, [self.both(*pair) for pair in pairs])
        return found

    def either(self, one: int, other: int) -> int:
        """True where at least one is."""
        return self.negation(self.both(self.negation(one), self.negation(other)))

    def some(self, one: int, variables: frozenset[int]) -> int:
        """True where some values of `variables` make `one` true."""
        memo = self._some.setdefault(variables, {FALSE: FALSE, TRUE: TRUE})
        last = max(variables, default=-1)

        def visit(at: int) -> int:
            variable = self._variable[at]
            if variable > last:
                return at
            found = memo.get(at)
            if found is None:
                children = [visit(child) for child in self._children[at]]
                if variable in variables:
                    found = FALSE
                    for child in children:
                        found = self.either(found, child)
                else:
                    found = self.node(variable, children)
                memo[at] = found
            return found

        return visit(one)

    def every(self, one: int, variables: frozenset[int]) -> int:
        """True where all values of `variables` make `one` true."""
        return self.negation(self.some(self.negation(one), variables))

    def example(self, one: int) -> Mapping[int, int]:
        """The fewest variables, with the numbers of their values, that make `one` true; `one` is not `FALSE`."""
        memo: dict[int, dict[int, int] | None] = {FALSE: None, TRUE: {}}

        def visit(at: int) -> dict[int, int] | None:
            if at not in memo:
                best: dict[int, int] | None = None
                for value, child in enumerate(self._children[at]):
                    rest = visit(child)
                    if rest is not None and (best is None or len(rest) + 1 < len(best)):
                        best = {self._variable[at]: value, **rest}
                memo[at] = best
            return memo[at]

        found = visit(one)
        assert found is not None
        return found

    def _below(self, at: int, variable: int) -> Sequence[int]:
        return self._children[at] if self._variable[at] == variable else (at,) * self.sizes[variable]
