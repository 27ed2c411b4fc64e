"""The progress bar."""

import io
import sys

from rules_engine.cli.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_the_work_go_on(monkeypatch):
    """The bar is drawn over itself, and gone at the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("红桥", 4) as progress:
        progress(4)
    first, last, blank, end = stream.getvalue().split("\r")[1:]
    assert first == "红桥 [........................] 0/4"
    assert last == "红桥 [########################] 4/4"
    assert (blank.strip(), end) == ("", "")
    assert len(blank) == len(last) + 2


def test_a_pipe_sees_nothing(monkeypatch):
    """Where standard error is no terminal nothing is written."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("红桥", 4) as progress:
        progress(1)
    assert stream.getvalue() == ""
