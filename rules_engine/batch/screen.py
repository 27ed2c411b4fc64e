"""A batch of rows to answers and problems: cells are read, facts held against each other, and rules asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from rules_engine.batch.answering import Answering, Tallies, schema_of
from rules_engine.batch.asked import Asked, Packs
from rules_engine.batch.cells import CellReader, slots_of
from rules_engine.batch.days import ASKED, ASKED_TIMED, WHEN, WHEN_TIMED, DayReader, dated
from rules_engine.batch.faults import AT, Faults
from rules_engine.batch.headers import Column, Layout, Part
from rules_engine.batch.lexicon import Lexicon
from rules_engine.batch.texts import text_of
from rules_engine.batch.whole import Constraints
from rules_engine.batch.written import LIST, Reading, day_reader, spelt
from rules_engine.case import ORGAN
from rules_engine.evaluate.columnar.columns import DATE
from rules_engine.intake.cases import KEYS
from rules_engine.intake.written import shown
from rules_engine.names import Names, key, names_of, nearest
from rules_engine.problem import CaseError
from rules_engine.wording import batch as say
from rules_engine.wording import case as say_case

_ID: Final = ":id"
_JURISDICTION, _ACTION = ":jurisdiction", ":action"


@dataclass(slots=True)
class Screened:
    """What a batch came to: answers, a row for each row that was accepted, in order; and problems of the others.

    `ids` are those of all rows. `answers` and `faults` have the column `AT`, a row's place in the batch; there are as
    many faults as problems. `unused` counts the cells with facts that their actions do not use.
    """

    ids: pl.Series
    answers: pl.DataFrame
    faults: pl.DataFrame
    tallies: Tallies
    unused: Counter[tuple[str, str]] = field(default_factory=Counter)


class Screener:
    """Screens the batches of one table; what it has read it remembers."""

    def __init__(self, packs: Packs, layout: Layout, asked: Asked) -> None:
        self.packs, self.layout, self.asked = packs, layout, asked
        self.vocabulary = packs.vocabulary
        self._names = names_of(self.vocabulary)
        self._slots = slots_of(self.vocabulary)
        self._facts = layout.facts
        self._jurisdictions = Lexicon(self._jurisdiction, (pl.String(),))
        self._actions = Lexicon(self._action, (pl.String(),))
        self._days = {
            part: DayReader(day_reader(part, self.vocabulary, self._names)) for part in (Part.DATE, Part.AS_OF)
        }
        self._cells: dict[tuple[str, int], CellReader] = {}
        self._constraints = Constraints(self.vocabulary, self._slots)
        self._answering: dict[tuple[str, str], Answering] = {}

    # --- what a batch comes to

    def screen(self, rows: pl.DataFrame) -> Screened:
        """The answers to a batch; `rows` has a column for each place of the layout, and `AT`."""
        faults = Faults(self.asked.lang)
        tallies, unused = Tallies(), Counter[tuple[str, str]]()
        rows = self._entries(rows, faults)
        ids = rows[_ID]
        rows = rows.filter(pl.col(_JURISDICTION).is_not_null() & pl.col(_ACTION).is_not_null())
        answered: list[pl.DataFrame] = []
        for place, part in _parted(rows, _JURISDICTION):
            typed = self._typed(part, place, faults)
            for action, cases in _parted(typed, _ACTION):
                ready = self._ready(cases, action, faults, unused)
                if len(ready):
                    answered.append(self._answered(place, action, ready, tallies))
        answers = pl.concat(answered) if answered else pl.DataFrame(schema={AT: pl.UInt32, **schema_of(self.asked)})
        if len(answered) > 1:
            answers = answers.sort(AT)
        return Screened(ids, answers, faults.told(), tallies, unused)

    def _answered(self, place: str, action: str, cases: pl.DataFrame, tallies: Tallies) -> pl.DataFrame:
        if (place, action) not in self._answering:
            self._answering[place, action] = Answering(self.packs, place, action, self.asked)
        answers = self._answering[place, action].answers(cases, tallies)
        heads = cases.select(
            AT,
            id=pl.col(_ID),
            jurisdiction=pl.lit(place),
            action=pl.lit(action),
            date=pl.col(DATE),
        )
        return heads.hstack(answers)

    # --- the entries of a case

    def _entries(self, rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
        """With the ids of jurisdictions and actions, the moments of acts and questions."""
        height = len(rows)
        made: dict[str, pl.Series] = {}
        named = self._column(rows, Part.ID)
        made[_ID] = text_of(rows[str(named.place)]) if named else pl.repeat("", height, dtype=pl.String, eager=True)
        made[_ID] = made[_ID].fill_null("")
        if made[_ID].str.starts_with(LIST).any():
            made[_ID] = made[_ID].map_elements(spelt, pl.String)
        given = (
            (_JURISDICTION, Part.JURISDICTION, self._jurisdictions, self.asked.jurisdiction),
            (_ACTION, Part.ACTION, self._actions, self.asked.action),
        )
        for name, part, lexicon, default in given:
            made[name] = self._named(rows, part, lexicon, default, faults)
        for part, moment, timed in ((Part.DATE, WHEN, WHEN_TIMED), (Part.AS_OF, ASKED, ASKED_TIMED)):
            column = self._column(rows, part)
            if column:
                made[moment], made[timed] = self._days[part].read(rows[str(column.place)], rows[AT], column, faults)
            elif part is Part.DATE:
                made[moment] = pl.repeat(None, height, dtype=pl.Datetime("us"), eager=True)
                made[timed] = pl.repeat(False, height, dtype=pl.Boolean, eager=True)  # noqa: FBT003 -- a value
        return rows.with_columns(series.alias(name) for name, series in made.items())

    def _column(self, rows: pl.DataFrame, part: Part) -> Column | None:
        """The column of an entry, where the rows have it."""
        column = self.layout.of(part)
        return column if column and str(column.place) in rows.columns else None

    def _named(self, rows: pl.DataFrame, part: Part, lexicon: Lexicon, default: str, faults: Faults) -> pl.Series:
        column = self.layout.of(part)
        if column is None:
            return pl.repeat(default, len(rows), dtype=pl.String, eager=True)
        name = str(column.place)
        texts = text_of(rows[name]) if name in rows.columns else pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        found = lexicon.find(texts)
        at, order = rows[AT], column.place
        if len(found.bad):
            values = texts.gather(found.bad).to_list()
            faults.add_each(at.gather(found.bad), found.problems, order=order, column=column.header, values=values)
        ids = found.values[0]
        if default:
            filled = pl.when(pl.lit(texts.str.strip_chars()).fill_null("") == "").then(pl.lit(default))
            return pl.select(filled.otherwise(pl.lit(ids))).to_series()
        lacking = (texts.str.strip_chars().fill_null("") == "").arg_true()
        if len(lacking):
            faults.add(at.gather(lacking), say.no_value(part, KEYS[part][0]), order=order, column=column.header)
        return ids

    def _jurisdiction(self, text: str) -> Reading:
        text = spelt(text)
        if not text.strip():
            return Reading()
        try:
            return Reading(self.packs.pack(self.packs.jurisdiction_id(text)).jurisdiction)
        except CaseError as error:
            return Reading(problem=error.problems[0])

    def _action(self, text: str) -> Reading:
        text = spelt(text)
        if not text.strip():
            return Reading()
        found = self._names.actions.get(key(text))
        near = "" if found else nearest(key(text), self._names.actions)
        return Reading(found, problem=None if found else say_case.unknown_action(None, "action", shown(text), near))

    # --- facts

    def _typed(self, rows: pl.DataFrame, place: str, faults: Faults) -> pl.DataFrame:
        """The rows of one jurisdiction with a typed column for each fact that they tell."""
        names = self.packs.names(place)
        made: dict[str, pl.Series] = {}
        for fact, columns in self._facts.items():
            made.update(self._reader(fact, names).read(rows, columns, faults))
        kept = [name for name in rows.columns if not name.isdecimal()]
        return rows.select(kept).with_columns(series.alias(name) for name, series in made.items())

    def _reader(self, fact: str, names: Names) -> CellReader:
        definition = self.vocabulary.facts[fact]
        # Only local names of posts differ from one jurisdiction to the other.
        index = names.values.get(definition.type.enumeration)
        known = (fact, id(index))
        if known not in self._cells:
            self._cells[known] = CellReader(definition, self._slots[fact], self.vocabulary, names)
        return self._cells[known]

    def _ready(
        self, cases: pl.DataFrame, action: str, faults: Faults, unused: Counter[tuple[str, str]]
    ) -> pl.DataFrame:
        """The cases of one action without those that have problems, dated."""
        definition = self.vocabulary.actions[action]
        own = {*definition.facts, ORGAN}
        for fact in {*cases.columns}.intersection(self._facts) - own:
            count = len(cases) - cases[fact].null_count()
            if count:
                unused[action, fact] += count
        dated_by = self.vocabulary.facts[definition.dated_by] if definition.dated_by else None
        cases = dated(cases, dated_by, self.asked, faults)
        cases = _without(cases, faults)
        self._constraints.check(cases, faults)
        return _without(cases, faults)


def _without(cases: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    bad = faults.rows()
    return cases.filter(~pl.col(AT).is_in(bad.implode())) if len(bad) else cases


def _parted(rows: pl.DataFrame, name: str) -> Iterable[tuple[str, pl.DataFrame]]:
    """The rows of each value of a column, in the order of first rows."""
    values = rows[name].unique(maintain_order=True).to_list()
    if len(values) == 1:
        return [(values[0], rows)]
    return [(str(part[name][0]), part) for part in rows.partition_by(name, maintain_order=True)]
