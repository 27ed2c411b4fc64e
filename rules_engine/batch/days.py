"""When the acts of rows are done, and when the question about them is asked."""

from __future__ import annotations

import datetime as dt
from typing import Final

import polars as pl

from rules_engine.batch.asked import Asked
from rules_engine.batch.faults import AT, Faults
from rules_engine.batch.headers import Column
from rules_engine.batch.lexicon import Lexicon
from rules_engine.batch.texts import text_of, values_of
from rules_engine.batch.written import Read
from rules_engine.checked import FactDef
from rules_engine.evaluate.columnar.columns import AS_OF, DATE, withheld
from rules_engine.literal import LAST_YEAR
from rules_engine.value import Kind
from rules_engine.wording import case as say

WHEN, WHEN_TIMED = ":when", ":when_timed"
ASKED, ASKED_TIMED = ":asked", ":asked_timed"
_MOMENT: Final = pl.Datetime("us")


class DayReader:
    """Reads a column of days or moments."""

    def __init__(self, read: Read) -> None:
        self._lexicon = Lexicon(read, (_MOMENT, pl.Boolean()), _spread)

    def read(self, series: pl.Series, at: pl.Series, column: Column, faults: Faults) -> tuple[pl.Series, pl.Series]:
        """The moments, days as their midnights, and which have a time of day; null where cells are empty."""
        days = values_of(series, Kind.DATE)
        texts = text_of(series)
        if days is not None and days.null_count() == series.null_count():
            timed = pl.select(pl.when(pl.lit(days).is_not_null()).then(statement=False)).to_series()
            return days.cast(_MOMENT), timed
        found = self._lexicon.find(texts)
        if len(found.bad):
            values = texts.gather(found.bad).to_list()
            faults.add_each(
                at.gather(found.bad), found.problems, order=column.place, column=column.header, values=values
            )
        moments, timed = found.values
        return moments, timed


def _spread(value: dt.date) -> tuple[dt.datetime, bool]:
    if isinstance(value, dt.datetime):
        return value, True
    return dt.datetime.combine(value, dt.time.min), False


def dated(frame: pl.DataFrame, dated_by: FactDef | None, asked: Asked, faults: Faults) -> pl.DataFrame:
    """A frame of one action with the day of each act, and where it differs the day or moment of the question.

    A fact that is the date of the act takes it over, or gives it; where the two differ the row has a problem.
    """
    when, timed = pl.col(WHEN), pl.col(WHEN_TIMED).fill_null(value=False)
    today = dt.datetime.combine(asked.today, dt.time.min)
    if dated_by:
        frame = _dated_by(frame, dated_by, today, faults)
    frame = frame.with_columns(when.fill_null(today), timed.alias(WHEN_TIMED))
    return _asked(frame.with_columns(when.cast(pl.Date).alias(DATE)), asked)


def _dated_by(frame: pl.DataFrame, dated_by: FactDef, today: dt.datetime, faults: Faults) -> pl.DataFrame:
    fact, timed_fact = dated_by.label.id, dated_by.type.kind is Kind.DATETIME
    when, timed = pl.col(WHEN), pl.col(WHEN_TIMED).fill_null(value=False)
    dtype = _MOMENT if timed_fact else pl.Date()
    if fact not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype).alias(fact))
    given, hidden = pl.col(fact), pl.lit(value=False)
    if withheld(fact) in frame.columns:
        hidden = pl.col(withheld(fact)).fill_null(value=False)
    differs = (given.is_not_null() & when.is_not_null() & (given.cast(pl.Date) != when.cast(pl.Date))).alias("differs")
    clash = frame.select(differs).to_series().fill_null(value=False)
    if clash.any():
        faults.add(frame[AT].filter(clash), say.two_dates(None, fact, dated_by.label.named), column=fact)
    fills = given.is_null() & ~hidden & (timed if timed_fact else True)
    told = given.dt.year() <= LAST_YEAR
    return frame.with_columns(
        pl.when(fills).then(when.fill_null(today).cast(dtype)).otherwise(given).alias(fact),
        pl.when(when.is_null() & told).then(given.cast(_MOMENT)).otherwise(when).alias(WHEN),
        pl.when(when.is_null() & told).then(timed_fact).otherwise(timed).alias(WHEN_TIMED),
    )


def _asked(frame: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """With the column of the question, where any row is asked of another moment than the day of its act."""
    if ASKED not in frame.columns:
        moment, timed = (None, False) if asked.as_of is None else _spread(asked.as_of)
        frame = frame.with_columns(pl.lit(moment, _MOMENT).alias(ASKED), pl.lit(timed).alias(ASKED_TIMED))
    elif asked.as_of is not None:
        moment, timed = _spread(asked.as_of)
        none = pl.col(ASKED).is_null()
        frame = frame.with_columns(
            pl.when(none).then(pl.lit(moment, _MOMENT)).otherwise(pl.col(ASKED)).alias(ASKED),
            pl.when(none).then(pl.lit(timed)).otherwise(pl.col(ASKED_TIMED)).alias(ASKED_TIMED),
        )
    none = pl.col(ASKED).is_null()
    frame = frame.with_columns(
        pl.when(none).then(pl.col(WHEN)).otherwise(pl.col(ASKED)).alias(ASKED),
        pl.when(none).then(pl.col(WHEN_TIMED)).otherwise(pl.col(ASKED_TIMED)).alias(ASKED_TIMED),
    )
    if not frame[ASKED_TIMED].any():
        days = frame[ASKED].cast(pl.Date)
        return frame if (days == frame[DATE]).all() else frame.with_columns(days.alias(AS_OF))
    # Where one row is asked as of a moment, all are: a day is asked of at its end.
    last = pl.col(ASKED).cast(pl.Date).dt.combine(dt.time.max)
    return frame.with_columns(pl.when(pl.col(ASKED_TIMED)).then(pl.col(ASKED)).otherwise(last).alias(AS_OF))
