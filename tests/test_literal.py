"""How values are written, in Chinese and English, and what is refused."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import literal
from rules_engine.literal import Unreadable
from rules_engine.value import (
    COUNT,
    DATE,
    DATETIME,
    FLAG,
    MONEY,
    NOT_YET,
    NOT_YET_TIME,
    FactType,
    Kind,
    OpenSet,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("600万元", 600_000_000),
        ("600万", 600_000_000),
        ("0.06亿元", 600_000_000),
        ("6百万元", 600_000_000),
        ("6000千元", 600_000_000),
        ("6,000,000", 600_000_000),
        ("6,000,000.00元", 600_000_000),
        ("人民币 6000000 元整", 600_000_000),
        ("RMB 6,000,000", 600_000_000),
        ("¥6000000", 600_000_000),
        ("￥6000000", 600_000_000),  # full-width yen sign
        ("６００万元", 600_000_000),  # full-width digits
        (" 500 万元 ", 500_000_000),
        ("4999999.99", 499_999_999),
        ("4,999,999.99元", 499_999_999),
        ("499.999999万元", 499_999_999),
        ("0.01", 1),
        ("0", 0),
        (5_000_000, 500_000_000),
        (Decimal("4999999.99"), 499_999_999),
        (Decimal("5E6"), 500_000_000),
    ],
)
def test_money_is_read_as_whole_fen(text, fen):
    """Yuan, ten thousands and hundred millions come out exact to the fen."""
    assert literal.money(text) == fen


@pytest.mark.parametrize(
    "raw",
    [
        "4999999.995",  # half a fen
        "0.001",
        "499.9999999万元",
        "-1",
        "-0.01",
        "1e6",
        "NaN",
        "Infinity",
        "五百万元",
        "5,00",
        "5,0000,000",
        ",500",
        "5.",
        ".5",
        "500万美元",
        "500 元 左右",
        "",
        "9" * 40,
        "1000000000000000000",
        "999999999999999.0000000000000001",  # not whole fen, and longer than a default decimal keeps
        True,
        None,
        5.0,
        4999999.99,
        [],
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal(-1),
        Decimal("0.001"),
        Decimal("1E-999999"),
        Decimal("1E+999999"),
        pytest.param(10**5000, id="huge"),
    ],
)
def test_money_is_never_rounded_or_guessed(raw):
    """Fractions of a fen, floats, negative and absurd amounts are refused."""
    with pytest.raises(Unreadable, match="to the fen"):
        literal.money(raw)


@given(st.integers(0, literal.MAX_FEN))
def test_money_survives_being_written(fen):
    """An amount written as text is read as the same amount."""
    assert literal.money(literal.money_text(fen)) == fen


@pytest.mark.parametrize(
    ("raw", "number"), [("9", 9), ("9人", 9), (" 12 名", 12), ("1,200", 1200), (0, 0), ("007", 7), ("９", 9)]
)
def test_a_count_is_a_whole_number(raw, number):
    """Digits with or without a measure word, and Python integers."""
    assert literal.count(raw) == number


@pytest.mark.parametrize("raw", ["-1", "1.0", "九", "1e3", "", "9 9", True, False, -1, 1.0, None, 10**10, "9" * 99])
def test_a_count_is_never_guessed(raw):
    """Negative, broken and enormous numbers are refused; so is a truth value."""
    with pytest.raises(Unreadable, match="whole number"):
        literal.count(raw)


@pytest.mark.parametrize("raw", ["yes", "Yes", "true", "是", "有", "已", True, " 是 ", "Ｙ"])
def test_yes_is_written_in_several_ways(raw):
    """In both languages."""
    assert literal.flag(raw) is True


@pytest.mark.parametrize("raw", ["no", "FALSE", "否", "无", "未", "没有", False])
def test_no_is_written_in_several_ways(raw):
    """In both languages."""
    assert literal.flag(raw) is False


@pytest.mark.parametrize("raw", ["1", "0", 1, 0, "maybe", "on", "", None, []])
def test_a_flag_is_no_number(raw):
    """One and zero are not yes and no."""
    with pytest.raises(Unreadable, match="yes or no"):
        literal.flag(raw)


@pytest.mark.parametrize(
    "raw",
    ["2026-11-20", "2026年11月20日", "2026/11/20", "2026.11.20", "２０２６-11-20", date(2026, 11, 20), " 2026-11-20 "],
)
def test_a_day_is_written_in_several_ways(raw):
    """ISO, Chinese, with strokes or full stops."""
    assert literal.day(raw) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-11-31",
        "20261120",
        "26-11-20",
        "11/20/2026",
        "2026-11-20 09:00",
        "1899-12-31",
        "2201-01-01",
        "99999-01-01",
        "",
        "tomorrow",
        20261120,
        None,
        datetime(2026, 11, 20, 9),
        date(1, 1, 1),
        date(9998, 1, 1),
    ],
)
def test_a_day_that_does_not_exist_is_refused(raw):
    """30 February, a 29 February of a common year, a moment, and days of other ages."""
    with pytest.raises(Unreadable, match="a day that exists"):
        literal.day(raw)


@pytest.mark.parametrize("raw", ["not_yet", "not yet", "尚未", "尚未发生"])
def test_what_has_not_come_is_a_date_after_all(raw):
    """It is known not to have come, which is not the same as unknown."""
    assert literal.day(raw) == NOT_YET
    assert literal.moment(raw) == NOT_YET_TIME


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-11-20 09:30", datetime(2026, 11, 20, 9, 30)),
        ("2026-11-20T09:30:15", datetime(2026, 11, 20, 9, 30, 15)),
        ("2026年11月20日9时30分", datetime(2026, 11, 20, 9, 30)),
        ("2026年11月20日 9点30", datetime(2026, 11, 20, 9, 30)),
        ("2026-11-20 01:30Z", datetime(2026, 11, 20, 9, 30)),
        ("2026-11-20T23:30:00-05:00", datetime(2026, 11, 21, 12, 30)),
        ("2026-11-20 09:30+08:00", datetime(2026, 11, 20, 9, 30)),
        (datetime(2026, 11, 20, 9, 30), datetime(2026, 11, 20, 9, 30)),
        (datetime(2026, 11, 20, 1, 30, tzinfo=UTC), datetime(2026, 11, 20, 9, 30)),
    ],
)
def test_a_moment_is_in_china_s_time(raw, moment):
    """A moment without zone is China's; others are converted."""
    assert literal.moment(raw) == moment


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-20",
        "2026-11-20 24:00",
        "2026-11-20 09:60",
        "2026-02-30 09:00",
        "09:30",
        "",
        None,
        1,
        date(2026, 1, 1),
        "2026-11-20 09:30+99:00",
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1, 1, 1, 0, 0),
    ],
)
def test_a_moment_that_does_not_exist_is_refused(raw):
    """A day without a clock is no moment, and 24:00 is the next day."""
    with pytest.raises(Unreadable, match="a moment that exists"):
        literal.moment(raw)


