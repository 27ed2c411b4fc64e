"""Truths of many rows as columns of bits: where something is known to hold, and where it is known not to.

Two plain columns stand for one that may be null. Then all of strong Kleene logic is `and` and `or` of bits, which run
over whole words, and `not` costs nothing. What is so in every row, or in none, is a plain `True` or `False` as long as
possible, and needs no work at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

import polars as pl

Bits: TypeAlias = pl.Series | bool
"""Rows: a column without nulls, or all of them (True), or none (False)."""


def meet(one: Bits, other: Bits) -> Bits:
    """The rows that both have."""
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    found = one & other
    return found if found.any() else False


def join(one: Bits, other: Bits) -> Bits:
    """The rows that either has."""
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    found = one | other
    return True if found.all() else found


def rest(bits: Bits) -> Bits:
    """The other rows."""
    return (not bits) if isinstance(bits, bool) else ~bits


def any_of(several: Iterable[Bits]) -> Bits:
    """The rows that at least one has."""
    found: Bits = False
    for bits in several:
        found = join(found, bits)
        if found is True:
            break
    return found


def bits_of(column: pl.Series) -> Bits:
    """A column of truths without nulls as rows."""
    if column.all():
        return True
    return column if column.any() else False


def column_of(bits: Bits, height: int) -> pl.Series:
    """Rows as a column."""
    return pl.repeat(bits, height, dtype=pl.Boolean, eager=True) if isinstance(bits, bool) else bits


def count_of(bits: Bits, height: int) -> int:
    """How many rows there are."""
    return (height if bits else 0) if isinstance(bits, bool) else int(bits.sum())


class Term:
    """A truth for each row: it holds in the rows `yes`, does not in the rows `no`, and is unknown in the others.

    It is `plain` where it is known in every row: then `no` are the other rows, and made only when they are asked for.
    """

    __slots__ = ("_no", "_unknown", "plain", "yes")

    def __init__(self, yes: Bits, no: Bits | None = None) -> None:
        self.yes, self._no = yes, no
        self.plain = no is None or yes is True or no is True
        self._unknown: Bits | None = False if self.plain else None

    @property
    def no(self) -> Bits:
        """The rows where it is known not to hold."""
        if self._no is None:
            self._no = rest(self.yes)
        return self._no

    @property
    def unknown(self) -> Bits:
        """The rows where it is unknown."""
        if self._unknown is None:
            self._unknown = rest(join(self.yes, self.no))
        return self._unknown

    @property
    def never(self) -> bool:
        """Whether it is known in every row not to hold."""
        return self.plain and self.yes is False


TRUE: Final = Term(yes=True)
FALSE: Final = Term(yes=False)
UNKNOWN: Final = Term(yes=False, no=False)


def terms_of(frame: pl.DataFrame) -> dict[str, Term]:
    """Columns of truths, null where they are unknown."""
    open_ = [series.name for series in frame.iter_columns() if series.null_count()]
    # What comes of this has no mask of nulls, not even an empty one, with which all that follows would be slower.
    parted = frame.select(
        pl.all().eq_missing(other=True).name.prefix("yes:"), pl.col(open_).eq_missing(other=False).name.prefix("no:")
    )
    found: dict[str, Term] = {}
    for name in frame.columns:
        no = bits_of(parted[f"no:{name}"]) if name in open_ else None
        found[name] = Term(bits_of(parted[f"yes:{name}"]), no)
    return found


def term_of(column: pl.Series) -> Term:
    """A column of truths, null where they are unknown."""
    return terms_of(column.to_frame("one"))["one"]


def negation(term: Term) -> Term:
    """Not."""
    return Term(term.no) if term.plain else Term(term.no, term.yes)


def both(terms: Iterable[Term]) -> Term:
    """And. What is known in every row is joined first: of it one of the two columns is enough."""
    yes: Bits = True
    open_ = []
    for term in terms:
        if not term.plain:
            open_.append(term)
            continue
        yes = meet(yes, term.yes)
        if yes is False:
            return FALSE
    if not open_:
        return Term(yes)
    no = rest(yes)
    for term in open_:
        yes, no = meet(yes, term.yes), join(no, term.no)
    return Term(yes, no)


def either(terms: Iterable[Term]) -> Term:
    """Or, like `both`."""
    yes: Bits = False
    open_ = []
    for term in terms:
        if not term.plain:
            open_.append(term)
            continue
        yes = join(yes, term.yes)
        if yes is True:
            return TRUE
    if not open_:
        return Term(yes)
    no = rest(yes)
    for term in open_:
        yes, no = join(yes, term.yes), meet(no, term.no)
    return Term(yes, no)
