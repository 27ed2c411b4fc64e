"""Exit codes and messages of what goes wrong."""

from __future__ import annotations

import io
import sys

import pytest
import typer

from rules_engine import CaseError, EngineUnavailable, Problem
from rules_engine.cli.failure import PipeClosed, guarded, report
from rules_engine.text import Text

PROBLEM = Problem("code", Text("错", "wrong"))


def raising(error):
    """A run that fails."""

    def run():
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (CaseError([PROBLEM]), 2, "code: wrong\n"),
        (EngineUnavailable("install it"), 2, "install it\n"),
        (typer.BadParameter("no"), 2, "usage: Invalid value: no\n"),
        (KeyboardInterrupt(), 130, ""),
        (typer.Abort(), 130, ""),
        (PermissionError(13, "Permission denied", "a.txt"), 2, "a.txt: Permission denied\n"),
        (OSError(28, "No space left on device"), 2, "No space left on device\n"),
        (RecursionError("deep"), 70, "internal error: RecursionError deep. "),
    ],
)
def test_what_goes_wrong_is_a_message_and_a_code(error, code, message, capsys, monkeypatch):
    """Each failure has its own exit code, and none that a verdict has."""
    monkeypatch.delenv("RULES_ENGINE_TRACEBACK", raising=False)
    assert guarded(raising(error), "en") == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(message)
    assert bool(told.err) is bool(message)


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (3, 3)])
def test_a_run_that_ends_well(returned, code):
    """What a command returns is its exit code."""
    assert guarded(lambda: returned, "en") == code


def test_a_closed_pipe_is_silent(monkeypatch, tmp_path):
    """The last flush of the interpreter goes nowhere."""
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert guarded(raising(PipeClosed()), "en") == 141
        stream.write("lost")
    assert (tmp_path / "out").read_text(encoding="utf-8") == ""


def test_problems_are_printed_after_what_was_printed_before(monkeypatch):
    """Standard output is flushed first, so that a terminal shows both in order."""
    order = []

    class Stream(io.StringIO):
        def flush(self):
            order.append("flushed")

        def write(self, text):
            order.append(text)
            return len(text)

    monkeypatch.setattr(sys, "stdout", Stream())
    monkeypatch.setattr(sys, "stderr", Stream())
    report([PROBLEM], "zh")
    assert order == ["flushed", "code: 错\n"]
