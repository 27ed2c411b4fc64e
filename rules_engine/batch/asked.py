"""What a run over a table asks, beside what the table says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rules_engine.checked import Pack, Vocabulary
from rules_engine.names import Names
from rules_engine.text import Lang


class Answer(StrEnum):
    """The columns of answers."""

    VERDICT = "verdict"
    SILENCE = "silence"
    VIOLATED = "violated"
    ARTICLES = "articles"
    UNDETERMINED = "undetermined"
    MISSING = "missing"
    ADVICE = "advice"
    DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class Asked:
    """`jurisdiction` and `action` are ids, for rows that name none; empty where every row must.

    `today` is the date of acts that have none. `as_of` is when the question is asked of rows that do not say;
    None for the date of the act. `strict` presumes nothing. `lang` is that of reasons.
    """

    today: dt.date
    jurisdiction: str = ""
    action: str = ""
    as_of: dt.date | None = None
    strict: bool = False
    answers: tuple[Answer, ...] = tuple(Answer)
    lang: Lang = "en"


class Packs(Protocol):
    """Where packs and the names of a vocabulary come from; each method raises as those of the engine do."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary."""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The ids of the jurisdictions that have a pack."""

    def pack(self, jurisdiction: str) -> Pack:
        """A pack by id."""

    def names(self, jurisdiction: str) -> Names:
        """The names that one jurisdiction's cases may use."""

    def jurisdiction_id(self, name: str) -> str:
        """A jurisdiction's id by any of its names."""
