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
import rules_engine.check.pack, rules_engine.check.vocabulary, rules_engine.intake.cases
from rules_engine import Engine
start = time.perf_counter()
engine = Engine.load()
engine.pack("hongqiao")
print((time.perf_counter() - start) * 1000)
"""
PEAK = """\
import re, resource, sys
from pathlib import Path
def peak():
    # What Linux says of itself counts the memory of the process that started this one, too.
    told = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text()) if sys.platform == "linux" else None
    return int(told[1]) / 2**10 if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
"""
MEMORY = f"""\
{PEAK}
from rules_engine import Engine
engine = Engine.load()
for _ in range(5):
    engine.check("hongqiao", "meeting.hold", dict(meeting="executive", members=9, present=5), date="2026-05-06")
print(peak())
"""


def compiled(folder: str) -> dict[str, str]:
    """An environment in which modules are compiled once, into a folder, as an installation compiles them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def printed(code: str, environment: dict[str, str]) -> float:
    """The number that a fresh process prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time of a whole process."""
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603
    return perf_counter() - start


def commands(runs: int) -> list[tuple[float, float, float]]:
    """Seconds of the imports that a command needs, of `check` with nothing kept, and of it with the pack kept."""
    check, base = [sys.executable, "-m", "rules_engine", "check", CASE], [sys.executable, "-c", BASE]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as packs:
        kept, none = ({**compiled(folder), "RULES_ENGINE_CACHE": place} for place in (packs, ""))
        for command, environment in ((base, none), (check, none), (check, kept)):  # once, to be compiled and kept
            seconds(command, environment)
        return [(seconds(base, none), seconds(check, none), seconds(check, kept)) for _ in range(runs)]


def report(runs: int = 9) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        environment = compiled(folder)
        load = median([printed(LOAD, environment) for _ in range(runs)])
        memory = printed(MEMORY, environment)
    imports, fresh, again = (1000 * median(times) for times in zip(*commands(runs), strict=True))
    print(f"load the vocabulary and one pack, nothing kept        {load:8.0f} ms")
    print(f"python -c 'import typer, rich.console, pydantic, yaml'{imports:8.0f} ms")
    print(f"rules-engine check, nothing kept                      {fresh:8.0f} ms  {fresh / imports:5.2f} x")
    print(f"rules-engine check, pack kept from a run before       {again:8.0f} ms  {again / imports:5.2f} x")
    print(f"memory with one pack                                  {memory:8.0f} MB")
