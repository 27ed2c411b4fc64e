"""Texts that have been read: each different text of a column once, and looked up ever after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from rules_engine.batch.faults import PLACE
from rules_engine.batch.written import Read, Reading
from rules_engine.problem import Problem

MANY: Final = 1 << 16
"""So many different texts are remembered; then the lexicon begins anew."""
_WITHHELD, _BAD = 1, 2
LONG: Final = 1000
"""Longer texts are not remembered."""

Spread = Callable[[Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What cells came to: a column for each part of their values, null where a cell has none.

    `withheld` tells where the fact is said to be unknown, if it is anywhere; `bad` are the places of cells that have a
    problem, each of which stands in `problems`.
    """

    values: tuple[pl.Series, ...]
    withheld: pl.Series | None
    bad: pl.Series
    problems: Sequence[Problem]


class Lexicon:
    """The texts of one column that have been read. `spread` makes the parts of a value, which are of `dtypes`."""

    def __init__(self, read: Read, dtypes: tuple[pl.DataType, ...], spread: Spread = lambda value: (value,)) -> None:
        self._read, self._dtypes, self._spread = read, dtypes, spread
        self._texts: list[str] = []
        self._readings: list[Reading] = []
        self._index()

    def find(self, texts: pl.Series) -> Found:
        """What the cells of a column came to; null cells are empty."""
        codes = self._known(texts)
        new: list[str] = []
        if codes.null_count() > texts.null_count():
            new = texts.filter(codes.is_null() & texts.is_not_null()).unique().to_list()
            if len(self._texts) + len(new) > MANY:
                self._texts, self._readings, new = [], [], texts.drop_nulls().unique().to_list()
            self._texts += new
            self._readings += map(self._read, new)
            self._index()
            codes = self._known(texts)
        found = self._found(codes)
        if any(len(text) > LONG for text in new):
            self._texts, self._readings = [], []
            self._index()
        return found

    def _known(self, texts: pl.Series) -> pl.Series:
        if not self._texts:
            return pl.repeat(None, len(texts), dtype=PLACE, eager=True)
        # The quickest look-up that polars has; what the enumeration lacks becomes null, and is read then.
        return texts.cast(self._keys, strict=False).to_physical()

    def _index(self) -> None:
        readings = self._readings
        self._keys = pl.Enum(self._texts)
        nothing = (None,) * len(self._dtypes)
        parts = [nothing if reading.value is None else self._spread(reading.value) for reading in readings]
        columns = zip(*parts, strict=True) if parts else [()] * len(self._dtypes)
        self._values = tuple(
            pl.Series(column, dtype=dtype) for column, dtype in zip(columns, self._dtypes, strict=True)
        )
        marks = [_BAD if reading.problem else _WITHHELD if reading.withheld else 0 for reading in readings]
        self._marks = pl.Series(marks, dtype=pl.UInt8) if any(marks) else None

    def _found(self, codes: pl.Series) -> Found:
        values = tuple(column.gather(codes) for column in self._values)
        if self._marks is None:
            return Found(values, None, pl.Series([], dtype=PLACE), ())
        marks = self._marks.gather(codes)
        bad = (marks == _BAD).arg_true().cast(PLACE)
        problems = [found for code in codes.gather(bad) if (found := self._readings[code].problem)]
        withheld = (marks == _WITHHELD).fill_null(value=False)
        return Found(values, withheld if withheld.any() else None, bad, problems)
