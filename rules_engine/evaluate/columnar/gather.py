"""Typed cases as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from rules_engine.case import Case
from rules_engine.evaluate.columnar.columns import AS_OF, DATE, bits_of, dtype_of, excluded, withheld
from rules_engine.program import Program, Slot
from rules_engine.value import Kind, OpenSet, end_of_day


def frame_of(cases: Sequence[Case], program: Program) -> pl.DataFrame:
    """A row for each case, with a column for each fact that a case knows.

    The cases are of the program's jurisdiction and action. Where one is asked as of a moment, all are: a day
    that is asked of is asked at its end.
    """
    columns: dict[str, pl.Series] = {DATE: pl.Series([case.date for case in cases], dtype=pl.Date)}
    asked: list[date] = [case.as_of for case in cases]
    timed = any(isinstance(moment, datetime) for moment in asked)
    if timed:
        asked = [end_of_day(moment) for moment in asked]
    if timed or asked != [case.date for case in cases]:
        columns[AS_OF] = pl.Series(asked, dtype=pl.Datetime("us") if timed else pl.Date)
    for slot in program.slots.values():
        values = [case.facts.get(slot.name) for case in cases]
        if any(value is not None for value in values):
            columns.update(_columns(slot, values))
        hidden = [slot.name in case.withheld for case in cases]
        if any(hidden) and slot.name in program.presumable:
            columns[withheld(slot.name)] = pl.Series(hidden, dtype=pl.Boolean)
    return pl.DataFrame(columns)


def _columns(slot: Slot, values: Sequence[Any]) -> dict[str, pl.Series]:
    if slot.type.kind is not Kind.SET:
        return {slot.name: pl.Series(values, dtype=dtype_of(slot))}
    everything = slot.values
    inside = [None if v is None else bits_of(slot, v.yes if isinstance(v, OpenSet) else v) for v in values]
    outside = [None if v is None else bits_of(slot, v.no if isinstance(v, OpenSet) else everything - v) for v in values]
    found = {slot.name: pl.Series(inside, dtype=dtype_of(slot))}
    if any(isinstance(value, OpenSet) for value in values):
        found[excluded(slot.name)] = pl.Series(outside, dtype=dtype_of(slot))
    return found
