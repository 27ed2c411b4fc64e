"""Numbers, limits, periods and days in words: 不少于二分之一, 500万元, 3个工作日内, at least one half."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Final

from rules_engine.expression import LimitOp, Parameter
from rules_engine.literal import money_text
from rules_engine.norm import chinese_number
from rules_engine.period import Period, Unit
from rules_engine.text import Lang, Text
from rules_engine.value import NOT_YET, NOT_YET_TIME

LIMIT: Final[dict[LimitOp, Text]] = {
    "at_least": Text("不少于", "at least "),
    "more_than": Text("超过", "more than "),
    "at_most": Text("不超过", "at most "),
    "less_than": Text("少于", "less than "),
    "exactly": Text("等于", "exactly "),
}
OPPOSITE: Final[dict[LimitOp, LimitOp]] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
}
NOT_EXACTLY: Final = Text("不等于", "other than ")

_UNIT: Final = {
    Unit.MINUTES: Text("分钟", "minute"),
    Unit.HOURS: Text("小时", "hour"),
    Unit.DAYS: Text("日", "day"),
    Unit.WORKING_DAYS: Text("个工作日", "working day"),
    Unit.WEEKS: Text("周", "week"),
    Unit.MONTHS: Text("个月", "month"),
    Unit.YEARS: Text("年", "year"),
}
_PARTS: Final = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths")}
_NUMBERS: Final = ("no", "one", "two", "three", "four")
_FEN_OF_WAN: Final = 10**6  # 1万元 in fen
_WAN_OF_YI: Final = 10**4


def share(amount: Fraction, lang: Lang) -> str:
    """A share: 三分之二, two thirds."""
    whole, part = amount.denominator, amount.numerator
    if whole == 1:
        return Text("全部", "all").pick(lang) if part else Text("零", "none").pick(lang)
    if lang == "zh":
        short = max(whole, part) < 1000
        return f"{chinese_number(whole)}分之{chinese_number(part)}" if short else f"{part}/{whole}"
    if whole in _PARTS and part < len(_NUMBERS):
        return f"{_NUMBERS[part]} {_PARTS[whole][part > 1]}"
    return f"{part}/{whole}"


def money(fen: int, lang: Lang) -> str:
    """A sum of fen: 500万元, 5,000,000 yuan."""
    wan, rest = divmod(fen, _FEN_OF_WAN)
    if lang == "zh" and fen and not rest:
        return f"{wan // _WAN_OF_YI}亿元" if wan % _WAN_OF_YI == 0 else f"{wan}万元"
    yuan, _, small = money_text(fen).partition(".")
    amount = f"{int(yuan):,}" + ("" if small == "00" else f".{small}")
    return f"{amount}元" if lang == "zh" else f"{amount} yuan"


def period(length: Period, lang: Lang) -> str:
    """A length of time: 3个工作日, 3 working days."""
    unit = _UNIT[length.unit].pick(lang)
    if lang == "zh":
        return f"{length.number}{unit}"
    return f"{length.number} {unit}{'' if length.number == 1 else 's'}"


def amount(limit: Parameter, lang: Lang) -> str:
    """The amount of a limit, without its comparison."""
    if isinstance(limit.amount, Period):
        return period(limit.amount, lang)
    if limit.unit == "share":
        return share(Fraction(limit.amount), lang)
    number = int(limit.amount)
    return money(number, lang) if limit.unit == "money" else str(number)


def limit(parameter: Parameter, lang: Lang) -> str:
    """A limit: 不少于二分之一, less than 5,000,000 yuan, 3日内."""
    if parameter.op == "within":
        number = amount(parameter, lang)
        return f"{number}内" if lang == "zh" else f"within {number}"
    return LIMIT[parameter.op].pick(lang) + amount(parameter, lang)


def moment(day: date, lang: Lang) -> str:
    """A day or a moment: 2026年11月20日 09:30, 2026-11-20 09:30; 尚未 for what has not come."""
    if day in (NOT_YET, NOT_YET_TIME):
        return Text("尚未", "not yet").pick(lang)
    text = f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.year:04}-{day.month:02}-{day.day:02}"
    return f"{text} {day:%H:%M}" if isinstance(day, datetime) else text
