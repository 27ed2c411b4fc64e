"""One norm about a history and the columns of events of which it is asked: what every pattern needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import polars as pl

from rules_engine.evaluate.audit.asking import Asking
from rules_engine.evaluate.audit.frame.events import Told, number_of
from rules_engine.evaluate.history.question import Group, Question
from rules_engine.history import Event, Selection

NAME: Final = "name:"
"""What the column of a name of events begins with."""


class FrameAsked(Asking):
    """A question, and the events it is asked of as columns; of few of them the meaning is asked as before."""

    def __init__(self, question: Question, told: Told) -> None:
        super().__init__(question, told)
        self.frame = told

    def events(self, places: Sequence[Sequence[int]]) -> list[list[Event]]:
        """The events of rows, place by place, made all at once."""
        made = iter(self.frame.events.events(row for place in places for row in place))
        return [[next(made) for _ in place] for place in places]

    def intervals(self, selection: Selection, names: Sequence[str], *, lasting: bool) -> pl.DataFrame:
        """What a selection takes or may take, from `first` to `last`: the days that are looked at.

        Of events that do not last, or of which only the beginning matters, that is their own day.
        """
        begin, at = number_of(self.question.in_force), number_of(self.question.at)
        first, last = pl.col("day"), pl.col("day")
        if lasting:
            first, last = first.clip(lower_bound=begin), pl.col("until_day").fill_null(at).clip(upper_bound=at)
        chosen = self.frame.selected(selection, names).select(
            "row", "sure", *columns(names), first.cast(pl.Int32).alias("first"), last.cast(pl.Int32).alias("last")
        )
        return chosen.filter(pl.col("first") <= pl.col("last"), pl.col("first") >= begin)


def columns(names: Collection[str]) -> list[str]:
    """The columns of names, each once."""
    return [f"{NAME}{name}" for name in dict.fromkeys(names)]


def group_of(groups: pl.DataFrame, names: Sequence[str]) -> list[Group]:
    """The groups, in the order of their codes."""
    told = groups.sort("code")
    values = [told.get_column(f"{NAME}{name}").to_list() for name in names]
    return [tuple(zip(names, row, strict=True)) for row in zip(*values, strict=True)] if names else [()] * told.height
