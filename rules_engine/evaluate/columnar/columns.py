"""How the facts of cases stand in a frame: a column each, of the fact's type, null where the fact is unknown.

Enumerations are polars' own, so that a value that is none cannot stand there. A set is two columns of bits: the
elements that are in it, and those that are known not to be; where no set of a frame is open, the second may be left
out. Money is whole fen. `date` is the day of the act, `as_of` the day or moment of the question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
}
"""The types of columns, but of those that depend on an enumeration."""

_WORDS: Final[tuple[tuple[int, pl.DataType], ...]] = (
    (8, pl.UInt8()),
    (16, pl.UInt16()),
    (32, pl.UInt32()),
    (64, pl.UInt64()),
)


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


def elements_of(slot: Slot, bits: int) -> frozenset[str]:
    """The elements whose bits a number has."""
    return frozenset(element for place, element in enumerate(sorted(slot.values)) if bits >> place & 1)


def places(slot: Slot, values: Collection[str]) -> list[int]:
    """The places of several values in the type of an enumeration's column."""
    return [place for place, value in enumerate(sorted(slot.values)) if value in values]


def dtype_of(slot: Slot) -> pl.DataType:
    """The type of a fact's column: for a set the narrowest number that has a bit for each element."""
    if slot.type.kind is Kind.ENUM:
        return pl.Enum(sorted(slot.values))
    if slot.type.kind is Kind.SET:
        return next(words for bits, words in _WORDS if len(slot.values) <= bits)
    return TYPES[slot.type.kind]


def schema_of(program: Program) -> dict[str, pl.DataType]:
    """The columns that a frame may have for a program; facts whose column is left out are unknown in every row."""
    found: dict[str, pl.DataType] = {DATE: pl.Date()}
    for slot in program.slots.values():
        found[slot.name] = dtype_of(slot)
        if slot.type.kind is Kind.SET:
            found[excluded(slot.name)] = dtype_of(slot)
        if slot.presumed:
            found[withheld(slot.name)] = pl.Boolean()
    return found
