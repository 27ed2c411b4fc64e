"""Numbers in Chinese text."""

from fractions import Fraction

import pytest

from rules_engine.originals import numbers
from rules_engine.period import Period, Unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("两", 2),
        ("二十五", 25),
        ("一百零五", 105),
        ("三千", 3000),
        ("1,500", 1500),
        ("0.5", Fraction(1, 2)),
    ],
)
def test_numerals_have_values(text, value):
    """Digits and Chinese numerals are read alike."""
    assert numbers.numeral(text) == value


@pytest.mark.parametrize("text", ["", "若干", "1.2.3"])
def test_other_text_is_no_numeral(text):
    """What is no number has no value."""
    assert numbers.numeral(text) is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("三分之二以上", Fraction(2, 3)),
        ("过半数", Fraction(1, 2)),
        ("二分之一", Fraction(1, 2)),
        ("超过2/3", Fraction(2, 3)),
        ("不低于60%", Fraction(3, 5)),
        ("百分之二十", Fraction(1, 5)),
    ],
)
def test_shares_are_found(text, share):
    """A share is found however it is written."""
    assert share in set(numbers.shares(text))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("500万元以上", 5_000_000),
        ("五百万元", 5_000_000),
        ("0.5亿元", 50_000_000),
        ("30元", 30),
        ("资金500万以上", 5_000_000),
    ],
)
def test_sums_are_found(text, yuan):
    """A sum is found in digits and in numerals, with its scale."""
    assert yuan in set(numbers.sums(text))


def test_people_are_no_money():
    """A number of people in ten thousands is no sum."""
    assert list(numbers.sums("人口50万人")) == []


@pytest.mark.parametrize(("text", "number"), [("带一名工作人员", 1), ("不超过3人", 3), ("两次", 2), ("1次", 1)])
def test_counts_are_found_with_a_measure_word(text, number):
    """A number of people or things has a measure word after it."""
    assert number in set(numbers.counts(text))


def test_a_character_in_a_word_is_no_count():
    """统一 and 一般 hold no number."""
    assert list(numbers.counts("统一安排,一般不超过")) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("十个工作日", Period(10, Unit.WORKING_DAYS)),
        ("会后,10个工作日内", Period(10, Unit.WORKING_DAYS)),
        ("三日内", Period(3, Unit.DAYS)),
        ("初稿,三天内", Period(3, Unit.DAYS)),
        ("一周内", Period(1, Unit.WEEKS)),
        ("20分钟", Period(20, Unit.MINUTES)),
        ("24小时", Period(24, Unit.HOURS)),
        ("六个月", Period(6, Unit.MONTHS)),
        ("半年", Period(6, Unit.MONTHS)),
        ("有效期5年", Period(5, Unit.YEARS)),
        ("两年内", Period(2, Unit.YEARS)),
    ],
)
def test_periods_are_found(text, period):
    """A period is found with its unit."""
    assert period in set(numbers.periods(text))


@pytest.mark.parametrize("text", ["11月3日", "十一月三日"])
def test_a_date_is_no_period(text):
    """The day of a month is no number of days."""
    assert Period(3, Unit.DAYS) not in set(numbers.periods(text))
