"""Tables for spreadsheets, without a format yet; and as CSV.

A cell that a spreadsheet would take for a formula is written as text: packs and cases may come from anyone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BOM: Final = "\ufeff"
"""What tells a spreadsheet that a CSV file is UTF-8, so that Chinese is shown right."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name and a head; a number in a cell stays a number."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def csv_text(sheet: Sheet) -> str:
    """A sheet as CSV, without the mark of UTF-8 in front; what looks like a formula is quoted as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_safe(cell) for cell in sheet.head)
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def _safe(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
