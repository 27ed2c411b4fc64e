"""`ledger watch`, run as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from rules_engine.cli.commands import app

pytestmark = pytest.mark.usefixtures("kept_packs")

COMMAND = (sys.executable, "-m", "rules_engine", "ledger", "watch")
OPENED = {"id": "o", "jurisdiction": "funing", "kind": "ledger_opened", "on": "2026-01-01"}


def conference(name, on, **more):
    """A district-wide conference of the education office."""
    told = {"names": {"department": "教育局"}, "fields": {"issued_as": "department", "district_wide": True}}
    return {"id": name, "jurisdiction": "funing", "kind": "conference_held", "on": on} | told | more


def lines(*events):
    """Events as JSON Lines; what is text already stays as it is."""
    return "".join((e if isinstance(e, str) else json.dumps(e, ensure_ascii=False)) + "\n" for e in events)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command of `ledger` on a ledger of its own; its exit code, and what it prints on either stream."""
    monkeypatch.setenv("RULES_ENGINE_LEDGER", str(tmp_path / "ledger.db"))

    def go(*words, **options):
        done = CliRunner().invoke(app, ["ledger", *words], **options)
        return done.exit_code, done.stdout, done.stderr

    return go


@pytest.mark.parametrize("engine", ["auto", "incremental", "durable-rules"])
def test_the_second_conference_of_a_year_is_told_on_one_line(run, engine):
    """With its article, the events and the rule; the first one is told nothing about."""
    if engine == "durable-rules":
        pytest.importorskip("durable_rules_engine", reason="the extra `stream` is not installed", exc_type=ImportError)
    events = lines(OPENED, conference("c1", "2026-03-12"), conference("c2", "2026-09-01"))
    words = ("watch", "--at", "2026-01-01", "--engine", engine)
    code, text, errors = run(*words, "--lang", "zh", input=events)
    assert (code, errors) == (1, "")
    assert text == (
        "2026年9月1日 秦皇岛市抚宁区 违反 部门本系统全区性会议每年至多一次 · 第五十一条第一款（强制·禁止）"
        " · 部门：教育局 · 2026年1月1日至2026年12月31日 · 计数：2次 · 规定：不超过1次"
        " · 事件：2026年3月12日 全区性会议召开（教育局） [c1]；2026年9月1日 全区性会议召开（教育局） [c2]"
        " funing.51.conference-yearly-limit\n"
    )
    assert run(*words, "--lang", "en", "funing", input=events)[1].startswith("2026-09-01 violated a department holds")


def test_a_program_gets_one_object_on_each_line(run):
    """What it owes, that it is settled, and by which events."""
    held = {"id": "m", "kind": "meeting_held", "on": "2026-03-13", "fields": {"meeting": "executive"}}
    held |= {"names": {"meeting_ref": "5"}, "jurisdiction": "funing"}
    drafted = {"id": "d", "kind": "minutes_drafted", "on": "2026-03-13", "names": {"meeting_ref": "5"}}
    words = ("watch", "抚宁区", "--at", "2026-03-13", "--format", "json")
    code, text, _ = run(*words, input=lines(OPENED, held, drafted, drafted))
    told = [json.loads(line) for line in text.splitlines()]
    rule = "funing.49.minutes-drafted-in-time"
    mine = [(one["because"], one["finding"]["standing"]) for one in told if one["finding"]["rule"] == rule]
    assert (code, mine) == (0, [("m", "pending"), ("d", "kept")])
    assert {(one["jurisdiction"], one["day"], one["withdrawn"]) for one in told} == {("funing", "2026-03-13", False)}


def test_a_bad_line_is_one_error_and_the_rest_goes_on(run):
    """Each with its line number; the exit code says that something could not be taken."""
    events = lines(
        OPENED,
        "nonsense",
        conference("c1", "2026-03-12"),
        conference("x", "2026-03-12", kind="conference_heldd"),
        "",
        conference("c1", "2026-03-13"),
        conference("c2", "2026-09-01"),
        conference("late", "2026-06-01"),
        conference("no", "2026-09-01", jurisdiction="nowhere"),
        "[" * 100_000,
    )
    code, text, errors = run("watch", "--at", "2026-01-01", "--lang", "en", input=events)
    assert code == 2
    assert text.count("violated") == text.count("\n") == 1
    places = [line.split(": ")[:2] for line in errors.splitlines() if line.startswith("<stdin>")]
    assert [(place.split(":")[1], problem) for place, problem in places] == [
        ("2", "not-json"),
        ("4", "unknown-event"),
        ("6", "other-content"),
        ("8", "too-late"),
        ("9", "unknown-jurisdiction"),
        ("10", "too-deep"),
    ]
    assert "nothing before 2026-08-01 is remembered" in errors
    assert "2026-08-01 以前的事件已不再记住" in run("watch", "--at", "2026-01-01", "--lang", "zh", input=events)[2]


