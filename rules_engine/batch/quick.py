"""The plain forms of numbers, sums and times, read by polars; what is written otherwise is left null.

Sums become whole fen by moving their digits, so that nothing is ever rounded.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from rules_engine.literal import FIRST_YEAR, LAST_YEAR
from rules_engine.value import Kind

_SUM: Final = r"^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?(元|万元|万)?$"
_DIGITS: Final = 17  # a number of more digits may be more than the most that is read
_COUNT: Final = r"^[0-9]{1,9}$"
_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-5][0-9](?::[0-5][0-9])?$"


def plain_values(texts: pl.Series, kind: Kind) -> pl.Series | None:
    """The values of cells in plain form, null for others; None for kinds of which few different texts are written."""
    cell = pl.lit(texts)
    match kind:
        case Kind.COUNT:
            found = pl.when(cell.str.contains(_COUNT)).then(cell).cast(pl.Int64)
        case Kind.MONEY:
            return _fen(texts)
        case Kind.DATETIME:
            whole = pl.when(cell.str.contains(_MOMENT)).then(cell.str.replace("T", " ", literal=True))
            long = pl.when(whole.str.len_bytes() == len("2026-11-20 09:30")).then(whole + ":00").otherwise(whole)
            moment = long.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
            found = pl.when(moment.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(moment)
        case _:
            return None
    return pl.select(found.alias("plain")).to_series()


def _fen(texts: pl.Series) -> pl.Series:
    parts = texts.str.extract_groups(_SUM).struct.unnest()
    parts.columns = ["whole", "part", "unit"]
    whole, part = pl.col("whole").str.replace_all(",", "", literal=True), pl.col("part").fill_null("")
    wide = pl.col("unit").is_in(["万元", "万"])
    digits = pl.when(wide).then(whole + part.str.pad_end(6, "0")).otherwise(whole + part.str.pad_end(2, "0"))
    room = pl.when(wide).then(6).otherwise(2)
    exact = (part.str.len_bytes() <= room) & (digits.str.len_bytes() <= _DIGITS)
    return parts.select(pl.when(exact).then(digits).cast(pl.Int64).alias("plain")).to_series()
