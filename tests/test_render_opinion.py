"""The opinion on a case, whole, in both languages: what a legal officer completes, signs and hands in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opinions import CHOSEN, opined
from shown_pack import write_shown

from rules_engine import Engine, __version__
from rules_engine.render.document.content import Point, Subheading

GOLDEN = Path(__file__).parent / "golden" / "opinion"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def steady(paper):
    """The text of an opinion; what any change of the pack or of the program changes is left out."""
    text = "\n".join(paper.lines()) + "\n"
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text).replace(f"rules-engine {__version__}", "rules-engine …")


def section(paper, number):
    """The text of one of the six sections."""
    blocks = paper.sections[number - 1].blocks
    return "\n".join(
        block.title if isinstance(block, Point) else block.text
        for block in blocks
        if hasattr(block, "text") or isinstance(block, Point)
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CHOSEN)
def test_the_text_of_an_opinion(engine, name, lang):
    """The whole text is as it was read and found right."""
    expected = (GOLDEN / f"{name.replace(' ', '-')}.{lang}.txt").read_text(encoding="utf-8")
    assert steady(opined(engine, name, lang)) == expected


@pytest.mark.parametrize("name", CHOSEN)
def test_every_opinion_has_the_sections_of_an_office(engine, name):
    """They stand in their order, whatever the verdict, and none is empty."""
    paper = opined(engine, name, "zh")
    assert [part.heading for part in paper.sections] == [
        "一、事项",
        "二、事实",
        "三、审查依据",
        "四、审查意见",
        "五、需补正事项",
        "六、建议",
    ]
    assert all(part.blocks for part in (*paper.sections, paper.appendix))


@pytest.mark.parametrize("name", CHOSEN)
def test_every_opinion_says_what_it_is(engine, name):
    """It is an aid and no finding of lawfulness; it names the pack's version and digest, and the engine's version."""
    zh, en = (opined(engine, name, lang) for lang in ("zh", "en"))
    assert "不是对拟作行为合法性的认定" in zh.notice
    assert "no finding of lawfulness" in en.notice
    digest = engine.pack("linhe").digest
    for paper in (zh, en):
        text = section(paper, 3)
        assert digest in text
        assert f"rules-engine {__version__}" in text
    assert "规则包 linhe，版本 1" in section(zh, 3)


@pytest.mark.parametrize("name", ["not bound", "not in force", "none applies"])
def test_silence_is_no_permission(engine, name):
    """Every silent opinion says so, and recommends to look for a ground first."""
    paper = opined(engine, name, "zh")
    assert "未规定不等于允许" in section(paper, 4)
    assert "查明前不宜作出" in section(paper, 6)
    assert "符合" not in section(paper, 4).splitlines()[0]


def test_an_answer_to_some_articles_says_so(engine):
    """The scope, the opinion and the recommendation all say that the rest was not reviewed."""
    paper = opined(engine, "partial", "zh")
    assert "仅就第二条第二款审查" in section(paper, 1)
    assert "只就第二条第二款作答" in section(paper, 4)
    assert "其余条款未经审查" in section(paper, 6)


def test_norms_that_share_a_reading_and_its_effect_are_one_point():
    """Six norms about who sits in, all read alike, are argued once."""
    engine = Engine.load()
    facts = {"meeting": "executive", "chair": "head", "members": 9, "present": 9, "agenda": [], "weight": "ordinary"}
    given = {"jurisdiction": "lulong", "action": "meeting.hold", "date": "2026-06-15"}
    entries = {"facts": {**facts, "observers": []}, "articles": ["42"]}
    case = engine.case({**given, **entries})
    from rules_engine.render.opinion import opinion
    from rules_engine.rivals import rival_outcomes

    pack, decision = engine.pack("lulong"), engine.decide(case)
    rivals = rival_outcomes(pack, engine.vocabulary, decision)
    paper = opinion(decision, pack, engine.vocabulary, "zh", rivals)
    blocks = list(paper.sections[3].blocks)
    heading = next(i for i, block in enumerate(blocks) if isinstance(block, Subheading) and "可争议" in block.text)
    points = [block for block in blocks[heading:] if isinstance(block, Point)]
    assert len(rivals) > len(points)
    assert points[0].title.startswith("1.以下")


def test_what_a_user_wrote_is_made_legible(engine):
    """What no file can hold, such as a control character in the id of a case, is shown as a sign."""
    paper = opined(engine, "denied", "zh", id="a\x00\x1b\ud800b")
    assert "a\ufffd\ufffd\ufffdb" in section(paper, 1)
    assert all(line.isprintable() or "\u3000" in line for line in paper.lines())
