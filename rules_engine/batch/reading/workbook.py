"""XLSX workbooks: the rows of the first sheet, as their cells were last shown. The only reader by openpyxl."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl
from openpyxl import load_workbook

from rules_engine.batch.reading.table import Broken, Place, Rows, marked
from rules_engine.problem import CaseError
from rules_engine.wording import batch as say

ROWS: Final = 1 << 15


class WorkbookFile:
    """The first sheet of a workbook. Raises CaseError where it cannot be read or has no head."""

    left_out: Sequence[str] = ()

    def __init__(self, path: Path, rows_at_once: int = ROWS) -> None:
        self._rows, self.total = rows_at_once, 0
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of styles and extensions that no cell needs
                self._book = load_workbook(path, read_only=True, data_only=True)
            self._sheet = self._book.worksheets[0]
            self._sheet.reset_dimensions()
        except OSError:
            raise
        except Exception as error:  # the library lets through whatever its parts raise
            raise CaseError([say.not_readable(str(path), "XLSX", str(error) or type(error).__name__)]) from error
        head = next(self._filled(1), None)
        if head is None:
            raise CaseError([say.no_head(str(path))])
        self._head_line, cells = head
        self.headers = [cell or "" for cell in cells]

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def batches(self, place: Place | None) -> Iterator[Rows]:
        """The rows from a place on."""
        place = place or Place(line=self._head_line)
        good: list[Sequence[str | None]] = []
        at: list[tuple[int, int]] = []
        broken: list[Broken] = []
        row, width = place.row, len(self.headers)
        for line, cells in self._filled(place.line + 1):
            row += 1
            if len(cells) > width:
                broken.append(Broken(row, line, say.ragged(len(cells), width)))
            else:
                good.append([*cells, *[None] * (width - len(cells))])
                at.append((row, line))
            if len(at) + len(broken) >= self._rows:
                yield self._batch(good, at, broken, Place(line=line, row=row))
                good, at, broken = [], [], []
        if at or broken:
            last = max(line for line in (*(line for _, line in at), *(one.line for one in broken)))
            yield self._batch(good, at, broken, Place(line=last, row=row))

    def _batch(
        self,
        good: Sequence[Sequence[str | None]],
        at: Sequence[tuple[int, int]],
        broken: Sequence[Broken],
        after: Place,
    ) -> Rows:
        columns = zip(*good, strict=True) if good else [()] * len(self.headers)
        frame = pl.DataFrame([pl.Series(str(name), column, dtype=pl.String) for name, column in enumerate(columns)])
        rows, lines = (pl.Series([pair[part] for pair in at], dtype=pl.UInt64) for part in (0, 1))
        return Rows(marked(frame, rows, lines), broken, after, len(at) + len(broken))

    def _filled(self, first: int) -> Iterator[tuple[int, list[str | None]]]:
        """The rows that are not empty, with their numbers, and without the empty cells at their ends."""
        for line, values in enumerate(self._sheet.iter_rows(min_row=first, values_only=True), first):
            cells = [_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells


def _text(value: Any) -> str | None:
    """A cell as text: of a number the shortest that means it, of a midnight the day."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, dt.datetime):
        # A sheet keeps a moment as a fraction of a day, which is never quite the second that was meant.
        second = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        return str(second.date() if second.time() == dt.time.min else second)
    return str(value)
