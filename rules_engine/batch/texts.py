"""Columns of any type as columns of text, or as values that need no reading."""

from __future__ import annotations

from typing import Final

import polars as pl

from rules_engine.batch.written import END, LIST, NO_ELEMENTS
from rules_engine.literal import FIRST_YEAR, LAST_YEAR, MAX_COUNT, MAX_FEN
from rules_engine.problem import CaseError
from rules_engine.value import Kind
from rules_engine.wording import batch as say

_EXACT: Final = 2**53
"""Up to this a float holds every whole number."""
_YUAN: Final = 100


def text_of(series: pl.Series) -> pl.Series:
    """A column as text, in the forms in which cells are written; what is no number becomes null.

    Raises CaseError for a type of which no cell is written.
    """
    dtype = series.dtype
    cell = pl.lit(series)
    if dtype == pl.String:
        return series
    if dtype == pl.Null or dtype.is_integer() or dtype.is_decimal() or dtype in (pl.Boolean, pl.Categorical, pl.Enum):
        return series.cast(pl.String)
    if dtype.is_float():
        # As few digits as tell the number apart from every other; a whole number has no point.
        whole = (cell == cell.floor()) & (cell.abs() <= _EXACT)
        spelt = pl.when(whole).then(cell.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(cell.cast(pl.String))
        return pl.select(pl.when(~cell.is_nan()).then(spelt)).to_series()
    if dtype == pl.Date:
        return series.dt.to_string("%Y-%m-%d")
    if dtype == pl.Datetime:
        return _moments(series).dt.to_string("%Y-%m-%d %H:%M:%S%.6f").str.strip_suffix(".000000")
    if isinstance(dtype, pl.List | pl.Array):
        return _lists(series.cast(pl.List(dtype.inner)) if isinstance(dtype, pl.Array) else series)
    if isinstance(dtype, pl.Struct):
        return pl.select(pl.when(cell.is_not_null()).then(cell.struct.json_encode())).to_series()
    raise CaseError([say.column_type(series.name, str(dtype))])


def _lists(series: pl.Series) -> pl.Series:
    elements = pl.element().cast(pl.String).fill_null("") + END
    joined = pl.lit(series).list.eval(elements).list.join("")
    cell = pl.when(joined == "").then(pl.lit(NO_ELEMENTS)).otherwise(LIST + joined)
    return pl.select(pl.when(pl.lit(series).is_not_null()).then(cell)).to_series()


def _moments(series: pl.Series) -> pl.Series:
    """Moments in China's time."""
    if series.dtype.time_zone:  # type: ignore[attr-defined]
        series = series.dt.convert_time_zone("UTC").dt.replace_time_zone(None).dt.offset_by("8h")
    return series.cast(pl.Datetime("us"))


def values_of(series: pl.Series, kind: Kind) -> pl.Series | None:
    """The values of a column whose type is that of the fact, null for those outside the accepted range.

    None where the column has to be read as text. Whole numbers are yuan; a moment at midnight is a day.
    """
    dtype, cell = series.dtype, pl.lit(series)
    found: pl.Expr
    if kind is Kind.FLAG and dtype == pl.Boolean:
        return series
    if kind is Kind.COUNT and dtype.is_integer():
        found = pl.when(cell.is_between(0, MAX_COUNT)).then(cell).cast(pl.Int64)
    elif kind is Kind.MONEY and dtype.is_integer():
        found = pl.when(cell.is_between(0, MAX_FEN // _YUAN)).then(cell).cast(pl.Int64) * _YUAN
    elif kind is Kind.DATE and dtype in (pl.Date, pl.Datetime):
        moment = pl.lit(_moments(series)) if dtype == pl.Datetime else cell
        plain = moment.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
        if dtype == pl.Datetime:
            plain &= moment == moment.dt.truncate("1d")
        found = pl.when(plain).then(moment).cast(pl.Date)
    elif kind is Kind.DATETIME and dtype == pl.Datetime:
        moment = pl.lit(_moments(series))
        found = pl.when(moment.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(moment)
    else:
        return None
    return pl.select(found).to_series()
