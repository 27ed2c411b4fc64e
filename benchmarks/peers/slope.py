"""What a rule costs where an action has ten of them, and where it has a hundred: the engine, and peers beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from benchmarks.measure import microseconds
from benchmarks.peers.growth import with_rules
from benchmarks.peers.peer import Peer
from benchmarks.peers.rules import exported
from benchmarks.peers.single import Times, installed, sized
from benchmarks.peers.workload import Work
from rules_engine.evaluate.single import Evaluator

FEW, MANY = 10, 100
ENGINE = "engine"


def measure(work: Work, peers: Sequence[Peer], runs: int = 31) -> dict[int, Times]:
    """Microseconds a decision in each round, for ten and for a hundred rules; answers are compared first."""
    loops: dict[tuple[int, str], Callable[[], int]] = {}
    for count in (FEW, MANY):
        program = with_rules(work, count)
        evaluator, action = Evaluator(program), exported(program)
        loops[count, ENGINE] = sized([(evaluator.judging, asked.case) for asked in work.cases])
        for peer in filter(installed, peers):
            function: Callable[[Any], Any] = peer.load(peer.export(action))
            for asked in work.cases:
                mine, other = evaluator.judge(asked.case)[1], function(asked.facts)
                assert sorted(other) == sorted(mine), (peer.name, asked.facts)
            loops[count, peer.name] = sized([(function, asked.facts) for asked in work.cases])
    found: dict[int, Times] = {FEW: {}, MANY: {}}
    for (count, name), times in zip(loops, microseconds(list(loops.values()), runs, process_time), strict=True):
        found[count][name] = times
    return found
