"""Times of loops over cases: several runs, everything once in each, so that ratios come from the same minutes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any

RUNS = 15


def microseconds(
    loops: Sequence[Callable[[], int]], runs: int = RUNS, clock: Callable[[], float] = perf_counter
) -> list[list[float]]:
    """Microseconds a case, of each loop in each run; a loop returns how many cases it has decided.

    `process_time` as the clock leaves out what else the machine does; loops that use several cores need the other one.
    """
    for loop in loops:  # once unmeasured: code is made, and tables fill
        loop()
    times: list[list[float]] = [[] for _ in loops]
    gc.collect()
    gc.disable()  # as timeit does: a collection would fall on whichever loop comes next
    for _ in range(runs):
        for loop, found in zip(loops, times, strict=True):
            start = clock()
            count = loop()
            found.append((clock() - start) / count * 1e6)
    gc.enable()
    return times


def loop_over(function: Callable[[Any], Any], cases: Sequence[Any]) -> Callable[[], int]:
    """A loop that calls a function with each case."""

    def loop() -> int:
        for case in cases:
            function(case)
        return len(cases)

    return loop


def ratio(times: Sequence[float], base: Sequence[float]) -> float:
    """The median of the ratios within each run."""
    return median(mine / other for mine, other in zip(times, base, strict=True))
