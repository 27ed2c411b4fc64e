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
        new = texts.filter(codes.is_null() & texts.is_not_null()).unique().to_list()
        if new:
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
        return texts.replace_strict(self._keys, self._places, default=None, return_dtype=PLACE)

    def _index(self) -> None:
        readings = self._readings
        self._keys = pl.Series(self._texts, dtype=pl.String)
        self._places = pl.Series(range(len(readings)), dtype=PLACE)
        nothing = (None,) * len(self._dtypes)
        parts = [nothing if reading.value is None else self._spread(reading.value) for reading in readings]
        columns = zip(*parts, strict=True) if parts else [()] * len(self._dtypes)
        self._values = tuple(
            pl.Series(column, dtype=dtype) for column, dtype in zip(columns, self._dtypes, strict=True)
        )
        self._withheld = pl.Series([reading.withheld for reading in readings], dtype=pl.Boolean)
        self._bad = pl.Series([reading.problem is not None for reading in readings], dtype=pl.Boolean)

    def _found(self, codes: pl.Series) -> Found:
        values = tuple(column.gather(codes) for column in self._values)
        withheld = self._withheld.gather(codes).fill_null(value=False) if self._withheld.any() else None
        bad = pl.Series([], dtype=PLACE)
        if self._bad.any():
            bad = self._bad.gather(codes).fill_null(value=False).arg_true().cast(PLACE)
        problems = [found for code in codes.gather(bad) if (found := self._readings[code].problem)]
        return Found(values, withheld, bad, problems)
