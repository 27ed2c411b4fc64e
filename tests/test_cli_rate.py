"""The progress of runs over many rows."""

from __future__ import annotations

import io
import sys

import pytest

from rules_engine.cli.rate import rate_bar


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("lang", "last"),
    [
        ("zh", "[############............] 50% · 300 行 · 每秒 30 行 · 约剩 13 秒"),
        ("en", "[############............] 50% · 300 rows · 30 rows/s · 13 s left"),
    ],
)
def test_a_terminal_sees_how_far_how_fast_how_long(monkeypatch, lang, last):
    """What was done by a run before counts as done, and not as speed."""
    stream, now = Terminal(), 0.0
    monkeypatch.setattr(sys, "stderr", stream)
    with rate_bar(1000, lang, lambda: now) as progress:
        progress(100, 0)
        now = 10.0
        progress(400, 300)
    shown = stream.getvalue().split("\r")
    assert shown[-3].rstrip() == last
    assert (shown[-2].strip(), shown[-1]) == ("", "")


@pytest.mark.parametrize(("seconds", "left"), [(3000, "1 h 15 min left"), (100, "2 min 30 s left")])
def test_long_times_are_told_in_hours_and_minutes(monkeypatch, seconds, left):
    """A day's run is no number of seconds."""
    stream, now = Terminal(), 0.0
    monkeypatch.setattr(sys, "stderr", stream)
    with rate_bar(1000, "en", lambda: now) as progress:
        now = float(seconds)
        progress(400, 300)
    assert left in stream.getvalue()


def test_without_an_end_in_sight_rows_and_speed_are_told(monkeypatch):
    """Standard input has no size."""
    stream, now = Terminal(), 0.0
    monkeypatch.setattr(sys, "stderr", stream)
    with rate_bar(0, "zh", lambda: now) as progress:
        now = 2.0
        progress(99, 3000)
    assert "3,000 行 · 每秒 1,500 行" in stream.getvalue()


def test_a_pipe_sees_nothing(monkeypatch):
    """Where standard error is no terminal nothing is written."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with rate_bar(10, "zh") as progress:
        progress(5, 1)
    assert stream.getvalue() == ""
