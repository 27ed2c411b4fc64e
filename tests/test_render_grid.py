"""Tables whose cells are wrapped."""

from __future__ import annotations

from rules_engine.render.grid import add_grid, fits
from rules_engine.render.page import Page
from rules_engine.source import display_width

ROWS = [("限额", "甲", "乙"), ("会议",), ("常务会议出席比例", "超过二分之一（第四十三条）", "–")]


def grid(width):
    """The table in a width."""
    page = Page()
    add_grid(page, ROWS, width)
    return page.plain()


def test_columns_are_as_wide_as_their_cells():
    """Where there is room nothing is wrapped; a single cell is a title across the table."""
    assert grid(None) == grid(200)
    assert grid(None).splitlines() == [
        "限额              甲                          乙",
        "会议",
        "常务会议出席比例  超过二分之一（第四十三条）  –",
    ]


def test_the_widest_column_gives_way_first():
    """Cells are wrapped inside their columns, Chinese characters counted as two."""
    assert grid(40).splitlines() == [
        "限额              甲                  乙",
        "会议",
        "常务会议出席比例  超过二分之一（第四  –",
        "                  十三条）",
    ]
    assert max(map(display_width, grid(30).splitlines())) <= 30


def test_what_is_too_narrow_to_be_read():
    """Ten columns and a gap are needed for each cell; without a width there is always room."""
    assert fits(6, 70)
    assert not fits(6, 69)
    assert fits(100, None)


def test_control_signs_steer_nothing():
    """What a pack wrote must not steer the terminal, nor shift the columns."""
    page = Page()
    add_grid(page, [("a\x1b[31m", "b")], None)
    assert page.plain() == "a\ufffd[31m  b\n"
