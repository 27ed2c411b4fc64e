"""What would settle what the rules leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.evaluate.columnar.bits import Bits, bits_of, count_of, join, meet, rest
from rules_engine.evaluate.columnar.kernel import Table


@dataclass(slots=True)
class Reasons:
    """What would settle something: names with where they would, and years whose calendars are not published."""

    names: dict[str, Bits] = field(default_factory=dict)
    years: list[tuple[pl.Series, Bits]] = field(default_factory=list)

    def note(self, name: str, where: Bits) -> None:
        """Add a name."""
        if where is not False:
            self.names[name] = join(self.names.get(name, False), where)

    def note_part(self, table: Table, part: ex.Expression, reached: Bits) -> None:
        """Add what would settle an expression, in the rows `reached`."""
        if reached is False:
            return
        for name, where in table.terms.reasons(part, reached):
            self.note(name, where)
        self.years.extend((year, where) for year, where in table.terms.years(part, reached) if where is not False)

    def by_year(self) -> dict[int, Bits]:
        """Where the calendar of each year would settle something."""
        found: dict[int, Bits] = {}
        for years, where in self.years:
            for year in years.unique().drop_nulls():
                rows = meet(where, bits_of(years.eq_missing(year)))
                if rows is not False:
                    found[year] = join(found.get(year, False), rows)
        return found

    def counts(self, height: int) -> dict[str, int]:
        """How many rows lack each fact, or an element of it."""
        facts: dict[str, Bits] = {}
        for name, where in self.names.items():
            fact = name.partition(".")[0]
            facts[fact] = join(facts.get(fact, False), where)
        return {fact: count_of(where, height) for fact, where in facts.items()}


def reasons(table: Table) -> Reasons:
    """What would settle the verdict of each row."""
    found = reasons_of(table, table.open_musts())
    settled = table.settled()
    hidden = settled.open
    for where in (settled.governed.no, settled.governed.yes, settled.denied):
        hidden = join(hidden, where)
    _add_open_conditions(table, rest(hidden), found)
    return found


def reasons_of(table: Table, lines: Mapping[int, Bits]) -> Reasons:
    """What would settle lines, each in the rows where it is to be settled: its condition, body and overriders."""
    found, reached = Reasons(), dict(lines)
    for at in reversed(table.program.order):  # what a line displaces comes first: it hands on its rows
        rows, line = reached.get(at, False), table.program.lines[at]
        if rows is False:
            continue
        found.note(ORGAN, meet(rows, table.bound.unknown))
        for part in line.expressions if line.duty and line.duty.due else (line.when, line.condition):
            found.note_part(table, part, rows)
        for above in line.under:
            handed_on = meet(rows, table.applies(above).unknown)
            reached[above] = join(reached.get(above, False), handed_on)
    return found


def _add_open_conditions(table: Table, where: Bits, found: Reasons) -> None:
    """What would settle the conditions of the lines that were asked for, where it is open whether any governs."""
    if where is False:
        return
    found.note(ORGAN, meet(where, table.bound.unknown))
    for at in table.kernel.asked:
        found.note_part(table, table.program.lines[at].when, where)
