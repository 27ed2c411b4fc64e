"""Sheets as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from rules_engine.render.sheets import Sheet, csv_text


def test_csv_can_be_read_again():
    """Commas, quotation marks, line ends and Chinese survive; numbers stay numbers."""
    sheet = Sheet("表", ("一", "二"), [("a,b", 'c"d'), ("两\n行", 3)])
    assert list(csv.reader(io.StringIO(csv_text(sheet), newline=""))) == [["一", "二"], ["a,b", 'c"d'], ["两\n行", "3"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text):
    """What a spreadsheet would run is quoted as text."""
    ((_, cell),) = csv.reader(io.StringIO(csv_text(Sheet("s", ("a", text), []))))
    assert cell == f"'{text}"


def test_numbers_below_zero_are_no_formulas():
    """A number is written as it is."""
    assert csv_text(Sheet("s", ("n",), [(-1,)])) == "n\r\n-1\r\n"
