"""Frames of any kind, screened in memory."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import polars as pl

from rules_engine.batch.answering import schema_of
from rules_engine.batch.asked import Asked, Packs
from rules_engine.batch.faults import AT, PLACE
from rules_engine.batch.headers import Layout, Part, layout_of
from rules_engine.batch.screen import Screener
from rules_engine.batch.texts import text_of
from rules_engine.intake.cases import KEYS
from rules_engine.names import names_of
from rules_engine.problem import CaseError
from rules_engine.wording import batch as say

Frame: TypeAlias = pl.DataFrame
"""What answers to frames come as, whatever the kind of frame that was given."""
PROBLEM: Final = "problem"
"""The column that tells what is wrong with a row; null where nothing is."""
_ROWS: Final = 1 << 18
"""So many rows are screened at once: a frame's columns then lie in the processor's reach."""


def polars_frame(frame: Any) -> pl.DataFrame:
    """A frame of polars, pandas or Arrow as one of polars. Raises TypeError for anything else."""
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    if type(frame).__module__.partition(".")[0] == "pandas":
        frame = frame.reset_index(drop=True)  # else it becomes a column
    if hasattr(frame, "__arrow_c_stream__"):
        return pl.DataFrame(frame)
    raise TypeError(f"no frame of polars, pandas or Arrow: {type(frame).__name__}")


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose columns are named by their places, with the place of each row."""
    places = pl.int_range(len(frame), dtype=PLACE, eager=True).alias(AT)
    renamed = frame.rename({name: str(place) for place, name in enumerate(frame.columns)})
    return renamed.with_columns(places)


def needs(layout: Layout, asked: Asked) -> None:
    """Raise CaseError where neither a column nor the question names jurisdictions and actions."""
    given = ((Part.JURISDICTION, asked.jurisdiction), (Part.ACTION, asked.action))
    lacking = [say.no_column(part, KEYS[part][0]) for part, name in given if not name and layout.of(part) is None]
    if lacking:
        raise CaseError(lacking)


def check_frame(frame: Any, packs: Packs, asked: Asked, *, ignore_unknown: bool = False) -> pl.DataFrame:
    """The answers to the rows of a frame, in their order, with what is wrong with those that have none.

    Raises CaseError where a column is not known or of a type that is not read, or none tells the jurisdiction or the
    action; TypeError where `frame` is none.
    """
    table = polars_frame(frame)
    vocabulary = packs.vocabulary
    layout = layout_of(table.columns, vocabulary, names_of(vocabulary), ignore_unknown=ignore_unknown)
    needs(layout, asked)
    for column in layout.columns:
        text_of(table.to_series(column.place).head(0))
    screener = Screener(packs, layout, asked)
    found = [_answered(screener, numbered(part)) for part in table.iter_slices(_ROWS)]
    return pl.concat(found) if found else pl.DataFrame(schema={**schema_of(asked), PROBLEM: pl.String()})


def _answered(screener: Screener, rows: pl.DataFrame) -> pl.DataFrame:
    found = screener.screen(rows)
    if not len(found.faults):
        return found.answers.drop(AT).with_columns(pl.lit(None, pl.String).alias(PROBLEM))
    told = pl.concat_str(
        pl.when(pl.col("column") != "").then(pl.col("column") + ": ").otherwise(pl.lit("")), pl.col("reason")
    )
    problems = found.faults.group_by(AT).agg(told.str.join("; ").alias(PROBLEM))
    heads = rows.select(AT, found.ids.alias("id"))
    joined = heads.join(found.answers.drop("id"), on=AT, how="left", maintain_order="left")
    return joined.join(problems, on=AT, how="left", maintain_order="left").drop(AT)
