"""Facts that count history, taken from a ledger by `check --ledger`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rules_engine.cli.commands import app
from rules_engine.render.contract import DecisionFromLedgerJson

ROOT = Path(__file__).parent.parent
CASE = {
    "jurisdiction": "funing",
    "action": "conference.call",
    "date": "2026-11-20",
    "names": {"部门": "教育局"},
    "facts": {"issued_as": "department", "district_wide": "yes", "meeting_on": "2026-11-30"},
}


@pytest.fixture
def run():
    """Run a command; its exit code and its output."""

    def go(*words):
        done = CliRunner().invoke(app, [*words])
        return done.exit_code, done.output

    return go


@pytest.fixture
def ledger(run, tmp_path):
    """A ledger, complete from 2026 on, in which one department has held a conference."""
    place = str(tmp_path / "ledger.db")
    words = ("department=教育局", "issued_as=department", "district_wide=yes", "--ledger", place)
    run("ledger", "add", "funing", "ledger_opened", "--on", "2026-01-01", "--ledger", place)
    run("ledger", "add", "funing", "conference_held", *words, "--on", "2026-03-12", "--id", "c1")
    return place


def decided(run, tmp_path, ledger, **changed):
    """The decision of the case, changed, with that ledger."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps({**CASE, **changed}), encoding="utf-8")
    return json.loads(run("check", str(path), "--ledger", ledger, "--format", "json")[1])


def rule(decision):
    """What the norm about one conference a year says."""
    return next(one["status"] for one in decision["findings"] if one["rule"].endswith("conference-yearly-limit"))


def test_a_second_conference_in_a_year_is_denied(run, tmp_path, ledger):
    """The count includes the act itself; the event that it rests on is shown."""
    found = decided(run, tmp_path, ledger)
    (filled,) = found["ledger"]["filled"]
    assert (found["verdict"], rule(found), found["facts"]["held_this_year"]) == ("deny", "violated", 2)
    assert (filled["fact"], filled["value"], filled["events"]) == ("held_this_year", 2, ["c1"])
    assert found["ledger"]["events"]["c1"]["on"] == "2026-03-12"
    assert DecisionFromLedgerJson.model_validate(found).ledger.filled[0].value == 2


def test_the_first_one_of_a_year_or_of_a_department_is_not(run, tmp_path, ledger):
    """The next year begins anew, and another department has a count of its own."""
    facts = {**CASE["facts"], "meeting_on": "2027-01-01"}
    assert rule(decided(run, tmp_path, ledger, facts=facts)) == "satisfied"
    assert rule(decided(run, tmp_path, ledger, names={"department": "民政局"})) == "satisfied"


def test_what_the_case_gives_is_not_counted(run, tmp_path, ledger):
    """A fact that stands in the case is taken as it is."""
    found = decided(run, tmp_path, ledger, facts={**CASE["facts"], "held_this_year": "1"})
    assert (rule(found), found["ledger"]["filled"]) == ("satisfied", [])


def test_without_a_name_it_says_which_is_needed(run, tmp_path, ledger):
    """Whose conference it is must be told; nothing is guessed."""
    found = decided(run, tmp_path, ledger, names={})
    assert (rule(found), found["ledger"]["filled"][0]["needs"]) == ("undetermined", ["department"])
    _, page = run("check", str(tmp_path / "case.json"), "--ledger", ledger, "--lang", "zh")
    assert "names 中的department（部门）" in page


def test_a_page_names_the_events(run, tmp_path, ledger):
    """The page has a part of its own for what the ledger gave."""
    decided(run, tmp_path, ledger)
    code, page = run("check", str(tmp_path / "case.json"), "--ledger", ledger, "--lang", "zh")
    assert code == 1
    assert "由台账补入的事实（均含本次行为）" in page
    assert "本年召开次数含本次：2" in page
    assert "2026年3月12日 全区性会议召开（教育局） [c1]" in page


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"names": {"nobody": "x"}}, "unknown-name"),
        ({"names": "x"}, "not-names"),
        ({"names": {"department": "x", "部门": "y"}}, "key-twice"),
        ({"names": {"department": ["x"]}}, "not-text"),
        ({"until": "2026-11-19"}, "ends-before"),
        ({"until": "never"}, "wrong-value"),
    ],
)
def test_bad_names_and_days_are_told(run, tmp_path, ledger, changed, code):
    """Each is one clear error with its place."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps({**CASE, **changed}), encoding="utf-8")
    done = run("check", str(path), "--ledger", ledger)
    assert done[0] == 2
    assert f"{code}: " in done[1]


def test_an_absence_is_looked_at_up_to_its_last_day(run, tmp_path):
    """A fourth leader away on the last day of the leave, which the case tells as `until`, is counted."""
    place = str(tmp_path / "l.db")
    run("ledger", "add", "huancui", "ledger_opened", "--on", "2026-01-01", "--ledger", place)
    for name, on in (("甲", "2026-11-05"), ("乙", "2026-11-05"), ("丙", "2026-11-08")):
        leave = ("leave_taken", f"leader={name}", "traveller=deputy", "leaves_city=yes", "absence=leave")
        run("ledger", "add", "huancui", *leave, "--on", on, "--until", "2026-11-09", "--ledger", place)
    case = {"jurisdiction": "huancui", "action": "leave.take", "date": "2026-11-04", "names": {"leader": "丁"}}
    path = tmp_path / "case.json"
    for until, number in (("2026-11-04", 1), ("2026-11-05", 3), ("2026-11-07", 3), ("2026-11-08", 4)):
        path.write_text(json.dumps({**case, "until": until, "facts": {}}), encoding="utf-8")
        found = json.loads(run("check", str(path), "--ledger", place, "--format", "json")[1])
        assert found["facts"]["leaders_away"] == number, until


def test_a_dossier_takes_nothing_from_a_ledger(run, ledger):
    """It is told that its steps are to be written as cases."""
    code, text = run("check", str(ROOT / "examples" / "hongqiao-dossier.yaml"), "--ledger", ledger)
    assert (code, "no-dossier" in text) == (2, True)
