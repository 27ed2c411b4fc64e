"""Tables whose cells are wrapped, so that they fit a width counted in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules_engine.render.page import Page, Run, Style, breaks
from rules_engine.source import display_width, visible

GAP: Final = 2
"""Columns between two cells."""
LEAST: Final = 10
"""Columns that a cell needs to be read."""


def fits(columns: int, width: int | None) -> bool:
    """Whether so many columns of cells can be read in a width; always where the width is None."""
    return width is None or columns * (LEAST + GAP) - GAP <= width


def add_grid(page: Page, rows: Sequence[Sequence[str]], width: int | None, styles: Sequence[Style] = ()) -> None:
    """Add rows whose cells are wrapped to columns that fit `width`; nothing is wrapped where it is None.

    A row of a single cell spans the table, as the title of those below it.
    """
    clean = [[visible(cell) for cell in row] for row in rows]
    full = [row for row in clean if len(row) > 1]
    widths = _fitted([max(map(display_width, column)) for column in zip(*full, strict=True)], width)
    for row in clean:
        if len(row) == 1:
            page.add((row[0], "label"))
            continue
        cells = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            page.add(*_line(cells, widths, line, styles))


def _line(cells: Sequence[Sequence[str]], widths: Sequence[int], line: int, styles: Sequence[Style]) -> list[Run]:
    runs: list[Run] = []
    for index, (cell, room) in enumerate(zip(cells, widths, strict=True)):
        text = cell[line] if line < len(cell) else ""
        pad = " " * (room - display_width(text) + GAP) if index < len(widths) - 1 else ""
        runs.append((text + pad, styles[index] if index < len(styles) else ""))
    return runs


def _fitted(natural: list[int], width: int | None) -> list[int]:
    """Widths of columns: the widest give way first, until all fit or none can be narrower."""
    widths = list(natural)
    if width is None:
        return widths
    room = width - GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _wrapped(text: str, width: int) -> list[str]:
    found, start = [], 0
    for end, following in breaks(text, width, width):
        found.append(text[start:end])
        start = following
    return found
