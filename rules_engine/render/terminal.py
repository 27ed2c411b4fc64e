"""Pages on a terminal or in a pipe: the only importer of rich.

On a terminal a page is wrapped and coloured; elsewhere it is plain text whose lines are never wrapped. rich sees to
NO_COLOR, FORCE_COLOR, TERM and COLUMNS.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TextIO

from rules_engine.render.page import Page, Style

if TYPE_CHECKING:
    from rich.console import Console

WIDEST: Final = 120
"""Columns beyond which a line of text is hard to read, however wide the terminal is."""

_STYLES: Final[Mapping[Style, str]] = {
    "title": "bold",
    "good": "bold green",
    "bad": "bold red",
    "open": "bold yellow",
    "quiet": "dim",
    "label": "cyan",
    "strong": "bold",
}


def columns_of(stream: TextIO) -> int | None:
    """The columns that a page has on a stream; None where nothing is wrapped."""
    return min(shutil.get_terminal_size().columns, WIDEST) if stream.isatty() else None


def write(page: Page, stream: TextIO) -> None:
    """Print a page."""
    if not (stream.isatty() or os.environ.get("FORCE_COLOR")):
        stream.write(page.plain())
        return
    from rich.console import Console  # noqa: PLC0415 -- a pipe needs no terminal library

    show(page, Console(file=stream, highlight=False, emoji=False, markup=False))


def show(page: Page, console: Console) -> None:
    """Print a page on a console of rich, wrapped to its width where it is a terminal."""
    from rich.text import Text  # noqa: PLC0415 -- as above

    width = min(console.width, WIDEST) if console.is_terminal and console.file.isatty() else None
    for indent, runs in page.laid_out(width):
        line: Any = Text(" " * indent, no_wrap=True, end="")
        for text, style in runs:
            line.append(text, _STYLES.get(style, ""))
        line.rstrip()
        console.print(line, soft_wrap=True)
