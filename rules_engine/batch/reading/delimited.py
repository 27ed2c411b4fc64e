"""CSV, in batches of whole rows.

A batch whose lines are rows, each quoted as it should be, is read by polars. Any other goes through Python's own
reader, row by row, which also says what is wrong: a row that cannot be read costs its first line, and no row after it.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Final

import polars as pl

from rules_engine.batch.reading.table import BYTES, LONGEST, Broken, Place, Rows, marked
from rules_engine.batch.written import END
from rules_engine.problem import CaseError, Problem
from rules_engine.wording import batch as say

UNREADABLE: Final = "\ufdd0"
"""Stands for bytes that are no text; no text has it, as Unicode keeps it for such uses."""
_CELL: Final = r'(?:[^",\r]*|"(?:[^"]|"")*")'
_REGULAR: Final = f"^{_CELL}(?:,{_CELL})*$"
_QUOTED: Final = r'"(?:[^"]|"")*"'
_BLANK: Final = r'^(?:"")?(?:,(?:"")?)*$'
_MARK: Final = codecs.BOM_UTF8

codecs.register_error("rules-engine-mark", lambda error: (UNREADABLE, error.end))  # type: ignore[attr-defined]


class DelimitedFile:
    """A CSV file. Raises CaseError where it has no head."""

    left_out: Sequence[str] = ()

    def __init__(self, stream: IO[bytes], name: str, encoding: str, size: int, bytes_at_once: int = BYTES) -> None:
        self._stream, self._encoding, self._bytes = stream, encoding, bytes_at_once
        self.total = size
        self._buffer = b""
        self.headers: list[str] = []
        self._after_head, self.headers = self._head(name)
        self._names = [str(place) for place in range(len(self.headers))]

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def batches(self, place: Place | None) -> Iterator[Rows]:
        """The rows from a place on."""
        if place is not None:
            self._stream.seek(place.offset)
            self._buffer = b""
        place = place or self._after_head
        while True:
            more = self._stream.read(self._bytes)
            last, end = not more, more.rfind(b"\n") + 1
            if last and not self._buffer:
                return
            if not last and not end:
                more, self._buffer = self._buffer + more, b""
                end = more.rfind(b"\n") + 1
                if len(more) <= LONGEST:
                    self._buffer = more
                    continue
            if more and not end:
                rows = self._overlong(more, place)
            else:
                data = b"".join((self._buffer, memoryview(more)[:end]))
                rows = self._quickly(data, place) or self._slowly(data, place, last=last or len(more) > LONGEST)
                self._buffer = data[rows.step :] + more[end:]
            if rows.step:
                place = rows.after
                yield rows
            if last and not self._buffer:
                return

    # --- the head

    def _head(self, name: str) -> tuple[Place, list[str]]:
        data = b""
        while True:
            more = self._stream.read(self._bytes)
            data += more
            start = len(_MARK) if data.startswith(_MARK) else 0
            whole = data[start : data.rfind(b"\n") + 1] if more else data[start:]
            for (_, end), starts, cells in self._records(whole, last=not more):
                if isinstance(cells, Problem):
                    raise CaseError([cells])
                if any(UNREADABLE in cell for cell in cells):
                    raise CaseError([say.not_encoded(self._encoding)])
                if any(cells):
                    self._buffer = data[start + starts[end] :]
                    return Place(start + starts[end], end, 0), cells
            if not more:
                raise CaseError([say.no_head(name)])

    # --- rows

    def _quickly(self, data: bytes, place: Place) -> Rows | None:
        """A batch of regular lines; None where there is any other."""
        text = self._text(data)
        if text is None:
            return None
        return self._plainly(text, place, len(data)) or self._by_line(text, place, len(data))

    def _plainly(self, text: bytes, place: Place, size: int) -> Rows | None:
        """A batch without quotation marks, each of whose lines is a row with all its cells; None for any other."""
        count = text.count(b"\n") + (not text.endswith(b"\n"))
        if b'"' in text or text.count(b",") != count * (len(self.headers) - 1):
            return None
        try:
            frame = self._parsed(text)  # refuses lines with more cells: so none has fewer, as there are enough in all
        except pl.exceptions.PolarsError:
            return None
        if len(frame) != count or frame.select(pl.all_horizontal(pl.all().is_null()).any()).item():
            return None
        rows, lines = (_numbers(start + 1, count) for start in (place.row, place.line))
        after = Place(place.offset + size, place.line + count, place.row + count)
        return Rows(marked(frame, rows, lines), (), after, size)

    def _by_line(self, text: bytes, place: Place, size: int) -> Rows | None:
        lines = _lines(text)
        if lines is None:
            return None
        cells = lines.str.count_matches(",", literal=True)
        if b'"' in text:
            quoted = lines.str.contains('"', literal=True)
            if not lines.filter(quoted).str.contains(_REGULAR).all():
                return None
            bare = lines.filter(quoted).str.replace_all(_QUOTED, "")
            cells = cells.scatter(quoted.arg_true(), bare.str.count_matches(",", literal=True))
        short = lines.str.len_bytes() <= 3 * len(self.headers)
        blank = lines.filter(short).str.contains(_BLANK)
        filled = pl.repeat(value=True, n=len(lines), dtype=pl.Boolean, eager=True)
        if blank.any():
            filled = filled.scatter(short.arg_true().filter(blank), values=False)
        whole = filled & (cells == len(self.headers) - 1)
        if not whole.all():
            text = "\n".join(lines.filter(whole).to_list()).encode()
        frame = self._parsed(text)
        if b'"' in text:
            frame = frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
        if len(frame) != whole.sum():
            return None
        rows = pl.select((pl.lit(filled).cum_sum() + place.row).alias("row")).to_series()
        numbers = _numbers(place.line + 1, len(lines))
        ragged = filled & ~whole
        broken = [
            Broken(row, line, say.ragged(count + 1, len(self.headers)))
            for row, line, count in zip(
                *(series.filter(ragged).to_list() for series in (rows, numbers, cells)), strict=True
            )
        ]
        after = Place(place.offset + size, place.line + len(lines), place.row + int(filled.sum()))
        return Rows(marked(frame, rows.filter(whole), numbers.filter(whole)), broken, after, size)

    def _text(self, data: bytes) -> bytes | None:
        """A batch in UTF-8 with plain ends of lines; None where it has to be looked at line by line."""
        if self._encoding != "utf-8":
            try:
                data = data.decode(self._encoding).encode()
            except UnicodeDecodeError:
                return None
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        return None if b"\r" in data else data

    def _parsed(self, text: bytes) -> pl.DataFrame:
        schema = dict.fromkeys(self._names, pl.String())
        return pl.read_csv(text, has_header=False, schema=schema) if text else pl.DataFrame(schema=schema)

    def _slowly(self, data: bytes, place: Place, *, last: bool) -> Rows:
        """A batch row by row; what may go on in the next batch is left to it."""
        good: list[list[str]] = []
        at: list[tuple[int, int]] = []
        broken: list[Broken] = []
        row, line, taken = place.row, place.line, 0
        for (first, end), ends, cells in self._records(data, last=last):
            line, taken = place.line + end, ends[end]
            if isinstance(cells, list) and not any(cells):
                continue
            row += 1
            problem = cells if isinstance(cells, Problem) else self._problem(cells)
            if problem:
                broken.append(Broken(row, place.line + first + 1, problem))
            elif isinstance(cells, list):
                good.append(cells)
                at.append((row, place.line + first + 1))
        columns = zip(*good, strict=True) if good else [()] * len(self._names)
        frame = pl.DataFrame(
            [pl.Series(name, column, dtype=pl.String) for name, column in zip(self._names, columns, strict=True)]
        ).with_columns(pl.when(pl.all() != "").then(pl.all()))
        rows, lines = (pl.Series([pair[part] for pair in at], dtype=pl.UInt64) for part in (0, 1))
        return Rows(marked(frame, rows, lines), broken, Place(place.offset + taken, line, row), taken)

    def _problem(self, cells: Sequence[str]) -> Problem | None:
        if any(UNREADABLE in cell for cell in cells):
            return say.not_encoded(self._encoding)
        return None if len(cells) == len(self.headers) else say.ragged(len(cells), len(self.headers))

    def _records(self, data: bytes, *, last: bool) -> Iterator[tuple[tuple[int, int], list[int], list[str] | Problem]]:
        """The rows of a batch, each with its first line and the line after it, and where in the batch lines begin.

        A row whose end is not in the batch is left out, unless the batch is the last.
        """
        written = data.split(b"\n")
        if not written[-1]:
            written.pop()
        starts = [0]
        for part in written:
            starts.append(min(starts[-1] + len(part) + 1, len(data)))
        lines = [part.decode(self._encoding, "rules-engine-mark") + "\n" for part in written]
        begun = first = 0
        reader = csv.reader(lines, strict=True)
        while first < len(lines):
            try:
                cells = _next(reader)
                end = begun + reader.line_num
                # A row over many lines that comes out wrong is more likely a stray quotation mark.
                problem = say.open_quote() if end > first + 1 and len(cells) != len(self.headers or cells) else None
            except csv.Error as error:
                open_ = begun + reader.line_num >= len(lines) and starts[-1] - starts[first] <= LONGEST
                if open_ and not last:
                    return
                problem = say.stray_return() if "new-line" in str(error) else say.open_quote()
            if problem:
                yield (first, first + 1), starts, problem
                begun = first = first + 1
                reader = csv.reader(islice(lines, first, None), strict=True)
            else:
                yield (first, end), starts, cells
                first = end

    def _overlong(self, data: bytes, place: Place) -> Rows:
        """A line that is too long to be kept: it is passed over."""
        passed, self._buffer = len(data), b""
        while more := self._stream.read(self._bytes):
            end = more.find(b"\n") + 1
            passed += end or len(more)
            if end:
                self._buffer = more[end:]
                break
        empty = marked(self._parsed(b""), pl.Series([], dtype=pl.UInt64), pl.Series([], dtype=pl.UInt64))
        broken = [Broken(place.row + 1, place.line + 1, say.too_long(LONGEST))]
        return Rows(empty, broken, Place(place.offset + passed, place.line + 1, place.row + 1), passed)


def _numbers(first: int, count: int) -> pl.Series:
    return pl.int_range(first, first + count, dtype=pl.UInt64, eager=True)


def _next(reader: Iterator[list[str]]) -> list[str]:
    """The next row, of any length. Raises csv.Error where it cannot be read."""
    limit = csv.field_size_limit(2 * LONGEST)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(limit)


def _lines(text: bytes) -> pl.Series | None:
    """The lines of a text, as text; empty where a line is. None where they are no UTF-8, or polars parts them."""
    count = text.count(b"\n") + (not text.endswith(b"\n"))
    try:
        lines = pl.read_csv(text, has_header=False, schema={"line": pl.String}, separator=END, quote_char=None)["line"]
    except pl.exceptions.PolarsError:
        return None
    return lines.fill_null("") if len(lines) == count and END.encode() not in text else None
