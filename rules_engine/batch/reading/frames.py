"""Parquet files, in batches of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from rules_engine.batch.reading.table import Place, Rows, marked
from rules_engine.batch.texts import text_of

ROWS: Final = 1 << 18


class ParquetFile:
    """A Parquet file; its rows have no lines. Raises CaseError for columns of types that are not read."""

    left_out: Sequence[str] = ()

    def __init__(self, path: Path, rows_at_once: int = ROWS) -> None:
        self._scan, self._rows = pl.scan_parquet(path, glob=False), rows_at_once
        self.headers = self._scan.collect_schema().names()
        for series in self._scan.head(0).collect():
            text_of(series)
        self.total: int = self._scan.select(pl.len()).collect().item()

    def close(self) -> None:
        """Nothing is kept open."""

    def batches(self, place: Place | None) -> Iterator[Rows]:
        """The rows from a place on."""
        start = place.row if place else 0
        while start < self.total:
            frame = self._scan.slice(start, self._rows).collect()
            frame = frame.rename({name: str(at) for at, name in enumerate(frame.columns)})
            rows = pl.Series(range(start + 1, start + 1 + len(frame)), dtype=pl.UInt64)
            start += len(frame)
            yield Rows(marked(frame, rows, None), (), Place(row=start), len(frame))
