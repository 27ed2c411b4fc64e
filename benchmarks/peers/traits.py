"""What each peer does with a missing number, on shared threads, and in what order it names rules: by trying.

Each peer is tried in a process of its own, since one that is shared between threads against its nature may crash.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.peers.cases import DAY
from benchmarks.peers.peer import Peer
from benchmarks.peers.single import installed, loaded, named
from benchmarks.peers.workload import JURISDICTION, Work, works
from rules_engine import Engine

LACKING = {
    "meeting": "plenary",
    "chair": "head",
    "chair_entrusted_by": "nobody",
    "organiser": "office",
    "members": 30,
    "agenda": [],
}
"""A plenary meeting of which nobody says how many were present; with that number it would be allowed or denied."""
QUORUM = "hongqiao.40.plenary-quorum"
THREADS, ROUNDS = 8, 3

Functions = Mapping[str, Callable[[Any], Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Traits:
    """What trying showed, in words for a table."""

    missing: str
    none: str
    threads: str
    order: str


def tried(peer: Peer) -> Traits | None:
    """The traits of a peer that is installed; whatever ends its process is said, too."""
    if not installed(peer):
        return None
    once, again = (_asked(peer, seed) for seed in (1, 2))
    order = "–"
    if "order" in once and "order" in again:
        same = once["order"]["found"] == again["order"]["found"]
        order = ("the document's" if once["order"]["document"] else "its own, stable") if same else "not stable"
    missing, none = once.get("missing", ["–", "–"])
    return Traits(missing, none, once.get("threads", "crashes the process"), order)


def of_engine(engine: Engine, several: Sequence[Work]) -> Traits:
    """The engine's own traits, tried in this process."""
    facts, told = lacking(several), []
    for given in (facts, {**facts, "present": None}):
        decision = engine.check(JURISDICTION, "meeting.hold", given, date=DAY)
        told.append(f"{decision.verdict.value}: asks for {', '.join(f'`{name}`' for name in decision.unknowns)}")

    def of(action: str) -> Callable[[Any], Sequence[str]]:
        return lambda facts: [
            finding.norm.id for finding in engine.check(JURISDICTION, action, facts, date=DAY).violations
        ]

    as_written = [
        replace(work, cases=tuple(replace(asked, facts=asked.written) for asked in work.cases)) for work in several
    ]
    functions = {work.action.name: of(work.action.name) for work in several}
    document = order(functions, as_written)["document"]
    return Traits(told[0], told[1], threads(functions, as_written), "the document's" if document else "its own")


def _asked(peer: Peer, seed: int) -> dict[str, Any]:
    """What a process prints before it ends, however it ends."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.peers.traits", peer.name]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, timeout=60, env=environment
        )
    except subprocess.TimeoutExpired:
        return {}
    return {
        name: told for line in done.stdout.splitlines() if line[:1] == "{" for name, told in json.loads(line).items()
    }


def missing(functions: Functions, several: Sequence[Work]) -> list[str]:
    """What becomes of the case whose number is missing, and of one where it is null."""
    facts = lacking(several)
    return [_told(functions["meeting.hold"], given) for given in (facts, {**facts, "present": None})]


def lacking(several: Sequence[Work]) -> dict[str, Any]:
    """All facts of a meeting but the number of those present."""
    held = next(work for work in several if work.action.name == "meeting.hold")
    facts = {**held.cases[0].facts, **LACKING}
    del facts["present"]
    return facts


def _told(function: Callable[[Any], Sequence[str]], facts: dict[str, Any]) -> str:
    try:
        found = list(function(facts))
    except BaseException as error:  # noqa: BLE001 -- some peers panic
        return f"error (`{type(error).__name__}`)"
    if QUORUM in found:
        return "deny"
    return "allow" if not found else f"other: {found}"


def threads(functions: Functions, several: Sequence[Work]) -> str:
    """Whether answers stay right where threads share what was made once."""
    cases = [(functions[work.action.name], asked) for work in several for asked in work.cases]

    def differ(_: int) -> int:
        return sum(
            sorted(function(asked.facts)) != sorted(asked.violated) for _ in range(ROUNDS) for function, asked in cases
        )

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            wrong = sum(pool.map(differ, range(THREADS)))
        except BaseException as error:  # noqa: BLE001 -- the same
            return f"error (`{type(error).__name__}`)"
    return "right" if not wrong else "wrong answers"


def order(functions: Functions, several: Sequence[Work]) -> dict[str, Any]:
    """The order of all answers, and whether it is the document's."""
    cases = [(functions[work.action.name], asked) for work in several for asked in work.cases]
    found = [[list(function(asked.facts)) for function, asked in cases] for _ in range(2)]
    document = all(ids == list(asked.violated) for ids, (_, asked) in zip(found[0], cases, strict=True))
    return {"document": document, "found": found}


if __name__ == "__main__":
    made = works(Engine.load(), 30)
    shared = loaded(named(sys.argv[1]), made)
    for part in (order, missing, threads):
        print(json.dumps({part.__name__: part(shared, made)}), flush=True)
    os._exit(0)  # some peers leave threads behind
