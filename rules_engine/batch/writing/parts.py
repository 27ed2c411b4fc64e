"""Frames as files of a table, part by part.

In CSV a list is its items with `;` between them. Text that a spreadsheet would take for a formula gets an apostrophe
before it, and so does text that begins with one: taking one apostrophe away gives back what was there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

import polars as pl

from rules_engine.batch.reading.files import TableFormat

Schema = Mapping[str, pl.DataType]

_FORMULA: Final = r"^[=+\-@＝＋－＠\t\r\n']"
_MARK: Final = b"\xef\xbb\xbf"  # without it spreadsheets in China take the file for GBK


def write_part(frame: pl.DataFrame, path: Path, format_: TableFormat) -> None:
    """Write a part: whole, or not at all."""
    if format_ is TableFormat.PARQUET:  # packed only once, when all parts are there
        write_whole(path, lambda file: frame.write_ipc(file, compression="lz4"))
    elif format_ is TableFormat.JSONL:
        write_whole(path, frame.write_ndjson)
    else:
        write_whole(path, lambda file: _spelt(frame).write_csv(file, include_header=False))


def join_parts(
    parts: Sequence[Path], path: Path, format_: TableFormat, schema: Schema, metadata: Mapping[str, str]
) -> None:
    """Put parts together in one file, which takes the place of any that is there; `metadata` goes into Parquet."""
    if format_ is TableFormat.PARQUET:
        _join_parquet(parts, path, schema, metadata)
        return

    def write(file: IO[bytes]) -> None:
        if format_ is TableFormat.CSV:
            file.write(_MARK)
            pl.DataFrame(schema=dict.fromkeys(schema, pl.String)).write_csv(file)
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)

    write_whole(path, write)


def _join_parquet(parts: Sequence[Path], path: Path, schema: Schema, metadata: Mapping[str, str]) -> None:
    draft = path.with_name(f".{path.name}.draft")
    if parts:
        pl.scan_ipc(list(parts), glob=False).sink_parquet(draft, metadata=dict(metadata))
    else:
        pl.DataFrame(schema=dict(schema)).write_parquet(draft, metadata=dict(metadata))
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file under another name, and give it its own when it is whole and on the disk."""
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _spelt(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of texts, none of which a spreadsheet would run."""
    spelt = []
    for name, dtype in frame.schema.items():
        column = pl.col(name)
        if isinstance(dtype, pl.List):
            if isinstance(dtype.inner, pl.Struct):
                fields = [pl.element().struct.field(field.name).fill_null("") for field in dtype.inner.fields]
                column = column.list.eval(pl.concat_str(fields, separator=" ").str.strip_chars_end())
            joined = column.list.join(";")
            column = pl.when(joined != "").then(joined)
        elif dtype == pl.String:
            column = pl.when(column.str.contains(_FORMULA)).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)
        spelt.append(column.alias(name))
    return frame.select(spelt)
