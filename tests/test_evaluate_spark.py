"""Tables on a cluster are answered as frames in memory are, whatever happens to the cluster's processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("polars", reason="the extra `batch` is not installed")
pytest.importorskip("pyspark", reason="the extra `spark` is not installed: `make test-spark` installs it")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not found", allow_module_level=True)

import polars as pl

from rules_engine import CaseError, Engine
from rules_engine.batch.frames import check_frame
from rules_engine.batch.question import question
from rules_engine.batch.run import Job, Run
from rules_engine.conformance.reading import case_files, read_cases, written_cases
from rules_engine.evaluate.spark.run import ClusterRun
from rules_engine.evaluate.spark.session import session
from rules_engine.evaluate.spark.tables import check_table
from rules_engine.intake.written import plain
from rules_engine.parse import parse_one, read_file

PARTS = 4
ACTIONS = {
    "document.handle",
    "document.sign",
    "document.submit",
    "leave.take",
    "matter.decide",
    "meeting.hold",
    "supervision.respond",
}
IDENTITY = ["id", "jurisdiction", "action", "date"]
WRONG = [
    {"id": "wrong-district", "jurisdiction": "nowhere", "action": "matter.decide"},
    {"id": "wrong-sum", "jurisdiction": "红桥区", "action": "matter.decide", "amount": "a lot"},
    {"id": "wrong-twice", "jurisdiction": "funing", "action": "fly", "date": "2026-02-30"},
    {"id": "no-action", "jurisdiction": "lulong"},
]


@pytest.fixture(scope="module")
def engine():
    return Engine.load()


@pytest.fixture(scope="module")
def spark():
    """Two workers with a JVM each, apart from the driver's, as on a cluster of two machines.

    They live for some seconds, so that code made for speed would not pay.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with session("local-cluster[2,1,1024]") as found:
            yield found


@pytest.fixture(autouse=True)
def quiet(spark):
    """What a killed process makes Spark say is no news."""
    spark.sparkContext.setLogLevel("FATAL")
    spark.conf.set("spark.sql.files.minPartitionNum", PARTS)


def cell(raw):
    """What a case file has, as a cell of text."""
    return json.dumps(raw, ensure_ascii=False) if isinstance(raw, list | dict) else raw


@pytest.fixture(scope="module")
def cases(engine):
    """The verdict that each pack expects of its cases, by a name for each, with the rows of a table of them all.

    Cases that are asked strictly, or of single articles, are no rows of a table.
    """
    expected, rows = {}, []
    for place in engine.jurisdictions:
        verdicts = {case.id: case.expected.verdict.value for case in read_cases(engine, place)}
        for path in case_files(engine.folder, place):
            for written in written_cases(engine, place, parse_one(read_file(path))):
                raw = plain(written.node)
                if written.strict or "articles" in raw or raw["action"] not in ACTIONS:
                    continue
                name = f"{place}/{raw['id']}"
                expected[name] = verdicts[raw["id"]]
                facts = {fact: cell(value) for fact, value in raw.pop("facts").items()}
                rows.append({**raw, **facts, "id": name})
    return expected, rows


