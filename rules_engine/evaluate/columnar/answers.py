"""What a table of cases comes to, as columns: verdicts, rules, missing facts, due dates."""

from __future__ import annotations

from typing import Final

import polars as pl

from rules_engine.decision import CALENDAR, DutyState, Status
from rules_engine.evaluate.columnar.bits import (
    Bits,
    Term,
    bits_of,
    both,
    either,
    join,
    negation,
    rest,
    term_of,
)
from rules_engine.evaluate.columnar.kernel import Table
from rules_engine.evaluate.columnar.masks import WORD, Combinations, Sheet, combinations, words
from rules_engine.evaluate.columnar.reasons import Reasons, reasons, reasons_of
from rules_engine.program import Line
from rules_engine.value import NOT_YET

STATES: Final = pl.Enum([state.value for state in DutyState])


def verdicts(table: Table) -> pl.DataFrame:
    """`verdict`, `silence` and `violated`: the violated rules as the bits of their places among those asked for.

    Of more than 64 rules the first 64 have bits; `with_status` has them all.
    """
    violated = [table.status(Status.VIOLATED, at) for at in table.kernel.asked[:WORD]]
    sheet = Sheet(table.height)
    verdict, silence = table.verdict_phrases(sheet)
    return sheet.columns(verdict=verdict, silence=silence, violated=sheet.mask(violated))


def with_status(table: Table, status: Status) -> Combinations:
    """The combinations of rules that have a status, as bits of their places among those asked for."""
    return combinations([table.status(status, at) for at in table.kernel.asked], table.height)


def rules_with(table: Table, status: Status) -> pl.Series:
    """The ids of the rules that have a status, as lists in the document's order."""
    return with_status(table, status).named(ids(table))


def arguable(table: Table) -> pl.Series:
    """The ids of the rules to which a rival reading gives another outcome."""
    return combinations([table.arguable(at) for at in table.kernel.asked], table.height).named(ids(table))


def displaced_by(table: Table, at: int) -> pl.Series:
    """The ids of the rules that stand in the place of one."""
    under = table.program.lines[at].under
    names = [table.program.lines[above].norm.id for above in under]
    return combinations([table.applies(above).yes for above in under], table.height).named(names)


def missing(table: Table) -> pl.Series:
    """What would settle the verdict, in the vocabulary's order: facts, elements of sets, `calendar:YEAR`."""
    return told(table, reasons(table))


def missing_bits(table: Table) -> tuple[tuple[str, ...], pl.DataFrame]:
    """The same as bits: the names, and numbers whose bits tell which of them a row has, `WORD` names to a column."""
    found = _named(table, reasons(table))
    return tuple(found), words(tuple(found.values()), table.height)


def missing_of(table: Table, at: int) -> pl.Series:
    """What would settle one rule where it is undetermined."""
    return told(table, reasons_of(table, {at: table.breaks(at).unknown}))


def told(table: Table, found: Reasons) -> pl.Series:
    """The names of reasons, as lists."""
    named = _named(table, found)
    return combinations(tuple(named.values()), table.height).named(tuple(named))


def _named(table: Table, found: Reasons) -> dict[str, Bits]:
    """Where there is each reason, in the vocabulary's order."""
    names = {**found.names, **{f"{CALENDAR}{year}": where for year, where in found.by_year().items()}}
    return {name: names[name] for name in table.program.in_order(names)}


def duties(table: Table) -> list[tuple[Line, pl.DataFrame]]:
    """The duties that may arise from the act, each with `state` (null where it does not arise) and `due`."""
    lines = table.program.duties

    def applies(line: Line) -> Term:
        above = either([applies(lines[at]) for at in line.under])
        return both((table.bound, table.terms(line.when), negation(above)))

    return [(line, _notice(table, line, applies(line))) for line in lines]


def _notice(table: Table, line: Line, applies: Term) -> pl.DataFrame:
    assert line.duty
    dated = line.duty.due is not None
    due = table.due(line) if dated else pl.repeat(None, table.height, dtype=pl.Date, eager=True)
    unclear = join(applies.unknown, bits_of(due.is_null()) if dated else False)
    late = term_of(table.as_of(line) > due).yes if dated else False
    sheet = Sheet(table.height)
    state = pl.lit(DutyState.PENDING.value, STATES)
    ranked = ((late, DutyState.LATE), (unclear, DutyState.UNKNOWN), (table.discharged(line), DutyState.DONE))
    for bits, word in ranked:
        if bits is not False:
            state = pl.when(sheet.phrase(bits)).then(pl.lit(word.value, STATES)).otherwise(state)
    arises = sheet.phrase(rest(applies.no))
    day = pl.when(arises & (pl.lit(due).dt.year() < NOT_YET.year)).then(pl.lit(due))
    return sheet.columns(state=pl.when(arises).then(state), due=day)


def ids(table: Table) -> list[str]:
    """The ids of the rules asked for, in the document's order."""
    return [table.program.lines[at].norm.id for at in table.kernel.asked]
