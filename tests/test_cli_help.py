"""Help pages: in the user's language, with nothing of Python's, within the width of a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from rules_engine.cli import help as pages
from rules_engine.cli.help import OF_CASES, OF_PACKS, Application, Command, Group
from rules_engine.source import display_width

PAGES = [(), *((name,) for name in (*OF_CASES, *OF_PACKS)), ("ledger", "add"), ("ledger", "void"), ("source", "add")]
LOCALE = {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}


def page(*words: str, lang: str, width: int = 80) -> str:
    """What a command prints, in a process of its own: the texts are made as it starts."""
    environment = {**os.environ, "LC_ALL": LOCALE[lang], "COLUMNS": str(width), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "rules_engine", *words], env=environment, capture_output=True, check=True, timeout=600
    )
    return done.stdout.decode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_help_page_is_in_one_language(words):
    """A clerk reads Chinese headings, defaults and notes; no name of a Python type is on any page."""
    zh, en = (page(*words, "--help", lang=lang) for lang in ("zh", "en"))
    assert not re.search(r"Usage|Options|Arguments|Commands|required|default:|Show this", zh)
    assert zh.startswith("用法: rules-engine")
    assert "显示本页" in zh
    assert en.startswith("Usage: rules-engine")
    assert not re.search("[一-鿿]", en.replace("教育局", ""))
    for shown in (zh, en):
        assert not re.search(r"<str>|<int>|list\[|\[\[", shown)
        assert max(map(display_width, shown.splitlines())) <= 80


def test_commands_stand_as_in_the_readme():
    """First what takes a case, then what is about packs, each with its first sentence, never cut short."""
    shown = page(lang="zh")
    listed = [line.split()[0] for line in shown.splitlines() if re.match(r"  [a-z]", line)]
    assert listed == [*OF_CASES, *OF_PACKS]
    assert "就案例" in shown
    assert "..." not in shown


def test_a_group_named_alone_shows_its_page():
    """As `rules-engine` alone does, and with the same exit code."""
    assert page("ledger", lang="en") == page("ledger", "--help", lang="en")


def test_options_tell_what_must_be_given_and_what_stands_where_they_are_not():
    """Bounds, defaults and choices are part of an option's text."""
    shown = page("remedy", "--help", lang="zh")
    assert "（默认 5；1 至 200）" in shown
    assert "--format text|json" in shown
    assert "（必填）" in page("report", "--help", lang="zh")
    assert "(default: 5; 1 to 200)" in page("remedy", "--help", lang="en")


def test_a_page_uses_no_more_than_a_hundred_columns():
    """Longer lines are hard to read, however wide the terminal is."""
    assert max(map(display_width, page("batch", "--help", lang="zh", width=300).splitlines())) <= 100


def test_every_command_has_such_a_page():
    """Whoever registers a command gets the page without asking for it."""
    made = Application(name="a")
    made.command("b", help="What b does. Exit codes: 0.")(lambda: None)
    (registered,) = made.registered_commands
    assert registered.cls is Command
    assert made.info.cls is Group


@pytest.mark.parametrize("written", ["most  [default: 5; 1<=x<=200]", "most  \\[default: 5; 1<=x<=200]"])
def test_older_releases_of_typer_write_notes_with_a_stroke(written):
    """Either way the note is told in our own words, and not beside them."""
    found = pages._NOTES.search(written)
    assert (written[: found.start()], found[1]) == ("most", "default: 5; 1<=x<=200")
