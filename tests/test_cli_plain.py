"""The short way to a `check` and the way through typer are one way."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import write
from typer.testing import CliRunner

from rules_engine.cli import app
from rules_engine.cli.answer import answer
from rules_engine.cli.failure import guarded
from rules_engine.cli.plain import Asked, plain_check

ROOT = Path(__file__).parent.parent
CASE = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\nfacts: {meeting: executive, chair: clerk}\n"

PLAIN = [
    ["check", "case.yaml"],
    ["check", "case.yaml", "case.yaml", "--all"],
    ["check", "--strict", "case.yaml"],
    ["check", "case.yaml", "--format", "json"],
    ["check", "--format", "text", "case.yaml", "--lang", "zh"],
    ["check", "case.yaml", "--article", "2.1", "--article", "3"],
    ["check", "case.yaml", "--article", "99"],
    ["check", "case.yaml", "--as-of", "2027-01-01"],
    ["check", "case.yaml", "--as-of", "soon", "--lang", "zh"],
    ["check", "nowhere.yaml", "case.yaml"],
    ["check", "linhe"],
    ["check", "case.yaml", "--packs", "nowhere"],
]
LEFT_TO_TYPER = [
    [],
    ["check"],
    ["check", "--help"],
    ["check", "-h"],
    ["check", "case.yaml", "--no-such"],
    ["check", "case.yaml", "--format", "xml"],
    ["check", "case.yaml", "--format"],
    ["check", "case.yaml", "--format", "json", "--format", "text"],
    ["check", "case.yaml", "--format=json"],
    ["check", "case.yaml", "--lang", "fr"],
    ["check", "--", "case.yaml"],
    ["check", "--article", "--all", "case.yaml"],
    ["check", "case.yaml", ""],
    ["checks", "case.yaml"],
    ["--version"],
    ["packs"],
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a pack and a case, in which the test runs."""
    write(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_both_ways_give_one_answer(words, folder, capsys):
    """Standard output, standard error and the exit code are the same."""
    words = words if "--packs" in words else [*words, "--packs", str(folder)]
    asked = plain_check(words, {})
    code = guarded(lambda: answer(asked), asked.lang)
    told = capsys.readouterr()
    typed = CliRunner().invoke(app, words)
    assert (code, told.out, told.err) == (typed.exit_code, typed.stdout, typed.stderr)


@pytest.mark.parametrize("words", LEFT_TO_TYPER, ids=" ".join)
def test_what_is_not_plain_is_left_to_typer(words):
    """Mistakes, help and other ways of writing have one reader."""
    assert plain_check(words, {}) is None


def test_every_option_is_read():
    """All that a `check` can be asked."""
    words = (
        "check a.yaml - --strict --all --article 41 --article 42.1 --as-of 2026-11-20 --packs p --format json --lang zh"
    )
    assert plain_check(words.split(), {}) == Asked(
        lang="zh",
        files=["a.yaml", "-"],
        articles=["41", "42.1"],
        strict=True,
        everything=True,
        as_of="2026-11-20",
        packs="p",
        as_json=True,
    )


def test_the_order_of_options_does_not_matter():
    """Files and options may stand in any order."""
    parts = [["a.yaml"], ["--strict"], ["--lang", "en"], ["--article", "2"]]
    found = [plain_check(["check", *itertools.chain(*order)], {}) for order in itertools.permutations(parts)]
    assert all(asked == found[0] for asked in found)


def test_a_plain_check_loads_no_typer(folder):
    """That is what the short way is for."""
    program = (
        "import sys\nsys.argv = ['rules-engine', 'check', 'case.yaml', '--packs', '.']\n"
        "from rules_engine.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
        "assert not {'typer', 'rich', 'pydantic'} & set(sys.modules)\nsys.exit(code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{program}"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert (result.returncode, result.stderr) == (1, b"")
