"""Rows of bits side by side as numbers, a number or more for each row, and such numbers back to lists of names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

import polars as pl

from rules_engine.evaluate.columnar.bits import Bits

Name = TypeVar("Name")

WORD: Final = 64
"""So many bits fit in one mask."""
_BYTE: Final = 8
_DOUBLED: Final[tuple[tuple[int, pl.DataType], ...]] = ((8, pl.UInt16()), (16, pl.UInt32()), (32, pl.UInt64()))
"""Numbers of so many bits go in pairs into numbers of these types."""
_SPELT: Final = 8
"""Names are spelt so many at once, from a table of all their combinations."""
_LISTS: Final = pl.List(pl.String())


class Sheet:
    """Rows of bits as columns beside each other, from which other columns are made in one go."""

    def __init__(self, height: int) -> None:
        self.height = height
        self._bits: dict[str, pl.Series] = {}

    def phrase(self, bits: Bits) -> pl.Expr:
        """Rows as an expression over the sheet."""
        named = self._named(bits)
        return pl.lit(named) if isinstance(named, bool) else pl.col(named)

    def mask(self, several: Sequence[Bits]) -> pl.Expr:
        """A number for each row, whose bits tell which of `several` have the row; there are at most `WORD` of them."""
        return _mask(tuple(map(self._named, several)))

    def columns(self, **expressions: pl.Expr) -> pl.DataFrame:
        """Expressions over the sheet under their names; what is the same in all rows is repeated."""
        found: pl.DataFrame = pl.DataFrame(self._bits).select(**expressions)
        if len(found) == self.height:
            return found
        return found.select(pl.all().gather(pl.repeat(0, self.height, dtype=pl.UInt32)))

    def _named(self, bits: Bits) -> str | bool:
        if isinstance(bits, bool):
            return bits
        name = str(len(self._bits))
        self._bits[name] = bits
        return name


@lru_cache(maxsize=1024)
def _mask(names: tuple[str | bool, ...]) -> pl.Expr:
    """Bits are gathered into bytes first, which are an eighth of the size; then two numbers at a time become one."""
    parts = [_byte(names[start : start + _BYTE]) for start in range(0, len(names), _BYTE)]
    for bits, wide in _DOUBLED:
        parts = [_side_by_side(parts[at : at + 2], bits, wide) for at in range(0, len(parts), 2)]
    found = parts[0] if parts else None
    return pl.lit(0, pl.UInt64) if found is None else found


def _byte(names: Sequence[str | bool]) -> pl.Expr | None:
    """Up to eight bits as a number; None where no row has any."""
    found: pl.Expr | None = None
    for place, name in enumerate(names):
        if name is not False:
            one = pl.lit(1 << place, pl.UInt8)
            if isinstance(name, str):  # to choose is several times as fast as to cast a truth to a number
                one = pl.when(name).then(one).otherwise(pl.lit(0, pl.UInt8))
            found = one if found is None else found | one
    return found


def _side_by_side(pair: Sequence[pl.Expr | None], bits: int, wide: pl.DataType) -> pl.Expr | None:
    """One number, or two of so many bits, as one that is twice as wide."""
    low, high = (None if part is None else part.cast(wide) for part in (*pair, None)[:2])
    if high is None:
        return low
    high *= 1 << bits
    return high if low is None else low | high


@dataclass(frozen=True, slots=True)
class Combinations:
    """The combinations of bits that rows have: few, mostly, so that each is put into words once.

    `different` has a row for each combination, its bits in one column or more; `places` tells for each row which of
    them it has.
    """

    different: pl.DataFrame
    places: pl.Series

    def named(self, names: Sequence[str]) -> pl.Series:
        """The names of each row's bits, as lists in the order of the names."""
        parts = []
        for at, column in enumerate(self.different.iter_columns()):
            for start in range(WORD * at, min(WORD * (at + 1), len(names)), _SPELT):
                code = column // (1 << start % WORD) % (1 << _SPELT)
                if (code != 0).any():
                    parts.append(_spelt(tuple(names[start : start + _SPELT])).gather(code).alias(str(start)))
        if not parts:
            lists: pl.Series = pl.Series([[]] * len(self.different), dtype=_LISTS)
        else:
            lists = parts[0] if len(parts) == 1 else pl.select(pl.concat_list(parts)).to_series()
        return lists.gather(self.places)

    def worded(self, words: Callable[[int], Sequence[str]]) -> pl.Series:
        """What a function makes of each row's bits, as lists."""
        lists = pl.Series([list(words(number)) for number in self._numbers()], dtype=_LISTS)
        return lists.gather(self.places)

    def _numbers(self) -> list[int]:
        rows = self.different.iter_rows()
        return [sum(word << (WORD * at) for at, word in enumerate(row)) for row in rows]


def words(several: Sequence[Bits], height: int) -> pl.DataFrame:
    """Numbers for each row, whose bits tell which of `several` have the row: a column for every `WORD` of them."""
    sheet = Sheet(height)
    starts = range(0, max(len(several), 1), WORD)
    return sheet.columns(**{str(start): sheet.mask(several[start : start + WORD]) for start in starts})


def combinations(several: Sequence[Bits], height: int) -> Combinations:
    """The combinations of bits that rows have."""
    numbers = words(several, height)
    different = numbers.unique(maintain_order=True)
    if len(different) == 1:
        return Combinations(different, pl.repeat(0, height, dtype=pl.UInt32, eager=True))
    numbered = different.with_row_index("place")
    places = numbers.join(numbered, on=numbers.columns, how="left", maintain_order="left")["place"]
    return Combinations(different, places)


@lru_cache(maxsize=256)
def _spelt(names: tuple[str, ...]) -> pl.Series:
    """The lists of all combinations of a few names."""
    return pl.Series([names_in(number, names) for number in range(1 << len(names))], dtype=_LISTS)


def names_in(number: int, names: Sequence[Name]) -> list[Name]:
    """The names of the bits of a number, in their order."""
    found: list[Name] = []
    while number:
        low = number & -number
        found.append(names[low.bit_length() - 1])
        number ^= low
    return found
