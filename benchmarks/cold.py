"""What a process pays before its first answer: time to load, time of a whole command, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
CASE = "examples/hongqiao-funds.yaml"
BASE = "import typer, rich.console, pydantic, yaml"
LOAD = """\
import sys, time
import rules_engine.check.pack, rules_engine.check.vocabulary, rules_engine.intake
from rules_engine import Engine
start = time.perf_counter()
engine = Engine.load()
engine.pack("hongqiao")
print((time.perf_counter() - start) * 1000)
"""
MEMORY = """\
import resource, sys
from rules_engine import Engine
engine = Engine.load()
for _ in range(5):
    engine.check("hongqiao", "meeting.hold", {"meeting": "executive", "members": 9, "present": 5}, date="2026-05-06")
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(used / (2**20 if sys.platform == "darwin" else 2**10))
"""


def printed(code: str) -> float:
    """The number that a fresh process prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time of a whole process."""
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    return perf_counter() - start


def report(runs: int = 9) -> None:
    """Print the figures."""
    load = median(printed(LOAD) for _ in range(runs))
    print(f"load the vocabulary and one pack, nothing kept        {load:8.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        kept = {**os.environ, "RULES_ENGINE_CACHE": folder}
        none = {**os.environ, "RULES_ENGINE_CACHE": ""}
        check = [sys.executable, "-m", "rules_engine", "check", CASE]
        base = [sys.executable, "-c", BASE]
        seconds(check, kept)
        runs_of = [(seconds(base, none), seconds(check, none), seconds(check, kept)) for _ in range(runs)]
    imports, fresh, again = (median(times) for times in zip(*runs_of, strict=True))
    print(f"python -c 'import typer, rich.console, pydantic, yaml'{imports * 1000:8.0f} ms")
    print(f"rules-engine check, nothing kept                      {fresh * 1000:8.0f} ms  {fresh / imports:5.2f} x")
    print(f"rules-engine check, pack kept from a run before       {again * 1000:8.0f} ms  {again / imports:5.2f} x")
    print(f"memory with one pack                                  {printed(MEMORY):8.0f} MB")
