"""The numbers that a text names: 三分之二, 半数, 500万元, 十个工作日, 三日, 一周, 20分钟, 一名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from rules_engine.period import Period, Unit

_DIGIT: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_NUMBER: Final = (
    r"(?<![\d零〇一二两三四五六七八九十百千])(?<!\d[.,])(\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
)
_HALF: Final = re.compile(r"半数|一半|二分之一|百分之五十")
_SHARE: Final = re.compile(rf"{_NUMBER}分之([一二两三四五六七八九十百\d]+)")
_RATIO: Final = re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])")
_PERCENT: Final = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)%")
_MONEY: Final = re.compile(rf"{_NUMBER}([万亿]?)余?元|{_NUMBER}([万亿])(?!元|[人户亩吨余])")
_RANGE: Final = r"(?:[至到—–~-]+(\d+|[零〇一二两三四五六七八九十百千]+))?"
_COUNT: Final = re.compile(rf"{_NUMBER}(?:多|余)?{_RANGE}(?:名|个|次|人|位|项|件|份|篇|届|期|家|类|种|天|场|轮|份)")
_PERIOD: Final = {
    Unit.WORKING_DAYS: "个?工作日",
    Unit.DAYS: "个?(?:自然)?(?:日|天)",
    Unit.HOURS: "个?(?:小时|钟头)",
    Unit.MINUTES: "分钟",
    Unit.WEEKS: "个?(?:周|星期)",
    Unit.MONTHS: "个月",
    Unit.YEARS: "周?年",
}
_PERIODS: Final = {
    # The day of a date (11月3日) is no period, nor is its year (2023年).
    unit: re.compile(rf"(?<!月){_NUMBER}{written}{'(?!度|代|来)' if unit is Unit.YEARS else ''}")
    for unit, written in _PERIOD.items()
}
_HALF_YEAR: Final = re.compile("半年")


def numeral(text: str) -> Fraction | None:
    """The value of a number in digits or in Chinese numerals; None where it is none.

    >>> numeral("三十五"), numeral("两"), numeral("1,500.5")
    (Fraction(35, 1), Fraction(2, 1), Fraction(3001, 2))
    """
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Fraction(plain)
    total = digit = 0
    for character in text:
        if character in _DIGIT:
            digit = _DIGIT[character]
        elif character in _SCALE:
            total, digit = total + (digit or 1) * _SCALE[character], 0
        else:
            return None
    return Fraction(total + digit) if text else None


def shares(text: str) -> Iterator[Fraction]:
    """The shares that a text names."""
    if _HALF.search(text):
        yield Fraction(1, 2)
    for match in _SHARE.finditer(text):
        whole, part = numeral(match[1]), numeral(match[2])
        if whole and part is not None:
            yield part / whole
    yield from (Fraction(int(m[1]), int(m[2])) for m in _RATIO.finditer(text) if int(m[2]))
    yield from (Fraction(m[1]) / 100 for m in _PERCENT.finditer(text))


def sums(text: str) -> Iterator[Fraction]:
    """The sums of money that a text names, in yuan."""
    for match in _MONEY.finditer(text):
        number = numeral(match[1] or match[3])
        if number is not None:
            yield number * _LARGE.get(match[2] or match[4] or "", 1)


def counts(text: str) -> Iterator[Fraction]:
    """The numbers of people and things that a text names, each with its measure word; of a range (2至3次) both ends."""
    written = (end for match in _COUNT.finditer(text) for end in match.groups() if end)
    yield from (number for end in written if (number := numeral(end)) is not None)


def periods(text: str) -> Iterator[Period]:
    """The periods that a text names."""
    for unit, pattern in _PERIODS.items():
        for match in pattern.finditer(text):
            number = numeral(match[1])
            if number is not None and number.denominator == 1:
                yield Period(int(number), unit)
    if _HALF_YEAR.search(text):
        yield Period(6, Unit.MONTHS)
