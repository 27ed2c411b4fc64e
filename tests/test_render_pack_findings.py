"""What the analysis of a pack finds, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from planted_pack import planted

from rules_engine import Engine
from rules_engine.analyse.findings import PackFinding, Range, Sort, Subject
from rules_engine.analyse.pack import analyse_pack
from rules_engine.analyse.reviewed import Review, assess, review_of
from rules_engine.render.pack_findings import MEANS, TITLE, FindingWords, findings_page
from rules_engine.text import Text

GOLDEN = Path(__file__).parent / "golden" / "findings"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The planted pack, its vocabulary and what is found."""
    engine = Engine.load(planted(tmp_path_factory.mktemp("packs")))
    pack = engine.pack("linhe")
    return pack, engine.vocabulary, analyse_pack(pack, engine.vocabulary, 2026)


def page(whole, lang="en", reviews=None, *, everything=False):
    """The page of all findings."""
    pack, words, found = whole
    assessed = assess(found, pack, reviews or {})
    return findings_page(assessed, pack, words, lang, everything=everything).plain()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_sort_of_finding(whole, lang):
    """Each is told with its rules, a case and its id, under a heading that says what it means."""
    assert page(whole, lang) == (GOLDEN / f"planted.{lang}.txt").read_text(encoding="utf-8")


def test_every_sort_has_words():
    """None is left without a heading and an explanation."""
    assert set(TITLE) == set(MEANS) == set(Sort)


def reviews_of(whole, *ids):
    """Reviews of some findings."""
    pack, _, found = whole
    return {
        finding.id: replace(review_of(finding, pack), why=Text("已核对", "looked at"))
        for finding in found.findings
        if finding.id in ids
    }


def test_what_is_reviewed_is_told_on_demand(whole):
    """Else it is only counted."""
    reviews = reviews_of(whole, "implied/plenary-heard")
    short, long = page(whole, reviews=reviews), page(whole, reviews=reviews, everything=True)
    assert "implied/plenary-heard" not in short
    assert short.endswith("linhe: 11 to look at, 0 expired, 1 reviewed, 0 reviews of nothing\n")
    assert (
        "Reviewed (1)\n  a plenary meeting needs a hearing (Article 2, paragraph 1)\n"
        "     sort          Musts that others imply\n     reason        looked at\n"
        "     id            implied/plenary-heard\n"
    ) in long


def test_what_has_expired_says_because_of_what(whole):
    """The finding stands under its heading again."""
    reviews = reviews_of(whole, "implied/plenary-heard")
    (review,) = reviews.values()
    old = replace(review, rules={**review.rules, "plenary-minuted": "0" * 12}, articles={2: "f" * 12})
    text = page(whole, reviews={review.finding: old})
    assert "review        expired: rule plenary-minuted, Article 2 changed\n" in text
    chinese = page(whole, "zh", reviews={review.finding: old})
    assert "审阅    已失效：规则 plenary-minuted、第2条有变\n" in chinese


def test_reviews_of_nothing_are_told(whole):
    """They should be deleted."""
    text = page(whole, reviews={"implied/gone": Review("implied/gone", Text("", ""), {}, {})})
    assert "Reviews of nothing (1)\n  implied/gone\n" in text


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (Range(0, 99), "0.99元以下", "at most 0.99 yuan"),
        (Range(100, 100), "1元", "1 yuan"),
        (Range(100, 200), "1元至2元", "1 yuan to 2 yuan"),
        (Range(100_000_000, None), "100万元以上", "1,000,000 yuan or more"),
    ],
)
def test_ranges(whole, span, zh, en):
    """A range is told with its ends, both of which are in it."""
    pack, words, _ = whole
    assert FindingWords(pack, words, "zh").span("amount", span) == zh
    assert FindingWords(pack, words, "en").span("amount", span) == en
    assert FindingWords(pack, words, "en").span("members", Range(2, 3)) == "2 to 3"


def test_what_is_not_decided(whole):
    """The question and the reason are told."""
    pack, words, found = whole
    subject = Subject("chair", "meeting")
    open_ = (
        PackFinding(Sort.NOT_DECIDED, ("meeting.hold",), reason="max. steps", asked=Sort.UNMEETABLE),
        PackFinding(Sort.NOT_DECIDED, ("meeting.hold",), subject=subject, reason="max. steps", asked=Sort.KIND_GAP),
    )
    text = page((pack, words, replace(found, findings=open_, uncertain=("held_on",))))
    assert (
        "  1. hold a meeting\n     question      Musts that nothing keeps together\n     reason        max. steps\n"
    ) in text
    assert "  2. chair, by meeting\n     action        hold a meeting\n" in text
    assert "; days that lead into a year without a published calendar are left out (date of the meeting)." in text
