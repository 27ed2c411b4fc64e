"""What a process pays before its first answers, and the memory it holds then: for each peer, and for the engine.

A peer's process imports the peer alone, loads the rules of the six actions, and decides a case of each.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.cold import commands as checks
from benchmarks.cold import compiled

ROOT = Path(__file__).parent.parent.parent
RUNS = 5

PEER = """\
import pickle, sys
from importlib import import_module
module, name, path = sys.argv[1:]
peer = getattr(import_module(module), name)
with open(path, "rb") as file:
    kept = pickle.load(file)
for artifact, facts in kept:
    peer.load(artifact)(facts)
"""
OURS = """\
import json, sys
from rules_engine import Engine
engine = Engine.load()
for action, facts in json.loads(sys.argv[1]):
    engine.check("hongqiao", action, facts, date="2026-05-06")
"""
# On Linux the peak that getrusage gives begins with that of the process which started this one.
PEAK = """
import os
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(peak, flush=True)
os._exit(0)
"""


@dataclass(frozen=True, slots=True)
class Cold:
    """Milliseconds of a whole process, and its memory in megabytes."""

    milliseconds: float
    megabytes: float


def _run(command: list[str], runs: int) -> Cold | None:
    times, memory = [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = compiled(folder)
        for run in range(runs + 1):
            start = perf_counter()
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                return None
            if run:  # modules are compiled by the first
                times.append((perf_counter() - start) * 1000)
                memory.append(float(done.stdout.splitlines()[-1]))
    return Cold(median(times), median(memory))


def of_peer(place: tuple[str, str], kept: list[tuple[object, object]], runs: int = RUNS) -> Cold | None:
    """A peer's figures; `place` is the module and the name under which it stands."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules"
        path.write_bytes(pickle.dumps(kept))
        return _run([sys.executable, "-W", "ignore", "-c", PEER + PEAK, *place, str(path)], runs)


def of_engine(asked: list[tuple[str, Mapping[str, object]]], runs: int = RUNS) -> Cold | None:
    """The engine's: the vocabulary and a whole pack are read and checked, and a case of each action is decided."""
    return _run([sys.executable, "-c", OURS + PEAK, json.dumps(asked)], runs)


def of_python(runs: int = RUNS) -> Cold | None:
    """What Python alone takes."""
    return _run([sys.executable, "-c", "import sys" + PEAK], runs)


def commands(runs: int = 9) -> tuple[float, float, float]:
    """Milliseconds of the imports that `rules-engine check` needs, of it with nothing kept, and with the pack kept."""
    one, other, last = (median(times) * 1000 for times in zip(*checks(runs), strict=True))
    return one, other, last
