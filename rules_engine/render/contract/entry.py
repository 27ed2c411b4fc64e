"""What the entries of every answer are made of: days, text in both languages, places in a document."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = date | Literal["not_yet"]
"""A day, ISO text in JSON; `not_yet` for what is known not to have happened."""
Moment = Annotated[str, Field(pattern=r"^(not_yet|\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?)$")]
"""A day, or a minute of China's time."""


class Entry(BaseModel):
    """An entry of an answer; entries that it does not know are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class TextJson(Entry):
    """One statement in both languages."""

    zh: str
    en: str


class CitationJson(Entry):
    """A place in a document."""

    document: str
    """The document's title."""
    article: int
    paragraph: int | None
    item: int | None
    text: TextJson
    """The place in words, without the title."""
