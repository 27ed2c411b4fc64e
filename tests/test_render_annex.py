"""The annex of an opinion: norms paraphrased, and the document's own words where the user keeps them."""

from __future__ import annotations

import pytest
from shown_pack import write_shown
from test_render_decision import CASES

from rules_engine import Engine
from rules_engine.render.annex import Quoted
from rules_engine.render.document.content import Paragraph, Subheading
from rules_engine.render.opinion import opinion


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def annex(engine, words, lang="zh", name="denied"):
    """What stands in the annex under the heading of the document's own words; nothing where there is none."""
    given = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **CASES[name]}
    decision = engine.decide(engine.case(given))
    paper = opinion(decision, engine.pack("linhe"), engine.vocabulary, lang, (), words)
    blocks = paper.appendix.blocks
    places = [place for place, block in enumerate(blocks) if isinstance(block, Subheading)]
    cited = sorted({place.cite.article for one in decision.findings for place in one.norm.citations})
    return [block for block in blocks[places[-1] :] if isinstance(block, Paragraph)] if places else [], cited


def test_without_a_copy_of_the_document_nothing_is_quoted(engine):
    """The norms are paraphrased then, as the paper says."""
    assert annex(engine, None)[0] == []


def test_the_words_of_each_article_that_applies_are_quoted(engine):
    """Articles in their order, each with its place in bold, its paragraphs as paragraphs, and no other article."""
    texts = {number: f"第{number}条首款。\n\n  第{number}条次款。\n" for number in range(1, 99)}
    (_, *quoted), cited = annex(engine, Quoted(texts))
    assert [block.text for block in quoted] == [f"第{n}条{part}款。" for n in cited for part in "首次"]
    leads = [block.lead for block in quoted if block.lead]
    assert len(leads) == len(cited)
    assert leads[0].startswith("第")
    assert leads[0].endswith("条　")


def test_words_that_changed_since_they_were_encoded_are_marked(engine):
    """A signer must not take another version's words for those on which the answer rests."""
    _, cited = annex(engine, None)
    texts = dict.fromkeys(range(1, 99), "原文。")
    (_, *quoted), _ = annex(engine, Quoted(texts, frozenset(cited[:1])))
    assert quoted[0].text == "（与编入规则包时的文字不同）原文。"
    assert all(block.text == "原文。" for block in quoted[1:])
    (_, *english), _ = annex(engine, Quoted(texts, frozenset(cited[:1])), "en")
    assert english[0].text == "(not as it was when encoded) 原文。"
    assert english[0].lead.startswith("Article ")


def test_an_article_that_the_copy_lacks_is_told(engine):
    """Silence about it would look as if nothing had been left out."""
    (_, *quoted), cited = annex(engine, Quoted({}))
    assert [block.text for block in quoted] == ["所存文本中没有这一条。"] * len(cited)


def test_where_nothing_applies_nothing_is_quoted(engine):
    """An opinion on an act that the document does not regulate cites no article."""
    words = Quoted(dict.fromkeys(range(1, 99), "原文。"))
    assert annex(engine, words, name="not bound")[0] == []
