"""How long a ledger of a million events takes to fill and to check, as columns and event by event.

Times are of the processor, medians of several runs, both ways one after the other in each, so that the ratio comes from
the same minutes; the answers of both are checked to be the same.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.cold import PEAK, ROOT
from benchmarks.measure import ratio
from benchmarks.random_ledger import LAST, written_events
from rules_engine import Engine
from rules_engine.checked import Pack
from rules_engine.cli.ledger_work import entry_reader
from rules_engine.evaluate.audit.frame import EventFrame, LedgerFrame, judge_frame
from rules_engine.evaluate.audit.listed import judge_many
from rules_engine.history import Event, HistoryFinding, Term
from rules_engine.ledger.audit import since_of
from rules_engine.ledger.files import read_events
from rules_engine.ledger.form import Rows
from rules_engine.ledger.place import LedgerPlace
from rules_engine.ledger.store import Ledger
from rules_engine.source import Source

EVENTS = 1_000_000
RUNS = 3
MEMORY = f"""\
{PEAK}
from benchmarks.history import check, opened
from rules_engine import Engine
check(Engine.load(), opened(Path(sys.argv[1])), columns=sys.argv[2] == "columns")
print(peak())
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check took, in seconds of the processor, and what it found."""

    reading: float
    judging: float
    findings: tuple[HistoryFinding, ...]


def opened(path: Path) -> Ledger:
    """The ledger of a file, made where there is none."""
    return Ledger.open(LedgerPlace(path=path), create=True)


def check(engine: Engine, ledger: Ledger, *, columns: bool) -> Checked:
    """Check all districts of a ledger."""
    packs = [engine.pack(place) for place in ledger.jurisdictions()]
    return (_as_columns if columns else _one_by_one)(engine, ledger, packs)


def _as_columns(engine: Engine, ledger: Ledger, packs: list[Pack]) -> Checked:
    begun = process_time()
    whole = LedgerFrame(ledger.stored(), Rows())
    read = process_time()
    offices = [kind for kind, event in engine.vocabulary.events.items() if event.standing]

    def said(pack: Pack) -> tuple[HistoryFinding, ...]:
        events: EventFrame = whole.events(pack.jurisdiction)
        since = events.complete_since(offices)
        assert since
        return judge_frame(pack.history, events, LAST, since, *_known(pack))

    found = tuple(finding for pack in packs for finding in said(pack))
    return Checked(read - begun, process_time() - read, found)


def _one_by_one(engine: Engine, ledger: Ledger, packs: list[Pack]) -> Checked:
    reading = judging = 0.0
    found: tuple[HistoryFinding, ...] = ()
    for pack in packs:
        begun = process_time()
        events: list[Event] = ledger.events(pack.jurisdiction)
        read = process_time()
        since = since_of(engine.vocabulary, events)
        assert since
        found += judge_many(pack.history, events, LAST, since, *_known(pack))
        reading, judging = reading + read - begun, judging + process_time() - read
    return Checked(reading, judging, found)


def _known(pack: Pack) -> tuple[tuple[Term, ...], date]:
    return pack.terms_of_office, pack.document.in_force_from or date.min


def fill(engine: Engine, ledger: Ledger, number: int) -> tuple[float, float]:
    """Import events as from files of JSON Lines, one for each district; the seconds to read and to store them."""
    reader = entry_reader(engine)
    reading = storing = 0.0
    for district, events in groupby(written_events(number), key=lambda event: event["jurisdiction"]):
        lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
        source = Source(f"{district}.jsonl", lines)
        begun = process_time()
        entries = read_events(source, reader).entries
        read = process_time()
        ledger.add(entries)
        reading, storing = reading + read - begun, storing + process_time() - read
    return reading, storing


def peak(path: Path, way: str) -> float:
    """The most memory of a process that checks a ledger, in megabytes."""
    command = [sys.executable, "-c", MEMORY, str(path), way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def report(number: int = EVENTS, runs: int = RUNS) -> None:
    """Print the figures."""
    engine = Engine.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        ledger = opened(path)
        reading, storing = fill(engine, ledger, number)
        told: dict[bool, list[Checked]] = {True: [], False: []}
        for _ in range(runs):
            for columns, found in told.items():
                gc.collect()
                found.append(check(engine, ledger, columns=columns))
        ledger.close()
        memory = {True: peak(path, "columns"), False: peak(path, "events")}
    assert len({one.findings for found in told.values() for one in found}) == 1
    print(
        f"ledger of {number:,} events in five districts, {len(told[True][0].findings)} findings; seconds of processor"
    )
    print(
        f"  import: {reading:.1f} to read, {storing:.1f} to store, {number / (reading + storing):,.0f} events a second"
    )
    print(f"  {'check':20} {'reading':>8} {'judging':>8} {'whole':>8} {'MB':>6} {'x columns':>10}")
    base = [one.reading + one.judging for one in told[True]]
    for columns, found in told.items():
        read, judged = median(one.reading for one in found), median(one.judging for one in found)
        whole = [one.reading + one.judging for one in found]
        times = f"{read:8.1f} {judged:8.1f} {median(whole):8.1f} {memory[columns]:6.0f} {ratio(whole, base):10.1f}"
        print(f"  {'as columns' if columns else 'event by event':20} {times}")
    print()


if __name__ == "__main__":
    report()
