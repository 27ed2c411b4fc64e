"""Functions made for mappings of one shape: for those that have the same names, in whatever order.

A shape for which no function has been made goes the longer way; one that keeps coming gets its function.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

Shape = frozenset[str]
Function = Callable[..., Any]
"""A function of a mapping with as many names as its shape has, and of what else its caller gives."""

OFTEN: Final = 100
"""The case of a shape with which its function is made: that takes as long as a few thousand cases save."""
MOST: Final = 64
"""So many shapes get functions."""
NOTED: Final = 4096
"""So many shapes are counted at a time."""


class Shapes:
    """The functions made so far; `make` makes one, or None where the shape cannot have one. Threads may share them.

    They stand in `ready` by the number of names: mostly one shape has that number, and its function finds out by itself
    whether the names are its own, raising KeyError where they are not.
    """

    def __init__(self, make: Callable[[Shape], Function | None], often: int = OFTEN) -> None:
        self.make, self.often = make, often
        self.ready: dict[int, Function] = {}
        self._made: dict[Shape, Function | None] = {}
        self._seen: dict[Shape, int] = {}
        self._lock = threading.Lock()

    def note(self, given: object) -> None:
        """Count a mapping that went the longer way, and make the function of its shape where it keeps coming."""
        if isinstance(given, Mapping):
            shape = frozenset(given)
            with self._lock:
                if shape not in self._made and len(self._made) < MOST and self._count(shape) >= self.often:
                    self._take_in(shape)

    def _count(self, shape: Shape) -> int:
        if len(self._seen) >= NOTED:
            self._seen.clear()
        count = self._seen[shape] = self._seen.get(shape, 0) + 1
        return count

    def _take_in(self, shape: Shape) -> None:
        self._made[shape] = self.make(shape)
        same = {known: made for known, made in self._made.items() if made and len(known) == len(shape)}
        if same:
            self.ready[len(shape)] = next(iter(same.values())) if len(same) == 1 else _one_of(same)


def _one_of(functions: Mapping[Shape, Function]) -> Function:
    def function(given: Mapping[str, Any], *others: Any) -> Any:
        return functions[frozenset(given)](given, *others)

    return function
