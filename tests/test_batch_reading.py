"""Tables in files: every row is found, whole or broken, and none is made up."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl
from openpyxl import Workbook

from rules_engine import CaseError, Engine
from rules_engine.batch.reading.delimited import DelimitedFile
from rules_engine.batch.reading.files import TableFormat, format_of, open_table
from rules_engine.batch.reading.frames import ParquetFile
from rules_engine.batch.reading.records import RecordFile
from rules_engine.batch.reading.table import LINE, ROW
from rules_engine.batch.reading.workbook import WorkbookFile
from rules_engine.names import names_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def delimited(data, encoding="utf-8", at_once=64):
    """A CSV of some bytes, read a few at a time."""
    return DelimitedFile(io.BytesIO(data), "a.csv", encoding, len(data), at_once)


def rows_of(table, place=None):
    """The rows of a table by number: cells with their line, or the code of what is wrong with its line."""
    found = {}
    for batch in table.batches(place):
        width = [name for name in batch.frame.columns if not name.startswith(":")]
        for row in batch.frame.iter_rows(named=True):
            found[row[ROW]] = (row[LINE], [row[name] for name in width])
        for one in batch.broken:
            assert one.row not in found
            found[one.row] = (one.line, one.problem.code)
    assert sorted(found) == list(range(min(found, default=1), min(found, default=1) + len(found)))
    return [found[number] for number in sorted(found)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n3,4\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
        (b"a,b\r\n1,2\r\n3,4", [(2, ["1", "2"]), (3, ["3", "4"])]),
        (b"\xef\xbb\xbfa,b\n1,2\n", [(2, ["1", "2"])]),
        (b'a,b\n"1,5","say ""hi"""\n', [(2, ["1,5", 'say "hi"'])]),
        (b'a,b\n"1\n\n5",2\n6,7\n', [(2, ["1\n\n5", "2"]), (5, ["6", "7"])]),
        (b"a,b\n1\n2,3,4\n5,6\n", [(2, "ragged-row"), (3, "ragged-row"), (4, ["5", "6"])]),
        (b'a,b\n1\n"2",3\n', [(2, "ragged-row"), (3, ["2", "3"])]),
        (b"a,b\n\n1,2\n,\n   \n3,\n", [(3, ["1", "2"]), (5, "ragged-row"), (6, ["3", None])]),
        (b'a,b\n"",""\n1,""\n', [(3, ["1", None])]),
        (b"a,b\n1,\xff\n2,3\n", [(2, "not-encoded"), (3, ["2", "3"])]),
        (b"a,b\n1,\x00\n", [(2, ["1", "\x00"])]),
        (b'a,b\n5" pipe,1\n2,3\n', [(2, ['5" pipe', "1"]), (3, ["2", "3"])]),
        (b'a,b\n"open,1\n2,3\n4,5\n', [(2, "open-quote"), (3, ["2", "3"]), (4, ["4", "5"])]),
        (b'a,b\n"open,1\n2,3\n"4",5\n', [(2, "open-quote"), (3, ["2", "3"]), (4, ["4", "5"])]),
        (b'a,b\n"x"y,1\n2,3\n', [(2, "open-quote"), (3, ["2", "3"])]),
        (b"a,b\n1\r2,3\n4,5\n", [(2, "stray-return"), (3, ["4", "5"])]),
        (b"a\n1\n\n2\n", [(2, ["1"]), (4, ["2"])]),
        (b"a,b\n", []),
        (b"\n\na,b\n1,2\n", [(4, ["1", "2"])]),
        (b"a,b\n=1+1,@x\n", [(2, ["=1+1", "@x"])]),
        (b"a,b\n1,\x1f\n", [(2, ["1", "\x1f"])]),
    ],
)
@pytest.mark.parametrize("at_once", [5, 64, 1 << 20])
def test_rows_of_csv_are_found_with_their_lines(data, expected, at_once):
    """Quotes, ends of lines, blank lines, bytes that are no text: each row comes out, or says what is wrong."""
    assert rows_of(delimited(data, at_once=at_once)) == expected


def test_a_file_in_gb18030_is_read_as_such():
    """Characters of two and of four bytes; what is none is refused by itself."""
    text = "编号,姓名\n一,㐀\n".encode("gb18030") + b"\x80\xff,x\n" + "二,丁\n".encode("gb18030")
    assert rows_of(delimited(text, "gb18030")) == [(2, ["一", "㐀"]), (3, "not-encoded"), (4, ["二", "丁"])]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-file"), (b"\n\n", "empty-file"), (b"\xb1\xe0,a\n1,2\n", "not-encoded"), (b'"a\n1,2', "open-quote")],
)
def test_a_csv_without_a_head_is_no_table(data, code):
    """There is nothing to read, or no telling what the columns are."""
    with pytest.raises(CaseError) as error:
        delimited(data)
    assert [problem.code for problem in error.value.problems] == [code]


