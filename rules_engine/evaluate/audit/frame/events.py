"""The events of a ledger as columns; single ones of them become events where they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

import polars as pl

from rules_engine.evaluate.reference import evaluate
from rules_engine.expression import TRUE
from rules_engine.history import BOOKKEEPING, OPENED, Event, Selection
from rules_engine.value import Value

COLUMNS: Final = ("seq", "id", "jurisdiction", "kind", "on", "until", "names", "fields", "voids")
"""What a ledger's row holds, in this order: a number, and texts as the ledger stores them."""

_SCHEMA: Final = {name: pl.Int64 if name == "seq" else pl.String for name in COLUMNS}
_DAY: Final = len("2024-02-29")
_DAYS: Final = {"day": "on", "until_day": "until"}
_EPOCH: Final = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """A day as frames count it."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day that a number stands for."""
    return date.fromordinal(number + _EPOCH)


class Form(Protocol):
    """Reads what a ledger stores."""

    def event(self, seq: int, row: Sequence[str]) -> Event:
        """The event of id, jurisdiction, kind, on, until, names, fields, voids and note."""

    def fields(self, text: str) -> Mapping[str, Value]:
        """The facts that an event tells."""


class LedgerFrame:
    """The rows of a ledger, of one jurisdiction or of several."""

    def __init__(self, parts: Iterable[Sequence[Sequence[Any]]], form: Form) -> None:
        self._form = form
        frames = [pl.DataFrame(list(zip(*part, strict=True)), schema=_SCHEMA) for part in parts if part]
        self._told = pl.concat(frames) if frames else pl.DataFrame(schema=_SCHEMA)

    def events(self, jurisdiction: str) -> EventFrame:
        """The events of a jurisdiction."""
        return EventFrame(self._told.filter(pl.col("jurisdiction") == jurisdiction), self._form)


class EventFrame:
    """All events of a jurisdiction."""

    def __init__(self, told: pl.DataFrame, form: Form) -> None:
        self.form, self.size = form, told.height
        if told.get_column("id").n_unique() < told.height:
            told = told.unique("id", keep="last", maintain_order=True)
        voided = told.filter(pl.col("voids") != "").get_column("voids")
        days = {name: pl.col(text).str.head(_DAY).str.to_date("%Y-%m-%d") for name, text in _DAYS.items()}
        self.table = (
            told.sort("seq")
            .with_columns(pl.col("until").replace("", None))
            .with_columns(
                **{name: day.to_physical() for name, day in days.items()},
                live=~pl.col("id").is_in(voided.implode()) if len(voided) else pl.lit(value=True),
            )
            .with_row_index("row")
        )
        self._built: dict[int, Event] = {}

    def complete_since(self, offices: Collection[str]) -> date | None:
        """The day from which the record is complete: as `record.complete_since`."""
        kind = pl.col("kind")
        live = self.table.lazy().filter("live")
        opened = live.filter(kind == OPENED).select(pl.col("day").min())
        others = live.filter(~kind.is_in([*BOOKKEEPING, *offices])).select(pl.col("day").min())
        days = [frame.item() for frame in pl.collect_all([opened, others])]
        return next((day_of(day) for day in days if day is not None), None)

    def counted(self, kinds: Collection[str], at: date) -> pl.DataFrame:
        """The events of some kinds that count on a day."""
        wanted = [kind for kind in kinds if kind not in BOOKKEEPING]
        return self.table.filter(pl.col("live"), pl.col("kind").is_in(wanted), pl.col("day") <= number_of(at))

    def told(self, kinds: Collection[str], at: date) -> tuple[Event, ...]:
        """The events of some kinds that count on a day, in their order."""
        events = self.events(self.counted(kinds, at).get_column("row"))
        return tuple(sorted(events, key=lambda event: event.order))

    def events(self, rows: Iterable[int]) -> list[Event]:
        """The events of rows."""
        asked = list(rows)
        new = [row for row in dict.fromkeys(asked) if row not in self._built]
        if new:
            for row, told in zip(new, self.table[new].select(COLUMNS).iter_rows(), strict=True):
                seq, *texts = told
                self._built[row] = self.form.event(seq, (*(text or "" for text in texts), ""))
        return [self._built[row] for row in asked]

    def built(self, ids: Collection[str]) -> dict[str, Event]:
        """Those events, of the ones that were asked for, that have one of some ids, in the order of their arrival."""
        events = (self._built[row] for row in sorted(self._built))
        return {event.id: event for event in events if event.id in ids}


class Told:
    """Events that count on a day, by kind and condition, with who or what they are about."""

    def __init__(self, events: EventFrame, kinds: Collection[str], at: date) -> None:
        self.events, self.at = events, at
        parts = events.counted(kinds, at).partition_by("kind", as_dict=True)
        self._by_kind = {str(kind): part for (kind,), part in parts.items()}
        self._selected: dict[Selection, pl.DataFrame] = {}
        self._named: dict[tuple[str, tuple[str, ...]], pl.DataFrame] = {}

    def selected(self, selection: Selection, names: Sequence[str] = ()) -> pl.DataFrame:
        """The events that a selection takes, or may take (then they are not `sure`), with a column for each name."""
        if selection not in self._selected:
            self._selected[selection] = self._select(selection)
        found, missing = self._selected[selection], tuple(dict.fromkeys(names))
        if not missing:
            return found
        return found.join(self._names(selection.kind, missing), on="row", how="left", maintain_order="left")

    def chosen(self, selection: Selection) -> tuple[list[Event], list[Event]]:
        """The events that are known to be selected, and those that may be."""
        found = self.selected(selection)
        sure, unsure = (found.filter(pl.col("sure") == which).get_column("row") for which in (True, False))
        return self.events.events(sure), self.events.events(unsure)

    def fields(self, texts: pl.Series) -> dict[str, Mapping[str, Value]]:
        """What texts say, each read once."""
        return {text: self.events.form.fields(text) for text in texts.unique()}

    def _kind(self, kind: str) -> pl.DataFrame:
        found = self._by_kind.get(kind)
        return self.events.table.clear() if found is None else found

    def _select(self, selection: Selection) -> pl.DataFrame:
        ours = self._kind(selection.kind)
        if selection.where == TRUE:
            return ours.with_columns(sure=pl.lit(value=True))
        told = self.fields(ours.get_column("fields"))
        truths = [evaluate(selection.where, fields) for fields in told.values()]
        table = pl.DataFrame(
            {"fields": list(told), "sure": truths}, schema={"fields": pl.String, "sure": pl.Boolean}
        ).filter(pl.col("sure").is_null() | pl.col("sure"))
        return ours.join(table, on="fields", maintain_order="left").with_columns(pl.col("sure").fill_null(value=False))

    def _names(self, kind: str, names: tuple[str, ...]) -> pl.DataFrame:
        if (kind, names) not in self._named:
            ours = self._kind(kind)
            told = pl.col("names").str.json_decode(pl.Struct(dict.fromkeys(names, pl.String)))
            columns = [told.struct.field(name).fill_null("").alias(f"name:{name}") for name in names]
            self._named[kind, names] = ours.select("row", *columns)
        return self._named[kind, names]
