"""`compare`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from compared_packs import CASE, write_compared
from openpyxl import load_workbook
from typer.testing import CliRunner

from rules_engine.cli import app

GOLDEN = Path(__file__).parent / "golden" / "comparison"
ORDER = ["-j", "linhe", "-j", "临山县", "-j", "Linhai District"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a comparison of the packs, from a folder with the case."""
    write_compared(tmp_path / "packs")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def invoke(*words, lang="zh"):
        return CliRunner().invoke(app, ["compare", *words, "--packs", str(tmp_path / "packs"), "--lang", lang])

    return invoke


WORDS = {"parameters": ["parameters"], "rules": ["rules", "召开会议"], "case": ["case", "case.yaml"]}
kinds = pytest.mark.parametrize("name", list(WORDS))


@kinds
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page(run, name, lang):
    """Districts stand in the order in which they are named, by id or by any name."""
    result = run(*WORDS[name], *ORDER, lang=lang)
    assert result.exit_code == 0
    assert result.stdout == (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


def test_without_a_choice_all_districts_are_compared(run):
    """They stand in the order of their ids."""
    head = run("parameters").stdout.splitlines()[0]
    assert head.split() == ["限额", "临海区", "临河区", "临山县"]


def test_a_topic(run):
    """Only the limits that it names are compared."""
    data = json.loads(run("parameters", "法定", "--format", "json").stdout)
    assert (data["topic"], [row["concept"] for row in data["rows"]]) == ("法定", ["quorum", "quorum.lenient"])


@kinds
def test_each_comparison_as_json(run, name):
    """One object tells which comparison it is."""
    assert json.loads(run(*WORDS[name], "--format", "json").stdout)["comparison"] == name


@kinds
@pytest.mark.parametrize("suffix", ["txt", "json", "csv", "xlsx"])
def test_the_file_s_name_tells_the_form(run, name, suffix, tmp_path):
    """A file holds the same as standard output would; nothing is printed then."""
    result = run(*WORDS[name], "-o", f"out.{suffix.upper()}")
    assert (result.exit_code, result.stdout) == (0, "")
    written = (tmp_path / f"out.{suffix.upper()}").read_bytes()
    if suffix == "xlsx":
        sheet = load_workbook(io.BytesIO(written)).worksheets[0]
        rows = [["" if value is None else str(value) for value in row] for row in sheet.values]
        printed = list(csv.reader(io.StringIO(run(*WORDS[name], "--format", "csv").stdout, newline="")))
        assert rows == printed
        return
    form = "text" if suffix == "txt" else suffix
    assert written.decode("utf-8-sig").replace("\r\n", "\n") == run(*WORDS[name], "--format", form).stdout
    assert written.startswith(b"\xef\xbb\xbf") is (suffix == "csv")


def test_the_form_asked_for_counts_more_than_the_name(run, tmp_path):
    """A file may have any name."""
    assert run("parameters", "--format", "json", "-o", "out.csv").exit_code == 0
    assert json.loads((tmp_path / "out.csv").read_text(encoding="utf-8"))["comparison"] == "parameters"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["parameters", "--format", "xlsx"], "needs-a-file: xlsx cannot be written to standard output"),
        (["parameters", "-o", "out.doc"], "unknown-form: the file's name `out.doc` does not tell what to write"),
        (["parameters", "-j", "linhe"], "nothing-to-compare: a comparison needs at least two jurisdictions"),
        (["parameters", "-j", "linhe", "-j", "临河区"], "nothing-to-compare: "),
        (["parameters", "-j", "nowhere"], "unknown-jurisdiction: "),
        (["parameters", "qourum"], "unknown-topic: no limit is named `qourum`"),
        (["rules", "meeting.hld"], "unknown-action: the vocabulary has no action `meeting.hld`"),
        (["case", "none.yaml"], "file-not-found: "),
        (["parameters", "-o", "no/folder.csv"], "cannot-write: `no/folder.csv` cannot be written: "),
    ],
)
def test_what_cannot_be_compared(run, words, message):
    """One clear error, and exit code 2."""
    result = run(*words, lang="en")
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert result.stdout == ""


def test_cases_that_can_be_read_are_compared_beside_those_that_cannot(run, tmp_path):
    """The others are reported, and the exit code is 2."""
    (tmp_path / "two.yaml").write_text(f"{CASE}---\n{CASE.replace('会议一', '会议二')}", encoding="utf-8")
    assert len(json.loads(run("case", "two.yaml", "--format", "json").stdout)) == 2
    (tmp_path / "bad.yaml").write_text(CASE.replace("members: 9", "members: many"), encoding="utf-8")
    result = run("case", "bad.yaml", "-o", "out.json")
    assert result.exit_code == 2
    assert not (tmp_path / "out.json").exists()


@kinds
def test_a_page_for_a_browser(run, name, tmp_path):
    """The same page comes to a file and to standard output, in the language asked for."""
    assert run(*WORDS[name], "-o", "out.html", lang="en").exit_code == 0
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert text == run(*WORDS[name], "--format", "html", lang="en").stdout


def test_a_page_of_everything(run, tmp_path):
    """Every action that some district regulates has its part, and there is no word of strictness unless asked."""
    assert run("all", "-o", "all.html").exit_code == 0
    text = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert 'id="act-meeting.hold"' in text
    assert 'id="act-paper.sign"' in text
    assert 'id="strictness"' not in text


def test_a_page_with_strictness(run, tmp_path):
    """What the analysis finds stands on the page: a drawing, and a case for each difference."""
    pytest.importorskip("z3", reason="the extra `analysis` is not installed")
    assert run("all", "--strictness", "-o", "all.html", "-j", "linhe", "-j", "linshan").exit_code == 0
    text = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert 'id="strictness"' in text
    assert '<template id="case-meeting.hold-linhe-linshan"' in text


def test_a_page_of_everything_needs_a_file(run):
    """Without a name there is one clear error."""
    result = run("all", lang="en")
    assert result.exit_code == 2
    assert "output" in result.stderr
