"""What a table of cases comes to, as columns: verdicts, rules, missing facts, due dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from rules_engine.decision import CALENDAR, DutyState, Status
from rules_engine.evaluate.columnar.kernel import Reasons, Table
from rules_engine.evaluate.columnar.masks import mask, names_of
from rules_engine.evaluate.columnar.terms import Term, both, column_of, either, is_true, is_unknown, negation
from rules_engine.program import Line
from rules_engine.value import NOT_YET

STATES: Final = pl.Enum([state.value for state in DutyState])
_WORD: Final = 64


def verdicts(table: Table) -> pl.DataFrame:
    """`verdict`, `silence` and `violated`: the violated rules as the bits of their places among those asked for."""
    verdict, silence = table.verdict()
    return table.columns(verdict=verdict, silence=silence, violated=table.mask(Status.VIOLATED))


def rules_with(table: Table, status: Status) -> pl.Series:
    """The ids of the rules that have a status, as lists in the document's order."""
    return _listed(table, [table.status(status, at) for at in table.kernel.asked], _ids(table))


def arguable(table: Table) -> pl.Series:
    """The ids of the rules to which a rival reading gives another outcome."""
    return _listed(table, [table.arguable(at) for at in table.kernel.asked], _ids(table))


def displaced_by(table: Table, at: int) -> pl.Series:
    """The ids of the rules that stand in the place of one."""
    under = table.program.lines[at].under
    ids = [table.program.lines[above].norm.id for above in under]
    return _listed(table, [table.applies(above) for above in under], ids)


def missing(table: Table) -> pl.Series:
    """What would settle the verdict, in the vocabulary's order: facts, elements of sets, `calendar:YEAR`."""
    asked = table.kernel.asked
    reasons = Reasons()
    opens = {at: both((is_unknown(table.breaks(at)), table.binding(at))) for at in asked}
    for at, open_ in opens.items():
        if open_ is not False:
            reasons.add(table.reasons(at), open_)
    whens = [table.when(at) for at in asked]
    silent, governed = is_true(negation(either(whens))), is_true(either(whens))
    denied = either([table.status(Status.VIOLATED, at) for at in asked])
    hidden = either([silent, denied, governed, *opens.values()])
    ungoverned = negation(hidden)
    if ungoverned is not False:
        reasons.add(table.open_conditions(ungoverned), where=True)
    return _told(table, reasons)


def missing_of(table: Table, at: int) -> pl.Series:
    """What would settle one rule where it is undetermined."""
    return _told(table, table.reasons(at))


def duties(table: Table) -> list[tuple[Line, pl.DataFrame]]:
    """The duties that may arise from the act, each with `state` (null where it does not arise) and `due`."""
    lines = table.program.duties

    def applies(line: Line) -> Term:
        above = either([applies(lines[at]) for at in line.under])
        return both((table.bound, table.terms(line.when), negation(above)))

    return [(line, _notice(table, line, applies(line))) for line in lines]


def _notice(table: Table, line: Line, applies: Term) -> pl.DataFrame:
    assert line.duty
    due = table.due(line) if line.duty.due else pl.lit(None, pl.Date)
    unclear = due.is_null() if line.duty.due else pl.lit(value=False)
    late = (table.as_of(line) > due).fill_null(value=False) if line.duty.due else pl.lit(value=False)
    state = (
        pl.when(column_of(is_true(negation(applies))))
        .then(None)
        .when(column_of(table.discharged(line)))
        .then(pl.lit(DutyState.DONE.value))
        .when(column_of(is_unknown(applies)) | unclear)
        .then(pl.lit(DutyState.UNKNOWN.value))
        .when(late)
        .then(pl.lit(DutyState.LATE.value))
        .otherwise(pl.lit(DutyState.PENDING.value))
    )
    shown = pl.when(column_of(negation(is_true(negation(applies)))) & (due.dt.year() < NOT_YET.year)).then(due)
    return table.columns(state=state.cast(STATES), due=shown)


def _ids(table: Table) -> list[str]:
    return [table.program.lines[at].norm.id for at in table.kernel.asked]


def _listed(table: Table, terms: Sequence[Term], names: Sequence[str]) -> pl.Series:
    """The names of the terms that hold, as lists in each row."""
    found: list[pl.Series] = []
    for start in range(0, len(terms), _WORD):
        masks = table.columns(mask=mask(list(map(is_true, terms[start : start + _WORD]))))["mask"]
        found.append(names_of(masks, names[start : start + _WORD]))
    if not found:
        return pl.Series([[]] * len(table.frame), dtype=pl.List(pl.String))
    if len(found) == 1:
        return found[0]
    frame = pl.DataFrame({str(place): lists for place, lists in enumerate(found)})
    return frame.select(pl.concat_list(pl.all())).to_series()


def _told(table: Table, reasons: Reasons) -> pl.Series:
    names = table.program.in_order(reasons.names)
    facts = _listed(table, [either(reasons.names[name]) for name in names], names)
    if not reasons.years:
        return facts
    years = [pl.when(column_of(is_true(where))).then(year) for year, where in reasons.years]
    told = table.columns(years=pl.concat_list(years).list.drop_nulls().list.unique().list.sort())
    if not told["years"].list.len().sum():
        return facts
    spelt = told.select(
        pl.col("years").list.eval(pl.concat_str(pl.lit(CALENDAR), pl.element().cast(pl.String)))
    ).to_series()
    return pl.DataFrame({"facts": facts, "years": spelt}).select(pl.concat_list("facts", "years")).to_series()
