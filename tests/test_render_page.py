"""Pages are laid out by display width, Chinese and English alike, and never lose or add a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.render.page import Page
from rules_engine.source import display_width


def test_a_pipe_gets_whole_lines():
    """Without a width nothing is wrapped."""
    page = Page()
    page.add("一二三四五六七八九十" * 20, indent=2)
    assert page.plain() == "  " + "一二三四五六七八九十" * 20 + "\n"


def test_chinese_breaks_between_characters_but_not_before_a_comma():
    """No line begins with a closing mark or ends with an opening one."""
    page = Page()
    page.add("甲乙丙丁戊，己庚辛寅（壬癸）子丑卯", hang=2)
    assert page.plain(12) == "甲乙丙丁戊，\n  己庚辛寅\n  （壬癸）子\n  丑卯\n"


def test_english_breaks_between_words():
    """A word stays whole where it fits into a line; the space at the break is gone."""
    page = Page()
    page.add("the executive meeting decides it", hang=4)
    assert page.plain(16) == "the executive\n    meeting\n    decides it\n"


def test_a_word_longer_than_the_line_is_cut():
    """A digest has no place to break, and must not run over the edge."""
    page = Page()
    page.add("x" * 25)
    assert page.plain(10) == "x" * 10 + "\n" + "x" * 10 + "\n" + "x" * 5 + "\n"


def test_a_field_aligns_what_is_wrapped_with_its_text():
    """The label stands alone in its column."""
    page = Page()
    page.field("条件", "甲乙丙丁戊己庚辛", indent=2, width=8)
    page.field("条件", "", indent=2, width=8)
    assert page.plain(20) == "  条件    甲乙丙丁戊\n          己庚辛\n"


def test_a_table_aligns_columns_by_display_width():
    """Chinese and English cells take their true widths."""
    page = Page()
    page.table([("甲", "a", "一"), ("bcd", "乙乙", "two")])
    assert page.plain() == "甲   a     一\nbcd  乙乙  two\n"


def test_blank_lines_stand_alone():
    """A heading has one empty line above it, and none at the beginning."""
    page = Page()
    page.heading("a")
    page.blank()
    page.blank()
    page.heading("b")
    assert page.plain() == "a\n\nb\n"


def test_control_characters_are_shown_as_signs():
    """What a user wrote does not steer the terminal."""
    page = Page()
    page.add("a\x1b[31mb", ("c\nd", "strong"))
    assert page.plain() == "a\ufffd[31mbc\ufffdd\n"


TEXT = st.text(alphabet="甲乙，。（）“”ab c-", max_size=80).map(str.strip)


@given(TEXT, st.integers(20, 60), st.integers(0, 8), st.integers(0, 12))
def test_wrapping_keeps_every_sign_and_the_width(text, width, indent, hang):
    """Only spaces at breaks are dropped, and no line is wider than asked."""
    page = Page()
    page.add(text, indent=indent, hang=hang)
    shown = page.plain(width)
    assert "".join(shown.split()) == "".join(text.split())
    assert all(display_width(line) <= width for line in shown.splitlines())


@given(TEXT, st.integers(20, 60))
def test_wrapping_keeps_styles(text, width):
    """A style goes on over a break, and ends where it ended."""
    page = Page()
    half = len(text) // 2
    page.add((text[:half], "good"), (text[half:], "bad"))
    runs = [run for _, line in page.laid_out(width) for run in line]
    assert "".join("".join(part.split()) for part, style in runs if style == "good") == "".join(text[:half].split())
