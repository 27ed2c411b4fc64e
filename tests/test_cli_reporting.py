"""`report`: what is written, what is printed, exit codes and errors."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from shown_pack import write_shown
from test_cli_checking import FILES
from typer.testing import CliRunner

from rules_engine.cli import app

ROOT = Path(__file__).parent.parent


@pytest.fixture
def report(tmp_path, monkeypatch):
    """Run `report` in a folder with cases."""
    write_shown(tmp_path / "packs")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words, lang="en", stdin=None):
        return CliRunner().invoke(app, ["report", *words, "--packs", "packs", "--lang", lang], input=stdin)

    return run


def text(path):
    """The text of a DOCX outside its tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("deny", "does not conform"), ("allow", "conforms"), ("incomplete", "incomplete"), ("silent", "not regulated")],
)
def test_an_opinion_is_written_whatever_the_verdict(report, name, verdict):
    """The exit code tells that it was written; one line tells what and the verdict."""
    result = report(f"{name}.yaml", "-o", "opinion.docx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"wrote opinion.docx: {verdict}\n"
    assert f"Conclusion: {verdict}" in text("opinion.docx")


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", b"<!DOCTYPE html>"), ("a.HTM", b"<!DOCTYPE html>"), ("a.docx", b"PK")]
)
def test_the_end_of_the_name_tells_the_format(report, name, start):
    """Capitals do not count."""
    assert report("deny.yaml", "--output", name).exit_code == 0
    assert Path(name).read_bytes().startswith(start)


def test_a_chinese_opinion_is_told_in_chinese(report):
    """The language of the paper is that of the command."""
    result = report("deny.yaml", "-o", "意见.html", lang="zh")
    assert result.stdout == "已写入 意见.html：不符合\n"
    assert '<html lang="zh-CN">' in Path("意见.html").read_text(encoding="utf-8")


def test_several_cases_are_one_document(report):
    """Each has an opinion of its own, in the order of the files."""
    result = report("two.yaml", "silent.yaml", "-o", "all.docx")
    assert result.stdout == "wrote all.docx: conforms, does not conform, not regulated\n"
    assert text("all.docx").count("Legality Review Opinion") == 3


def test_a_program_is_told_in_json(report):
    """The file and the verdict of each case."""
    result = report("two.yaml", "-o", "all.html", "--format", "json")
    assert json.loads(result.stdout) == {
        "written": "all.html",
        "opinions": [{"case": None, "verdict": "allow"}, {"case": None, "verdict": "deny"}],
    }


def test_the_options_of_check_are_those_of_report(report):
    """An opinion can be asked of one article, strictly, and as of a day."""
    assert report("incomplete.yaml", "-o", "a.docx", "--article", "2.2").stdout == "wrote a.docx: conforms\n"
    assert "Scope: Article 2, paragraph 2 alone" in text("a.docx")
    assert report("allow.yaml", "-o", "a.docx", "--strict").stdout == "wrote a.docx: incomplete\n"
    report("unissued.yaml", "-o", "a.docx", "--as-of", "2026-12-01")
    assert "As of: 2026-12-01" in text("a.docx")


def test_a_file_that_is_there_is_replaced(report):
    """As by any other program."""
    Path("a.html").write_text("old", encoding="utf-8")
    assert report("deny.yaml", "-o", "a.html").exit_code == 0
    assert "old" not in Path("a.html").read_text(encoding="utf-8")[:15]


def test_an_unknown_format_is_one_error_before_anything_is_read(report):
    """The message names the formats that there are."""
    result = report("nowhere.yaml", "-o", "a.odt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "unknown-format: the name `a.odt` does not tell the format of the file\n"
        "  help: end it with one of: .docx .html .htm .pdf\n"
    )


