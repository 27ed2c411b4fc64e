"""Frames of random cases, with columns as both the engine's kernel and a person with polars would lay them out."""

from __future__ import annotations

import random

import polars as pl

from benchmarks.peers.cases import DAY
from benchmarks.peers.condition import Action, Column, Holds, OneOf, atoms
from rules_engine.evaluate.columnar.columns import DATE, schema_of
from rules_engine.program import Program

OTHERS = 2


def frame_of(program: Program, action: Action, height: int, missing: float = 0.0, seed: int = 1) -> pl.DataFrame:
    """Random rows; each fact is null with a probability. Sets are columns of bits, money is fen."""
    draw = random.Random(seed)  # noqa: S311 -- no secrets here
    schema = schema_of(program)
    found = {DATE: pl.repeat(DAY, height, dtype=pl.Date, eager=True)}
    for column in action.columns:
        values = _values(column, action, schema[column.name], height, draw)
        if missing:
            lost = _uniform(height, 1000, draw) < missing * 1000
            values = pl.select(pl.when(~lost).then(values)).to_series()
        found[column.name] = values.alias(column.name)
    return pl.DataFrame(found)


def named(action: Action, column: Column) -> list[str]:
    """The values of an enumeration that rules speak of, and a few others."""
    known = {
        value
        for _, condition in action.rules
        for atom in atoms(condition)
        if isinstance(atom, OneOf | Holds) and atom.fact == column.name
        for value in (atom.values if isinstance(atom, OneOf) else atom.elements)
    }
    return sorted(known) + [value for value in column.values if value not in known][:OTHERS]


def _uniform(height: int, below: int, draw: random.Random) -> pl.Series:
    """Whole numbers from 0 on."""
    mixed = pl.int_range(height, dtype=pl.UInt64, eager=True).hash(seed=draw.getrandbits(32))
    return (mixed % below).cast(pl.Int64)


def _values(column: Column, action: Action, dtype: pl.DataType, height: int, draw: random.Random) -> pl.Series:
    if column.kind == "flag":
        return _uniform(height, 10, draw) < 7
    if column.kind == "count":
        return _uniform(height, 30, draw) + 1
    if column.kind == "money":
        return (_uniform(height, 10**7, draw) + 1) * 100
    places = [column.values.index(value) for value in named(action, column)]
    if column.kind == "enum":
        words = pl.Series([column.values[place] for place in places], dtype=dtype)
        return words.gather(_uniform(height, len(places), draw))
    bits = pl.Series([1 << place for place in places], dtype=dtype)
    once, twice = (bits.gather(_uniform(height, len(places), draw)) for _ in range(2))
    return pl.select(pl.when(_uniform(height, 5, draw) > 0).then(once | twice).otherwise(pl.lit(0, dtype))).to_series()
