"""The formats of tables that are read, and how a file of each is opened."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from rules_engine.batch.asked import Packs
from rules_engine.batch.reading.delimited import DelimitedFile
from rules_engine.batch.reading.frames import ParquetFile
from rules_engine.batch.reading.records import RecordFile
from rules_engine.batch.reading.table import Table
from rules_engine.names import names_of
from rules_engine.problem import CaseError
from rules_engine.wording import batch as say
from rules_engine.wording import reading as say_reading

ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}
"""The encodings of CSV that are read, with that which reads each: GB18030 takes in its forerunners."""


class TableFormat(StrEnum):
    """A format of tables."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


_SUFFIXES: Final = {
    ".csv": TableFormat.CSV,
    ".jsonl": TableFormat.JSONL,
    ".ndjson": TableFormat.JSONL,
    ".parquet": TableFormat.PARQUET,
    ".xlsx": TableFormat.XLSX,
}


def format_of(name: str, *, written: bool, option: str) -> TableFormat:
    """The format that a file's name tells. Raises CaseError where it tells none; workbooks are not written."""
    known = {suffix: found for suffix, found in _SUFFIXES.items() if not (written and found is TableFormat.XLSX)}
    found = known.get(Path(name).suffix.lower())
    if found is None:
        raise CaseError([say.unknown_format(name, known, option)])
    return found


def format_named(name: str, option: str) -> TableFormat | None:
    """The format that an option names; None where it is not given. Raises CaseError."""
    if name and name.lower() not in TableFormat.__members__.values():
        raise CaseError([say.unknown_format(name, TableFormat, option)])
    return TableFormat(name.lower()) if name else None


def open_table(path: Path, format_: TableFormat, packs: Packs, encoding: str, *, ignore_unknown: bool) -> Table:
    """A table in a file. Raises CaseError where there is no such file, or it is not readable as what it should be."""
    name = str(path)
    if not path.exists():
        raise CaseError([say_reading.not_found(name)])
    if path.is_dir():
        raise CaseError([say_reading.not_a_file(name)])
    try:
        if format_ is TableFormat.XLSX:
            from rules_engine.batch.reading.workbook import WorkbookFile  # noqa: PLC0415 -- few tables are workbooks

            return WorkbookFile(path)
        if format_ is TableFormat.PARQUET:
            return _parquet(path)
        stream, size = path.open("rb"), path.stat().st_size
        try:
            return open_stream(stream, name, format_, packs, encoding, size, ignore_unknown=ignore_unknown)
        except CaseError:
            stream.close()
            raise
    except OSError as error:
        raise CaseError([say_reading.not_readable(name, error.strerror or str(error))]) from error


def _parquet(path: Path) -> ParquetFile:
    import polars.exceptions as pl_errors  # noqa: PLC0415 -- only this asks for them

    try:
        return ParquetFile(path)
    except pl_errors.PolarsError as error:
        reason = str(error).splitlines()[0]
        raise CaseError([say.not_readable(str(path), "Parquet", reason)]) from error


def open_stream(
    stream: IO[bytes],
    name: str,
    format_: TableFormat,
    packs: Packs,
    encoding: str,
    size: int = 0,
    *,
    ignore_unknown: bool,
) -> Table:
    """A table of text in a stream. Raises CaseError as `open_table` does."""
    if encoding.lower() not in ENCODINGS:
        raise CaseError([say.bad_encoding(encoding, dict.fromkeys(ENCODINGS.values()))])
    if format_ is TableFormat.JSONL:
        vocabulary = packs.vocabulary
        return RecordFile(stream, vocabulary, names_of(vocabulary), size, ignore_unknown=ignore_unknown)
    if format_ is TableFormat.CSV:
        return DelimitedFile(stream, name, ENCODINGS[encoding.lower()], size)
    raise CaseError([say.unknown_format(name, [TableFormat.CSV, TableFormat.JSONL], "--from")])


def size_and_time(path: Path) -> tuple[int, int]:
    """By what a file is known again: its size and the time of its last change."""
    told = path.stat()
    return told.st_size, told.st_mtime_ns
