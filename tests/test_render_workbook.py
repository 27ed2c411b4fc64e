"""Sheets as a workbook."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from rules_engine.render.sheets import Sheet
from rules_engine.render.workbook import workbook


def opened(*sheets):
    """The workbook as openpyxl reads it again."""
    return load_workbook(io.BytesIO(workbook(sheets)))


def test_a_workbook_has_the_sheets_as_they_are():
    """Names, heads and rows; numbers are numbers; the head stays in sight."""
    book = opened(Sheet("限额", ("标识", "甲"), [("quorum", "≥ 1/2"), ("n", 3)]), Sheet("空", ("一", "二"), []))
    assert book.sheetnames == ["限额", "空"]
    assert [list(row) for row in book["限额"].values] == [["标识", "甲"], ["quorum", "≥ 1/2"], ["n", 3]]
    assert book["限额"].freeze_panes == "B2"
    assert book["限额"]["A1"].font.bold
    assert [list(row) for row in book["空"].values] == [["一", "二"]]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(text):
    """What begins like a formula is text."""
    cell = opened(Sheet("s", ("a",), [(text,)]))["s"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_that_no_workbook_can_hold():
    """Signs that XML does not know are replaced, and a text that is too long is cut with a mark."""
    signs, long = (
        opened(Sheet("s", ("a", "b"), [("a\x00\x1b\ud800\uffffb", "长" * 40000)]))["s"][c] for c in ("A2", "B2")
    )
    assert signs.value == "a\ufffd\ufffd\ufffd\ufffdb"
    assert (len(long.value), long.value[-1]) == (32767, "…")
