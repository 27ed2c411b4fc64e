"""Articles: where they begin and end in the text of a document."""

import os
from pathlib import Path

import pytest

from rules_engine.originals.articles import read_original
from rules_engine.originals.store import FOLDER_VARIABLE

PAGE = """\
当前位置：首页 > 文件
某区人民政府关于印发《某区人民政府工作规则》的通知
各部门：
一、请认真执行。
某区人民政府
2023年1月9日
某区人民政府工作规则
目录
第一章 总则
第二章 附则
第一章 总则
第一条  为了规范工作，制定本规则。
第二条区政府会议：
（一）全体会议；

（二）常务会议。
- 2 -
一般每月一次。
第二章 附 则
第三条 依照第一条
第一条的规定，部门参照执行。
第四条 本规则自发布之日起施行。
2016年的规则同时废止。
(此件公开发布)
打印 关闭本页
"""


def test_notice_contents_headings_and_page_lines_are_no_part_of_articles():
    """What stands before the first article, between chapters and after the last is left out."""
    assert read_original(PAGE).articles == {
        1: "为了规范工作，制定本规则。",
        2: "区政府会议：\n（一）全体会议；\n（二）常务会议。\n一般每月一次。",
        3: "依照第一条\n第一条的规定，部门参照执行。",
        4: "本规则自发布之日起施行。\n2016年的规则同时废止。",
    }


def test_articles_may_be_numbered_without_the_word():
    """A list that is numbered the same way starts again, and so is part of its article."""
    text = "第一章 总则\n一、甲。\n二、乙：\n一、其一。\n二、其二。\n三、丙。\n四、丁。"
    text += "\n某区人民政府办公室 2021年11月22日印发"
    assert read_original(text).articles == {1: "甲。", 2: "乙：\n一、其一。\n二、其二。", 3: "丙。", 4: "丁。"}


def test_a_text_may_begin_with_a_later_article():
    """A page that lacks the first article, and its chapter's heading, is read from what there is."""
    assert read_original("二、乙。\n第二章 丙\n三、丁。").articles == {2: "乙。", 3: "丁。"}


def test_a_missing_article_leaves_a_gap():
    """The articles after a gap keep their numbers."""
    assert list(read_original("第一条 甲。\n第三条 丙。\n第四条 丁。").articles) == [1, 3, 4]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("四十一", 41),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十二", 112),
        ("7", 7),
    ],
)
def test_numerals_are_read(written, number):
    """Article numbers may be Chinese numerals up to 999, or digits."""
    assert read_original(f"第{written}条 甲。").articles == {number: "甲。"}


def test_a_text_without_articles_has_none():
    """Any other text is read without complaint; that it has no articles is the caller's business."""
    assert read_original("没有条文的文字\n\n").articles == {}
    assert read_original("").text(1) == ""


def sources():
    folder = os.environ.get(FOLDER_VARIABLE)
    place = Path(folder) if folder else Path(__file__).parents[2] / "shared" / "sources"
    return {path.stem: path for path in place.glob("*.txt")}


@pytest.mark.parametrize(
    ("jurisdiction", "first", "last"),
    [("funing", 1, 76), ("hongqiao", 1, 79), ("hongshan", 2, 79), ("huancui", 1, 89), ("lulong", 1, 77)],
)
def test_every_article_of_the_five_documents_is_found(jurisdiction, first, last):
    """No article is missed, and the last one ends with its sentence."""
    if jurisdiction not in sources():
        pytest.skip(f"no source text of {jurisdiction}: set {FOLDER_VARIABLE} to a folder of <jurisdiction>.txt files")
    found = read_original(sources()[jurisdiction].read_text(encoding="utf-8"))
    assert list(found.articles) == list(range(first, last + 1))
    assert found.text(last).endswith("。")
    assert not any("打印" in text and "关闭" in text for text in found.articles.values())
