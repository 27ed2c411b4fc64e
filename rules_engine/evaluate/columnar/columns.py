"""How the facts of cases stand in a frame: a column each, of the fact's type, null where the fact is unknown.

Enumerations are polars' own, so that a value that is none cannot stand there. A set is two columns of bits: the
elements that are in it, and those that are known not to be; where no set of a frame is open, the second may be left
out. Money is whole fen. `date` is the day of the act, `as_of` the day or moment of the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from rules_engine.program import Program, Slot
from rules_engine.value import Kind

DATE: Final = "date:act"
AS_OF: Final = "date:asked"
TYPES: Final[Mapping[Kind, pl.DataType]] = {
    Kind.FLAG: pl.Boolean(),
    Kind.COUNT: pl.Int64(),
    Kind.MONEY: pl.Int64(),
    Kind.DATE: pl.Date(),
    Kind.DATETIME: pl.Datetime("us"),
    Kind.SET: pl.UInt64(),
}
"""The types of columns; that of an enumeration has its values."""


def excluded(name: str) -> str:
    """The column with the elements that are known not to be in a set."""
    return f"{name}:no"


def withheld(name: str) -> str:
    """The column that tells where a fact that would be presumed is said to be unknown."""
    return f"{name}:withheld"


def bit_of(slot: Slot, element: str) -> int:
    """The bit of an element in the columns of a set."""
    return 1 << sorted(slot.values).index(element)


def bits_of(slot: Slot, elements: frozenset[str]) -> int:
    """The bits of several elements."""
    return sum(bit_of(slot, element) for element in elements)


def dtype_of(slot: Slot) -> pl.DataType:
    """The type of a fact's column."""
    return pl.Enum(sorted(slot.values)) if slot.type.kind is Kind.ENUM else TYPES[slot.type.kind]


def schema_of(program: Program) -> dict[str, pl.DataType]:
    """The columns that a frame may have for a program; facts whose column is left out are unknown in every row."""
    found: dict[str, pl.DataType] = {DATE: pl.Date()}
    for slot in program.slots.values():
        found[slot.name] = dtype_of(slot)
        if slot.type.kind is Kind.SET:
            found[excluded(slot.name)] = pl.UInt64()
        if slot.presumed:
            found[withheld(slot.name)] = pl.Boolean()
    return found
