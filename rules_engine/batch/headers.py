"""What the columns of a table are: the entries of a case, its facts, single elements of its sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rules_engine.case import ORGAN
from rules_engine.checked import Vocabulary
from rules_engine.intake.cases import KEYS
from rules_engine.intake.written import shown
from rules_engine.names import Names, key, nearest
from rules_engine.problem import CaseError, Problem
from rules_engine.value import Kind
from rules_engine.wording import batch as say

OTHERS: Final = "others"
"""What stands in the place of an element: whether a set has any that is not named."""
_OTHERS: Final = frozenset({OTHERS, "其他", "其余"})


class Part(StrEnum):
    """What a column gives of a case."""

    ID = "id"
    JURISDICTION = "jurisdiction"
    ACTION = "action"
    DATE = "date"
    AS_OF = "as_of"
    FACT = "fact"
    ELEMENT = "element"


_PARTS: Final[Mapping[str, Part]] = {
    key(name): Part(entry)
    for entry in (Part.ID, Part.JURISDICTION, Part.ACTION, Part.DATE, Part.AS_OF)
    for name in (entry, *KEYS[entry])
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its name as written, and what it is; `element` is one of a set fact's."""

    place: int
    header: str
    part: Part
    fact: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table that are read, and the names of those that are left out."""

    columns: tuple[Column, ...]
    left_out: tuple[str, ...] = ()

    def of(self, part: Part) -> Column | None:
        """The column of an entry of the case, if there is one."""
        return next((column for column in self.columns if column.part is part), None)

    @property
    def facts(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns of each fact, in the order of the table."""
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.columns:
            if column.fact:
                found[column.fact] = (*found.get(column.fact, ()), column)
        return found


def layout_of(headers: Sequence[str], vocabulary: Vocabulary, names: Names, *, ignore_unknown: bool = False) -> Layout:
    """What columns are, by their names.

    Raises CaseError, with all problems, where a name is unknown or a thing is told by two columns;
    `ignore_unknown` leaves out columns of unknown names.
    """
    columns: list[Column] = []
    left_out: list[str] = []
    problems: list[Problem] = []
    first: dict[tuple[Part, str, str], int] = {}
    for place, header in enumerate(headers):
        column = _column(place, header, vocabulary, names)
        if column is None:
            left_out.append(header)
            if not ignore_unknown:
                known = (*_PARTS, *names.facts)
                near = nearest(key(header), known)
                unknown = say.unknown_column(place + 1, shown(header), near)
                problems.append(unknown if header.strip() else say.nameless_column(place + 1))
            continue
        told = first.setdefault((column.part, column.fact, column.element), place)
        if told != place:
            problems.append(say.column_twice(place + 1, shown(header), told + 1))
        columns.append(column)
    if problems:
        raise CaseError(problems)
    return Layout(tuple(columns), tuple(left_out))


def _column(place: int, header: str, vocabulary: Vocabulary, names: Names) -> Column | None:
    name = key(header)
    if name in _PARTS:
        return Column(place, header, _PARTS[name])
    fact = names.facts.get(name) or (ORGAN if name in map(key, KEYS[ORGAN]) and ORGAN in vocabulary.facts else None)
    if fact:
        return Column(place, header, Part.FACT, fact)
    whole, _, part = name.partition(".")
    fact = names.facts.get(whole.strip())
    if fact is None or vocabulary.facts[fact].type.kind is not Kind.SET:
        return None
    part = part.strip()
    element = OTHERS if part in _OTHERS else names.values[vocabulary.facts[fact].type.enumeration].get(part)
    return Column(place, header, Part.ELEMENT, fact, element) if element else None
