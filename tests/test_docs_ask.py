"""The page on questions and options shows what the commands print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rules_engine.cli import app

pytestmark = pytest.mark.usefixtures("kept_packs")

PAGE = (Path(__file__).parent.parent / "docs" / "ask.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SCREENS = [body for kind, body in BLOCKS if kind == "console"]
SAVED = [body for kind, body in BLOCKS if kind == "yaml" and body.startswith("#")]
(MEETING,) = (body for kind, body in BLOCKS if kind == "yaml" and not body.startswith("#"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command of a screen with what is typed on it; what it prints."""
    monkeypatch.chdir(tmp_path)
    Path("meeting.yaml").write_text(MEETING, encoding="utf-8")

    def command(screen):
        first, *lines = screen.splitlines()
        said = "".join(f"{line[2:]}\n" for line in lines if line.startswith("> "))
        return CliRunner().invoke(app, shlex.split(first)[2:], input=said).stdout

    return command


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.splitlines()[0][2:40])
def test_a_screen_is_as_printed(run, screen):
    """Line by line; an ellipsis stands for lines of the end that change with every version, or for a known decision."""
    shown = screen.splitlines()[1:]
    printed = run(screen).splitlines()
    if "…" in shown:
        before, after = shown[: shown.index("…")], shown[shown.index("…") + 1 :]
        assert printed[len(printed) - len(after) :] == after
        shown, printed = before, printed[: len(before)]
    assert printed == shown


@pytest.mark.parametrize("saved", SAVED, ids=["en", "zh"])
def test_the_saved_cases_are_as_written(run, saved):
    """Each interview of the page saves one of its files."""
    found = []
    for screen in SCREENS:
        if "--save funds.yaml" in screen:
            run(screen)
            found.append(Path("funds.yaml").read_text(encoding="utf-8"))
    assert saved in found


def test_the_library_prints_what_is_shown():
    """The lines of Python run as they stand."""
    (code,) = (body for kind, body in BLOCKS if kind == "python")
    (expected,) = (body for kind, body in BLOCKS if kind == "text")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == expected
