"""`remedy`: what it prints, as text and as JSON, and its exit codes."""

from __future__ import annotations

import json
import re

import pytest
from test_render_remedy import CASES, GOLDEN, write_mended
from typer.testing import CliRunner

from rules_engine.cli import app


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with packs and a file for each case."""
    place = tmp_path_factory.mktemp("remedy")
    write_mended(place / "packs")
    for name, case in CASES.items():
        whole = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **case}
        (place / f"{name.replace(' ', '-')}.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    (place / "broken.yaml").write_text("jurisdiction: linhe\naction: fly\n", encoding="utf-8")
    return place


@pytest.fixture
def run(folder, monkeypatch):
    """Runs `remedy` in the folder."""
    monkeypatch.chdir(folder)

    def command(*words, lang="zh"):
        return CliRunner().invoke(app, ["remedy", *words, "--packs", "packs", "--lang", lang])

    return command


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_printed(run, lang):
    """A person reads the same page that the library makes."""
    result = run("several.json", lang=lang)
    assert result.exit_code == 0
    expected = (GOLDEN / f"several.{lang}.txt").read_text(encoding="utf-8")
    assert re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", result.stdout) == expected


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["several"], 0),
        (["allowed"], 0),
        (["not-controllable"], 1),
        (["not-regulated"], 1),
        (["incomplete"], 3),
        (["left-open"], 3),
        (["silent"], 4),
        (["several", "silent", "left-open"], 3),
        (["several", "silent", "left-open", "not-regulated"], 1),
    ],
)
def test_the_exit_code_is_that_of_the_act_once_mended(run, names, code):
    """0 where all conform or can be made to; 1 where one cannot be mended, 3 where one stays open, 4 where silent."""
    assert run(*(f"{name}.json" for name in names)).exit_code == code


def test_one_case_is_one_object_and_several_are_a_list(run):
    """A program finds what it asked for."""
    one = json.loads(run("several.json", "--format", "json").stdout)
    assert one["remedies"][0]["changes"][0]["fact"] == "chair"
    both = json.loads(run("several.json", "silent.json", "--format", "json").stdout)
    assert [each["verdict"] for each in both] == ["deny", "silent"]


def test_the_limit_bounds_what_is_listed(run):
    """Of two sets one is listed, and the other counted."""
    data = json.loads(run("several.json", "--limit", "1", "--format", "json").stdout)
    assert (len(data["remedies"]), data["more"]) == (1, 1)
    assert run("several.json", "--limit", "0").exit_code == 2


def test_several_pages_are_told_apart(run):
    """A line stands between two cases."""
    assert run("several.json", "allowed.json").stdout.count("─" * 40) == 1


def test_options_of_check_hold_here_too(run):
    """One article may be asked alone, and nothing presumed."""
    asked = json.loads(run("several.json", "--article", "2.2", "--format", "json").stdout)
    assert [change["fact"] for change in asked["remedies"][0]["changes"]] == ["chair"]
    strict = json.loads(run("several.json", "--strict", "--format", "json").stdout)
    assert (strict["verdict"], strict["presumptions"]) == ("incomplete", {})


def test_bad_input_is_one_clear_error(run):
    """A case that cannot be read, or that is not there, ends with 2 and says why."""
    for name in ("broken.yaml", "nowhere.yaml"):
        result = run(name, "several.json", lang="en")
        assert result.exit_code == 2
        assert name in result.stderr
        assert "Traceback" not in result.output
