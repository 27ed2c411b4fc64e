"""The commands of `ledger`, run as a user runs them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from rules_engine.cli.commands import app

pytestmark = pytest.mark.usefixtures("kept_packs")

CONFERENCE = ("conference_held", "department=教育局", "issued_as=department", "district_wide=yes")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command of `ledger` on a ledger of its own; its exit code and its output, errors included."""
    monkeypatch.setenv("RULES_ENGINE_LEDGER", str(tmp_path / "ledger.db"))

    def go(*words, **options):
        done = CliRunner().invoke(app, ["ledger", *words], **options)
        return done.exit_code, done.output

    return go


def test_the_second_conference_of_a_year_is_violated(run):
    """Two in one year break the limit, each by December 31st and by January 1st; one of them voided does not."""
    run("add", "funing", *CONFERENCE, "--on", "2025-12-31", "--id", "c0")
    run("add", "funing", *CONFERENCE, "--on", "2026-01-01", "--id", "c1")
    assert run("check", "funing", "--at", "2026-12-31")[0] == 0
    run("add", "抚宁区", *CONFERENCE, "--on", "2026-12-31", "--id", "c2")
    assert run("check", "funing", "--at", "2026-12-30")[0] == 0
    code, text = run("check", "--at", "2026-12-31", "--lang", "zh")
    assert code == 1
    assert "违反的规定（1）" in text
    assert "第五十一条第一款" in text
    assert "[c1]；2026年12月31日 全区性会议召开（教育局） [c2]" in text
    assert run("void", "c2", "--why", "误记")[0] == 0
    assert run("check", "funing", "--at", "2026-12-31")[0] == 0


def test_json_has_the_findings_and_their_events(run):
    """A program gets the rule, the group, the days and the events by their ids."""
    run("add", "funing", *CONFERENCE, "--on", "2026-03-01", "--id", "c1")
    run("add", "funing", *CONFERENCE, "--on", "2026-09-01", "--id", "c2")
    code, text = run("check", "funing", "--at", "2026-11-20", "--format", "json")
    ((told,),) = (json.loads(text),)
    (found,) = [one for one in told["findings"] if one["standing"] == "violated"]
    assert code == 1
    assert found["rule"] == "funing.51.conference-yearly-limit"
    assert (found["group"], found["start"], found["end"]) == ({"department": "教育局"}, "2026-01-01", "2026-12-31")
    assert (found["number"], found["events"], sorted(told["events"])) == (2, ["c1", "c2"], ["c1", "c2"])


def test_what_is_kept_is_listed_when_asked(run):
    """With --all the one conference is told as kept."""
    run("add", "funing", *CONFERENCE, "--on", "2026-03-01", "--id", "c1")
    assert "已做到" not in run("check", "--at", "2026-11-20", "--lang", "zh")[1]
    assert "已做到的规定（1）" in run("check", "--at", "2026-11-20", "--lang", "zh", "--all")[1]


def test_an_open_interval_is_ended_by_a_new_event(run):
    """The open leave is replaced by the same leave with its last day, once."""
    run("add", "huancui", "leave_taken", "leader=李红", "traveller=deputy", "--on", "2026-11-03", "--id", "l")
    code, text = run("end", "l", "2026-11-08")
    assert (code, "l-ended-2026-11-08" in text) == (0, True)
    told = {one["id"]: one for one in json.loads(run("list", "--format", "json")[1])}
    assert (told["l"]["voided"], told["l-ended-2026-11-08"]["until"]) == (True, "2026-11-08")
    assert run("end", "l-ended-2026-11-08", "2026-11-09")[0] == 2
    assert run("end", "l", "2026-11-09")[0] == 2