def test_a_cell_of_twenty_megabytes_is_a_cell():
    """It is kept as it is, and so is what follows."""
    long = "长" * 7_000_000
    found = rows_of(delimited(f'a,b\n1,{long}\n2,"{long}\n"\n3,4\n'.encode(), at_once=1 << 22))
    assert [cells for _, cells in found] == [["1", long], ["2", long + "\n"], ["3", "4"]]


def test_a_line_without_end_is_passed_over(monkeypatch):
    """It costs one row and no memory; reading goes on after it."""
    monkeypatch.setattr("rules_engine.batch.reading.delimited.LONGEST", 100)
    found = rows_of(delimited(b"a,b\n" + b"x" * 1000 + b"\n1,2\n"))
    assert found == [(2, "row-too-long"), (3, ["1", "2"])]


def test_a_quote_that_is_never_closed_costs_one_row(monkeypatch):
    """However much follows it, reading goes on with the next line."""
    monkeypatch.setattr("rules_engine.batch.reading.delimited.LONGEST", 100)
    rows = [(number, [str(number), "x"]) for number in range(3, 60)]
    text = 'a,b\n"open,1\n' + "".join(f"{number},x\n" for number in range(3, 60))
    assert rows_of(delimited(text.encode())) == [(2, "open-quote"), *rows]


CELLS = st.text(st.sampled_from("ab,\"\n\r'=是\x00 "), max_size=4)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), st.integers(1, 40), st.booleans())
def test_what_is_written_as_csv_is_read_again(table, at_once, quoted):
    """Whatever is in cells, and however the file is cut into batches; rows of empty cells are none."""
    out = io.StringIO(newline="")
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, quoting=style, lineterminator="\r\n").writerows([["a", "b", "c"], *table])
    found = [cells for _, cells in rows_of(delimited(out.getvalue().encode(), at_once=at_once))]
    assert found == [[cell or None for cell in row] for row in table if any(row)]


@given(st.text(st.sampled_from('a,"\n\r是'), max_size=60), st.integers(1, 30))
def test_any_text_is_parted_the_same_however_it_is_cut(text, at_once):
    """The batches in which a file is read change nothing."""
    data = ("a,b\n" + text).encode()
    assert rows_of(delimited(data, at_once=at_once)) == rows_of(delimited(data, at_once=1 << 20))


def test_reading_goes_on_at_a_place():
    """After any batch: the rows that follow, under the same numbers."""
    data = b"a,b\n" + b"".join(b"%d,x\n" % number for number in range(50)) + b'"5\n0",y\nz\n'
    whole = rows_of(delimited(data))
    for batch in delimited(data).batches(None):
        rest = rows_of(delimited(data), batch.after) if batch.after.row < len(whole) else []
        assert rest == whole[batch.after.row :]


# --- JSON Lines


def records(engine, text, **options):
    """A file of JSON Lines."""
    data = text if isinstance(text, bytes) else text.encode()
    return RecordFile(io.BytesIO(data), engine.vocabulary, names_of(engine.vocabulary), len(data), **options)


def told(table):
    """The rows of records as mappings without empty cells."""
    found = []
    for batch in table.batches(None):
        for row in batch.frame.iter_rows(named=True):
            cells = {table.headers[int(n)]: c for n, c in row.items() if n.isdecimal() and c is not None}
            found.append((row[LINE], cells))
        found += [(one.line, one.problem.code) for one in batch.broken]
    return sorted(found, key=lambda row: row[0])


