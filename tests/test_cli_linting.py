"""`lint`: every problem of packs, by path or by name, and the exit code."""

from __future__ import annotations

import json

import pytest
from small_pack import rule, write
from typer.testing import CliRunner

from rules_engine.cli import app


def lint(*words, lang="en"):
    """Run the command."""
    return CliRunner().invoke(app, ["lint", *words, "--lang", lang])


@pytest.fixture
def good(tmp_path):
    """A folder whose pack is in order."""
    return write(tmp_path)


@pytest.fixture
def bad(tmp_path):
    """A folder whose pack has two errors and a warning."""
    return write(
        tmp_path,
        only=rule("require: chair == hed", when="urgentt"),
    )


def test_a_pack_in_order(good):
    """What was looked at is named, and the exit code is 0."""
    result = lint(str(good))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("linhe: 0 errors, ")


@pytest.mark.parametrize("place", ["", "linhe", "linhe/pack.yaml", "linhe/rules/02-meetings.yaml"])
def test_a_path_names_packs(good, place):
    """A folder of packs, a pack, and a file of a pack all lead to the pack."""
    assert lint(str(good / place)).stdout.splitlines()[-1].startswith("linhe: ")


@pytest.mark.parametrize("place", [".", "linhe", "./linhe/rules"])
def test_places_are_told_as_the_folder_was_written(bad, place, monkeypatch):
    """Whoever names a folder by a short path is shown short paths, as by every other command."""
    monkeypatch.chdir(bad)
    (first, *_) = lint(place).stdout.splitlines()
    assert first.startswith("linhe/rules/99-only.yaml:")


def test_a_pack_may_be_checked_from_inside(bad, monkeypatch):
    """There the folder's name is not in what was written, so that places are told in full."""
    monkeypatch.chdir(bad / "linhe")
    (first, *_) = lint(".").stdout.splitlines()
    assert first.startswith(f"{bad}/linhe/rules/99-only.yaml:")


@pytest.mark.parametrize("name", ["linhe", "某省临河区", "临河区"])
def test_a_jurisdiction_names_its_pack(good, name):
    """So does its id or its name."""
    assert lint(name, "--packs", str(good)).stdout.splitlines()[-1].startswith("linhe: ")


def test_errors_are_shown_in_full_and_are_invalid_input(bad):
    """All problems are told, each with its place, to standard output: they are the answer."""
    result = lint(str(bad))
    assert result.exit_code == 2
    assert result.stderr == ""
    assert f"{bad}/linhe/rules/99-only.yaml:7:9: unknown-name: there is no name `urgentt`\n" in result.stdout
    assert "unknown-value: `hed` is no value of `role`" in result.stdout
    assert result.stdout.splitlines()[-1] == "linhe: 2 errors, 0 warnings"


def test_problems_as_data(bad):
    """A program gets places, codes and both languages."""
    result = lint(str(bad), "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 2
    assert (data["packs"], data["errors"]) == (["linhe"], 2)
    assert {problem["code"] for problem in data["problems"]} == {"unknown-name", "unknown-value"}
    assert {problem["line"] for problem in data["problems"]} == {7, 8}


def test_a_vocabulary_with_errors(tmp_path):
    """Where the vocabulary is wrong no pack can be looked at, and its problems are the answer."""
    write(tmp_path, actions="meeting.hold: {zh: 召开会议, en: hold a meeting, facts: [nothing]}\n")
    result = lint(str(tmp_path))
    assert result.exit_code == 2
    assert "unknown-name" in result.stdout


def test_a_folder_without_packs(tmp_path):
    """Nothing looked at is not all well."""
    result = lint(str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"no-packs: there is no pack in `{tmp_path}`\n  help: ")


def test_an_unknown_name(good):
    """The jurisdictions at hand are named."""
    result = lint("linghe", "--packs", str(good))
    assert result.exit_code == 2
    assert result.stderr.startswith("unknown-jurisdiction: ")


@pytest.mark.exhaustive
def test_the_shipped_packs_have_no_errors():
    """What the project ships is in order."""
    result = lint()
    assert result.exit_code == 0, result.stdout
