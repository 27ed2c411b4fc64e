"""What an official paper says, as plain data: headings, paragraphs, points and tables, knowing no file format."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from rules_engine.source import visible
from rules_engine.text import Lang

Tone = Literal["good", "bad", "open"]
"""How a verdict strikes the reader, where a screen shows it in colour."""

RULE: Final = "____________"
"""What is left for a pen to fill in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what stands after it; a line to be filled in where nothing does."""

    label: str
    text: str = ""

    @property
    def line(self) -> str:
        """The whole entry."""
        return f"{self.label}{self.text or RULE}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` stands before it in bold. `anywhere` lets a line break inside its words."""

    text: str
    lead: str = ""
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the whole paper comes to, `lead` before its reason."""

    text: str
    lead: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point: a sentence, perhaps with a remark that marks it, and what is to be said of it."""

    title: str
    mark: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a text, and another below it in a quieter type."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are the columns' shares of its width, in hundredths."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Conclusion | Subheading | Point | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper on one case. `made` is the day that its file bears, so that the same paper is the same file."""

    lang: Lang
    tone: Tone
    made: date
    title: str
    subtitle: str
    head: tuple[Entry, ...]
    notice: str
    sections: tuple[Section, ...]
    enclosure: str
    signature: tuple[Entry, ...]
    appendix: Section

    def lines(self) -> Iterator[str]:
        """Every line of text in its order: what a file of any format holds, neither more nor less."""
        yield self.title
        yield self.subtitle
        yield from (entry.line for entry in self.head)
        yield self.notice
        for section in self.sections:
            yield from _lines(section)
        yield self.enclosure
        yield from (entry.line for entry in self.signature)
        yield from _lines(self.appendix)


def legible(value: Any) -> Any:
    """A paper, or a part of it, in which what no file could hold is replaced sign by sign."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(legible(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return dataclasses.replace(value, **{field.name: legible(getattr(value, field.name)) for field in fields})
    return value


def _lines(section: Section) -> Iterator[str]:
    yield section.heading
    for block in section.blocks:
        match block:
            case Paragraph(text, lead) | Conclusion(text, lead):
                yield lead + text
            case Subheading(text):
                yield text
            case Point(title, mark, entries):
                yield title + mark
                yield from (entry.line for entry in entries)
            case Table(head, _, rows):
                yield from head
                for row in rows:
                    for cell in row:
                        yield cell.text
                        yield from cell.below