def test_records_are_cases_with_facts_inside_or_beside(engine):
    """Chinese or English names; numbers as they are written, lists and objects as sets."""
    text = (
        '\ufeff{"编号": "甲", "辖区": "临河区", "facts": {"金额": 4999999.99, "steps": ["听证"], "urgent": null}}\n'
        "\n"
        '{"id": 7, "present": 6, "紧急情况": true, "steps": {"hearing": true}}\n'
    )
    assert told(records(engine, text)) == [
        (1, {"id": "甲", "jurisdiction": "临河区", "amount": "4999999.99", "steps": "\x1e听证\x1f"}),
        (3, {"id": "7", "present": "6", "urgent": "true", "steps": '{"hearing": true}'}),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "not-json"),
        ("[1]", "not-a-case"),
        ('{"present": NaN}', "not-json"),
        ('{"present": 1, "present": 2}', "fact-twice"),
        ('{"present": 1, "出席人数": 2}', "fact-twice"),
        ('{"presnt": 1}', "unknown-fact"),
        ('{"facts": 3}', "not-facts"),
        (b'{"id": "\xff"}', "not-encoded"),
        ("[" * 100_000, "not-json"),
    ],
)
def test_a_line_that_is_no_record_is_told(engine, line, code):
    """And the next line is read."""
    data = (line if isinstance(line, bytes) else line.encode()) + b'\n{"id": "next"}\n'
    assert told(records(engine, data)) == [(1, code), (2, {"id": "next"})]


def test_names_that_are_none_may_be_left_out(engine):
    """They are listed."""
    table = records(engine, '{"id": "1", "note": "x"}\n', ignore_unknown=True)
    assert told(table) == [(1, {"id": "1"})]
    assert list(table.left_out) == ["note"]


# --- Parquet and XLSX


def test_a_parquet_file_is_read_from_any_row(tmp_path):
    """In batches; its rows have numbers and no lines."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"编号": [1, 2, 3], "金额": [1.5, None, 2.0]}).write_parquet(path)
    table = ParquetFile(path, 2)
    assert (table.headers, table.total) == (["编号", "金额"], 3)
    first, second = table.batches(None)
    assert rows_of(table) == [(None, [1, 1.5]), (None, [2, None]), (None, [3, 2.0])]
    assert rows_of(table, first.after) == [(None, [3, 2.0])]
    assert second.after.row == 3


def test_a_workbook_is_read_as_it_is_seen(tmp_path):
    """Numbers in as few digits as tell them, midnights as days, empty rows not at all."""
    path = tmp_path / "a.xlsx"
    book = Workbook()
    sheet = book.active
    rows = [
        ["编号", "金额", "日期", "听证"],
        ["=1", 4999999.99, dt.datetime(2026, 5, 6), True],
        [],
        [2, 5000000.0, dt.datetime(2026, 5, 6, 9, 30), "#N/A"],
        [3, 0.1, dt.date(2026, 5, 6), None, "beside"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["A2"].data_type = "s"
    book.save(path)
    expected = [
        (2, ["=1", "4999999.99", "2026-05-06", "true"]),
        (4, ["2", "5000000", "2026-05-06 09:30:00", "#N/A"]),
        (5, "ragged-row"),
    ]
    table = WorkbookFile(path, 2)
    assert table.headers == rows[0]
    assert rows_of(table) == expected
    first = next(iter(table.batches(None)))
    assert rows_of(table, first.after) == expected[2:]


@pytest.mark.parametrize(("name", "format_"), [("a.xlsx", "XLSX"), ("a.parquet", "Parquet")])
def test_a_file_that_is_something_else_is_told(engine, tmp_path, name, format_):
    """One clear problem, whatever its parts say."""
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(CaseError) as error:
        open_table(tmp_path / name, TableFormat(name[2:]), engine, "utf-8", ignore_unknown=False)
    (problem,) = error.value.problems
    assert problem.code == "not-readable"
    assert format_ in problem.message.en


def test_names_tell_formats():
    """By suffix; workbooks are read and not written."""
    assert format_of("a.CSV", written=False, option="--from") is TableFormat.CSV
    assert format_of("a.ndjson", written=True, option="--to") is TableFormat.JSONL
    for name, written in (("a.xlsx", True), ("a", False), ("a.xls", False)):
        with pytest.raises(CaseError, match="unknown-format"):
            format_of(name, written=written, option="--to")


def test_json_and_csv_of_the_same_rows_agree(engine):
    """A record's cells are those of a table with the same texts."""
    row = {"id": "1", "present": "6", "steps": "听证", "amount": "600万元"}
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    ((_, cells),) = rows_of(delimited(text.encode()))
    assert told(records(engine, json.dumps(row, ensure_ascii=False))) == [(1, dict(zip(row, cells, strict=True)))]


def test_an_open_quote_before_a_line_without_end_is_given_up(monkeypatch):
    """Neither keeps the file in memory: each costs its row."""
    monkeypatch.setattr("rules_engine.batch.reading.delimited.LONGEST", 100)
    data = b'a,b\n"open,1\n' + b"x" * 1000 + b"\n1,2\n"
    assert rows_of(delimited(data)) == [(2, "open-quote"), (3, "row-too-long"), (4, ["1", "2"])]
