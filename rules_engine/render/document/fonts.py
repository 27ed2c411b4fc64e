"""The fonts of official papers, and what stands in where a machine lacks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True, slots=True)
class Face:
    """A font for Chinese and one for letters and figures."""

    chinese: str
    latin: str

    @property
    def attributes(self) -> dict[str, str]:
        """The face as a DOCX names it; punctuation that both scripts have, such as “ ”, follows the Chinese font."""
        return {"ascii": self.latin, "hAnsi": self.latin, "cs": self.latin, "eastAsia": self.chinese}


LATIN: Final = "Times New Roman"
BODY: Final = Face("仿宋", LATIN)
TITLE: Final = Face("方正小标宋简体", LATIN)
HEADING: Final = Face("黑体", LATIN)
SUBHEADING: Final = Face("楷体", LATIN)
PAGE_NUMBER: Final = Face("宋体", "宋体")

_FALLBACKS: Final = {
    BODY.chinese: ("仿宋_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC"),
    TITLE.chinese: ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体", "Noto Serif CJK SC"),
    HEADING.chinese: ("SimHei", "STHeiti", "Noto Sans CJK SC"),
    SUBHEADING.chinese: ("楷体_GB2312", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    PAGE_NUMBER.chinese: ("SimSun", "Songti SC", "Noto Serif CJK SC"),
}


def table() -> str:
    """The font table of a DOCX: for each Chinese font those that may stand in for it."""
    entries = [
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _FALLBACKS.items()
    ]
    entries.append(
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{''.join(entries)}</w:fonts>"
    )
