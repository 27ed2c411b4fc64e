"""Truths side by side as the bits of one number, and numbers back to lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from rules_engine.evaluate.columnar.terms import Term

_BYTE: Final = 8
_SPELT: Final = 10
"""The combinations of so many bits are spelt out: a thousand or so."""


def mask(terms: Sequence[Term]) -> pl.Expr:
    """The places of the terms that hold, as bits of an unsigned number of 64; there are at most so many terms.

    Bits are gathered into bytes first, which are an eighth of the size.
    """
    found: pl.Expr | None = None
    for start in range(0, len(terms), _BYTE):
        group = [
            (term.cast(pl.UInt8) if isinstance(term, pl.Expr) else pl.lit(1, pl.UInt8)) * (1 << place)
            for place, term in enumerate(terms[start : start + _BYTE])
            if term is not False and term is not None
        ]
        if group:
            byte = group[0]
            for bit in group[1:]:
                byte = byte | bit
            wide = byte.cast(pl.UInt64) * (1 << start)
            found = wide if found is None else found | wide
    return pl.lit(0, pl.UInt64) if found is None else found


def names_of(masks: pl.Series, names: Sequence[str]) -> pl.Series:
    """The names of bits, as lists in the order of the names.

    Every combination of a few bits is spelt out once, and looked up; the lists of the parts are joined.
    """
    parts = []
    for start in range(0, len(names), _SPELT):
        some = names[start : start + _SPELT]
        spelt = [[name for place, name in enumerate(some) if number >> place & 1] for number in range(1 << len(some))]
        code = pl.col("mask") // (1 << start) % (1 << len(some))
        parts.append(pl.lit(pl.Series(spelt, dtype=pl.List(pl.String))).gather(code).alias(str(start)))
    found = masks.to_frame("mask").select(parts)
    return found.to_series() if len(parts) == 1 else found.select(pl.concat_list(pl.all())).to_series()