@pytest.mark.parametrize("files", [("bad.yaml",), ("deny.yaml", "bad.yaml"), ("nowhere.yaml",)])
def test_nothing_is_written_where_a_case_cannot_be_read(report, files):
    """A document that lacks one of the opinions asked for would mislead."""
    result = report(*files, "-o", "a.html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert not Path("a.html").exists()


def test_a_place_that_cannot_be_written_is_one_error(report):
    """The code is that of invalid input."""
    result = report("deny.yaml", "-o", "nowhere/a.html")
    assert result.exit_code == 2
    assert result.stderr.startswith("cannot-write: `nowhere/a.html` cannot be written: ")


def test_without_the_extra_pdf_is_refused_with_the_command(report, monkeypatch):
    """What is missing is told, and nothing is written."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = report("deny.yaml", "-o", "a.pdf", lang="zh")
    assert result.exit_code == 2
    assert result.stderr == ('生成 PDF 需要 WeasyPrint，尚未安装。在本项目的文件夹中运行：pip install -e ".[pdf]"\n')
    assert not Path("a.pdf").exists()


def test_a_check_loads_none_of_it():
    """Neither the formats nor their libraries are imported where no opinion is asked for."""
    code = (
        "import sys\nsys.argv = ['rules-engine', 'check', 'examples/hongqiao-funds.yaml']\n"
        "from rules_engine.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'docx', 'jinja2', 'lxml', 'weasyprint'} & sys.modules.keys()), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"


def test_an_id_that_is_markup_stays_text(report):
    """What a user wrote changes no page."""
    case = FILES["deny.yaml"] + 'id: "<b>x</b> & <script>"\n'
    assert report("-", "-o", "a.html", stdin=case).exit_code == 0
    page = Path("a.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<script>" not in page
    assert report("-", "-o", "a.docx", stdin=case).exit_code == 0
    assert "<b>x</b> & <script>" in text(io.BytesIO(Path("a.docx").read_bytes()))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_about_opinions_shows_what_is_written(lang, monkeypatch, tmp_path):
    """The command of the page prints the line below it, and the opinion has the lines shown, in their order."""
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    command, expected = next(block.splitlines() for block in blocks if f"--lang {lang}" in block)
    (excerpt,) = re.findall(rf"^```opinion-{lang}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    words = shlex.split(command.removeprefix("$ rules-engine "))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    assert CliRunner().invoke(app, words).stdout == f"{expected}\n"
    written = iter(text("opinion.docx").splitlines())
    assert [line for line in excerpt.splitlines() if line != "…" and line not in written] == []


def test_the_document_s_own_words_are_quoted_where_the_user_keeps_them(report, tmp_path, monkeypatch):
    """The annex has the words of the articles applied, marked where they are not those that were encoded."""
    monkeypatch.setenv("RULES_ENGINE_SOURCES", str(tmp_path / "sources"))
    assert report("deny.yaml", "-o", "before.docx", lang="zh").exit_code == 0
    assert "原文" not in text("before.docx")
    (tmp_path / "sources").mkdir()
    articles = "".join(f"第{one}条 这是第{one}条的文字。\n" for one in "一二三四五")
    (tmp_path / "sources" / "linhe.txt").write_text(articles, encoding="utf-8")
    assert report("deny.yaml", "-o", "after.docx", lang="zh").exit_code == 0
    assert "所引条文原文" in text("after.docx")
    assert "这是第二条的文字。" in text("after.docx")
    assert "这是第五条的文字。" not in text("after.docx")


def test_a_copy_that_cannot_be_read_is_told(report, tmp_path, monkeypatch):
    """No opinion is written then: it would lack what its reader expects."""
    monkeypatch.setenv("RULES_ENGINE_SOURCES", str(tmp_path))
    (tmp_path / "linhe.txt").write_bytes("第一条 总则。".encode("gbk"))
    result = report("deny.yaml", "-o", "opinion.docx")
    assert result.exit_code == 2
    assert "not-utf8" in result.stderr
    assert not (tmp_path / "opinion.docx").exists()
