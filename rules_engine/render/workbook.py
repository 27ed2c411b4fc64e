"""Sheets as an XLSX workbook: the only importer of openpyxl.

Every text is written as text, so that none is taken for a formula; the head stays in sight, and long cells are wrapped.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rules_engine.render.sheets import Sheet
from rules_engine.source import display_width

_WIDEST: Final = 48  # characters; longer texts are wrapped
_LONGEST: Final = 32767  # characters that a cell can hold


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file of a workbook with a sheet for each of `sheets`; none of them may be nameless."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name[:31]), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    rows = [sheet.head, *sheet.rows]
    for row in rows:
        page.append([_cell(page, value, head=row is sheet.head) for value in row])
    for index, column in enumerate(zip(*rows, strict=True), 1):
        widest = max(display_width(line) for cell in column for line in str(cell).split("\n"))
        page.column_dimensions[get_column_letter(index)].width = min(max(widest, 4), _WIDEST) + 2
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions


def _cell(page: Worksheet, value: str | int, *, head: bool) -> Cell:
    cell = WriteOnlyCell(page, value if isinstance(value, int) else _text(value))
    if isinstance(value, str):
        cell.data_type = "s"  # and never "f", whatever the text begins with
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell


def _text(value: str) -> str:
    """A text that a workbook can hold: signs that XML does not know are replaced, what is too long is cut."""
    kept = "".join(sign if _allowed(sign) else "\ufffd" for sign in value)
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def _allowed(sign: str) -> bool:
    """Whether XML knows a sign."""
    return sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
