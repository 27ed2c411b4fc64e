"""Cases as lines of JSON, and lists in typed columns, mean what they mean in a case file."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl

from rules_engine import Engine
from rules_engine.batch.question import question
from rules_engine.batch.reading.records import RecordFile
from rules_engine.batch.run import Job, Run
from rules_engine.conformance.reading import case_files, read_cases, written_cases
from rules_engine.intake.written import plain
from rules_engine.names import names_of
from rules_engine.parse import parse_one, read_file

CASE = {"id": "a", "jurisdiction": "hongqiao", "action": "matter.decide", "date": "2026-06-15"}
FACTS = {"amount": "600万元", "decided_by": "head_office"}


@pytest.fixture(scope="module")
def engine():
    return Engine.load()


def screened(engine, folder, records):
    """The answers to records, and the problems of those that have none."""
    (folder / "in.jsonl").write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    job = Job(str(folder / "in.jsonl"), folder / "out.parquet", folder / "rejects.jsonl")
    done = Run(job, engine, question(engine), "1", None).go(lambda *_: None)
    refused = [json.loads(line) for line in done.rejects.read_text(encoding="utf-8").splitlines()]
    return pl.read_parquet(done.output).to_dicts(), refused


@pytest.mark.exhaustive
def test_every_case_of_the_packs_is_answered_as_its_pack_expects(engine, tmp_path):
    """Whole case files as lines of JSON; cases that are asked strictly or of single articles are no rows."""
    expected, records = {}, []
    for place in engine.jurisdictions:
        verdicts = {case.id: case.expected.verdict.value for case in read_cases(engine, place)}
        for path in case_files(engine.folder, place):
            for written in written_cases(engine, place, parse_one(read_file(path))):
                raw = plain(written.node)
                if not written.strict and "articles" not in raw:
                    name = f"{place}/{raw['id']}"
                    expected[name] = verdicts[raw["id"]]
                    records.append({**raw, "id": name})
    answers, refused = screened(engine, tmp_path, records)
    assert refused == []
    assert {row["id"]: row["verdict"] for row in answers} == expected
    assert len(answers) == len(expected) > 1000


@pytest.mark.parametrize(
    ("cell", "verdict", "missing"),
    [([], "silent", False), (["funds"], "deny", False), (None, "incomplete", True)],
)
def test_an_empty_list_is_a_set_without_elements(engine, tmp_path, cell, verdict, missing):
    """It is known, in JSON as in a typed column; what is not there at all is not known."""
    ((told,), _) = screened(engine, tmp_path, [{**CASE, **FACTS, "matter": cell}])
    columns = {name: [value] for name, value in (CASE | FACTS).items()}
    frame = pl.DataFrame({**columns, "matter": pl.Series([cell], dtype=pl.List(pl.String))})
    (framed,) = engine.check_frame(frame).to_dicts()
    for row in (told, framed):
        assert (row["verdict"], any(name.startswith("matter") for name in row["missing"])) == (verdict, missing)


@pytest.mark.parametrize(
    ("fact", "cell", "value"),
    [
        ("matter", [""], "[]"),
        ("matter", [None], "[null]"),
        ("matter", [["funds"]], '[["funds"]]'),
        ("amount", ["600万元"], "[600万元]"),
        ("amount", [], "[]"),
        ("urgent", ["yes"], "[yes]"),
        ("date", ["2026-06-15"], "[2026-06-15]"),
        ("action", ["matter.decide"], "[matter.decide]"),
        ("jurisdiction", ["hongqiao"], "[hongqiao]"),
    ],
)
def test_a_list_where_none_can_stand_is_refused(engine, tmp_path, fact, cell, value):
    """So are elements that are none; what was written is told in brackets, without signs of ours."""
    _, refused = screened(engine, tmp_path, [{**CASE, **FACTS, "matter": ["funds"], fact: cell}])
    assert [(one["column"], one["value"]) for one in refused] == [(fact, value)]


def test_an_empty_element_of_a_typed_list_is_refused(engine):
    """Null within a list is no value of a set."""
    frame = pl.DataFrame({**{name: [value] for name, value in CASE.items()}, "matter": [["funds", None]]})
    (row,) = engine.check_frame(frame).to_dicts()
    assert row["verdict"] is None
    assert row["problem"].startswith("matter:")


@pytest.mark.parametrize(
    ("entry", "codes"),
    [("department", []), ("工作部门", []), ("government", ["two-organs"]), ("nobody", ["two-organs"])],
)
def test_who_acts_may_be_told_twice_alike(engine, tmp_path, entry, codes):
    """As an entry of the case and as a fact, under any name; never differently."""
    _, refused = screened(engine, tmp_path, [{**CASE, "organ": entry, "facts": {**FACTS, "organ": "department"}}])
    assert [one["code"] for one in refused] == codes


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id" 1}', "此行不是 JSON 对象，第 7 个字符处有误"),
        ('{"present": -Infinity}', "JSON 中没有 `-Infinity`"),
        ("[" * 100_000, "此行的括号层数过多"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_in_the_language(engine, line, reason):
    """Where it goes wrong, and not what the reader of JSON says in English."""
    (rows,) = RecordFile(BytesIO(line.encode()), engine.vocabulary, names_of(engine.vocabulary), 0).batches(None)
    assert [one.problem.message.zh for one in rows.broken] == [reason]
