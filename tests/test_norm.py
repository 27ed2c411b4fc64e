"""Places in documents, and the head of a norm."""

import pytest

from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind, chinese_number
from rules_engine.text import Text


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("41", Cite(41)),
        ("41.1", Cite(41, 1)),
        ("41.10", Cite(41, 10)),
        ("62(2)", Cite(62, 0, 2)),
        ("43.4(1)", Cite(43, 4, 1)),
        (" 7 ", Cite(7)),
    ],
)
def test_a_place_is_written_as_article_paragraph_and_item(text, cite):
    """`43.4(1)` is article 43, paragraph 4, item 1; `41.10` is paragraph ten."""
    assert Cite.parse(text) == cite
    assert str(cite) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "0", "41.0", "41.", ".1", "041", "41(0)", "41.1.1", "第41条", "1000", "41,1", "x"]
)
def test_what_is_no_place_is_refused(text):
    """Articles, paragraphs and items are counted from one."""
    assert Cite.parse(text) is None


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("41.1", Cite(41, 1)),
        ("第四十一条", Cite(41)),
        ("第四十一条第一款", Cite(41, 1)),
        ("第 41 条第 1 款", Cite(41, 1)),
        ("第六十二条第二项", Cite(62, 0, 2)),
        ("第一百零五条第十一款第十二项", Cite(105, 11, 12)),
    ],
)
def test_a_place_may_be_said_as_people_say_it(text, cite):
    """What an answer prints can be copied into the next question."""
    assert Cite.said(text) == cite
    assert Cite.said(cite.text.zh) == cite


@pytest.mark.parametrize("text", ["", "第条", "第0条", "第十十条", "第四十一条第一", "四十一", "第四十一条一款"])
def test_what_is_said_of_no_place_is_refused(text):
    """Nothing is guessed from half a place."""
    assert Cite.said(text) is None


@pytest.mark.parametrize(
    ("cite", "zh", "en"),
    [
        (Cite(41), "第四十一条", "Article 41"),
        (Cite(41, 1), "第四十一条第一款", "Article 41, paragraph 1"),
        (Cite(62, 0, 2), "第六十二条第二项", "Article 62, item 2"),
        (Cite(10, 11, 12), "第十条第十一款第十二项", "Article 10, paragraph 11, item 12"),
    ],
)
def test_a_place_is_told_in_both_languages(cite, zh, en):
    """Chinese counts articles 条, paragraphs 款 and items 项."""
    assert cite.text == Text(zh, en)
    assert Citation("某规则", cite).text == Text(zh, en)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (41, "四十一"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (999, "九百九十九"),
    ],
)
def test_numbers_are_written_in_chinese(number, text):
    """Ten is 十 alone and 一十 after a hundred; a gap is 零."""
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    ("whole", "part", "covered"),
    [
        (Cite(41), Cite(41, 1, 2), True),
        (Cite(41), Cite(41), True),
        (Cite(41, 1), Cite(41, 1, 2), True),
        (Cite(41, 1), Cite(41, 2), False),
        (Cite(41, 1), Cite(41), False),
        (Cite(41), Cite(4, 1), False),
    ],
)
def test_an_article_covers_its_parts(whole, part, covered):
    """Asking of an article asks of its paragraphs and items."""
    assert whole.covers(part) is covered


def norm(*cites):
    """A norm that stands at `cites`."""
    return Norm(
        "hongqiao.41.some-slug",
        tuple(Citation("某规则", cite) for cite in cites),
        Force.MUST,
        Form.REQUIRE,
        NormKind.VALIDITY,
        Text("规定", "a norm"),
    )


def test_a_norm_stands_in_the_articles_asked_for():
    """A norm of several articles is found through each; asking of none asks of all."""
    two = norm(Cite(41, 1), Cite(7))
    assert two.cited_in(())
    assert two.cited_in((Cite(7),))
    assert two.cited_in((Cite(1), Cite(41)))
    assert not two.cited_in((Cite(42),))
    assert two.citation.cite == Cite(41, 1)


def test_a_slug_is_the_last_part_of_an_id():
    """Norms of several districts are aligned by it."""
    assert norm(Cite(41)).slug == "some-slug"
