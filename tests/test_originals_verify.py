"""Packs compared with the texts that they encode."""

import pytest
import small_pack
from test_originals_anchors import TEXT
from test_originals_articles import sources

from rules_engine import Engine
from rules_engine.originals.articles import read_original
from rules_engine.originals.fold import fingerprint
from rules_engine.originals.store import FOLDER_VARIABLE
from rules_engine.originals.verify import State, fingerprints, verify

MARKED = "".join(
    f"- {{article: {n}, heading: {{zh: 条, en: article}}, status: {'encoded' if n in (2, 3, 4) else 'guidance'}, "
    f"why: {{zh: 略, en: none}}, paragraphs: 3, fingerprint: '{mark}'}}\n"
    for n, mark in fingerprints(read_original(TEXT)).items()
)


@pytest.fixture
def compared(tmp_path):
    def states(text, **changed):
        small_pack.write(tmp_path, **changed)
        return verify(Engine.load(tmp_path).pack("linhe"), read_original(text))

    return states


def test_fingerprints_are_those_of_the_articles():
    """Each article has the fingerprint of its words, without its number."""
    assert fingerprints(read_original("第一条 甲。\n第二条 乙。")) == {1: fingerprint("甲。"), 2: fingerprint("乙。")}


def test_an_unchanged_text_is_as_encoded(compared):
    """Blanks, widths and the page around it do not count."""
    found = compared(TEXT.replace("，", " ,").replace("条 ", "条\u3000"), articles=MARKED)
    assert {article.state for article in found.articles} == {State.AS_ENCODED}
    assert found.passed


def test_changed_missing_and_new_articles_are_told(compared):
    """Each article stands one way or another."""
    text = TEXT.replace("三日内", "三日内及时").replace("第五条", "第六条")
    found = compared(text, articles=MARKED)
    assert [(article.number, article.state) for article in found.articles] == [
        (1, State.AS_ENCODED),
        (2, State.AS_ENCODED),
        (3, State.AS_ENCODED),
        (4, State.CHANGED),
        (5, State.MISSING),
        (6, State.EXTRA),
    ]
    assert not found.passed


def test_an_article_without_a_fingerprint_is_told_and_passes(compared):
    """A pack need not give fingerprints; what stands in the text is asked all the same."""
    found = compared(TEXT)
    assert {article.state for article in found.articles} == {State.UNMARKED}
    assert found.passed
    assert not compared(TEXT.replace("半数", "多数")).passed


@pytest.mark.parametrize("jurisdiction", ["funing", "hongqiao", "hongshan", "huancui", "lulong"])
def test_the_shipped_packs_are_as_their_documents(jurisdiction):
    """Every article is as encoded, and every limit and post stands in the article that is cited."""
    if jurisdiction not in sources():
        pytest.skip(f"no source text of {jurisdiction}: set {FOLDER_VARIABLE} to a folder of <jurisdiction>.txt files")
    text = read_original(sources()[jurisdiction].read_text(encoding="utf-8"))
    found = verify(Engine.load().pack(jurisdiction), text)
    assert [problem.line() for problem in found.problems] == []
    assert {article.state for article in found.articles} == {State.AS_ENCODED}
