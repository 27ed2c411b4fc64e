"""Rows of bits side by side as one number for each row, and such numbers back to lists of names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import polars as pl

from rules_engine.evaluate.columnar.bits import Bits

Name = TypeVar("Name")

_BYTE: Final = 8
WORD: Final = 64
_MANY: Final = 1 << 18  # more combinations are not kept
"""So many bits fit in one mask."""


def mask(several: Sequence[Bits], height: int) -> pl.Series:
    """A number for each row, whose bits tell which of `several` have the row; there are at most `WORD` of them.

    Bits are gathered into bytes first, which are an eighth of the size.
    """
    found: pl.Expr | None = None
    for start in range(0, len(several), _BYTE):
        group = [
            (pl.lit(bits) if isinstance(bits, pl.Series) else pl.lit(value=True)).cast(pl.UInt8) * (1 << place)
            for place, bits in enumerate(several[start : start + _BYTE])
            if bits is not False
        ]
        if group:
            byte = group[0]
            for bit in group[1:]:
                byte = byte | bit
            wide = byte.cast(pl.UInt64) * (1 << start)
            found = wide if found is None else found | wide
    if found is None or not any(isinstance(bits, pl.Series) for bits in several):
        total = sum(1 << place for place, bits in enumerate(several) if bits is True)
        return pl.repeat(total, height, dtype=pl.UInt64, eager=True)
    return pl.select(found.alias("mask")).to_series()


@dataclass(frozen=True, slots=True)
class Combinations:
    """The combinations of bits that rows have: few, mostly, so that each is put into words once.

    `different` are the combinations, as numbers; `places` tells for each row which of them it has.
    """

    different: Sequence[int]
    places: pl.Series

    def counted(self) -> list[tuple[int, int]]:
        """Each combination, and how many rows have it."""
        counts = self.places.alias("place").value_counts(name="count")
        return [(self.different[place], count) for place, count in counts.iter_rows()]

    def spelt(self, word: Callable[[int], Sequence[str]]) -> pl.Series:
        """The words of each row's combination, as lists."""
        return Spellings(word).of(self)


class Spellings:
    """The words of combinations, each found once; for the frames of one thread, under one kernel."""

    def __init__(self, word: Callable[[int], Sequence[str]]) -> None:
        self._word = word
        self._known: dict[int, int] = {}
        self._lists = pl.Series(dtype=pl.List(pl.String))

    def of(self, combinations: Combinations) -> pl.Series:
        """The words of each row's combination, as lists."""
        different = combinations.different
        if len(self._known) + len(different) > _MANY:
            self._known, self._lists = {}, self._lists.clear()
        new = [number for number in different if number not in self._known]
        if new:
            self._known.update(zip(new, range(len(self._known), len(self._known) + len(new)), strict=True))
            lists = pl.Series([list(self._word(number)) for number in new], dtype=pl.List(pl.String))
            self._lists = pl.concat([self._lists, lists], rechunk=True)
        places = pl.Series([self._known[number] for number in different], dtype=pl.UInt32)
        return self._lists.gather(places.gather(combinations.places))


def combinations(masks: Sequence[pl.Series]) -> Combinations:
    """The combinations of one or more columns of masks; those of a later column are the higher bits."""
    frame = pl.DataFrame({str(place): column for place, column in enumerate(masks)})
    different = frame.unique(maintain_order=True).with_row_index("place")
    places = frame.join(different, on=frame.columns, how="left", maintain_order="left")["place"]
    numbers = [
        sum(word << (WORD * at) for at, word in enumerate(row))
        for row in zip(*(different[name].to_list() for name in frame.columns), strict=True)
    ]
    return Combinations(numbers, places)


def names_in(number: int, names: Sequence[Name]) -> list[Name]:
    """The names of the bits of a number, in their order."""
    found: list[Name] = []
    while number:
        low = number & -number
        found.append(names[low.bit_length() - 1])
        number ^= low
    return found
