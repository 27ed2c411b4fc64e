"""The floor for bulk: the same conditions by hand in polars and in DuckDB's SQL. Sets are columns of bits.

Both give the violated rules as the bits of a number; an act is denied where it is not 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

from benchmarks.peers.condition import Action, AllOf, Amount, AnyOf, Column, Condition, Flag, Holds, Not, OneOf, Order
from benchmarks.peers.notation import Notation

if TYPE_CHECKING:
    import polars as pl


class Polars:
    """Conditions as polars expressions."""

    def __init__(self, action: Action) -> None:
        self.columns: Mapping[str, Column] = {column.name: column for column in action.columns}
        self.action = action

    def mask(self) -> pl.Expr:
        """The violated rules as bits; where a condition is unknown, its rule is not violated.

        To choose between two numbers takes half as long as to cast truths and to shift them.
        """
        import polars as pl

        words = [
            pl.when(self.truth(condition)).then(pl.lit(1 << at, pl.UInt64)).otherwise(pl.lit(0, pl.UInt64))
            for at, (_, condition) in enumerate(self.action.rules)
        ]
        return reduce(add, words)

    def truth(self, condition: Condition) -> pl.Expr:
        """A condition; null where it is unknown."""
        import polars as pl

        match condition:
            case AllOf(items):
                return reduce(and_, [self.truth(item) for item in items])
            case AnyOf(items):
                return reduce(or_, [self.truth(item) for item in items])
            case Not(item):
                return ~self.truth(item)
            case Flag(fact):
                return pl.col(fact).fill_null(value=False) if self.columns[fact].presumed else pl.col(fact)
            case OneOf(fact, values):
                places = [self.columns[fact].values.index(value) for value in values]
                if len(places) == 1:
                    return pl.col(fact).to_physical() == places[0]
                return pl.col(fact).to_physical().is_in(places)
            case Holds(fact, elements):
                return (pl.col(fact) & bits(self.columns[fact], elements)) != 0
            case Order(op, left, right):
                one, other = (self._amount(side) for side in (left, right))
                return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]
        raise AssertionError(condition)

    def _amount(self, amount: Amount) -> Any:
        import polars as pl

        if not amount.fact:
            return amount.factor
        return pl.col(amount.fact) if amount.factor == 1 else pl.col(amount.fact) * amount.factor


class Sql(Notation):
    """Conditions as SQL."""

    both, either, negated = " AND ", " OR ", "NOT ({})"
    quote = "'"

    def __init__(self, action: Action) -> None:
        self.columns = {column.name: column for column in action.columns}
        self.action = action

    def fact(self, name: str) -> str:
        """A fact; what is presumed is false where it is missing."""
        return f"coalesce({name}, false)" if self.columns[name].presumed else name

    def one_of(self, fact: str, values: tuple[str, ...]) -> str:
        """An enumeration has one of several values."""
        if len(values) == 1:
            return f"{fact} = {self.word(values[0])}"
        return f"{fact} IN ({', '.join(map(self.word, values))})"

    def holds(self, fact: str, elements: tuple[str, ...]) -> str:
        """A set holds one of several elements."""
        return f"({fact} & {bits(self.columns[fact], elements)}) <> 0"

    def mask(self) -> str:
        """The violated rules as bits."""
        return " | ".join(
            f"CASE WHEN {self.text(condition)} THEN {1 << at} ELSE 0 END"
            for at, (_, condition) in enumerate(self.action.rules)
        )

    def ids(self, mask: str) -> str:
        """The ids of the violated rules, as a list, from their bits."""
        each = ", ".join(
            f"CASE WHEN {mask} & {1 << at} <> 0 THEN '{name}' END" for at, name in enumerate(self.action.ids)
        )
        return f"list_filter([{each}], lambda name: name IS NOT NULL)"


def bits(column: Column, elements: tuple[str, ...]) -> int:
    """The bits of several elements in a set's column."""
    return sum(1 << column.values.index(element) for element in elements)
