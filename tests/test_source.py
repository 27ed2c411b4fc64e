"""Places in a text and how they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.source import LINE, Source, Span, display_width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("区长", 4),
        ("，。", 4),
        ("ＡＢ", 4),
        ("ｱ", 1),  # half-width katakana
        ("e\u0301", 1),  # a combining accent adds nothing
        ("¥", 1),
    ],
)
def test_chinese_takes_two_columns(text, width):
    """Wide and full-width characters take two columns of a terminal, combining marks none."""
    assert display_width(text) == width


def test_the_caret_stands_under_chinese_text():
    """The caret line counts columns, not characters."""
    span = Span(Source("f", "金额: 六百万"), 1, 5, 3)
    assert span.caret() == ("金额: 六百万", "      ^^^^^^")


def test_a_place_is_shown_as_editors_read_it():
    """File, line and column, joined by colons."""
    assert Span(Source("a/b.yaml", "x"), 3, 7).place == "a/b.yaml:3:7"


def test_a_place_moves_along_its_line():
    """A part of a scalar has its own place."""
    assert Span(Source("f", "abc"), 1, 1, 3).shifted(2, 1) == Span(Source("f", "abc"), 1, 3, 1)


def test_lines_are_counted_from_one():
    """Line 0 and lines beyond the end are empty."""
    source = Source("f", "one\ntwo")
    assert [source.line(number) for number in (-1, 0, 1, 2, 3)] == ["", "", "one", "two", ""]


def test_a_place_beyond_the_end_of_its_line_has_a_caret():
    """A missing part is pointed at where it would stand."""
    assert Span(Source("f", "ab"), 1, 9, 4).caret() == ("ab", "  ^")


def test_a_tab_is_one_column():
    """A tab does not shift the caret."""
    assert Span(Source("f", "\tab"), 1, 2).caret() == (" ab", " ^")


def test_equal_places_of_two_files_differ():
    """A span belongs to its file."""
    assert Span(Source("a", "x"), 1, 1) != Span(Source("b", "x"), 1, 1)


def test_a_long_line_is_cut_to_its_place():
    """A line of a megabyte is shown in part, with the place in it."""
    text = "x" * 500_000 + "!" + "y" * 500_000
    line, caret = Span(Source("f", text), 1, 500_001).caret()
    assert len(line) == LINE
    assert line[caret.index("^")] == "!"


@given(st.text(max_size=300), st.integers(1, 400), st.integers(0, 400))
def test_every_place_can_be_shown(text, column, length):
    """Whatever the text, the caret line exists and is no longer than what is shown."""
    line, caret = Span(Source("f", text), 1, column, length).caret()
    assert caret.strip(" ") == "^" * len(caret.strip(" "))
    assert caret.endswith("^")
    assert len(caret) <= max(display_width(line), 1) + 1


@given(st.text(), st.text())
def test_widths_add_up(first, second):
    """The width of two texts together is the sum of their widths."""
    assert display_width(first + second) == display_width(first) + display_width(second)