def test_a_file_with_a_bad_event_is_refused_whole_or_the_rest_is_taken(run, tmp_path):
    """Without --skip-bad nothing is taken; with it the good ones are, and the bad lines are written to a file."""
    rows = "id,jurisdiction,kind,on,部门,issued_as\na,funing,conference_held,2026-03-01,教育局,department\n"
    bad = "b,funing,conference_heldd,2026-03-01,教育局,department\n"
    bad += "c,funing,conference_held,2026-02-30,教育局,department\n"
    path, rejects = tmp_path / "e.csv", tmp_path / "bad.csv"
    path.write_text(rows + bad, encoding="utf-8")
    code, text = run("import", str(path), "--lang", "en")
    assert code == 2
    assert "conference_held`" in text
    assert "e.csv:4:1" in text
    assert run("list")[0] == 2
    code, text = run("import", str(path), "--skip-bad", "--rejects", str(rejects), "--lang", "en")
    assert code == 2
    assert "added: a" in text
    assert rejects.read_text(encoding="utf-8") == bad
    path.write_text(rows, encoding="utf-8")
    assert run("import", str(path), "--lang", "en") == (0, f"known already: a\nledger: {tmp_path / 'ledger.db'}\n")


def test_every_format_says_the_same(run, tmp_path):
    """One event written as YAML, JSON, JSON Lines and CSV is one event."""
    event = {
        "id": "a",
        "jurisdiction": "funing",
        "kind": "全区性会议召开",
        "on": "2026-03-01",
        "names": {"部门": "教育局"},
        "fields": {"issued_as": "department", "district_wide": "是"},
    }
    text = json.dumps(event, ensure_ascii=False)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(f"\n{text}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(f"- {text}\n", encoding="utf-8")
    head = "编号,辖区,事件,日期,department,issued_as,district_wide,备注\n"
    (tmp_path / "a.csv").write_text(
        f"\ufeff{head}a,抚宁区,conference_held,2026/3/1,教育局,部门,yes,\n", encoding="utf-8"
    )
    files = [str(tmp_path / f"a.{suffix}") for suffix in ("json", "jsonl", "yaml", "csv")]
    code, text = run("import", *files, "--format", "json")
    assert code == 0, text
    told = json.loads(text)
    assert (told["added"], told["known"]) == (["a"], ["a", "a", "a"])
    code, text = run("import", "-", "--format", "json", input=json.dumps(event))
    assert json.loads(text)["known"] == ["a"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("e.jsonl", '{"id": "a", "id": "b"}\n', "e.jsonl:1"),
        ("e.jsonl", "[1, 2]\n", "e.jsonl:1"),
        ("e.jsonl", '\n{"id": "a", "kind": "conference_held", "on": "2026-03-01"\n', "e.jsonl:2"),
        ("e.jsonl", '{"id": 1.5, "jurisdiction": "nowhere", "kind": "x", "on": "2026-03-01"}', "e.jsonl:1"),
        ("e.csv", "id,id\na,b\n", "e.csv:1"),
        ("e.csv", 'id,on\n"a\n', "e.csv"),
        ("e.csv", "id,on\na\n", "e.csv:2"),
        ("e.csv", "", "e.csv:1"),
        ("e.yaml", "- id: a\n  jurisdiction: funing\n  knid: b\n", "e.yaml:3"),
        ("e.yaml", "just text", "e.yaml:1"),
        ("e.json", "{", "e.json:1"),
    ],
)
def test_what_is_no_event_is_told_with_its_place(run, tmp_path, name, text, place):
    """Whatever is wrong with a file is a clear error that names the line."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    code, told = run("import", str(tmp_path / name))
    assert code == 2, told
    assert place in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "words",
    [
        ("add", "funing", "conference_held", "department"),
        ("add", "funing", "conference_held", "department="),
        ("add", "funing", "conference_held"),
        ("add", "funing", "nothing", "x=y"),
        ("add", "nowhere", "conference_held", "department=x"),
        ("add", "funing", "conference_held", "department=x", "--on", "someday"),
        ("add", "funing", "conference_held", "department=x", "--until", "2026-03-01"),
        ("add", "funing", "conference_held", "department=x", "--voids", "none"),
        ("add", "funing", "event_voided"),
        ("list", "nowhere"),
        ("list", "--kind", "nothing"),
        ("list", "--name", "x"),
        ("check", "--at", "never"),
        ("check", "--term-to", "2026-01-01"),
        ("check", "--term-from", "2026-01-02", "--term-to", "2026-01-01"),
        ("check", "--ledger", "/nowhere/at/all.db"),
        ("void", "none", "--why", "x"),
        ("import", "/nowhere.yaml"),
        ("import", "/nowhere.csv"),
    ],
)
def test_every_bad_word_is_one_clear_error(run, words):
    """Exit code 2 and a message, never a traceback."""
    run("add", "funing", *CONFERENCE, "--on", "2026-03-01", "--id", "c1")
    code, text = run(*words)
    assert (code, "Traceback" in text) == (2, False), text
    assert text.strip()


def test_an_id_that_two_jurisdictions_have_is_asked_about(run):
    """Which one is meant is told by --jurisdiction."""
    for place in ("funing", "lulong"):
        run("add", place, *CONFERENCE, "--on", "2026-03-01", "--id", "same")
    assert run("void", "same", "--why", "x")[0] == 2
    assert run("void", "same", "--why", "x", "--jurisdiction", "卢龙县")[0] == 0
    told = json.loads(run("list", "lulong", "--format", "json")[1])
    assert (told[0]["id"], told[0]["voided"], told[0].get("note")) == ("same", True, None)
    assert (told[1]["voids"], told[1]["note"]) == ("same", "x")


def test_lists_are_narrowed_by_kind_day_and_name(run):
    """An interval is listed where a day of it lies inside."""
    run(
        "add",
        "huancui",
        "leave_taken",
        "leader=李红",
        "traveller=deputy",
        "--on",
        "2026-11-03",
        "--until",
        "2026-11-08",
        "--id",
        "l",
    )
    run("add", "huancui", *CONFERENCE, "--on", "2026-03-01", "--id", "c")

    def listed(*words):
        return [one["id"] for one in json.loads(run("list", *words, "--format", "json")[1])]

    assert listed() == ["l", "c"]
    assert listed("--kind", "离岗外出") == ["l"]
    assert listed("--from", "2026-11-08") == ["l"]
    assert listed("--from", "2026-11-09") == []
    assert listed("--to", "2026-11-02") == ["c"]
    assert listed("--name", "leader=李红") == listed("--name", "姓名=李红") == ["l"]
    assert run("list", "--name", "名字=李红")[0] == 2
    assert "没有符合条件的事件" in run("list", "funing", "--lang", "zh")[1]
    shown = run("list", "--kind", "leave_taken", "--lang", "zh")[1]
    assert "环翠区" in shown
    assert "姓名：李红" in shown
    assert "leader" not in shown


def test_a_term_of_office_may_be_told(run):
    """Whether a trip is the third of the term is known only where the term's days are."""
    for number, year in enumerate((2022, 2024, 2026)):
        on = f"{year}-05-01"
        trip = ("trip_abroad", "leader=李红", "traveller=deputy", "foreign_portfolio=no")
        run("add", "hongshan", *trip, "--on", on, "--until", on, "--id", f"t{number}")
    told = json.loads(run("check", "hongshan", "--at", "2026-11-20", "--format", "json")[1])[0]["findings"]
    assert [one["unknown_because"] for one in told if one["standing"] == "unknown" and one["unknown_because"]]
    code, text = run("check", "--at", "2026-11-20", "--format", "json", "--term-from", "2021-12-01")
    trips = [one for one in json.loads(text)[0]["findings"] if one["citation"]["article"] == 68]
    found = [one for one in trips if one["standing"] == "violated" and one["start"] == "2021-12-01"]
    assert code == 1
    assert [(one["number"], one["start"], one["end"]) for one in found] == [(3, "2021-12-01", None)]
