"""`check --ics`, and `check` on dossiers: what is printed, written and told, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar
from shown_pack import write_shown
from typer.testing import CliRunner

from rules_engine.cli import app
from rules_engine.cli.plain import plain_check

CASE = (
    "id: {}\njurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\nfacts: {{meeting: executive, chair: clerk}}\n"
)
DOSSIER = """\
dossier: 资金安排
jurisdiction: linhe
facts: {chair: head, amount: 0}
steps:
  - {action: meeting.hold, date: 2026-11-20, facts: {meeting: executive, members: 8, present: 4}}
  - {action: paper.sign, date: 2026-11-22, facts: {minutes_on: 2026-11-22}}
"""
FILES = {
    "case.yaml": CASE.format(1),
    "two.yaml": f"{CASE.format(1)}---\n{CASE.format(2)}",
    "dossier.yaml": DOSSIER,
    "denied.yaml": DOSSIER.replace("chair: head", "chair: clerk"),
    "bad.yaml": DOSSIER.replace("paper.sign", "paper.sing"),
    "mixed.yaml": f"{CASE.format(1)}---\n{DOSSIER}",
    "undated.yaml": CASE.format(1).replace("facts: {", "facts: {held_on: 未知, "),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with packs, cases and dossiers."""
    place = tmp_path_factory.mktemp("check")
    write_shown(place / "packs")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def check(folder, monkeypatch):
    """Run `check` in the folder."""
    monkeypatch.chdir(folder)
    return lambda *words, lang="en": CliRunner().invoke(app, ["check", *words, "--packs", "packs", "--lang", lang])


def events(path):
    """The events of a calendar file."""
    return Calendar.from_ical(Path(path).read_bytes()).walk("VEVENT")


def test_duties_are_written_and_told(check, tmp_path):
    """The answer is printed as ever; what was written is told apart from it."""
    target = tmp_path / "duties.ics"
    result = check("case.yaml", "--ics", str(target))
    assert (result.exit_code, result.stdout) == (1, check("case.yaml").stdout)
    assert result.stderr == f"{target}: 2 duties written\n"
    assert len(events(target)) == 2


def test_what_has_no_entry_is_told_with_the_reason(check, tmp_path):
    """The day of the meeting is not known."""
    target = tmp_path / "duties.ics"
    assert check("undated.yaml", "--ics", str(target)).stderr == (
        f"{target}: 0 duties written, 2 left out: 2 whose day is not known yet\n"
    )
    assert check("undated.yaml", "--ics", str(target), lang="zh").stderr == (
        f"{target}：写入 0 项义务，未写入 2 项：2 项期限尚不能推算\n"
    )


def test_the_duties_of_several_cases_are_one_file(check, tmp_path):
    """Of cases and dossiers, from several files, with JSON on standard output; what is there is replaced."""
    target = tmp_path / "duties.ics"
    target.write_text("old", encoding="utf-8")
    result = check("two.yaml", "dossier.yaml", "--ics", str(target), "--format", "json")
    assert len(json.loads(result.stdout)) == 3
    assert len(events(target)) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["duties.ics"]


@pytest.mark.parametrize("name", ["-", ""])
def test_standard_output_is_no_calendar(check, name):
    """It has the answer."""
    result = check("case.yaml", "--ics", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"no-file: `--ics {name}` names no file\n  help: standard output has the answer")


def test_a_file_that_cannot_be_written_is_one_clear_error(check, tmp_path):
    """The answer is printed all the same, and nothing is left behind."""
    result = check("case.yaml", "--ics", str(tmp_path / "nowhere" / "duties.ics"))
    assert (result.exit_code, result.stdout) == (2, check("case.yaml").stdout)
    assert result.stderr.startswith("cannot-write: ")
    assert check("case.yaml", "--ics", str(tmp_path)).stderr.startswith("cannot-write: ")
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_is_asked_for_the_long_way():
    """The short way knows what nearly everybody asks."""
    assert plain_check(["check", "case.yaml"], {})
    assert plain_check(["check", "case.yaml", "--ics", "duties.ics"], {}) is None


def test_a_check_without_a_calendar_loads_none(folder):
    """Nor what only dossiers need."""
    code = (
        "import sys; from rules_engine.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*(name for name in sys.modules if 'icalendar' in name or 'dossier' in name))"
    )
    words = [sys.executable, "-c", code, "check", "case.yaml", "--packs", "packs"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    found = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True, env=environment)
    assert found.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    ("files", "code"),
    [("dossier", 0), ("denied", 1), ("bad", 2), ("dossier case", 1), ("dossier bad", 2), ("mixed", 1)],
)
def test_the_exit_code_of_a_dossier_is_that_of_its_gravest_step(check, files, code):
    """Beside cases it is one answer among them."""
    assert check(*(f"{name}.yaml" for name in files.split())).exit_code == code


def test_a_dossier_is_printed_whole_and_step_by_step(check):
    """The whole comes first; each step has a page of its own, without the foot of a case's."""
    shown = check("dossier.yaml").stdout
    assert shown.startswith("[CONFORMS] 2 steps (conforms: 2)\n")
    assert re.findall(r"^Step \d.*", shown, re.MULTILINE) == ["Step 1  hold a meeting", "Step 2  sign a paper"]
    assert shown.count("sha256:") == 1


def test_a_dossier_is_one_object_of_json(check):
    """Its steps are decisions."""
    data = json.loads(check("dossier.yaml", "--format", "json").stdout)
    assert (data["verdict"], [step["verdict"] for step in data["steps"]]) == ("allow", ["allow", "allow"])
    mixed = json.loads(check("mixed.yaml", "--format", "json").stdout)
    assert [one["verdict"] for one in mixed] == ["deny", "allow"]


def test_options_go_to_every_step_of_a_dossier(check):
    """The articles asked of, the day of the question, what is presumed, what is listed."""
    words = ("--article", "2.2", "--as-of", "2026-12-24", "--format", "json")
    data = json.loads(check("dossier.yaml", *words).stdout)
    assert [(step["articles"], step["as_of"]) for step in data["steps"]] == [(["2.2"], "2026-12-24")] * 2
    assert data["as_of"] == "2026-12-24"
    assert check("dossier.yaml", "--strict").exit_code == 3
    assert "Not applicable" in check("dossier.yaml", "--all").stdout
    assert check("dossier.yaml", "--article", "77").exit_code == 2


def test_the_problems_and_warnings_of_a_dossier_are_told(check, folder):
    """With their places; a warning changes nothing."""
    assert check("bad.yaml").stderr.startswith("bad.yaml:6:14: unknown-action: ")
    (folder / "warned.yaml").write_text(DOSSIER.replace("2026-11-22, facts", "2026-11-19, facts"), encoding="utf-8")
    result = check("warned.yaml")
    assert (result.exit_code, result.stderr.splitlines()[0].endswith(" (warning)")) == (0, True)
