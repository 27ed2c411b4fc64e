"""Papers as HTML: the same text, nothing loaded, everything escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from opinions import CHOSEN, opined
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render.document.content import Paragraph, Section
from rules_engine.render.document.html import html_text

VOID = {"meta", "col", "br", "link", "img", "input", "hr", "base"}


class Reader(HTMLParser):
    """Collects the text of paragraphs, headings and the parts of cells, and all tags with their attributes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.tags, self.open, self.current = [], [], [], None

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3", "p", "th"} or (tag == "div" and "td" in self.open):
            self.current = []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if self.current is not None and tag in {"h1", "h2", "h3", "p", "th", "div"}:
            self.lines.append("".join(self.current))
            self.current = None

    def handle_data(self, data):
        if self.current is not None:
            self.current.append(data)


def read(html):
    """A page that has been read; all its tags are closed."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CHOSEN)
def test_the_page_holds_the_text_of_the_opinion(engine, name, lang):
    """Every line of it, in order, and no other."""
    paper = opined(engine, name, lang)
    assert read(html_text([paper])).lines == list(paper.lines())


def test_the_page_stands_by_itself(engine):
    """It runs nothing, and loads nothing from anywhere."""
    page = html_text([opined(engine, "arguable", "zh")])
    reader = read(page)
    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "link", "img", "iframe", "base", "object", "form"})
    assert not any(name in {"src", "href"} or name.startswith("on") for _, attrs in reader.tags for name in attrs)
    assert not re.search(r"url\(|@import|https?:", page)
    assert ("html", {"lang": "zh-CN"}) in reader.tags
    assert any(attrs.get("content") == "width=device-width, initial-scale=1" for _, attrs in reader.tags)


def test_what_was_written_is_text_and_never_markup(engine):
    """Neither an id nor a title can open a tag, end the style or leave an attribute."""
    bad = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7*7 }}"
    paper = opined(engine, "denied", "en", id=bad)
    section = Section(bad, (Paragraph(bad, bad),))
    paper = replace(paper, title=bad, subtitle=bad, notice=bad, sections=(*paper.sections, section))
    page = html_text([paper])
    reader = read(page)
    assert reader.lines == list(paper.lines())
    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "img"})
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).replace("499", "")


def test_several_papers_are_one_page(engine):
    """Each is an article of its own, and starts on a sheet of its own when printed."""
    papers = [opined(engine, name, "zh") for name in ("denied", "allowed")]
    reader = read(html_text(papers))
    assert reader.lines == [line for paper in papers for line in paper.lines()]
    assert [attrs["class"] for tag, attrs in reader.tags if tag == "article"] == ["bad", "good"]
    assert "article + article { break-before: page; }" in html_text(papers)


def test_the_same_papers_are_the_same_page(engine):
    """Nothing on the page depends on when it is made."""
    assert html_text([opined(engine, "denied", "zh")]) == html_text([opined(engine, "denied", "zh")])
