"""Anchoring: limits and posts that a pack names stand in the article that it cites."""

import pytest
import small_pack
from shown import shown

from rules_engine import Engine
from rules_engine.originals.anchors import anchor_problems
from rules_engine.originals.articles import read_original

TEXT = """\
第一条 适用于区政府。
第二条 常务会议须有半数以上组成人员出席。
由区长主持，紧急时可由副区长主持。
第三条 500万元以上的资金须经听证。
第四条 会后三日内印发纪要。
第五条 自发布之日起施行。
"""


@pytest.fixture
def anchored(tmp_path):
    def problems(text=TEXT, **changed):
        small_pack.write(tmp_path, **changed)
        return shown(anchor_problems(Engine.load(tmp_path).pack("linhe"), read_original(text)), tmp_path)

    return problems


def test_what_stands_in_the_article_is_no_problem(anchored):
    """A pack whose limits and posts are those of the text has no problem."""
    assert anchored() == "\n"


def test_a_number_that_does_not_stand_in_the_article_is_a_problem(anchored):
    """It has the place of the parameter, and says what would mend it."""
    assert (
        anchored(TEXT.replace("半数", "三分之二").replace("三日", "五日").replace("500万", "100万"))
        == """\
linhe/parameters.yaml:1:1: unanchored-number: the number of `quorum` does not stand in article 2 [parameters.quorum]
  quorum: {at_least: 1/2, cite: "2.1"}
  ^^^^^^
  help: check the article, or say how it is derived
linhe/parameters.yaml:2:1: unanchored-number: the number of `funds` does not stand in article 3 [parameters.funds]
  funds: {less_than: 500万元, cite: "3"}
  ^^^^^
  help: check the article, or say how it is derived
linhe/parameters.yaml:3:1: unanchored-number: the number of `issue` does not stand in article 4 [parameters.issue]
  issue: {within: 3 days, cite: "4.1"}
  ^^^^^
  help: check the article, or say how it is derived
"""
    )


def test_a_derived_number_needs_no_place(anchored):
    """A limit that says how it is derived from the article is let pass."""
    parameters = """\
quorum: {at_least: 3/4, cite: "2.1", derived: {zh: 算出, en: worked out}}
funds: {less_than: 500万元, cite: "3"}
issue: {within: 3 days, cite: "4.1"}
"""
    assert anchored(parameters=parameters) == "\n"


def test_another_unit_is_another_number(anchored):
    """Three working days are not three days."""
    assert "`issue`" in anchored(TEXT.replace("三日", "三个工作日"))


def test_a_post_that_the_article_does_not_name_is_a_problem(anchored):
    """A required post stands in the article by one of the pack's terms."""
    assert anchored(TEXT.replace("区长主持，紧急时可由副", "主任主持，紧急时可由副")) == "\n"
    assert (
        anchored(TEXT.replace("区长", "主任"))
        == """\
linhe/rules/02-meetings.yaml:9:7: unanchored-post: `head`, whom `chaired-by-head` requires, stands in article 2 \
under none of the pack's terms [linhe.2.chaired-by-head]
  - id: chaired-by-head
        ^^^^^^^^^^^^^^^
  help: check the article and the terms, or give a reading
"""
    )


def test_a_reading_lets_a_post_pass(anchored):
    """A rule that says how it reads the article may name a post that the article does not."""
    rules = small_pack.PACK["rules/02-meetings.yaml"].replace(
        "  require: chair == head\n", "  require: chair == head\n  reading: {zh: 解读, en: a reading}\n"
    )
    assert anchored(TEXT.replace("区长", "主任"), rules=rules) == "\n"


def test_of_a_group_any_post_may_be_named(anchored):
    """A group stands for the general word of the document."""
    rules = small_pack.PACK["rules/02-meetings.yaml"].replace("chair == head", "chair in leaders")
    assert anchored(TEXT.replace("由区长主持，", ""), rules=rules) == "\n"


def test_traditional_script_is_read(anchored):
    """A document in traditional script names the same posts and numbers."""
    text = TEXT.replace("区长", "區長").replace("半数", "半數").replace("500万", "500萬").replace("第二条", "第二條")
    text = "\n".join(line.replace("条", "條", 1) for line in text.split("\n"))
    assert anchored(text) == "\n"


def test_an_article_that_the_text_lacks_is_not_asked(anchored):
    """That it is missing is told otherwise."""
    assert anchored("第一条 甲。\n第五条 乙。") == "\n"
