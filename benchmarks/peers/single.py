"""One decision at a time: every peer's answers are checked, then its rounds are timed among the engine's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from itertools import cycle, islice
from time import process_time
from typing import Any

from benchmarks.measure import microseconds
from benchmarks.peers.ours import OURS, TEXTS
from benchmarks.peers.peer import Peer
from benchmarks.peers.registry import PEERS
from benchmarks.peers.workload import Work, in_turn, works
from rules_engine import Engine

CHECKED = 2000
"""Cases whose answers are compared before anything is timed."""
RUNS = 31
LOOP = 0.002
"""Seconds that a loop of a round takes, about."""

Times = dict[str, list[float]]
"""Microseconds a decision in each round, by name."""


def installed(peer: Peer) -> bool:
    """Whether the peer's package is here."""
    try:
        return find_spec(peer.module) is not None
    except ModuleNotFoundError:
        return False


def loaded(peer: Peer, several: Sequence[Work]) -> dict[str, Callable[[Any], Sequence[str]]]:
    """The peer's function for each action."""
    return {work.action.name: peer.load(peer.export(work.action)) for work in several}


def check(peer: Peer, several: Sequence[Work]) -> int:
    """Compare the peer's answers with the engine's, and return how many there were; raise where one differs."""
    functions, count = loaded(peer, several), 0
    for work in several:
        for asked in work.cases:
            found = functions[work.action.name](asked.facts)
            if sorted(found) != sorted(asked.violated):
                raise AssertionError(f"{peer.name}, {work.action.name}: {found} for {asked.violated} of {asked.facts}")
            count += 1
    return count


def loops(peer: Peer, several: Sequence[Work], *, text: bool = False) -> Callable[[], int]:
    """A loop over the peer's decisions, from mappings or from JSON text."""
    functions = loaded(peer, several)
    pairs = in_turn(
        [
            [(functions[work.action.name], json.dumps(asked.facts) if text else asked.facts) for asked in work.cases]
            for work in several
        ]
    )
    return sized(pairs)


def sized(pairs: Sequence[tuple[Callable[[Any], Any], Any]], least: int = 12) -> Callable[[], int]:
    """A loop over so many decisions as take about `LOOP` seconds, the pairs again and again; `least` of them at least.

    All loops are about as long, so that what else a machine does falls on all alike, and short: it falls on few.
    """
    first = pairs[:least]
    for function, facts in first:
        function(facts)
    start = process_time()
    for function, facts in first:
        function(facts)
    each = (process_time() - start) / len(first)
    chosen = list(islice(cycle(pairs), max(least, int(LOOP / each))))

    def loop() -> int:
        for function, facts in chosen:
            function(facts)
        return len(chosen)

    return loop


def measure(engine: Engine, peers: Sequence[Peer], runs: int = RUNS) -> tuple[Times, dict[str, str]]:
    """Times of these peers and of the engine in the same rounds, and why a peer could not be measured."""
    checked, several = works(engine, -(-CHECKED // 6)), works(engine)
    found: dict[str, Callable[[], int]] = {}
    failed: dict[str, str] = {}
    for peer in peers:
        if not installed(peer):
            failed[peer.name] = f"`{peer.distribution}` is not installed here"
            continue
        try:
            check(peer, checked)
            found[peer.name] = loops(peer, several)
            if peer.of_text:
                found[f"{peer.name}, text"] = loops(peer, several, text=True)
        except Exception as error:  # noqa: BLE001 -- whatever a peer raises, the others are measured
            failed[peer.name] = f"{type(error).__name__}: {str(error)[:120]}"
    for name, way in {**OURS, **TEXTS}.items():
        found[name] = sized(in_turn([way(engine, work) for work in several]))
    times = microseconds(list(found.values()), runs, process_time)
    return dict(zip(found, times, strict=True)), failed


def apart(peer: Peer) -> tuple[Times, dict[str, str]]:
    """The same of one peer in a process of its own."""
    if not installed(peer):
        return {}, {peer.name: f"`{peer.distribution}` is not installed here"}
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.peers.single", peer.name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=os.environ)  # noqa: S603
    if done.returncode:
        return {}, {peer.name: f"its process ended with {done.returncode}"}
    found: tuple[Times, dict[str, str]] = tuple(json.loads(done.stdout.splitlines()[-1]))
    return found


def named(name: str) -> Peer:
    """A peer by its name."""
    return next(peer for peer in PEERS if peer.name == name)


def ratios(mine: Sequence[float], others: Sequence[float]) -> list[float]:
    """How many times a peer takes what the engine takes, in each round."""
    return [other / own for own, other in zip(mine, others, strict=True)]


def best(times: Mapping[str, Sequence[float]], names: Sequence[str]) -> str:
    """The quickest of several, by its median."""
    return min(names, key=lambda name: sorted(times[name])[len(times[name]) // 2])


if __name__ == "__main__":
    print(json.dumps(measure(Engine.load(), [named(sys.argv[1])])))
