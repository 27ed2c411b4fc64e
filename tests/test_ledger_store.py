"""A ledger's store: what it takes, what it refuses, and what survives."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import uuid
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from rules_engine.history import VOIDED, Event
from rules_engine.ledger.form import Entry, row_of
from rules_engine.ledger.place import LedgerPlace, ledger_place
from rules_engine.ledger.store import Ledger
from rules_engine.problem import LedgerError
from rules_engine.value import NOT_YET, NOT_YET_TIME, OpenSet

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def event(identity="a", **parts):
    """An event of a conference."""
    given = {"on": date(2026, 3, 2), "names": {"department": "教育局"}, "fields": {"district_wide": True}}
    given["jurisdiction"] = "funing"
    return Entry(Event(identity, kind="conference_held", **{**given, **parts}))


def voiding(identity, voids):
    return Entry(Event(identity, "funing", VOIDED, date(2026, 3, 3), voids=voids))


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of the tests' own, on a socket in a folder; the address of it without a database."""
    if not BINARIES:
        pytest.skip("PostgreSQL's server is not installed")
    # The folders of tests are closed to other users, and their names may be too long for a socket.
    binaries, folder = BINARIES[-1].parent, Path(tempfile.mkdtemp(prefix="rules-engine-pg-", dir="/tmp"))
    user: dict[str, object] = {}
    if os.getuid() == 0:  # the server refuses to run as root
        import pwd

        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def run(*words):
        subprocess.run(words, check=True, capture_output=True, cwd=folder, **user)

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    patience = ("-w", "-t", "600")
    made = ("-U", "tester", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    try:
        run(str(binaries / "initdb"), "-D", data, *made)
        run(str(binaries / "pg_ctl"), "-D", data, *patience, "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://tester@/{{}}?host={folder}"
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", *patience, "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty place of either database."""
    if request.param == "sqlite":
        return LedgerPlace(path=tmp_path / "deep" / "ledger.db")
    return database(request.getfixturevalue("server"))


def database(server, *settings):
    """An empty database of a server, with settings of its own."""
    import psycopg

    name = f"l{uuid.uuid4().hex}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        for setting in settings:
            connection.execute(f"ALTER DATABASE {name} SET {setting}")
    return LedgerPlace(url=server.format(name))


@pytest.fixture
def ledger(place):
    """An empty ledger in either database."""
    made = Ledger.open(place, create=True)
    yield made
    made.close()


def test_an_event_comes_back_as_it_was_sent(ledger):
    """Every sort of value, a day, a moment and an open interval are the same after reading."""
    fields = {
        "a": True,
        "b": 7,
        "c": "executive",
        "d": date(2026, 1, 1),
        "e": datetime(2026, 1, 1, 9, 30),
        "f": frozenset({"x", "y"}),
        "g": OpenSet(frozenset({"x"}), frozenset({"y"})),
        "h": NOT_YET,
        "i": NOT_YET_TIME,
        "j": 10**15,
    }
    sent = [
        event("一号", fields=fields, names={"department": "教育局 ‘甲’"}),
        event("b", on=datetime(2024, 2, 29, 23, 59, 59), until=date(2024, 3, 1)),
        event("c", fields={}, names={}),
    ]
    assert ledger.add(sent).added == ("一号", "b", "c")
    found = ledger.events("funing")
    assert [replace(one, seq=0) for one in found] == [entry.event for entry in sent]
    assert [one.seq for one in found] == sorted(one.seq for one in found)
    assert ledger.events("lulong") == []
    assert (ledger.jurisdictions(), ledger.size("funing")) == (("funing",), 3)


def test_rows_are_read_as_they_are_stored(ledger):
    """In parts of so many at once, of one jurisdiction or of all; the remark is left out."""
    first, other = event("a", until=date(2026, 3, 4)), event("b", jurisdiction="lulong")
    ledger.add([first, other])
    rows = [tuple(row) for part in ledger.stored() for row in part]
    assert sorted(rows) == [(1, *row_of(first)[:-1]), (2, *row_of(other)[:-1])]
    assert [tuple(row) for part in ledger.stored("lulong") for row in part] == rows[1:]
    assert [row for part in ledger.stored("huancui") for row in part] == []


def test_the_same_event_counts_once(ledger):
    """Sent again, in the same batch or later, it is acknowledged and not stored again."""
    assert ledger.add([event(), event()]).known == ("a",)
    assert ledger.add([event(), event("b")]) == ledger.add([event(), event("b")]).__class__(("b",), ("a",))
    assert ledger.size("funing") == 2


def test_other_content_under_a_known_id_is_an_error(ledger):
    """It names what differs, and nothing of the batch is stored."""
    ledger.add([event()])
    with pytest.raises(LedgerError) as error:
        ledger.add([event("b"), event(on=date(2026, 3, 9), fields={})])
    (problem,) = error.value.problems
    assert (problem.code, "on, fields" in problem.message.en) == ("other-content", True)
    assert ledger.size("funing") == 1


def test_the_same_id_in_two_jurisdictions_is_two_events(ledger):
    """An id is the sender's own, and senders of different jurisdictions know nothing of one another."""
    other = Entry(replace(event().event, jurisdiction="lulong"))
    assert ledger.add([event(), other]).added == ("a", "a")
    assert ledger.jurisdictions() == ("funing", "lulong")


def test_what_is_voided_is_there_and_voided_once(ledger):
    """A voiding needs its event, which no other has voided and which is no voiding itself."""
    ledger.add([event("leave"), event("b")])
    for wrong, code in (
        (voiding("v", "leev"), "unknown-event"),
        (voiding("v", "v"), "unknown-event"),
    ):
        with pytest.raises(LedgerError) as error:
            ledger.add([wrong])
        assert error.value.problems[0].code == code
    ledger.add([voiding("v", "leave")])
    for wrong, code in ((voiding("w", "leave"), "voided-already"), (voiding("w", "v"), "voids-a-voiding")):
        with pytest.raises(LedgerError) as error:
            ledger.add([wrong])
        assert error.value.problems[0].code == code
    assert ledger.add([voiding("v", "leave")]).known == ("v",)
    with pytest.raises(LedgerError):
        ledger.add([voiding("x", "b"), voiding("y", "b")])
    assert ledger.add([event("new", voids="b")]).added == ("new",)


def test_a_batch_longer_than_a_statement_is_one_whole(ledger):
    """A problem in the last of many events keeps all of them out; progress is told on the way."""
    many = [event(f"e{number}") for number in range(1203)]
    told = []
    with pytest.raises(LedgerError):
        ledger.add([*many, voiding("v", "none")])
    assert ledger.size("funing") == 0
    ledger.add([*many, voiding("v", "e7")], told.append)
    assert (sum(told), ledger.size("funing")) == (1204, 1204)
    assert [entry.event.id for entry in ledger.entries(kind=VOIDED)] == ["v"]
    last = ledger.entries(jurisdiction="funing", after=ledger.events("funing")[-2].seq)
    assert [entry.event.id for entry in last] == ["v"]


def test_the_database_itself_refuses_changes(place):
    """Neither an update nor a deletion gets past the table's guards, whoever sends it."""
    ledger = Ledger.open(place, create=True)
    ledger.add([event()])
    for statement in ("UPDATE events SET kind = 'x'", "DELETE FROM events"):
        if place.path:
            with sqlite3.connect(place.path) as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(statement)
            connection.close()
        else:
            import psycopg

            with psycopg.connect(place.url) as connection, pytest.raises(psycopg.Error, match="only grows"):
                connection.execute(statement)
    assert ledger.size("funing") == 1
    ledger.close()


def test_several_writers_at_once(place):
    """Each of many threads with a ledger of its own has all its events acknowledged and kept, in whole batches."""
    Ledger.open(place, create=True).close()
    failed = []

    def write(writer):
        try:
            mine = Ledger.open(place)
            for number in range(15):
                mine.add([event(f"{writer}-{number}-{part}") for part in range(3)])
            mine.close()
        except Exception as error:  # noqa: BLE001 -- a thread's error would be lost
            failed.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    ledger = Ledger.open(place)
    ids = [one.id for one in ledger.events("funing")]
    assert len(ids) == len(set(ids)) == 180
    assert all(ids[at].rpartition("-")[0] == ids[at + 1].rpartition("-")[0] for at in range(0, 180, 3))
    ledger.close()


def test_many_may_make_the_ledger_at_once(place):
    """The first one makes it, and the others find it made."""
    assert made_at_once(place) == 24


def test_a_server_s_own_isolation_is_not_the_ledger_s(server):
    """One whose transactions see but what was there when they began keeps no writer from taking turns."""
    for level in ("repeatable read", "serializable"):
        assert made_at_once(database(server, f"default_transaction_isolation TO '{level}'"), 8) == 8


def made_at_once(place, many=24):
    """How many events there are when many have opened a new ledger at once and added one; none may fail."""
    failed = []

    def begin(number):
        try:
            mine = Ledger.open(place, create=True)
            mine.add([event(str(number))])
            mine.close()
        except Exception as error:  # noqa: BLE001 -- as above
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    ledger = Ledger.open(place)
    size = ledger.size("funing")
    ledger.close()
    return size


def test_what_is_no_ledger_is_one_clear_error(tmp_path):
    """A place without a ledger, a file of something else, a folder, an unknown sort of database, a server away."""
    text = tmp_path / "notes.txt"
    text.write_text("no database, and long enough to be looked at as one" * 40, encoding="utf-8")
    empty = tmp_path / "empty.db"
    empty.touch()
    for place, code in (
        (LedgerPlace(path=tmp_path / "none.db"), "no-ledger"),
        (LedgerPlace(path=empty), "no-ledger"),
        (LedgerPlace(path=text), "ledger"),
        (LedgerPlace(path=tmp_path), "ledger"),
        (LedgerPlace(url="mysql://x/y"), "ledger"),
        (LedgerPlace(url="postgresql://u:secret@localhost:1/x"), "ledger"),
        (LedgerPlace(url="postgresql://["), "ledger"),
    ):
        with pytest.raises(LedgerError) as error:
            Ledger.open(place)
        assert [problem.code for problem in error.value.problems] == [code], place
        assert "secret" not in str(error.value)
    with pytest.raises(LedgerError, match="cannot be used: File exists"):
        Ledger.open(LedgerPlace(path=text / "ledger.db"), create=True)


def test_where_the_ledger_is(tmp_path):
    """It is named by an option, else by the environment, else it lies in the user's data folder."""
    variables = {"RULES_ENGINE_LEDGER": "postgresql://a:b@host/x", "XDG_DATA_HOME": str(tmp_path)}
    assert ledger_place("here.db", variables).path == Path("here.db")
    assert ledger_place(None, variables).url == "postgresql://a:b@host/x"
    assert ledger_place(None, variables).shown == "postgresql://a:***@host/x"
    del variables["RULES_ENGINE_LEDGER"]
    assert ledger_place(None, variables, "linux").path == tmp_path / "rules-engine" / "ledger.db"
