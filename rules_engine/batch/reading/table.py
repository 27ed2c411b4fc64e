"""What a reader of tables gives: its columns' names, and batches of rows, from any place on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import polars as pl

from rules_engine.batch.faults import AT, PLACE
from rules_engine.problem import Problem

ROW, LINE = ":row", ":line"
BYTES: Final = 32 << 20
"""So many bytes of a file of text are taken at once."""
LONGEST: Final = 64 << 20
"""A longer row, in bytes, is refused."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading goes on: so many bytes, lines and rows after the start; in files without lines, rows alone."""

    offset: int = 0
    line: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that does not come apart into cells."""

    row: int
    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Rows:
    """A batch: rows as cells, with `AT`, `ROW` and `LINE` (both from 1; null where there are no lines), and the others.

    `step` is how much of the table's `total` it takes.
    """

    frame: pl.DataFrame
    broken: Sequence[Broken]
    after: Place
    step: int

    @property
    def read(self) -> int:
        """How many rows there are."""
        return len(self.frame) + len(self.broken)


class Table(Protocol):
    """A table that is read in batches. `total` is its size in the unit of `step`, 0 where it is not known."""

    @property
    def headers(self) -> Sequence[str]:
        """The names of the columns, as written."""

    @property
    def total(self) -> int:
        """How much there is to read."""

    @property
    def left_out(self) -> Sequence[str]:
        """Names that were met in rows, and left out because they are none."""

    def batches(self, place: Place | None) -> Iterator[Rows]:
        """The rows from a place on; from the first where it is None."""

    def close(self) -> None:
        """Give back what was taken to read."""


def marked(frame: pl.DataFrame, rows: pl.Series, lines: pl.Series | None) -> pl.DataFrame:
    """A frame of cells with the places of its rows."""
    height = len(frame)
    places = pl.int_range(height, dtype=PLACE, eager=True).alias(AT)
    told = pl.repeat(None, height, dtype=pl.UInt64, eager=True) if lines is None else lines.cast(pl.UInt64)
    return frame.with_columns(places, rows.cast(pl.UInt64).alias(ROW), told.alias(LINE))
