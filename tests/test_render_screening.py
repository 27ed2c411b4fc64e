"""Summaries of runs, as screens and pages."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")

from rules_engine import Engine
from rules_engine.batch.answering import Tallies
from rules_engine.batch.sums import Sums
from rules_engine.render.screening.report import MOST, report
from rules_engine.render.screening.web import made_of, summary_html


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def sums():
    """Sums of a run of four cases."""
    verdicts = Counter({("linhe", "meeting.hold", "deny"): 3, ("linhe", "paper.sign", "silent"): 1})
    tallies = Tallies(verdicts, Counter(), Counter({("linhe", 2): 3, ("linhe", 3): 1}), Counter({"amount": 2}))
    return Sums(6, 4, 2, tallies, Counter({("wrong-value", "<b>"): 2}), Counter({("paper.sign", "amount"): 1}))


def summed(engine, lang, found=None):
    """A summary."""
    packs = {"linhe": engine.pack("linhe")}
    return report(found or sums(), packs, engine.vocabulary, ("<i>",), lang)


def test_figures_have_names_in_the_language(engine):
    """Districts, actions, articles with their headings, facts and reasons."""
    zh, en = (summed(engine, lang) for lang in ("zh", "en"))
    assert [(group.district, group.action, group.total) for group in zh.groups] == [
        ("临河区", "召开会议", 3),
        ("临河区", "签发公文", 1),
    ]
    assert [(group.district, group.total) for group in zh.districts] == [("临河区", 4)]
    assert [(one.name, one.note, one.count) for one in zh.articles] == [
        ("临河区 第二条", "会议", 3),
        ("临河区 第三条", "资金", 1),
    ]
    assert [(one.name, one.note, one.count) for one in en.missing] == [("amount", "", 2)]
    assert [(one.name, one.note, one.count) for one in zh.problems] == [("值的写法不对", "<b>", 2)]
    assert [(one.name, one.note, one.count) for one in zh.unused] == [("金额", "签发公文", 1)]


def test_only_the_most_frequent_are_named(engine):
    """Ten of them, by name where they are equally so."""
    found = sums()
    found.tallies.missing = Counter(dict.fromkeys(engine.vocabulary.facts, 1)) + Counter({"present": 1})
    told = summed(engine, "en", found).missing
    assert (len(told), told[0].name, told[1].name) == (MOST, "members present", "amount")


def test_reasons_that_are_as_frequent_stand_by_name(engine):
    """However the rows came, the page is the same."""
    names = [("wrong-value", "日期"), ("unknown-jurisdiction", "辖区"), ("wrong-value", "amount")]
    pages = []
    for order in (names, names[::-1]):
        found = sums()
        found.faults = Counter(dict.fromkeys(order, 1))
        pages.append([(one.name, one.note) for one in summed(engine, "zh", found).problems])
    assert pages[0] == pages[1]
    assert pages[0][0][1] == "辖区"


class Tags(HTMLParser):
    """Whether tags are closed, and which there are."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], Counter()

    def handle_starttag(self, tag, _attrs):
        self.seen[tag] += 1
        if tag not in ("meta", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag, _attrs):
        self.seen[tag] += 1

    def handle_endtag(self, tag):
        if tag != "rect":
            assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone(engine, lang):
    """Well formed, with a bar for each figure; it loads nothing and runs nothing, whatever columns are called."""
    page = summary_html(summed(engine, lang), [engine.pack("linhe")])
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not {"script", "link", "img", "b>", "i"} & tags.seen.keys()
    assert tags.seen["svg"] == 4 + 1 + 2 + 1
    assert "&lt;b&gt;" in page
    assert engine.pack("linhe").digest in page
    assert "src=" not in page


@pytest.mark.parametrize(
    ("lang", "made"),
    [("zh", "表格：&lt;b&gt;.csv；核对日期：2026年11月2日"), ("en", "Table: &lt;b&gt;.csv; screened on 2026-11-02")],
)
def test_the_page_names_its_table_and_its_day(engine, lang, made):
    """Whatever the table is called."""
    assert made in summary_html(summed(engine, lang), [], made_of("<b>.csv", date(2026, 11, 2)))
    stdin = summary_html(summed(engine, lang), [], made_of("-", date(2026, 11, 2)))
    assert ("标准输入" if lang == "zh" else "standard input") in stdin


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(2, 3, "66.7%"), (1, 3, "33.3%"), (1, 2000, "0.1%"), (1, 2001, "0.0%"), (7, 7, "100.0%")],
)
def test_shares_are_rounded_to_a_tenth(engine, part, whole, share):
    """The half is rounded up, and none has no share."""
    found = sums()
    found.tallies.verdicts = Counter(
        {("linhe", "meeting.hold", "allow"): part, ("linhe", "meeting.hold", "deny"): whole - part}
    )
    page = summary_html(summed(engine, "en", found), [])
    assert f'<td class="number">{part:,}</td><td class="share">{share}</td>' in page
    assert '<td class="number">0</td><td class="share"></td>' in page


def test_sums_are_the_same_after_a_journey_as_json():
    """A run that goes on adds to what it had."""
    found = sums()
    assert Sums.of(found.data()) == found
    twice = Sums.of(found.data())
    twice.add(found)
    assert (twice.read, twice.tallies.articles["linhe", 2], twice.faults["wrong-value", "<b>"]) == (12, 6, 4)
