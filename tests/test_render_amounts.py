"""Numbers, limits, periods and days in words."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from rules_engine.expression import Parameter
from rules_engine.period import Period, Unit
from rules_engine.render import amounts
from rules_engine.value import NOT_YET, NOT_YET_TIME

WAN = 10**6  # 1万元 in fen


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (Fraction(1, 2), "二分之一", "one half"),
        (Fraction(2, 3), "三分之二", "two thirds"),
        (Fraction(3, 4), "四分之三", "three quarters"),
        (Fraction(4, 5), "五分之四", "four fifths"),
        (Fraction(3, 10), "十分之三", "3/10"),
        (Fraction(1, 2000), "1/2000", "1/2000"),
        (Fraction(1), "全部", "all"),
        (Fraction(0), "零", "none"),
    ],
)
def test_a_share_is_said_as_documents_say_it(share, zh, en):
    """Small fractions are spelt out, odd ones stay figures."""
    assert (amounts.share(share, "zh"), amounts.share(share, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (500 * WAN, "500万元", "5,000,000 yuan"),
        (10**4 * WAN, "1亿元", "100,000,000 yuan"),
        (15000 * WAN, "15000万元", "150,000,000 yuan"),
        (500 * WAN - 1, "4,999,999.99元", "4,999,999.99 yuan"),
        (123400, "1,234元", "1,234 yuan"),
        (50, "0.50元", "0.50 yuan"),
        (0, "0元", "0 yuan"),
    ],
)
def test_a_sum_is_exact_and_short(fen, zh, en):
    """Round sums are said in 万元 or 亿元, and no fen is lost."""
    assert (amounts.money(fen, "zh"), amounts.money(fen, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("parameter", "zh", "en"),
    [
        (Parameter("a", "at_least", Fraction(1, 2), "share"), "不少于二分之一", "at least one half"),
        (Parameter("a", "more_than", Fraction(1, 2), "share"), "超过二分之一", "more than one half"),
        (Parameter("a", "at_most", 3, "count"), "不超过3", "at most 3"),
        (Parameter("a", "less_than", 500 * WAN, "money"), "少于500万元", "less than 5,000,000 yuan"),
        (Parameter("a", "exactly", 1, "count"), "等于1", "exactly 1"),
        (Parameter("a", "within", Period(3, Unit.WORKING_DAYS), "period"), "3个工作日内", "within 3 working days"),
        (Parameter("a", "within", Period(1, Unit.DAYS), "period"), "1日内", "within 1 day"),
        (Parameter("a", "within", Period(20, Unit.MINUTES), "period"), "20分钟内", "within 20 minutes"),
        (Parameter("a", "within", Period(2, Unit.MONTHS), "period"), "2个月内", "within 2 months"),
    ],
)
def test_a_limit_says_whether_it_includes_its_number(parameter, zh, en):
    """At least and more than are told apart in both languages."""
    assert (amounts.limit(parameter, "zh"), amounts.limit(parameter, "en")) == (zh, en)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_a_name(unit):
    """No period is without words."""
    assert all(amounts.period(Period(2, unit), lang) for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 2), "2026年11月2日", "2026-11-02"),
        (datetime(2026, 11, 20, 9, 5), "2026年11月20日 09:05", "2026-11-20 09:05"),
        (NOT_YET, "尚未", "not yet"),
        (NOT_YET_TIME, "尚未", "not yet"),
    ],
)
def test_a_day_is_said_in_the_language_s_own_way(day, zh, en):
    """Chinese days are written out, English ones as ISO writes them."""
    assert (amounts.moment(day, "zh"), amounts.moment(day, "en")) == (zh, en)
