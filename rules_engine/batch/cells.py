"""Columns of cells to the typed columns of facts that the evaluator takes.

What is written plainly is read by polars, a column at a time. Whatever else there is, each different text is read once,
by the code that reads cases, and looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from rules_engine.batch.faults import AT, Faults
from rules_engine.batch.headers import OTHERS, Column, Part
from rules_engine.batch.lexicon import Found, Lexicon
from rules_engine.batch.quick import plain_values
from rules_engine.batch.texts import text_of, values_of
from rules_engine.batch.written import element_reader, fact_reader
from rules_engine.checked import FactDef, Vocabulary
from rules_engine.evaluate.columnar.bits import column_of
from rules_engine.evaluate.columnar.columns import bit_of, bits_of, dtype_of, excluded, withheld
from rules_engine.names import Names
from rules_engine.program import Slot
from rules_engine.value import Kind, OpenSet
from rules_engine.wording import case as say


def slots_of(vocabulary: Vocabulary) -> dict[str, Slot]:
    """All facts of a vocabulary, as evaluators know them."""
    return {
        name: Slot(name, fact.type, fact.presumed, frozenset(vocabulary.enumerations.get(fact.type.enumeration, ())))
        for name, fact in vocabulary.facts.items()
    }


class CellReader:
    """Reads the columns of one fact, under the names that one jurisdiction's cases may use."""

    def __init__(self, fact: FactDef, slot: Slot, vocabulary: Vocabulary, names: Names) -> None:
        self.fact, self.slot = fact, slot
        self.name, self.kind = slot.name, slot.type.kind
        dtype = dtype_of(slot)
        if self.kind is Kind.SET:
            types: tuple[pl.DataType, ...] = (dtype, dtype, pl.Boolean())
            self._whole = Lexicon(fact_reader(fact, vocabulary, names), types, partial(_bits, slot))
        else:
            self._whole = Lexicon(fact_reader(fact, vocabulary, names), (dtype,))
        self._elements: dict[str, Lexicon] = {}

    def read(self, frame: pl.DataFrame, columns: Sequence[Column], faults: Faults) -> dict[str, pl.Series]:
        """The typed columns of the fact, none where no cell tells it; the frame has a column for each place."""
        found: dict[str, pl.Series] = {}
        elements: list[Column] = []
        for column in columns:
            name = str(column.place)
            if name not in frame.columns or frame[name].null_count() == len(frame):
                continue
            if column.part is Part.ELEMENT:
                elements.append(column)
            else:
                found = self._read_whole(frame[name], frame[AT], column, faults)
        return self._with_elements(found, frame, elements, faults) if elements else found

    def _read_whole(self, series: pl.Series, at: pl.Series, column: Column, faults: Faults) -> dict[str, pl.Series]:
        found: Found | None
        if self.kind is Kind.SET:
            found = _looked_up(self._whole, text_of(series), at, column, faults)
            inside, outside, open_ = found.values
            columns = {self.name: inside}
            if open_.any():
                columns[excluded(self.name)] = outside
        else:
            value, found = self._read_value(series, at, column, faults)
            columns = {self.name: value}
        if found and found.withheld is not None and found.withheld.any():
            columns[withheld(self.name)] = found.withheld
        told = columns[self.name].null_count() < len(series)
        return {name: series for name, series in columns.items() if told or name == withheld(self.name)}

    def _read_value(
        self, series: pl.Series, at: pl.Series, column: Column, faults: Faults
    ) -> tuple[pl.Series, Found | None]:
        value = values_of(series, self.kind)
        if value is None:
            series = text_of(series)
            value = plain_values(series, self.kind)
        if value is None:
            found = _looked_up(self._whole, series, at, column, faults)
            return found.values[0], found
        if value.null_count() == series.null_count():
            return value, None
        rest = pl.select(pl.when(pl.lit(value).is_null()).then(pl.lit(text_of(series)))).to_series()
        found = _looked_up(self._whole, rest, at, column, faults)
        return pl.select(pl.coalesce(value, found.values[0])).to_series(), found

    # --- single elements of a set

    def _with_elements(
        self, found: dict[str, pl.Series], frame: pl.DataFrame, columns: Sequence[Column], faults: Faults
    ) -> dict[str, pl.Series]:
        height, dtype = len(frame), dtype_of(self.slot)
        nothing = pl.repeat(0, height, dtype=dtype, eager=True)
        inside, outside, unclear = (pl.lit(nothing) for _ in range(3))
        told, closed = (pl.lit(_nowhere(height)) for _ in range(2))
        for column in columns:
            answer, unknown = self._answers(frame[str(column.place)], frame[AT], column, faults)
            told = told | answer.is_not_null() | unknown
            if column.element == OTHERS:
                closed = (~answer).fill_null(value=False)
                continue
            bit = pl.lit(bit_of(self.slot, column.element), dtype)
            inside = pl.when(answer).then(inside | bit).otherwise(inside)
            outside = pl.when(~answer).then(outside | bit).otherwise(outside)
            unclear = pl.when(unknown).then(unclear | bit).otherwise(unclear)
        everything = pl.lit(bits_of(self.slot, self.slot.values), dtype)
        # That there are no others says no of all elements that are not named.
        named = inside | outside | unclear
        outside = pl.when(closed).then(outside | (named ^ everything)).otherwise(outside)
        made = pl.select(told=told, inside=inside, outside=outside)
        return self._joined(found, made, frame[AT], columns[0], faults)

    def _answers(self, series: pl.Series, at: pl.Series, column: Column, faults: Faults) -> tuple[pl.Expr, pl.Expr]:
        if series.dtype == pl.Boolean:
            return pl.lit(series), pl.lit(_nowhere(len(series)))
        if column.element not in self._elements:
            self._elements[column.element] = Lexicon(element_reader(self.fact, column.element), (pl.Boolean(),))
        found = _looked_up(self._elements[column.element], text_of(series), at, column, faults)
        none = _nowhere(len(series))
        return pl.lit(found.values[0]), pl.lit(none if found.withheld is None else found.withheld)

    def _joined(
        self, found: dict[str, pl.Series], made: pl.DataFrame, at: pl.Series, column: Column, faults: Faults
    ) -> dict[str, pl.Series]:
        """The set as its elements tell it, and where they do not, as the column of the whole set does."""
        whole = found.get(self.name)
        if whole is not None:
            twice = made["told"] & whole.is_not_null()
            problem = say.fact_twice(None, self.name, self.fact.label.named, None)
            faults.add(at.filter(twice), problem, order=column.place, column=column.header)
        names = (self.name, excluded(self.name))
        everything = bits_of(self.slot, self.slot.values)
        told = pl.lit(made["told"])
        for name, part in zip(names, ("inside", "outside"), strict=True):
            other: pl.Expr = pl.lit(None, made[part].dtype)
            if name in found:
                other = pl.lit(found[name])
            elif whole is not None:
                other = pl.lit(whole ^ pl.Series([everything], dtype=whole.dtype))
            found[name] = pl.select(pl.when(told).then(pl.lit(made[part])).otherwise(other)).to_series()
        return found


def _nowhere(height: int) -> pl.Series:
    return column_of(bits=False, height=height)


def _looked_up(lexicon: Lexicon, texts: pl.Series, at: pl.Series, column: Column, faults: Faults) -> Found:
    found = lexicon.find(texts)
    if len(found.bad):
        values = texts.gather(found.bad).to_list()
        faults.add_each(at.gather(found.bad), found.problems, order=column.place, column=column.header, values=values)
    return found


def _bits(slot: Slot, value: frozenset[str] | OpenSet) -> tuple[int, int, bool]:
    """A set as the bits of the elements in it, of those known not to be, and whether it is open."""
    if isinstance(value, OpenSet):
        return bits_of(slot, value.yes), bits_of(slot, value.no), True
    return bits_of(slot, value), bits_of(slot, slot.values - value), False
