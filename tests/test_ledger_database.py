"""A ledger's file: what a killed writer leaves, how durable a commit is, and who may only read."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rules_engine.history import Event
from rules_engine.ledger.database import COLUMNS
from rules_engine.ledger.form import Entry
from rules_engine.ledger.place import LedgerPlace
from rules_engine.ledger.store import Ledger
from rules_engine.problem import LedgerError

ROOT = Path(__file__).parent.parent


def event(identity):
    """An event of a conference."""
    return Entry(Event(identity, "funing", "conference_held", date(2026, 3, 2), names={"department": "教育局"}))


CHILD = """
import sys
from datetime import date
from pathlib import Path
from rules_engine.history import Event
from rules_engine.ledger.form import Entry, row_of
from rules_engine.ledger.place import LedgerPlace
from rules_engine.ledger.store import Ledger
ledger = Ledger.open(LedgerPlace(path=Path(sys.argv[1])), create=True)
number = 0
while True:
    name = f"{sys.argv[2]}-{number}"
    ledger.add([Entry(Event(name, "funing", "conference_held", date(2026, 3, 2), names={"department": "x" * 300}))])
    sys.stdout.write(name + "\\n")
    sys.stdout.flush()
    number += 1
"""


def test_no_acknowledged_event_is_lost_when_the_writer_is_killed(tmp_path):
    """Killed at twelve random moments while adding, by signal 9: every id it told is there, and the file is whole."""
    chance, path, told = random.Random(20261120), tmp_path / "ledger.db", []
    for round_ in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(round_)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        told += [child.stdout.readline().strip() for _ in range(round_ % 3 + 1)]
        time.sleep(chance.random() * 0.15)
        child.send_signal(signal.SIGKILL)
        told += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.stdout.close()
        child.wait()
    ledger = Ledger.open(LedgerPlace(path=path))
    kept = {one.id for one in ledger.events("funing")}
    assert "" not in told
    assert set(told) <= kept
    ledger.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.fixture
def unwritable(tmp_path, monkeypatch):
    """A ledger with one event in a file that this user may read alone, the superuser too."""
    place = LedgerPlace(path=tmp_path / "台 账?" / "ledger.db")
    ledger = Ledger.open(place, create=True)
    ledger.add([event("a")])
    ledger.close()
    monkeypatch.setattr("rules_engine.ledger.database.os.access", lambda _path, mode: mode != os.W_OK)
    return place


def test_a_ledger_that_may_not_be_written_is_read(unwritable):
    """And nothing is left beside it that would keep its writer out."""
    ledger = Ledger.open(unwritable)
    assert [one.id for one in ledger.events("funing")] == ["a"]
    assert list(unwritable.path.parent.iterdir()) == [unwritable.path]
    with pytest.raises(LedgerError, match="readonly database"):
        ledger.add([event("b")])
    ledger.close()


def test_who_may_not_write_sees_what_is_being_written(unwritable):
    """While a writer is at work, the newest events are in its journal."""
    copied = ", ".join(f'"{name}"' for name in (*COLUMNS[1:], "received_at"))
    with closing(sqlite3.connect(unwritable.path, isolation_level=None)) as writer:
        writer.execute(f"INSERT INTO events (id, {copied}) SELECT 'b', {copied} FROM events")
        ledger = Ledger.open(unwritable)
        assert [one.id for one in ledger.events("funing")] == ["a", "b"]
        ledger.close()


def test_what_changes_while_it_is_only_read_is_no_answer(unwritable):
    """Pages of before and after may have been mixed, so it is to be read again."""
    ledger = Ledger.open(unwritable)

    def grown(_more):
        with unwritable.path.open("ab") as file:
            file.write(b"\0")

    with pytest.raises(LedgerError, match="was changed while it was read"):
        ledger.events("funing", grown)
    ledger.close()


def test_a_ledger_of_sqlite_writes_ahead_and_waits_for_the_disk(tmp_path):
    """Its journal is a write-ahead log, and a commit returns only when the disk has it."""
    ledger = Ledger.open(LedgerPlace(path=tmp_path / "l.db"), create=True)
    with ledger._reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    ledger.close()
