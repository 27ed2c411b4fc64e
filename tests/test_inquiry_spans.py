"""Ranges of values in words."""

from __future__ import annotations

from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.inquiry.spans import ValueWords
from rules_engine.value import COUNT, DATE, MONEY, NOT_YET, FactType, Kind

ENGINE = Engine.load()
WORDS = ValueWords(ENGINE.vocabulary, ENGINE.pack("lulong"))
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("type_", "first", "last", "zh", "en"),
    [
        (COUNT, None, 20, "20以下", "at most 20"),
        (COUNT, 21, None, "21以上", "21 or more"),
        (COUNT, 21, 41, "21至41", "21 to 41"),
        (COUNT, 5, 5, "5", "5"),
        (COUNT, None, None, "任何值", "any value"),
        (MONEY, None, 499_999_999, "不足500万元", "less than 5,000,000 yuan"),
        (MONEY, 500_000_000, None, "500万元以上", "5,000,000 yuan or more"),
        (MONEY, 500_000_001, None, "超过500万元", "more than 5,000,000 yuan"),
        (MONEY, None, 500_000_000, "500万元以下", "at most 5,000,000 yuan"),
        (
            MONEY,
            500_000_000,
            999_999_999,
            "500万元以上、不足1000万元",
            "5,000,000 yuan or more, less than 10,000,000 yuan",
        ),
        (
            MONEY,
            500_000_001,
            1_000_000_000,
            "超过500万元、不超过1000万元",
            "more than 5,000,000 yuan, at most 10,000,000 yuan",
        ),
        (DATE, None, DAY, "2026年3月2日及以前", "2026-03-02 or before"),
        (DATE, DAY, None, "2026年3月2日及以后", "2026-03-02 or after"),
        (DATE, DAY, date(2026, 3, 5), "2026年3月2日至2026年3月5日", "2026-03-02 to 2026-03-05"),
        (DATE, NOT_YET, NOT_YET, "尚未", "not yet"),
    ],
)
def test_a_range_in_words(type_, first, last, zh, en):
    """以上 and 以下 include the number, as the documents have it."""
    found = WORDS.range(type_, first, last)
    assert (found.zh, found.en) == (zh, en)


def test_a_post_has_its_local_name():
    """The head of a county is 县长."""
    assert WORDS.value(FactType(Kind.ENUM, "role"), "head").zh == "县长"
