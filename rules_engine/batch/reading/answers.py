"""Answers and refused rows, read back from the files that a run wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from rules_engine.batch.asked import Answer
from rules_engine.batch.reading.files import TableFormat

_LISTS: Final = frozenset(
    {Answer.VIOLATED, Answer.ARTICLES, Answer.UNDETERMINED, Answer.MISSING, Answer.ADVICE, Answer.DUTIES}
)


def read_answers(path: Path, format_: TableFormat) -> Iterator[Mapping[str, Any]]:
    """The rows of a file of answers or of refused rows, under the names of its columns.

    Columns that hold lists are lists of texts, a duty as `rule state day`; an empty cell is an empty text.
    """
    if format_ is TableFormat.CSV:
        frame = pl.read_csv(path, infer_schema=False)
    elif format_ is TableFormat.JSONL:
        frame = pl.read_ndjson(path) if path.stat().st_size else pl.DataFrame()
    else:
        frame = pl.read_parquet(path)
    for row in frame.iter_rows(named=True):
        yield {name: _cell(name, value, written=format_ is TableFormat.CSV) for name, value in row.items()}


def _cell(name: str, value: Any, *, written: bool) -> Any:
    if name in _LISTS:
        if isinstance(value, str):
            return [item for item in value.split(";") if item]
        return [_item(item) for item in value or ()]
    if value is None:
        return ""
    # Text that a spreadsheet would run has an apostrophe before it in CSV.
    return value.removeprefix("'") if written and isinstance(value, str) else value


def _item(item: Mapping[str, Any] | Sequence[Any] | str) -> str:
    if isinstance(item, Mapping):
        return " ".join(str(part) for part in item.values() if part is not None)
    return str(item)
