"""A file's text and places in it: line, column, display width."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

LINE: Final = 120
"""How many characters of a line are shown at most around a place."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text with the name under which it is shown to the user."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Line `number`, counted from 1; empty where there is no such line."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source: line and column are counted from 1, in characters; `length` is in characters."""

    source: Source
    line: int
    column: int
    length: int = 1

    @property
    def place(self) -> str:
        """`file:line:column`, as editors understand it."""
        return f"{self.source.name}:{self.line}:{self.column}"

    def shifted(self, offset: int, length: int) -> Span:
        """A place `offset` characters further on the same line."""
        return Span(self.source, self.line, self.column + offset, length)

    def caret(self) -> tuple[str, str]:
        """The line and below it a caret line, aligned by display width.

        A long line is cut to the part around the place, so that a message stays readable.
        """
        text = visible(self.source.line(self.line).replace("\t", " "))
        start = min(self.column - 1, len(text))
        end = min(start + min(max(self.length, 1), LINE), len(text)) if start < len(text) else start + 1
        first = 0 if end <= LINE else max(0, start - LINE // 2)
        shown = text[first : first + max(LINE, end - first)]
        mark = "^" * max(1, display_width(text[start:end]))
        return shown, " " * display_width(text[first:start]) + mark


def visible(text: str) -> str:
    """Text in which what would steer a terminal, or cannot be written to one, is replaced sign by sign."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c == "\u3000" else "\ufffd" for c in text)


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal: Chinese characters take two, combining marks none."""
    width = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width