@pytest.fixture(scope="module")
def written(cases, tmp_path_factory):
    """A folder with the table in several files, rows of all districts and actions mixed, some of them wrong."""
    rows = cases[1]
    names = dict.fromkeys(name for row in rows for name in row)
    mixed = [row for start in range(97) for row in rows[start::97]]
    for place, wrong in enumerate(WRONG):
        mixed.insert(place * 500, wrong)
    frame = pl.DataFrame(
        [{name: row.get(name) for name in names} for row in mixed], schema=dict.fromkeys(names, pl.String)
    )
    folder = tmp_path_factory.mktemp("table")
    size = -(-len(frame) // PARTS)
    for part, rows in enumerate(frame.iter_slices(size)):
        rows.write_parquet(folder / f"{part:02}.parquet")
    return folder, frame


@pytest.fixture(scope="module")
def in_memory(engine, written):
    """What the same rows come to without a cluster, by their ids."""
    return by_id(check_frame(written[1], engine, question(engine)).to_dicts())


def by_id(rows):
    """Rows by their ids, each of which there is once."""
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def on_cluster(table):
    """The rows of a table of answers, as those of a frame."""
    rows = [row.asDict(recursive=True) for row in table.collect()]
    for row in rows:
        problems = row.pop("problems")
        said = problems and [": ".join(filter(None, (one["column"], one["reason"]))) for one in problems]
        row["problem"] = "; ".join(said) if said else None
    return by_id(rows)


def test_a_cluster_says_what_the_packs_expect_and_memory_says(engine, spark, cases, written, in_memory):
    """Thousands of rows of five districts in one table: every answer, every problem, no row lost or doubled."""
    expected, _ = cases
    table = spark.read.parquet(str(written[0]))
    assert table.rdd.getNumPartitions() > 1
    found = on_cluster(check_table(table, engine, question(engine)))
    assert found == in_memory
    accepted = {name: row["verdict"] for name, row in found.items() if row["problem"] is None}
    assert accepted == expected
    assert len(accepted) + len(WRONG) == len(written[1]) > 1000


# --- a cluster whose processes die


def stalling(folder, last):
    """A stage that passes rows on, and stands still in the middle of one partition when it comes there first."""

    def stall(batches):
        import pyspark

        stalls = pyspark.TaskContext.get().partitionId() == last
        for batch in batches:
            yield batch
            mark = Path(folder, "process")
            if stalls and not mark.exists():
                draft = Path(folder, "draft")
                draft.write_text(str(os.getpid()))
                draft.rename(mark)
                time.sleep(600)

    return stall


def parent(process):
    """The process that started another."""
    return int(subprocess.run(["ps", "-o", "ppid=", "-p", str(process)], check=True, capture_output=True).stdout)


def victim(worker, kind):
    """A Python worker of an executor, or the executor, whose child is the parent of its workers."""
    return worker if kind == "worker" else parent(parent(worker))


def when_marked(folder, seconds=120):
    """The number of the process that stands still."""
    mark = Path(folder, "process")
    for _ in range(seconds * 10):
        if mark.exists():
            return int(mark.read_text())
        time.sleep(0.1)
    raise AssertionError("no process has come to the place where it stalls")


@pytest.mark.parametrize("kind", ["worker", "executor"])
def test_a_process_killed_in_the_middle_changes_nothing(engine, spark, written, in_memory, tmp_path, kind):
    """Its rows are answered again elsewhere: what is written has each row once, with the same answers."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 100)
    table = spark.read.parquet(str(written[0]))
    last = table.rdd.getNumPartitions() - 1
    answers = check_table(table.mapInArrow(stalling(str(tmp_path), last), table.schema), engine, question(engine))
    run = threading.Thread(target=answers.write.parquet, args=[str(tmp_path / "answers")], daemon=True)
    run.start()
    os.kill(victim(when_marked(tmp_path), kind), signal.SIGKILL)
    run.join(timeout=100)
    assert not run.is_alive()
    assert on_cluster(spark.read.parquet(str(tmp_path / "answers"))) == in_memory


# --- tables of other kinds


def test_typed_columns_and_columns_that_go_along(engine, spark):
    """Sums, days, moments in any zone and lists are read as they are; what is kept goes along, order and all."""
    rows = [
        (
            7,
            "a`b",
            Decimal("5000000.00"),
            ["funds"],
            date(2026, 6, 15),
            datetime(2026, 6, 14, 18, 30),
            "head_office",
            True,
        ),
        (8, None, Decimal("4999999.99"), ["funds"], date(2026, 6, 15), None, "head_office", None),
        (9, "c", Decimal("4999999.995"), None, date(2026, 6, 15), None, "head_office", False),
    ]
    types = (
        "record long, `note.of` string, amount decimal(20,3), matter array<string>, date date, as_of timestamp, "
        "decided_by string, urgent boolean"
    )
    table = spark.createDataFrame(rows, types).coalesce(1)
    asked = question(engine, jurisdiction="红桥区", action="matter.decide", columns=["verdict", "violated"], lang="zh")
    found = check_table(table, engine, asked, keep=["record", "note.of"])
    assert found.columns == ["record", "note.of", *IDENTITY, "verdict", "violated", "problems"]
    told = [(row["record"], row["note.of"], row["verdict"], row["violated"]) for row in found.collect()]
    assert told[:2] == [(7, "a`b", "deny", ["hongqiao.41.funds-to-executive-meeting"]), (8, None, "allow", [])]
    (problem,) = found.collect()[2]["problems"]
    assert (problem["column"], problem["value"], problem["code"]) == ("amount", "4999999.995", "wrong-value")
    assert problem["reason"].isascii() is False


def test_a_row_that_spark_cannot_read_is_refused_and_stays(engine, spark, tmp_path):
    """Text that makes no row of the table is told as it stands; the rows around it are answered."""
    (tmp_path / "t.csv").write_text("id,action,amount\n1,matter.decide,7\n2,matter.decide\n3,matter.decide,8\n")
    table = spark.read.csv(
        str(tmp_path), header=True, schema="id string, action string, amount string, spoilt string",
        columnNameOfCorruptRecord="spoilt",
    )  # fmt: skip
    asked = question(engine, jurisdiction="lulong")
    found = check_table(table, engine, asked, broken="spoilt").collect()
    assert [(row["id"], row["problems"] is None) for row in found] == [("1", True), (None, False), ("3", True)]
    assert [(one["code"], one["value"]) for one in found[1]["problems"]] == [("not-a-row", "2,matter.decide")]


@pytest.mark.parametrize(
    ("types", "keep", "code"),
    [
        ("action string, colour string", [], "unknown-column"),
        ("action string, amount binary", [], "column-type"),
        ("action string, amount map<string, string>", [], "column-type"),
        ("action string, matter array<binary>", [], "column-type"),
        ("amount string", [], "missing-column"),
        ("action string", ["colour"], "no-such-column"),
        ("action string, verdict string", ["verdict"], "column-twice"),
        ("action string, colour string", ["colour", "colour"], "column-twice"),
        ("record string", ["record"], "missing-column"),
    ],
)
def test_a_table_that_cannot_be_asked_is_refused_before_anything_runs(engine, spark, types, keep, code):
    """Columns are looked at where the question is asked, and not row by row on the cluster."""
    with pytest.raises(CaseError) as error:
        check_table(spark.createDataFrame([], types), engine, question(engine, jurisdiction="lulong"), keep=keep)
    assert [problem.code for problem in error.value.problems] == [code]


# --- runs of the command


def frame_of(folder):
    """The rows of the files of a folder."""
    paths = sorted(Path(folder).glob("part-*"))
    read = pl.read_parquet if paths[0].suffix == ".parquet" else pl.read_ndjson
    return pl.concat([read(path) for path in paths if path.stat().st_size], how="diagonal_relaxed")


def sums_of(done):
    """What a run comes to, but for cells that nothing uses: a cluster does not count them."""
    return {name: value for name, value in done.sums.data().items() if name != "unused"}


def source(frame, folder, suffix):
    """A file of a format, with a line in it that is no row where the format knows such."""
    path = folder / f"table.{suffix}"
    if suffix == "parquet":
        frame.write_parquet(path)
    elif suffix == "csv":
        path.write_bytes(b"\xef\xbb\xbf" + frame.write_csv().encode() + b"too,short\n")
    else:
        rows = [{name: cell for name, cell in row.items() if cell is not None} for row in frame.to_dicts()]
        nested = [{"facts": {"urgent": "yes"}, **{name: row[name] for name in row if name != "urgent"}} for row in rows]
        lines = [json.dumps(row, ensure_ascii=False) for row in nested]
        path.write_text("\n".join([*lines[:5], "", "{", *lines[5:]]), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_run_on_a_cluster_comes_to_what_a_run_here_does(engine, spark, written, tmp_path, suffix):
    """The same sums, answers and refusals, from each format; accepted and refused rows are all that there are."""
    frame = written[1].head(400)
    path = source(frame, tmp_path, suffix)
    asked = question(engine, columns=["verdict", "missing"])
    here = Run(Job(str(path), tmp_path / "here.parquet"), engine, asked, "1", None).go(lambda *_: None)
    job = Job(str(path), tmp_path / f"there.{'jsonl' if suffix == 'jsonl' else 'parquet'}")
    there = ClusterRun(job, engine, asked, "1", spark).go()
    spoilt = suffix != "parquet"
    assert there.sums.read == len(frame) + spoilt
    if spoilt:  # Spark tells less of a line that is no row
        assert sum(there.sums.faults.values()) == sum(here.sums.faults.values())
    else:
        assert sums_of(there) == sums_of(here)
    assert there.sums.tallies == here.sums.tallies
    assert there.digests == here.digests
    answers = pl.read_parquet(here.output).drop("row").cast({"date": pl.String, "verdict": pl.String})
    found = frame_of(there.output).cast({"date": pl.String})
    assert by_id(found.select(answers.columns).to_dicts()) == by_id(answers.to_dicts())
    told = json.loads(next(there.about.glob("part-*")).read_text(encoding="utf-8"))
    assert told["accepted"] + told["rejected"] == told["read"] == there.sums.read


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": "-"}, "no-stream"),
        ({"resume": True}, "no-resume"),
        ({"output": "out.csv"}, "unknown-format"),
        ({"output": "hdfs://name/out.parquet"}, "not-a-path"),
        ({"output": "table.parquet"}, "same-file"),
        ({"output": "there.parquet"}, "is-there"),
        ({"source": "none.parquet"}, "not-readable"),
        ({"source": "table.xlsx"}, "unknown-format"),
        ({"source": "table.csv", "encoding": "morse"}, "unknown-encoding"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_it_begins(engine, spark, tmp_path, monkeypatch, change, code):
    """Each bad wish is one clear error, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    for name in ("table.parquet", "there.parquet"):
        pl.DataFrame({"action": ["matter.decide"]}).write_parquet(tmp_path / name)
    (tmp_path / "table.csv").write_text("action\nmatter.decide\n")
    wish = {"source": "table.parquet", "output": "out.parquet", **change}
    if not wish["output"].startswith("hdfs"):
        wish["output"] = str(tmp_path / wish["output"])
    if wish["source"] != "-":
        wish["source"] = str(tmp_path / wish["source"])
    wish["output"] = Path(wish["output"])
    before = sorted(tmp_path.iterdir())
    with pytest.raises(CaseError) as error:
        ClusterRun(Job(**wish), engine, question(engine, jurisdiction="lulong"), "1", spark)
    assert [problem.code for problem in error.value.problems] == [code]
    assert sorted(tmp_path.iterdir()) == before


def test_the_command_screens_a_table_on_a_master(tmp_path):
    """`batch --spark` prints the same summary, and ends with 2 where a row was refused."""
    path = tmp_path / "t.csv"
    path.write_text("id,辖区,行为,金额\na,红桥区,matter.decide,7\nb,红桥区,matter.decide,much\n", encoding="utf-8")
    command = [sys.executable, "-m", "rules_engine", "batch", str(path), "--format", "json", "--lang", "en"]
    here = subprocess.run([*command, "-o", str(tmp_path / "a.parquet")], capture_output=True, text=True, check=False)
    there = subprocess.run(
        [*command, "-o", str(tmp_path / "b.parquet"), "--spark", "local[1]"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (here.returncode, there.returncode) == (2, 2), there.stderr
    one, other = json.loads(here.stdout), json.loads(there.stdout)
    assert (one["read"], one["accepted"], one["rejected"]) == (2, 1, 1)
    assert {name for name in one if one[name] != other[name]} == {"about", "output", "rejects"}


def test_a_master_that_is_none_is_one_clear_error(tmp_path):
    """Spark's own words, without its traceback."""
    command = [sys.executable, "-m", "rules_engine", "batch", "t.parquet", "-o", "o.parquet", "--spark", "nonsense"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert found.returncode == 2
    assert "`nonsense`" in found.stderr.splitlines()[-1]
    assert "Traceback" not in found.stderr
