"""`check`: exit codes, options, several cases, standard input."""

from __future__ import annotations

import json
import re

import pytest
from shown_pack import write_shown
from test_render_decision import golden
from typer.testing import CliRunner

from rules_engine.cli import app

DENY = "{meeting: executive, chair: clerk}"
ALLOW = "{meeting: executive, chair: head, members: 8, present: 4, amount: 0}"
INCOMPLETE = "{meeting: executive, chair: head}"


def case(facts, **entries):
    """The text of a case."""
    lines = {"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", **entries, "facts": facts}
    return "".join(f"{name}: {text}\n" for name, text in lines.items())


FILES = {
    "deny.yaml": case(DENY),
    "allow.yaml": case(ALLOW),
    "incomplete.yaml": case(INCOMPLETE),
    "silent.yaml": case(ALLOW, date="2019-01-01"),
    "bad.yaml": case("{meeting: 常务会}"),
    "unissued.yaml": case("{meeting: executive, chair: head, minutes_on: 尚未}"),
    "two.yaml": f"{case(ALLOW)}---\n{case(DENY)}",
    "denied.yaml": case(
        "{meeting: executive, chair: deputy, members: 8, present: 3, amount: 600万元, steps: [], urgent: 否}",
        id="第7号",
    ),
    "warned.yaml": case("{chair: head, held_on: not_yet, noted: yes}", action="paper.sign"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with packs and with cases."""
    place = tmp_path_factory.mktemp("check")
    write_shown(place / "packs")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def check(folder, monkeypatch):
    """Run `check` in the folder of the cases."""
    monkeypatch.chdir(folder)

    def run(*words, lang="en", stdin=None):
        return CliRunner().invoke(app, ["check", *words, "--packs", "packs", "--lang", lang], input=stdin)

    return run


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ("allow", 0),
        ("deny", 1),
        ("bad", 2),
        ("incomplete", 3),
        ("silent", 4),
        ("two", 1),
        ("allow silent", 4),
        ("allow silent incomplete", 3),
        ("allow silent incomplete deny", 1),
        ("allow silent incomplete deny bad", 2),
        ("bad allow", 2),
        ("allow allow", 0),
    ],
)
def test_the_exit_code_is_that_of_the_gravest_case(check, files, code):
    """Invalid input comes before a denial, a denial before what is open, and all before permission."""
    assert check(*(f"{name}.yaml" for name in files.split())).exit_code == code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_page_is_printed(check, lang):
    """What is printed is the page of the decision and nothing else."""
    result = check("denied.yaml", lang=lang)
    assert re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", result.stdout) == golden("denied", lang)
    assert result.stderr == ""


def test_several_cases_are_printed_one_after_another(check):
    """A rule parts them; each has its own verdict."""
    shown = check("two.yaml").stdout
    assert shown.startswith("[CONFORMS]")
    assert "\n\n" + "─" * 40 + "\n[DOES NOT CONFORM]" in shown


def test_a_bad_file_does_not_hide_the_good_ones(check):
    """The others are answered, and the problems go to standard error."""
    result = check("bad.yaml", "allow.yaml")
    assert result.stdout.startswith("[CONFORMS]")
    assert result.stderr == (
        "bad.yaml:4:18: unknown-value: `常务会` is no value of `meeting`\n"
        "    facts: {meeting: 常务会}\n"
        "                     ^^^^^^\n"
        "  help: did you mean `常务会议`?\n"
    )


def test_the_problems_of_all_files_are_told_at_once(check):
    """A missing file and a bad one are one report."""
    result = check("nowhere.yaml", "bad.yaml", lang="zh")
    assert result.exit_code == 2
    assert result.stderr.startswith("file-not-found: 没有文件 `nowhere.yaml`\n")
    assert "bad.yaml:4:18: unknown-value" in result.stderr


def test_a_warning_is_told_and_changes_nothing(check):
    """A fact that the action does not use is a warning."""
    result = check("warned.yaml")
    assert result.exit_code == 0
    assert result.stderr.startswith("warned.yaml:4:40: unused-fact: ")
    assert result.stderr.splitlines()[0].endswith(" (warning)")


def test_standard_input_is_a_file_named_minus(check):
    """A pipe can bring a case; its problems are placed, too."""
    assert check("-", stdin=FILES["deny.yaml"]).exit_code == 1
    assert check("-", stdin=FILES["bad.yaml"]).stderr.startswith("<stdin>:4:18: unknown-value: ")


def test_one_case_is_one_object_of_json(check):
    """A program that asks of one case gets no list."""
    result = check("deny.yaml", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "deny"
    assert "常务会议由区长主持" in result.stdout


def test_several_cases_are_a_list_of_json(check):
    """The list is in the order of the files, without those that could not be read."""
    found = json.loads(check("two.yaml", "silent.yaml", "--format", "json").stdout)
    assert [one["verdict"] for one in found] == ["allow", "deny", "silent"]
    assert [one["verdict"] for one in json.loads(check("bad.yaml", "deny.yaml", "--format", "json").stdout)] == ["deny"]


def test_article_restricts_the_question(check):
    """A quorum needs two facts, not twenty."""
    assert check("incomplete.yaml", "--article", "2.2").exit_code == 0
    result = check("deny.yaml", "--article", "3", "--article", "2.1", "--format", "json")
    data = json.loads(result.stdout)
    assert (data["articles"], data["partial"]) == (["3", "2.1"], True)
    assert {finding["citation"]["article"] for finding in data["findings"]} <= {2, 3}


def test_an_article_may_be_asked_for_as_the_answer_cites_it(check):
    """What stands under 条款 on one screen can be copied into the next command."""
    data = json.loads(check("deny.yaml", "--article", "第二条第二款", "--format", "json").stdout)
    assert data["articles"] == ["2.2"]


@pytest.mark.parametrize("article", ["9", "x", "0", "2.7"])
def test_an_article_that_is_not_there_is_invalid(check, article):
    """No answer is given about an article that the document does not have."""
    result = check("deny.yaml", "--article", article)
    assert result.exit_code == 2
    said, mend = result.stderr.splitlines()
    assert said == f"unknown-article: the document has no article `{article}`"
    assert mend.startswith("  help: write 41, 41.1 for a paragraph")
    assert not result.stdout


def test_strict_presumes_nothing(check):
    """What is presumed otherwise is asked for."""
    assert check("allow.yaml", "--strict").exit_code == 3
    assert "organ" in json.loads(check("allow.yaml", "--strict", "--format", "json").stdout)["missing"]


def test_all_lists_what_does_not_apply(check):
    """Rules that do not apply are left out unless asked for."""
    assert "Not applicable" not in check("allow.yaml").stdout
    assert "Not applicable" in check("allow.yaml", "--all").stdout


def test_as_of_moves_the_day_of_the_question(check):
    """A duty that was not late on the day of the act is late later."""
    early, late = (
        json.loads(check("unissued.yaml", *words, "--format", "json").stdout)
        for words in ((), ("--as-of", "2026-12-01"))
    )
    assert early["advice"] == []
    assert late["advice"] == ["linhe.4.minutes-in-time"]
    assert late["as_of"] == "2026-12-01"


def test_a_day_that_does_not_exist_is_invalid(check):
    """The message says how a day is written."""
    result = check("allow.yaml", "--as-of", "2026-02-30")
    assert result.exit_code == 2
    assert result.stderr.startswith("wrong-value: `2026-02-30` cannot be the value of `--as-of`\n  help: ")


def test_a_pack_with_errors_is_invalid_input(folder, tmp_path):
    """No answer rests on a pack that says something that cannot be."""
    write_shown(tmp_path)
    rules = tmp_path / "linhe" / "rules" / "02-meetings.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("chair == head", "chairs == head"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(folder / "deny.yaml"), "--packs", str(tmp_path), "--lang", "en"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert ": unknown-name: there is no name `chairs`" in result.stderr
