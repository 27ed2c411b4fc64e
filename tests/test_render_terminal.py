"""Pages on terminals are coloured and wrapped, in pipes plain and whole."""

from __future__ import annotations

import io
import os

import pytest

from rules_engine.render.page import Page
from rules_engine.render.terminal import WIDEST, write


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """A terminal of 40 columns that knows colours, whatever the test runs in."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")


def page():
    """A page with a colour and a long line."""
    made = Page()
    made.add(("不符合", "bad"), "甲" * 30, hang=2)
    return made


def test_a_pipe_gets_plain_whole_lines():
    """No colour and no break in what a program reads."""
    stream = io.StringIO()
    write(page(), stream)
    assert stream.getvalue() == "不符合" + "甲" * 30 + "\n"


def test_a_terminal_gets_colours_and_its_width():
    """The line is broken by display width, with a hanging indent."""
    stream = Terminal()
    write(page(), stream)
    assert stream.getvalue() == "\x1b[1;31m不符合\x1b[0m" + "甲" * 17 + "\n  " + "甲" * 13 + "\n"


def test_no_color_is_honoured(monkeypatch):
    """NO_COLOR takes the colours and leaves the layout."""
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    write(page(), stream)
    assert "\x1b[1;31m" not in stream.getvalue()
    assert "31" not in stream.getvalue()
    assert "甲" * 17 + "\n" in stream.getvalue()


def test_a_wide_terminal_keeps_lines_readable(monkeypatch):
    """However wide the window, lines stay within a width that can be read."""
    monkeypatch.setenv("COLUMNS", "300")
    made = Page()
    made.add("甲" * 200)
    stream = Terminal()
    write(made, stream)
    assert {len(line) for line in stream.getvalue().splitlines()} == {WIDEST // 2, 200 % (WIDEST // 2)}


def test_force_color_colours_a_pipe_without_breaking_lines(monkeypatch):
    """Whoever asks for colours in a pipe gets them, and whole lines."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    write(page(), stream)
    assert stream.getvalue().count("\n") == 1
    assert "\x1b[" in stream.getvalue()


def test_brackets_and_emoji_codes_are_left_as_they_are():
    """What looks like markup is text."""
    made = Page()
    made.add("[bold]x[/bold] :smile: [1]")
    stream = Terminal()
    write(made, stream)
    assert stream.getvalue() == "[bold]x[/bold] :smile: [1]" + os.linesep.replace("\r", "")
