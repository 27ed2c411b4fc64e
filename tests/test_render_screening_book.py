"""The workbook of a table's answers, for people: names instead of ids, whatever the format of the file of answers."""

from __future__ import annotations

import openpyxl
import pytest
from small_pack import write
from typer.testing import CliRunner

from rules_engine import Engine
from rules_engine.batch.sums import Sums
from rules_engine.cli import app
from rules_engine.render.screening import book
from rules_engine.render.screening.report import report

TABLE = """\
编号,行为,会议,主持人,金额,组成人员人数,出席人数,已履行程序,召开日期
=1+1,召开会议,常务会议,区长,600万元,9,6,听证,2026-05-06
b,召开会议,常务会议,区长,600万元,9,3,听证,2026-05-06
c,召开会议,常务会议,区长,600万元,9,,听证,2026-05-06
d,召开会议,常务会议,区长,多,9,6,听证,2026-05-06
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a pack and a table."""
    write(tmp_path / "packs")
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words, lang="zh"):
    """The command over the table."""
    common = ["--jurisdiction", "linhe", "--packs", "packs", "--lang", lang]
    return CliRunner().invoke(app, ["batch", "a.csv", *words, *common], catch_exceptions=False)


def sheets(path):
    """The rows of each sheet, the head first."""
    return {
        page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in openpyxl.load_workbook(path)
    }


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("output", ["b.csv", "b.jsonl", "b.parquet"])
def test_answers_stand_there_by_their_names(output):
    """The same sheets come of each format of answers; a clerk meets no id of a rule or of a fact."""
    result = run("-o", output, "--workbook", "b.xlsx")
    assert result.exit_code == 2
    assert "  供人阅读      b.xlsx\n" in result.output
    found = sheets("b.xlsx")
    assert list(found) == ["核对结果", "退回的行", "汇总"]
    head, *rows = found["核对结果"]
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["行"], row["编号"], row["结论"]) for row in told] == [
        (1, "=1+1", "符合"),
        (2, "b", "不符合"),
        (3, "c", "待补充"),
    ]
    assert told[1]["辖区"] == "临河区"
    assert told[1]["违反的规定"] == "第二条第一款　常务会议须有半数以上出席"
    assert told[2]["须补充的事实"] == "出席人数"
    assert "linhe" not in str(rows)


def test_duties_have_their_state_and_their_day():
    """Article 49 of Funing has the minutes issued within three days."""
    engine = Engine.load()
    packs = {"funing": engine.pack("funing")}
    told = report(Sums(), packs, engine.vocabulary, (), "zh")
    row = {
        "jurisdiction": "funing",
        "duties": ["funing.49.minutes-issued-in-time pending 2026-11-23", "funing.28.decisions-published unknown"],
    }
    sheet, *_ = book.answer_sheets([row], [], told, packs, engine.vocabulary)
    assert sheet.head == ["辖区", "由此产生的义务"]
    first, second = str(sheet.rows[0][1]).splitlines()
    assert first.startswith("第四十九条　")
    assert first.endswith("（待履行，2026-11-23）")
    assert second.startswith("第二十八条　")


@pytest.mark.usefixtures("folder")
def test_refused_rows_and_sums_have_sheets():
    """With the reason and its mend; and with the pack that answered."""
    run("-o", "b.csv", "--workbook", "b.xlsx")
    found = sheets("b.xlsx")
    assert found["退回的行"][1] == [
        4,
        5,
        "d",
        "金额",
        "多",
        "`多` 不能作为 `金额` 的值",
        "请写不小于零、精确到分的金额，如 500万元、5,000,000.00",
    ]
    assert found["汇总"][1] == ["临河区", "召开会议", 3, 1, 1, 1, 0]
    assert found["汇总"][2][0].startswith("规则包 linhe，版本 1  sha256:")


@pytest.mark.usefixtures("folder")
def test_only_the_columns_that_were_asked_for_are_there():
    """In the language of the command."""
    run("-o", "b.csv", "--columns", "verdict,missing", "--workbook", "b.xlsx", lang="en")
    assert sheets("b.xlsx")["answers"][0] == [
        "row",
        "id",
        "district",
        "action",
        "date",
        "verdict",
        "facts to be supplied",
    ]


def test_a_table_of_no_rows_has_its_heads(folder):
    """Nothing to be read is no error."""
    (folder / "a.csv").write_text(TABLE.splitlines()[0] + "\n", encoding="utf-8")
    assert run("-o", "b.jsonl", "--workbook", "b.xlsx").exit_code == 0
    assert len(sheets("b.xlsx")["核对结果"]) == 1


def test_a_name_of_another_format_is_refused_before_anything_is_written(folder):
    """A long run must not end with such a message."""
    result = run("-o", "b.csv", "--workbook", "b.xls")
    assert result.exit_code == 2
    assert "unknown-format" in result.output
    assert not (folder / "b.csv").exists()
    assert "--workbook" in run("-o", "b.xlsx").output


def test_more_rows_than_people_read_are_refused(folder, monkeypatch):
    """The answers themselves are written, and the message says where."""
    monkeypatch.setattr(book, "MOST_ROWS", 2)
    result = run("-o", "b.csv", "--workbook", "b.xlsx")
    assert result.exit_code == 2
    assert "too-many-rows" in result.output
    assert "b.csv" in result.output
    assert (folder / "b.csv").exists()
    assert not (folder / "b.xlsx").exists()