def test_the_ledger_tells_what_has_happened_before(run, tmp_path):
    """The first conference is in the ledger; nothing is told of it, and all of the second. Nothing is added to it."""
    run("add", "funing", "conference_held", "--on", "2026-03-12", "--id", "c1", *_parts())
    run("add", "funing", "conference_held", "--on", "2026-03-13", "--id", "c0", *_parts("卫健局"))
    run("void", "c0", "--why", "误记")
    before = run("list")
    words = ("watch", "--ledger", str(tmp_path / "ledger.db"), "--at", "2026-08-30", "--late", "300")
    events = lines(conference("c0", "2026-03-13", names={"department": "卫健局"}), conference("c1", "2026-03-12"))
    assert run(*words, input=events) == (0, "", "")
    code, text, _ = run(*words, "--lang", "en", input=lines(conference("c2", "2026-09-01")))
    assert (code, "[c1]; 2026-09-01 conference held" in text) == (1, True)
    assert run("list") == before
    assert run("watch", "--ledger", "no-such.db", input="")[0] == 2


def _parts(department="教育局"):
    return f"department={department}", "issued_as=department", "district_wide=yes"


def test_events_of_other_jurisdictions_are_passed_over(run):
    """Where one is named; and those that name none are its."""
    events = [conference("c1", "2026-03-12"), conference("c2", "2026-09-01")]
    words = ("watch", "--at", "2026-01-01")
    assert run(*words, "lulong", input=lines(*events)) == (0, "", "")
    bare = [{name: value for name, value in one.items() if name != "jurisdiction"} for one in events]
    assert "lulong.49.conference-yearly-limit" in run(*words, "lulong", input=lines(*bare))[1]
    assert run(*words, input=lines(*bare))[0] == 2


def test_bad_options_are_one_error(run):
    """No day, no number of days that a calendar has, a term that ends before it begins."""
    for words in (("--at", "soon"), ("--late", "-1"), ("--late", "99999"), ("--term-to", "2026-01-01"), ("nowhere",)):
        code, text, errors = run("watch", *words, input="")
        assert (code, text, "Traceback" in errors, bool(errors)) == (2, "", False, True)


@contextmanager
def started(*words):
    """The command in a process of its own, which does not outlive ten minutes."""
    pipe = subprocess.PIPE
    with subprocess.Popen((*COMMAND, *words), stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0) as process:
        watchdog = threading.Timer(600, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def sent(process, *events):
    """Send events to a process."""
    process.stdin.write(lines(*events).encode())


def test_each_change_is_there_at_once():
    """While standard input is still open; and an interrupt ends it without a word."""
    with started("--at", "2026-01-01", "--lang", "en") as process:
        sent(process, OPENED, conference("c1", "2026-03-12"), conference("c2", "2026-09-01"))
        assert process.stdout.readline().startswith(b"2026-09-01 ")
        sent(process, conference("c3", "2026-10-01"))
        assert b"counted: 3" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(600) == 130
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_a_pipe_that_nobody_reads_ends_it():
    """Quietly, as other commands do."""
    with started("--at", "2026-01-01") as process:
        sent(process, OPENED, conference("c1", "2026-03-12"))
        process.stdout.close()
        sent(process, conference("c2", "2026-09-01"))
        process.stdin.close()
        assert process.wait(600) == 141
        assert process.stderr.read() == b""


def test_what_is_added_to_a_ledger_is_followed(run, tmp_path):
    """An event that another process adds is told about; the end of standard input does not end it."""
    ledger = str(tmp_path / "ledger.db")
    run("add", "funing", "conference_held", "--on", "2026-03-12", "--id", "c1", *_parts())
    words = ("funing", "--ledger", ledger, "--follow", "--late", "365", "--at", "2026-03-31", "--lang", "en")
    with started(*words) as process:
        sent(process, conference("x1", "2026-03-31", names={"department": "卫健局"}))
        sent(process, conference("x2", "2026-03-31", names={"department": "卫健局"}))
        assert b"[x2]" in process.stdout.readline()  # what is in the ledger has been read
        process.stdin.close()
        run("add", "funing", "conference_held", "--on", "2026-09-01", "--id", "c2", *_parts())
        assert b"[c1]; 2026-09-01 conference held" in process.stdout.readline()
        run("void", "c2", "--why", "误记")
        assert b" settled " in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(600) == 130
        assert process.stderr.read() == b""
