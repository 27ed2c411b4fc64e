"""Text in the two languages of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in Chinese and in English."""

    zh: str
    en: str

    def pick(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Label:
    """An entry of the vocabulary: an id, its names in both languages, and other names that a user may write."""

    id: str
    text: Text
    aliases: tuple[str, ...] = ()
    note: Text | None = None

    @property
    def named(self) -> Text:
        """How a problem names the entry: by its Chinese name, and in English by its id."""
        return Text(self.text.zh, self.id)
