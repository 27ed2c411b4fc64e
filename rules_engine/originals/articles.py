"""A document's text into its articles, without the notice before them, chapter headings, and the page's own lines.

Articles begin a line as 第四十一条 or as 四十一、. Their numbers rise; a list inside an article that is numbered so,
too starts again from one, and falls out of the longest rising series.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")}
_NUMBER: Final = "[零〇一二三四五六七八九十百]{1,7}"
_SPACE: Final = r"[\s\u3000]*"
_ARTICLE: Final = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}|\d{{1,3}}){_SPACE}[条條]")
_ITEM: Final = re.compile(rf"{_SPACE}({_NUMBER}){_SPACE}、")
_HEADING: Final = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}|\d{{1,2}}){_SPACE}[章节節编編][^，。；,;]{{0,30}}$")
_FIRST_CHAPTER: Final = re.compile(rf"{_SPACE}第{_SPACE}[一1]{_SPACE}章")
_PAGE_NUMBER: Final = re.compile(r"[\s\u3000]*[-—–－·第]*\s*\d{1,3}\s*[-—–－·页]*[\s\u3000]*")
_SENTENCE_END: Final = ("。", "；", ";", "！", "：", ".", "”", "」")
_TRAILER: Final = re.compile(
    r"[\s\u3000]*(打印|关闭|關閉|分享|扫一扫|上一[篇条]|下一[篇条]|附件|相关|责任编辑|信息来源|来源[:：]|版权|主办|抄送|主送)"
    r"|.{0,60}\d{4}年\d{1,2}月\d{1,2}日印发"
    r"|[（(]此件"
)


@dataclass(frozen=True, slots=True)
class Original:
    """A document's articles by number, each without its number, its paragraphs on lines of their own."""

    articles: Mapping[int, str]

    def text(self, number: int) -> str:
        """An article's words; empty where the text has no such article."""
        return self.articles.get(number, "")


def read_original(text: str) -> Original:
    """The articles of a document's text; none where no line begins as an article does."""
    lines = text.replace("\r\n", "\n").replace("\ufeff", "").split("\n")
    firsts = [index for index, line in enumerate(lines) if _FIRST_CHAPTER.match(line)]
    start = firsts[-1] if firsts else 0
    pattern = _ARTICLE if any(_ARTICLE.match(line) for line in lines[start:]) else _ITEM
    marks: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines[start:], start):
        found = pattern.match(line)
        number = _value(found[1]) if found else None
        if found and number:
            marks.append((number, index, found.end()))
    chosen = _rising(marks)
    articles: dict[int, str] = {}
    for position, (number, index, end) in enumerate(chosen):
        last = position == len(chosen) - 1
        until = len(lines) if last else chosen[position + 1][1]
        articles[number] = _body([lines[index][end:], *lines[index + 1 : until]], last=last)
    return Original(articles)


def _body(lines: Sequence[str], *, last: bool) -> str:
    kept: list[str] = []
    for line in lines:
        text = line.strip()
        if not text or _HEADING.match(line) or _PAGE_NUMBER.fullmatch(line):
            continue
        if last and kept and _TRAILER.match(line):
            break
        kept.append(text)
    # After the last article stand the page's own lines and those of the issuing office: no sentences.
    while last and len(kept) > 1 and not kept[-1].endswith(_SENTENCE_END):
        kept.pop()
    return "\n".join(kept)


def _rising(marks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest series of marks whose numbers rise; of several, the one whose marks come first."""
    best: list[tuple[int, int | None]] = []  # length of the longest series that ends here, and the mark before
    for position, (number, _, _) in enumerate(marks):
        length, before = 1, None
        for earlier in range(position):
            if marks[earlier][0] < number and best[earlier][0] + 1 > length:
                length, before = best[earlier][0] + 1, earlier
        best.append((length, before))
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda position: (best[position][0], -position))
    series = []
    while at is not None:
        series.append(marks[at])
        at = best[at][1]
    return series[::-1]


def _value(text: str) -> int | None:
    """The value of a numeral up to 999; None where it is none."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for character in text.replace("〇", "零"):
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            total, digit = total + (digit or 1) * 100, 0
    return total + digit or None
