"""Runs over tables: every row is answered or refused, none twice, whatever happens on the way."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl
from openpyxl import Workbook

from rules_engine import CaseError, Engine
from rules_engine.batch.question import question
from rules_engine.batch.reading.files import TableFormat
from rules_engine.batch.run import Job, Run

ROOT = Path(__file__).parent.parent
HEAD = "编号,行为,会议,主持人,金额,组成人员人数,出席人数,已履行程序,召开日期\n"
GOOD = "召开会议,常务会议,区长,600万元,9,6,听证,2026-05-06\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def go(engine, source, output, *, stdin=b"", columns=(), lang="zh", **options):
    """A run of Linhe, without progress."""
    job = Job(str(source), Path(output), **options)
    asked = question(engine, jurisdiction="linhe", columns=columns, lang=lang)
    return Run(job, engine, asked, "1", io.BytesIO(stdin)).go(lambda _step, _rows: None)


def test_answers_and_refusals_add_up(engine, tmp_path):
    """Good rows, odd rows, broken rows: each stands in one file, under its number."""
    rows = [
        "1," + GOOD,
        "=2," + GOOD.replace("600万元", "六百万"),
        "3," + GOOD.replace("9,6", "6,9"),
        "4,x\n",
        '5,召开会议,常务会议,"区\n长",600万元,9,6,听证,2026-05-06\n',
        "6," + GOOD.replace("区长", "科员").replace("9,6", ",六"),
        '7,"open\n',
        "8," + GOOD.replace("听证", "[]"),
        "9,\xff" + GOOD,
    ]
    source = tmp_path / "a.csv"
    source.write_bytes((HEAD + "".join(rows)).encode("utf-8").replace("\xff".encode(), b"\xff"))
    done = go(engine, source, tmp_path / "b.parquet")
    answers, refused = pl.read_parquet(done.output), pl.read_csv(done.rejects)
    assert (done.sums.read, done.sums.accepted, done.sums.rejected) == (9, 2, 7)
    assert answers["row"].to_list() == [1, 8]
    assert answers["verdict"].to_list() == ["allow", "deny"]
    assert answers["violated"].to_list() == [[], ["linhe.3.costly-needs-hearing"]]
    assert answers["articles"].to_list() == [[], ["3"]]
    told = list(refused.select("row", "line", "id", "column", "value", "code").iter_rows())
    assert told == [
        (2, 3, "'=2", "金额", "六百万", "wrong-value"),
        (3, 4, "3", "", "", "impossible"),
        (4, 5, "", "", "", "ragged-row"),
        (5, 6, "5", "主持人", "区\ufffd长", "unknown-value"),
        (6, 8, "6", "出席人数", "六", "wrong-value"),
        (7, 9, "", "", "", "open-quote"),
        (9, 11, "", "", "", "not-encoded"),
    ]
    assert refused["reason"][0] == "`六百万` 不能作为 `金额` 的值"
    assert refused["reason"][1] == "事实之间矛盾：组成人员人数 = 6，出席人数 = 9，但须 `出席人数 <= 组成人员人数`"
    assert not list(tmp_path.glob("*.parts"))
    about = json.loads(done.about.read_text(encoding="utf-8"))
    assert (about["read"], about["accepted"], about["rejected"]) == (9, 2, 7)
    assert about["packs"] == {"linhe": engine.pack("linhe").digest}
    assert json.loads(pl.read_parquet_metadata(done.output)["rules-engine"]) == about


def test_formats_say_the_same(engine, tmp_path):
    """CSV, JSON Lines, Parquet and XLSX in: the same answers; CSV and JSON Lines out: the same as Parquet."""
    text = HEAD + "".join(f"{number}," + GOOD.replace("9,6", f"9,{number}") for number in range(1, 10))
    cells = [line.split(",") for line in text.splitlines()]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "g.csv").write_text(text, encoding="gb18030")
    records = [json.dumps(dict(zip(cells[0], row, strict=True)), ensure_ascii=False) for row in cells[1:]]
    (tmp_path / "a.jsonl").write_text("\n".join(records), encoding="utf-8")
    pl.DataFrame(cells[1:], schema=cells[0], orient="row").write_parquet(tmp_path / "a.parquet")
    book = Workbook()
    for row in cells:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    expected = pl.read_parquet(go(engine, tmp_path / "a.csv", tmp_path / "b.parquet").output)
    assert expected["verdict"].to_list() == ["deny"] * 4 + ["allow"] * 5
    for name in ("a.jsonl", "a.parquet", "a.xlsx"):
        assert pl.read_parquet(go(engine, tmp_path / name, tmp_path / "c.parquet").output).equals(expected)
    found = go(engine, tmp_path / "g.csv", tmp_path / "c.parquet", encoding="gbk")
    assert pl.read_parquet(found.output).equals(expected)
    lines = go(engine, tmp_path / "a.csv", tmp_path / "b.jsonl").output.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["violated"] for line in lines] == expected["violated"].to_list()
    table = pl.read_csv(go(engine, tmp_path / "a.csv", tmp_path / "b.csv").output)
    assert table.columns == expected.columns
    assert table["violated"].fill_null("").to_list() == expected["violated"].list.join(";").to_list()
    assert table["duties"][0] is None


def test_standard_input_is_read(engine, tmp_path):
    """As CSV, or as what it is said to be."""
    done = go(engine, "-", tmp_path / "b.csv", stdin=(HEAD + "1," + GOOD).encode())
    assert done.sums.accepted == 1
    done = go(engine, "-", tmp_path / "b.csv", stdin=b'{"action": "meeting.hold"}\n', read_as=TableFormat.JSONL)
    assert done.sums.accepted == 1


def test_a_table_of_a_head_alone_has_no_answers(engine, tmp_path):
    """The files are there, with their heads."""
    (tmp_path / "a.csv").write_text(HEAD, encoding="utf-8")
    done = go(engine, tmp_path / "a.csv", tmp_path / "b.parquet")
    assert (done.sums.read, pl.read_parquet(done.output).height) == (0, 0)
    assert pl.read_csv(done.rejects).columns == ["row", "line", "id", "column", "value", "code", "reason", "help"]
    assert go(engine, tmp_path / "a.csv", tmp_path / "b.jsonl").output.read_bytes() == b""


def test_text_that_looks_like_a_formula_is_not_run(engine, tmp_path):
    """It gets an apostrophe, and so does what begins with one: without the first it is what it was."""
    ids = ["=1+1", "+1", "-1", "@x", "\tx", "'x", "＝1", "x=1", "1"]
    cells = "".join('"' + name + '",' + GOOD for name in ids)
    (tmp_path / "a.csv").write_text(HEAD + cells, encoding="utf-8")
    done = go(engine, tmp_path / "a.csv", tmp_path / "b.csv", columns=["verdict"])
    written = pl.read_csv(done.output, infer_schema=False)["id"].to_list()
    assert written == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "''x", "'＝1", "x=1", "1"]
    assert [name.removeprefix("'") for name in written] == ids
    assert done.output.read_bytes().startswith(b"\xef\xbb\xbfrow,id,")


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("编号,会议\n", ["missing-column"]),
        ("行为,会议,会议\n", ["column-twice"]),
        ("行为,会议,meeting\n", ["column-twice"]),
        ("行为,会仪\n", ["unknown-column"]),
        ("行为,,会议\n", ["unknown-column"]),
        ("", ["empty-file"]),
    ],
)
def test_columns_are_understood_before_anything_is_written(engine, tmp_path, head, codes):
    """One error, with all that is wrong with the columns; no file is touched."""
    (tmp_path / "a.csv").write_text(head, encoding="utf-8")
    with pytest.raises(CaseError) as error:
        go(engine, tmp_path / "a.csv", tmp_path / "b.csv")
    assert [problem.code for problem in error.value.problems] == codes
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_unknown_columns_may_be_left_out(engine, tmp_path):
    """They are listed."""
    (tmp_path / "a.csv").write_text("行为,会仪\n召开会议,x\n", encoding="utf-8")
    done = go(engine, tmp_path / "a.csv", tmp_path / "b.csv", ignore_unknown=True)
    assert (done.left_out, done.sums.accepted) == (("会仪",), 1)


def test_facts_that_an_action_does_not_use_are_counted(engine, tmp_path):
    """Once for each action and fact, however many rows tell it."""
    (tmp_path / "a.csv").write_text("行为,金额,主持人\n" + "签发公文,7,区长\n" * 3 + "签发公文,,\n", encoding="utf-8")
    assert go(engine, tmp_path / "a.csv", tmp_path / "b.csv").sums.unused == {("paper.sign", "amount"): 3}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"output": "a.csv"}, "same-file"),
        ({"output": "b.xls"}, "unknown-format"),
        ({"output": "b.csv", "rejects": "b.csv"}, "same-file"),
        ({"output": "b.csv", "rejects": "b.txt"}, "unknown-format"),
        ({"output": "folder.csv"}, "not-a-file"),
        ({"output": "b.csv", "source": "none.csv"}, "file-not-found"),
        ({"output": "b.csv", "source": "a.txt"}, "unknown-format"),
        ({"output": "b.csv", "encoding": "ebcdic"}, "unknown-encoding"),
        ({"output": "b.csv", "source": "-", "resume": True}, "no-resume"),
    ],
)
def test_a_job_that_cannot_be_done_is_refused(engine, tmp_path, monkeypatch, options, code):
    """Before anything is written."""
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(HEAD, encoding="utf-8")
    Path("folder.csv").mkdir()
    options = {"source": "a.csv"} | options
    if "rejects" in options:
        options["rejects"] = Path(options["rejects"])
    with pytest.raises(CaseError) as error:
        go(engine, options.pop("source"), options.pop("output"), **options)
    assert error.value.problems[0].code == code


# --- runs that are broken off


def table(path, count):
    """A CSV of many rows, some of them bad."""
    draw = random.Random(1)
    bodies = [GOOD, GOOD.replace("600万元", "多"), "x\n", GOOD.replace("区长", "副区长"), '"open\n']
    text = HEAD + "".join(f"{number}," + draw.choice(bodies) for number in range(count))
    path.write_text(text, encoding="utf-8")


def small_batches(monkeypatch):
    """Read a few rows at once."""
    monkeypatch.setattr("rules_engine.batch.reading.delimited.DelimitedFile.__init__.__defaults__", (2000,))


class Broken(Exception):
    """Something went wrong."""


def test_a_run_goes_on_where_it_was_broken_off(engine, tmp_path, monkeypatch):
    """After any part: the files are those of a run in one go, byte by byte."""
    small_batches(monkeypatch)
    table(tmp_path / "a.csv", 300)
    whole = go(engine, tmp_path / "a.csv", tmp_path / "whole.csv")
    parts = 0

    def broken(_step, _rows):
        nonlocal parts
        parts += 1
        if parts % 3 == 0:
            raise Broken

    asked = question(engine, jurisdiction="linhe", lang="zh")
    done = None
    while done is None:
        job = Job(str(tmp_path / "a.csv"), tmp_path / "b.csv", resume=True)
        try:
            done = Run(job, engine, asked, "1", io.BytesIO()).go(broken)
        except Broken:
            assert (tmp_path / "b.csv.parts").is_dir()
    assert parts > 6
    assert done.sums == whole.sums
    assert done.output.read_bytes() == whole.output.read_bytes()
    assert done.rejects.read_bytes() == whole.rejects.read_bytes()


def test_a_broken_run_is_not_begun_anew_unasked(engine, tmp_path, monkeypatch):
    """Nor gone on with when something has changed."""
    small_batches(monkeypatch)
    table(tmp_path / "a.csv", 100)

    def broken(_step, _rows):
        raise Broken

    job = Job(str(tmp_path / "a.csv"), tmp_path / "b.csv")
    asked = question(engine, jurisdiction="linhe")
    with pytest.raises(Broken):
        Run(job, engine, asked, "1", io.BytesIO()).go(broken)
    with pytest.raises(CaseError, match="unfinished-run"):
        go(engine, tmp_path / "a.csv", tmp_path / "b.csv", lang="en")
    with pytest.raises(CaseError, match="an option differs"):
        go(engine, tmp_path / "a.csv", tmp_path / "b.csv", lang="zh", resume=True)
    table(tmp_path / "a.csv", 101)
    with pytest.raises(CaseError, match="the input file differs"):
        go(engine, tmp_path / "a.csv", tmp_path / "b.csv", lang="en", resume=True)


def test_a_line_of_the_journal_that_is_cut_never_happened(engine, tmp_path, monkeypatch):
    """Its part is made again."""
    small_batches(monkeypatch)
    table(tmp_path / "a.csv", 300)
    whole = go(engine, tmp_path / "a.csv", tmp_path / "whole.csv")
    parts = 0

    def broken(_step, _rows):
        nonlocal parts
        parts += 1
        if parts == 5:
            raise Broken

    asked = question(engine, jurisdiction="linhe", lang="zh")
    with pytest.raises(Broken):
        Run(Job(str(tmp_path / "a.csv"), tmp_path / "b.csv"), engine, asked, "1", io.BytesIO()).go(broken)
    journal = tmp_path / "b.csv.parts" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    done = go(engine, tmp_path / "a.csv", tmp_path / "b.csv", resume=True)
    assert done.output.read_bytes() == whole.output.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_a_process_that_is_killed_loses_no_row_and_repeats_none(tmp_path):
    """At any moment, again and again: in the end the files are those of a run in one go."""
    write(tmp_path / "packs")
    table(tmp_path / "a.csv", 4000)
    # Where it is not killed in time, since this process was not given its turn, it kills itself.
    code = (
        "import os, sys; from rules_engine.batch.reading.delimited import DelimitedFile as D; "
        "D.__init__.__defaults__ = (4000,)\n"
        "from rules_engine.batch.journal import Journal as J; from rules_engine.cli import app\n"
        "add, left = J.add, [int(os.environ.get('PARTS', 10**9))]\n"
        "def counted(*entry):\n"
        "    add(*entry); left[0] -= 1\n"
        "    if not left[0]: os.kill(os.getpid(), 9)\n"
        "J.add = counted\n"
        "app(sys.argv[1:], standalone_mode=True)"
    )
    options = ["--jurisdiction", "linhe", "--packs", "packs", "--lang", "zh"]
    command = [sys.executable, "-c", code, "batch", "a.csv", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def process(output, *more, parts=10**9):
        told = {**environment, "PARTS": str(parts)}
        return subprocess.Popen([*command, "-o", output, *more], cwd=tmp_path, env=told, stdout=subprocess.DEVNULL)

    assert process("whole.csv").wait(600) == 2
    draw, journal = random.Random(2), tmp_path / "b.csv.parts" / "journal.jsonl"
    for _ in range(4):
        seen = journal.stat().st_size if journal.exists() else 0
        running = process("b.csv", "--resume", parts=6)
        while running.poll() is None and (not journal.exists() or journal.stat().st_size <= seen):
            time.sleep(0.01)
        time.sleep(draw.random() * 0.1)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    assert process("b.csv", "--resume").wait(600) == 2
    for name in ("{}.csv", "{}.rejects.csv"):
        assert (tmp_path / name.format("b")).read_bytes() == (tmp_path / name.format("whole")).read_bytes()