@pytest.mark.parametrize(
    ("value", "type_", "text"),
    [
        (True, FLAG, "yes"),
        (False, FLAG, "no"),
        (9, COUNT, "9"),
        (499_999_999, MONEY, "4999999.99"),
        (5, MONEY, "0.05"),
        (date(2026, 11, 20), DATE, "2026-11-20"),
        (NOT_YET, DATE, "not_yet"),
        (datetime(2026, 11, 20, 9, 5), DATETIME, "2026-11-20 09:05"),
        (NOT_YET_TIME, DATETIME, "not_yet"),
        ("head", FactType(Kind.ENUM, "role"), "head"),
        (frozenset({"b", "a"}), FactType(Kind.SET, "step"), "[a, b]"),
        (OpenSet(frozenset({"b"}), frozenset({"a"})), FactType(Kind.SET, "step"), "b: yes, a: no"),
    ],
)
def test_a_value_is_written_as_it_is_read(value, type_, text):
    """The text of a value is what a case file would hold."""
    assert literal.value_text(value, type_) == text


@given(st.text())
def test_every_text_is_read_or_refused(text):
    """No text raises anything but Unreadable."""
    for read in (literal.flag, literal.count, literal.money, literal.day, literal.moment):
        with contextlib.suppress(Unreadable):
            assert read(text) is not None


@pytest.mark.parametrize(
    "text", ["9" * 10**6, "1," * 10**6, " " * 10**6, "2026-11-20" + " " * 10**6 + "x"], ids=range(4)
)
def test_a_huge_text_is_refused_at_once(text):
    """A megabyte is no value, and is not searched for one."""
    for read in (literal.flag, literal.count, literal.money, literal.day, literal.moment):
        with pytest.raises(Unreadable):
            read(text)
