"""`analyse diff`: two districts, all of them, and what is wrong with a question."""

from __future__ import annotations

import json

import pytest
from small_pack import write
from two_packs import write_two
from typer.testing import CliRunner

from rules_engine.cli import app


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three small packs."""
    return str(write_two(tmp_path_factory.mktemp("three"), third=True))


def diff(folder, *words, lang="en"):
    """Run the command."""
    return CliRunner().invoke(app, ["analyse", "diff", *words, "--packs", folder, "--lang", lang, "--year", "2025"])


def test_districts_and_actions_are_named_as_people_do(folder):
    """Chinese names and ids come to the same."""
    one = diff(folder, "临河区", "北河区", "召开会议")
    assert one.exit_code == 0
    assert one.stdout == diff(folder, "linhe", "beihe", "meeting.hold").stdout
    assert one.stdout.startswith("Linhe District and Beihe District: hold a meeting (meeting.hold)")


def test_one_answer_as_data(folder):
    """One object where one action is asked for; facts can be read again as a case."""
    data = json.loads(diff(folder, "linhe", "beihe", "meeting.hold", "--format", "json").stdout)
    assert (data["first"], data["second"], data["relation"]) == ("linhe", "beihe", "incomparable")
    assert data["looser"]["facts"] == {
        "meeting": "executive",
        "chair": "head",
        "members": 8,
        "present": 4,
        "amount": "1000000.00",
        "held_on": "2025-06-18",
    }
    assert [data["looser"][side]["verdict"] for side in ("first", "second")] == ["allow", "deny"]
    assert data["looser"]["second"]["violated"][0]["rule"] == "beihe.2.quorum"
    assert data["norms"]["first"][1]["rule"] == "linhe.3.costly-needs-hearing"
    assert data["bounds"] == {
        "year": 2025,
        "first": "2025-01-01",
        "last": "2025-12-31",
        "organs": ["government"],
        "uncertain": [],
    }


def test_a_list_of_answers_as_data(folder):
    """Where no action is named, there is one entry for each."""
    data = json.loads(diff(folder, "linhe", "nanhe", "--format", "json").stdout)
    assert [(entry["action"], entry["relation"]) for entry in data] == [
        ("meeting.hold", "silent"),
        ("paper.sign", "silent"),
    ]
    assert data[0]["speaks"] == {"first": True, "second": False}
    assert data[0]["silence"]["second"]["denied"]["first"]["verdict"] == "deny"
    assert data[0]["silence"]["first"] == {"denied": None, "allowed": None}


def test_all_as_data(folder):
    """The tables, row beside column, and each pair once."""
    data = json.loads(diff(folder, "--all", "--action", "召开会议", "--format", "json").stdout)
    assert data["jurisdictions"] == ["beihe", "linhe", "nanhe"]
    assert data["tables"] == [
        {
            "action": "meeting.hold",
            "rows": {
                "beihe": {"linhe": "incomparable", "nanhe": "silent"},
                "linhe": {"beihe": "incomparable", "nanhe": "silent"},
                "nanhe": {"beihe": "silent", "linhe": "silent"},
            },
        }
    ]
    assert len(data["differences"]) == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "two jurisdictions are needed"),
        (["linhe"], "two jurisdictions are needed"),
        (["linhe", "临河区"], "both jurisdictions are `linhe`"),
        (["linhe", "--all"], "--all compares all jurisdictions"),
        (["linhe", "beihe", "meeting.hald"], "the vocabulary has no action `meeting.hald`"),
        (["linhe", "beihe", "--year", "2150"], "the working days of 2150 are not published"),
        (["linhe", "beihe", "--year", "0"], "the working days of 0 are not published"),
        (["linhe", "beihei"], "beihei"),
    ],
)
def test_a_wrong_question_has_one_clear_answer(folder, words, message):
    """Exit code 2, what is wrong, and no traceback."""
    result = CliRunner().invoke(app, ["analyse", "diff", "--year", "2025", *words, "--packs", folder, "--lang", "en"])
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_one_pack_cannot_be_compared(tmp_path):
    """A table needs two."""
    result = diff(str(write(tmp_path)), "--all")
    assert result.exit_code == 2
    assert "there must be two packs to compare" in result.stderr
