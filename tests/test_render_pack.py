"""What a pack says of its document, an article and a rule, whole, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.norm import Cite
from rules_engine.render.pack import article_page, document_page, rule_page
from rules_engine.render.pack_data import article_data, document_data, rule_data

GOLDEN = Path(__file__).parent / "golden" / "pack"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def pages(engine, lang):
    """The pages by name."""
    pack, words = engine.pack("linhe"), engine.vocabulary
    rules = {rule.norm.slug: rule for rule in pack.rules}
    original = "全体会议由区长主持。\n  一般应当记录。"
    return {
        "document": document_page(pack, words, lang),
        "article-2": article_page(pack, words, lang, Cite(2), original),
        "paragraph-4-1": article_page(pack, words, lang, Cite(4, 1)),
        "article-3": article_page(pack, words, lang, Cite(3)),
        "article-5": article_page(pack, words, lang, Cite(5)),
        "rule": rule_page(pack, words, lang, rules["plenary-chair"], original),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["document", "article-2", "paragraph-4-1", "article-3", "article-5", "rule"])
def test_the_pages_of_a_pack(engine, name, lang):
    """The whole page is as it was read and found right."""
    shown = re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", pages(engine, lang)[name].plain())
    assert shown == (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


def test_the_document_as_data(engine):
    """Every article is there with its rules, and the dates and the scope."""
    data = document_data(engine.pack("linhe"))
    assert data["in_force"] == {"from": "2020-01-01", "to": None, "cite": "5"}
    assert data["binds"] == {"cite": "1", "full": ["government"], "by_reference": ["enterprise"]}
    assert [article["article"] for article in data["articles"]] == [1, 2, 3, 4, 5]
    assert data["articles"][2]["rules"] == ["linhe.2.plenary-chair", "linhe.3.costly-needs-hearing"]


def test_an_article_as_data(engine):
    """A part of an article has the rules, limits and gaps of that part alone."""
    data = article_data(engine.pack("linhe"), engine.vocabulary, Cite(2, 1), "原文")
    assert [rule["rule"] for rule in data["rules"]] == ["linhe.2.quorum"]
    assert data["text"] == "原文"
    assert data["parameters"] == [
        {
            "parameter": "quorum",
            "cite": "2.1",
            "limit": {"zh": "不少于二分之一", "en": "at least one half"},
            "derived": None,
        }
    ]
    assert [left["why"] for left in data["left_out"]] == ["history"]
    assert article_data(engine.pack("linhe"), engine.vocabulary, Cite(3))["definitions"] == [
        {
            "definition": "costly",
            "cite": "3",
            "label": {"zh": "大额", "en": "costly"},
            "means": {"zh": "金额不少于500万元", "en": "amount is at least 5,000,000 yuan"},
        }
    ]


def test_a_rule_as_data(engine):
    """A rule carries its sentence and its rival's in both languages."""
    pack = engine.pack("linhe")
    rule = next(rule for rule in pack.rules if rule.norm.slug == "plenary-chair")
    data = rule_data(pack, engine.vocabulary, rule)
    assert data["sentence"]["zh"] == "会议是全体会议的，必须：主持人是区长。"
    assert data["rival"] == {
        "text": {"zh": "副区长也可以", "en": "a deputy may do it too"},
        "force": "must",
        "form": "permit",
        "sentence": {
            "zh": "会议是全体会议的，可以：主持人属于领导（区长、副区长）。",
            "en": "If meeting is “plenary meeting”, it is permitted that chair is among “leaders”"
            " (“head”, “deputy head”).",
        },
        "overrides": [],
    }
