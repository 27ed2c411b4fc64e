"""How each part of a paper looks: sizes in points, as the standard of official papers has them for Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from rules_engine.render.document.fonts import BODY, HEADING, LATIN, PAGE_NUMBER, SUBHEADING, TITLE, Face
from rules_engine.text import Lang

WIDTH: Final = 210
HEIGHT: Final = 297
"""A4, in millimetres."""


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: all lengths in points, the first line's `indent` in characters.

    `keep` holds it on one page with what follows; `anywhere` lets a line break inside a word.
    """

    name: str
    face: Face
    size: float
    line: float
    indent: int = 0
    align: Literal["LEFT", "CENTER", "JUSTIFY"] = "JUSTIFY"
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    keep: bool = False
    anywhere: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Typography:
    """The looks of a language; `body` is the face of what has no other.

    `margins` are in millimetres: above, to the right, below, to the left.
    """

    body: Face
    margins: tuple[int, int, int, int]
    looks: tuple[Look, ...]

    @property
    def text_width(self) -> int:
        """What the margins leave of the page's width, in millimetres."""
        return WIDTH - self.margins[1] - self.margins[3]


# Size 2 is 22 pt, size 3 is 16 pt, small size 4 is 12 pt; 28 pt a line gives the 22 lines of a page.
_CHINESE: Final = (
    Look("Normal", BODY, 16, 28, 2),
    Look("Token", BODY, 16, 28, 2, "LEFT", anywhere=True),
    Look("Title", TITLE, 22, 34, align="CENTER", after=4, keep=True),
    Look("Subtitle", SUBHEADING, 16, 28, align="CENTER", after=12, keep=True),
    Look("Head", BODY, 16, 28, align="LEFT"),
    Look("Notice", BODY, 12, 20, before=10, after=14, boxed=True),
    Look("Heading 1", HEADING, 16, 28, 2, before=6, keep=True),
    Look("Heading 2", SUBHEADING, 16, 28, 2, keep=True),
    Look("Point", BODY, 16, 28, 2, keep=True),
    Look("Entry", BODY, 16, 28, 2),
    Look("Enclosure", BODY, 16, 28, 2, before=14, keep=True),
    Look("Signature", BODY, 16, 34, align="LEFT", left=170, keep=True),
    Look("Cell Head", HEADING, 12, 18, align="LEFT", before=2, after=2, keep=True),
    Look("Cell", BODY, 12, 18, align="LEFT", before=2, after=2),
    Look("Cell Below", BODY, 10.5, 16, align="LEFT", after=1),
    Look("Gap", BODY, 6, 8),
    Look("Footer", PAGE_NUMBER, 14, 18),
)
_ENGLISH: Final = (
    Look("Normal", BODY, 11.5, 17, after=3),
    Look("Token", BODY, 11.5, 17, align="LEFT", after=3, anywhere=True),
    Look("Title", TITLE, 20, 28, align="CENTER", bold=True, after=2, keep=True),
    Look("Subtitle", BODY, 11.5, 17, align="CENTER", after=12, keep=True),
    Look("Head", BODY, 11.5, 19, align="LEFT"),
    Look("Notice", BODY, 10.5, 15, before=10, after=12, boxed=True),
    Look("Heading 1", BODY, 13, 20, align="LEFT", bold=True, before=10, after=3, keep=True),
    Look("Heading 2", BODY, 11.5, 18, align="LEFT", bold=True, italic=True, before=6, after=2, keep=True),
    Look("Point", BODY, 11.5, 17, align="LEFT", before=2, keep=True),
    Look("Entry", BODY, 11.5, 17, align="LEFT", left=18),
    Look("Enclosure", BODY, 11.5, 17, before=14, after=10, keep=True),
    Look("Signature", BODY, 11.5, 26, align="LEFT", left=200, keep=True),
    Look("Cell Head", BODY, 10.5, 14, align="LEFT", bold=True, before=2, after=2, keep=True),
    Look("Cell", BODY, 10.5, 14, align="LEFT", before=2, after=2),
    Look("Cell Below", BODY, 9.5, 13, align="LEFT", after=1),
    Look("Gap", BODY, 6, 8),
    Look("Footer", Face("宋体", LATIN), 11, 14),
)
TYPOGRAPHY: Final[dict[Lang, Typography]] = {
    "zh": Typography(BODY, (37, 26, 35, 28), _CHINESE),
    "en": Typography(BODY, (25, 25, 25, 25), _ENGLISH),
}
