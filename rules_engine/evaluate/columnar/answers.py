"""What a table of cases comes to, as columns: verdicts, rules, missing facts, due dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

import polars as pl

from rules_engine.decision import CALENDAR, DutyState, Status
from rules_engine.evaluate.columnar.bits import Bits, Term, both, column_of, either, join, negation, rest
from rules_engine.evaluate.columnar.kernel import Reasons, Table, worded
from rules_engine.evaluate.columnar.masks import WORD, Combinations, Spellings, combinations, mask, names_in
from rules_engine.program import Line, Program
from rules_engine.value import NOT_YET

STATES: Final = pl.Enum([state.value for state in DutyState])


def verdicts(table: Table) -> pl.DataFrame:
    """`verdict`, `silence` and `violated`: the violated rules as the bits of their places among those asked for.

    Of more than 64 rules the first 64 have bits; `with_status` has them all.
    """
    verdict, silence = table.verdict()
    violated = [table.status(Status.VIOLATED, at) for at in table.kernel.asked[:WORD]]
    return pl.DataFrame({"verdict": verdict, "silence": silence, "violated": mask(violated, table.height)})


def with_status(table: Table, status: Status) -> Combinations:
    """The combinations of rules that have a status, as bits of their places among those asked for."""
    return _combined(table, [table.status(status, at) for at in table.kernel.asked])


def rules_with(table: Table, status: Status) -> pl.Series:
    """The ids of the rules that have a status, as lists in the document's order."""
    return with_status(table, status).spelt(partial(names_in, names=ids(table)))


def arguable(table: Table) -> pl.Series:
    """The ids of the rules to which a rival reading gives another outcome."""
    return _listed(table, [table.arguable(at) for at in table.kernel.asked], ids(table))


def displaced_by(table: Table, at: int) -> pl.Series:
    """The ids of the rules that stand in the place of one."""
    under = table.program.lines[at].under
    names = [table.program.lines[above].norm.id for above in under]
    return _listed(table, [table.applies(above).yes for above in under], names)


class Missing:
    """What is missing in the tables of one program. Names that were met keep their bits, and words are found once."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._names: dict[str, int] = {}
        self._spellings = Spellings(self._word)
        self.counts: Counter[str] = Counter()
        """How many rows of the last table lack each fact, or an element of it."""

    def _word(self, number: int) -> Sequence[str]:
        return self._program.in_order(names_in(number, list(self._names)))

    def of(self, table: Table) -> pl.Series:
        """What would settle the verdict, in the vocabulary's order: facts, elements of sets, `calendar:YEAR`."""
        return self._told(table, _reasons(table))

    def of_line(self, table: Table, at: int) -> pl.Series:
        """What would settle one rule where it is undetermined."""
        return self._told(table, table.reasons(at))

    def _told(self, table: Table, reasons: Reasons) -> pl.Series:
        for name in reasons.names:
            self._names.setdefault(name, len(self._names))
        found = _combined(table, [reasons.names.get(name, False) for name in self._names])
        self._count(found)
        facts = self._spellings.of(found)
        return _with_years(table, facts, reasons) if reasons.years else facts

    def _count(self, found: Combinations) -> None:
        self.counts = Counter()
        for number, count in found.counted():
            names = names_in(number, list(self._names))
            self.counts.update(dict.fromkeys((name.partition(".")[0] for name in names), count))


def missing(table: Table) -> pl.Series:
    """What would settle the verdict of each row."""
    return Missing(table.program).of(table)


def missing_of(table: Table, at: int) -> pl.Series:
    """What would settle one rule where it is undetermined."""
    return Missing(table.program).of_line(table, at)


def _reasons(table: Table) -> Reasons:
    reasons = table.reasons_of(table.open_musts())
    found = table.settled()
    hidden = found.open
    for where in (found.governed.no, found.governed.yes, found.denied):
        hidden = join(hidden, where)
    ungoverned = rest(hidden)
    if ungoverned is not False:
        reasons.add(table.open_conditions(ungoverned))
    return reasons


def duties(table: Table) -> list[tuple[Line, pl.DataFrame]]:
    """The duties that may arise from the act, each with `state` (null where it does not arise) and `due`."""
    lines = table.program.duties

    def applies(line: Line) -> Term:
        above = either([applies(lines[at]) for at in line.under])
        return both((table.bound, table.terms(line.when), negation(above)))

    return [(line, _notice(table, line, applies(line))) for line in lines]


def _notice(table: Table, line: Line, applies: Term) -> pl.DataFrame:
    assert line.duty
    dated, none = line.duty.due is not None, pl.repeat(None, table.height, dtype=pl.Date, eager=True)
    due = table.due(line) if dated else none
    arises = rest(applies.no)
    unclear = join(applies.unknown, due.is_null() if dated else False)
    late = (table.as_of(line) > due).fill_null(value=False) if dated else False
    places = {state: pl.lit(place, pl.UInt8) for place, state in enumerate(DutyState)}
    state = (
        pl.when(column_of(rest(arises), table.height))
        .then(None)
        .when(column_of(table.discharged(line), table.height))
        .then(places[DutyState.DONE])
        .when(column_of(unclear, table.height))
        .then(places[DutyState.UNKNOWN])
        .when(column_of(late, table.height))
        .then(places[DutyState.LATE])
        .otherwise(places[DutyState.PENDING])
    )
    shown = pl.when(column_of(arises, table.height) & (pl.lit(due).dt.year() < NOT_YET.year)).then(pl.lit(due))
    found = pl.select(state=state, due=shown)
    return found.with_columns(worded(found["state"], STATES))


def ids(table: Table) -> list[str]:
    """The ids of the rules asked for, in the document's order."""
    return [table.program.lines[at].norm.id for at in table.kernel.asked]


def _combined(table: Table, several: Sequence[Bits]) -> Combinations:
    words = [mask(several[start : start + WORD], table.height) for start in range(0, len(several), WORD)]
    return combinations(words or [mask([], table.height)])


def _listed(table: Table, several: Sequence[Bits], names: Sequence[str]) -> pl.Series:
    """The names of those of `several` that have a row, as lists."""
    return _combined(table, several).spelt(partial(names_in, names=names))


def _with_years(table: Table, facts: pl.Series, reasons: Reasons) -> pl.Series:
    years = [pl.when(column_of(where, table.height)).then(year) for year, where in reasons.years]
    told = pl.select(years=pl.concat_list(years).list.drop_nulls().list.unique().list.sort())
    if not told["years"].list.len().sum():
        return facts
    spelt = told.select(
        pl.col("years").list.eval(pl.concat_str(pl.lit(CALENDAR), pl.element().cast(pl.String)))
    ).to_series()
    return pl.DataFrame({"facts": facts, "years": spelt}).select(pl.concat_list("facts", "years")).to_series()
