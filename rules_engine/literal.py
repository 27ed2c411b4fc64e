"""How values are written: 600万元, 2026年11月20日, 是, not_yet; and back into text.

Every function takes text, or a Python value of the fitting kind, and raises Unreadable with what is accepted.
Nothing passes through a binary float.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from rules_engine.text import Text
from rules_engine.value import MONEY, NOT_YET, NOT_YET_TIME, FactType, OpenSet, Value

MAX_TEXT: Final = 100
"""The characters of a value at most."""
MAX_COUNT: Final = 10**9
"""The greatest whole number."""
MAX_FEN: Final = 10**17
"""The greatest sum: a thousand trillion yuan are more than any budget, and well inside 64 bits."""
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
"""The years in which days and moments lie; further away the periods of packs run out of the calendar."""
CHINA: Final = timezone(timedelta(hours=8))
"""China's time, as it is kept today."""

YES: Final = frozenset({"yes", "true", "是", "有", "已", "y"})
NO: Final = frozenset({"no", "false", "否", "无", "未", "没有", "n"})
UNKNOWN: Final = frozenset({"unknown", "null", "~", "", "未知", "不详", "不清楚"})
NOT_YET_WORDS: Final = frozenset({"not_yet", "not yet", "尚未", "尚未发生", "未发生"})

_SCALES: Final = {
    "": 1,
    "元": 1,
    "圆": 1,
    "千元": 1000,
    "万": 10**4,
    "万元": 10**4,
    "百万元": 10**6,
    "亿": 10**8,
    "亿元": 10**8,
    "yuan": 1,
    "rmb": 1,
}
_MONEY: Final = re.compile(r"(?:rmb|cny|¥|人民币)?\s*(\d[\d,]*(?:\.\d+)?)\s*([a-z百千万亿元圆]*)(?:整|人民币)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_COUNT: Final = re.compile(r"(\d[\d,]*)\s*[人名个位次天日项]?")
_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2}))"
)
_TIME: Final = re.compile(r"[t\s]*(\d{1,2})(?::|时|点)(\d{2})(?:分)?(?::(\d{2}))?\s*(z|[+-][01]\d:?[0-5]\d)?")


class Unreadable(ValueError):
    """A value is not written as its type asks; `accepted` says how it is written."""

    def __init__(self, accepted: Text) -> None:
        self.accepted = accepted
        super().__init__(accepted.en)


def _folded(raw: str) -> str:
    # No value is that long; the empty text is readable as none.
    return "" if len(raw) > MAX_TEXT else unicodedata.normalize("NFKC", raw).strip().casefold()


def flag(raw: Any) -> bool:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        text = _folded(raw)
        if text in YES:
            return True
        if text in NO:
            return False
    raise Unreadable(Text("请写 是 或 否（yes/no）", "write yes or no (是/否)"))


def count(raw: Any) -> int:
    """A whole number, zero or more."""
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= MAX_COUNT:
        return raw
    if isinstance(raw, str):
        match = _COUNT.fullmatch(_folded(raw))
        if match and _GROUPED.fullmatch(match[1]):
            number = int(match[1].replace(",", "")) if len(match[1]) <= 16 else MAX_COUNT + 1
            if number <= MAX_COUNT:
                return number
    raise Unreadable(Text("请写不小于零的整数，如 9", "write a whole number, zero or more, such as 9"))


def money(raw: Any) -> int:
    """An amount of yuan as whole fen: `5000000`, `5,000,000.00`, `500万元`, `0.05亿元`, an int, a Decimal."""
    wrong = Unreadable(
        Text(
            "请写不小于零、精确到分的金额，如 500万元、5,000,000.00",
            "write an amount, zero or more, to the fen, such as 500万元 or 5,000,000.00",
        )
    )
    if isinstance(raw, bool):
        raise wrong
    if isinstance(raw, int | Decimal):
        number, scale = Decimal(raw), 1
    elif isinstance(raw, str):
        match = _MONEY.fullmatch(_folded(raw))
        if (
            match is None
            or match[2] not in _SCALES
            or len(match[1]) > 32
            or not _GROUPED.fullmatch(match[1].split(".")[0])
        ):
            raise wrong
        number, scale = Decimal(match[1].replace(",", "")), _SCALES[match[2]]
    else:
        raise wrong
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MAX_TEXT or not 0 <= number <= MAX_FEN:  # not finite, or absurd
        raise wrong
    fen = Fraction(number) * scale * 100
    if fen.denominator != 1 or fen > MAX_FEN:
        raise wrong
    return fen.numerator


def day(raw: Any) -> date:
    """A day: `2026-11-20`, `2026年11月20日`, a date; or `not_yet`."""
    if isinstance(raw, date) and not isinstance(raw, datetime) and _in_our_time(raw):
        return raw
    if isinstance(raw, str):
        text = _folded(raw)
        if text in NOT_YET_WORDS:
            return NOT_YET
        match = _DATE.fullmatch(text)
        if match:
            found = _date(match)
            if found:
                return found
    raise Unreadable(
        Text("请写存在的日期，如 2026-11-20，或 尚未", "write a day that exists, such as 2026-11-20, or not_yet")
    )


def moment(raw: Any) -> datetime:
    """A moment in China's time: `2026-11-20 09:30`, a datetime; or `not_yet`. Other zones are converted."""
    if isinstance(raw, datetime) and _in_our_time(raw):
        return raw.astimezone(CHINA).replace(tzinfo=None) if raw.tzinfo else raw
    if isinstance(raw, str):
        text = _folded(raw)
        if text in NOT_YET_WORDS:
            return NOT_YET_TIME
        match = _DATE.match(text)
        found = _date(match) if match else None
        clock = _TIME.fullmatch(text[match.end() :]) if match and found else None
        if found and clock:
            hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
            if hour < 24 and minute < 60 and second < 60:
                result = datetime(found.year, found.month, found.day, hour, minute, second)
                return _in_china(result, clock[4])
    raise Unreadable(
        Text(
            "请写存在的时刻，如 2026-11-20 09:30，或 尚未",
            "write a moment that exists, such as 2026-11-20 09:30, or not_yet",
        )
    )


def _in_our_time(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR or day in (NOT_YET, NOT_YET_TIME)


def _date(match: re.Match[str]) -> date | None:
    year, month, number = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _in_china(local: datetime, zone: str | None) -> datetime:
    if not zone:
        return local
    hours, minutes = (0, 0) if zone == "z" else (int(zone[1:3]), int(zone[-2:]))
    sign = -1 if zone.startswith("-") else 1
    return local - sign * timedelta(hours=hours, minutes=minutes) + timedelta(hours=8)


def money_text(fen: int) -> str:
    """Fen as yuan with two decimals: `5000000.00`."""
    return f"{fen // 100}.{fen % 100:02d}"


def date_text(value: date) -> str:
    """A day or a moment as ISO text, or `not_yet`."""
    if value in (NOT_YET, NOT_YET_TIME):
        return "not_yet"
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()


def value_text(value: Value, type_: FactType) -> str:
    """A value as text that can be read again; sets as `a, b` or `a: yes, b: no`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, OpenSet):
        return ", ".join([f"{name}: yes" for name in sorted(value.yes)] + [f"{name}: no" for name in sorted(value.no)])
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(value)) + "]"
    if isinstance(value, date):
        return date_text(value)
    return money_text(value) if type_ == MONEY and isinstance(value, int) else str(value)
