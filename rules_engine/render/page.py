"""A screen as lines of styled text, laid out for a width counted in columns; it knows no terminal.

Chinese text may break between any two characters, but no line begins with a closing mark or ends with an opening one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from rules_engine.source import display_width, visible

Style = Literal["", "title", "good", "bad", "open", "quiet", "label", "strong"]
Run = tuple[str, Style]

_NO_START: Final = frozenset("，。、；：？！）》」』”’】〕…,.;:?!)]}")
_NO_END: Final = frozenset("（《「『“‘【〔([{")


@dataclass(frozen=True, slots=True)
class Line:
    """One line before wrapping: it starts at column `indent`; what is wrapped goes on at column `hang`."""

    runs: tuple[Run, ...]
    indent: int = 0
    hang: int = 0

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class Page:
    """Lines in the order in which they were added."""

    lines: list[Line] = field(default_factory=list)

    def add(self, *runs: Run | str, indent: int = 0, hang: int | None = None) -> None:
        """Add a line; wrapped parts align with its start unless `hang` says otherwise."""
        pairs: Iterable[Run] = (run if isinstance(run, tuple) else (run, "") for run in runs)
        # What a user or a pack wrote must not steer the terminal.
        styled = tuple((visible(text), style) for text, style in pairs)
        self.lines.append(Line(styled, indent, indent if hang is None else hang))

    def blank(self) -> None:
        """Add an empty line, unless the last one is empty or there is none yet."""
        if self.lines and self.lines[-1].runs:
            self.lines.append(Line(()))

    def heading(self, text: str, style: Style = "title") -> None:
        """Add a heading with an empty line above it."""
        self.blank()
        self.add((text, style))

    def field(self, label: str, text: str, *, indent: int, width: int, style: Style = "") -> None:
        """Add a label and its text, which starts at column `indent + width`; an empty text adds nothing."""
        if text:
            pad = " " * max(1, width - display_width(label))
            self.add((label + pad, "quiet"), (text, style), indent=indent, hang=indent + width)

    def table(self, rows: Sequence[Sequence[str]], *, indent: int = 0, styles: Sequence[Style] = ()) -> None:
        """Add rows whose columns are aligned; only the last column is ever wrapped."""
        widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            runs: list[Run] = []
            for index, cell in enumerate(row):
                last = index == len(row) - 1
                pad = "" if last else " " * (widths[index] - display_width(cell) + 2)
                runs.append((cell + pad, styles[index] if index < len(styles) else ""))
            self.add(*runs, indent=indent, hang=indent + sum(widths[:-1]) + 2 * (len(widths) - 1))

    def laid_out(self, width: int | None) -> Iterable[tuple[int, tuple[Run, ...]]]:
        """The lines as they are shown, each with its indent; nothing is wrapped where `width` is None."""
        for line in self.lines:
            if width is None:
                yield line.indent, line.runs
                continue
            # A hanging indent that leaves too little room to read is worse than a shallow one.
            hang = line.hang if line.hang <= width * 2 // 3 else line.indent + 4
            start = 0
            for end, following in breaks(line.text, width - line.indent, width - hang):
                yield (hang if start else line.indent), _cut(line.runs, start, end)
                start = following

    def plain(self, width: int | None = None) -> str:
        """The page as plain text."""
        shown = (" " * indent + "".join(text for text, _ in runs) for indent, runs in self.laid_out(width))
        return "".join(line.rstrip() + "\n" for line in shown)


def breaks(text: str, first: int, rest: int) -> Iterable[tuple[int, int]]:
    """Where each shown line ends, and where the next one starts."""
    start, room = 0, max(first, 10)
    while True:
        used, at, best = 0, start, 0
        while at < len(text):
            used += display_width(text[at])
            if used > room:
                break
            at += 1
            if at < len(text) and _may_break(text, at):
                best = at
        if at == len(text):
            yield at, at
            return
        end = best or max(at, start + 1)
        following = end
        while following < len(text) and text[following] == " ":
            following += 1
        yield end, following
        if following == len(text):
            return
        start, room = following, max(rest, 10)


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    before, after = text[at - 1], text[at]
    if after == " " or before == " ":
        return after == " " or before == " "
    if after in _NO_START or before in _NO_END:
        return False
    return display_width(before) == 2 or display_width(after) == 2


def _cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The part of the runs between two places of their text."""
    found: list[Run] = []
    offset = 0
    for text, style in runs:
        piece = text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            found.append((piece, style))
        offset += len(text)
    return tuple(found)
