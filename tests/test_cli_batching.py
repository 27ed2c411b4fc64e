"""The command `batch`: its options, its summary, its exit codes."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from small_pack import write
from typer.testing import CliRunner

from rules_engine.cli import app

ROOT = Path(__file__).parent.parent
HEAD = "编号,行为,会议,主持人,金额,组成人员人数,出席人数,已履行程序,召开日期,备注\n"
GOOD = "召开会议,常务会议,区长,600万元,9,6,听证,2026-05-06,\n"
ROWS = "".join(
    f"{number},{row}"
    for number, row in enumerate(
        [GOOD, GOOD.replace("9,6", "9,3"), GOOD.replace("9,6", "9,"), GOOD.replace("600万元", "多")]
    )
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a pack and a table."""
    write(tmp_path / "packs")
    (tmp_path / "a.csv").write_text(HEAD + ROWS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words, lang="zh"):
    """The command's exit code and what it prints."""
    result = CliRunner().invoke(app, ["batch", *words, "--packs", "packs", "--lang", lang], catch_exceptions=False)
    return result.exit_code, result.output


def test_a_table_is_screened_and_summed_up(folder):
    """The exit code says that a row was refused."""
    pytest.importorskip("polars", reason="the extra `batch` is not installed")
    code, out = run("a.csv", "-o", "b.csv", "--jurisdiction", "临河区", "--ignore-unknown", "--summary-html", "b.html")
    assert code == 2
    assert out == (
        "读取 4 行：核对 3 行，退回 1 行\n"
        "  结果          b.csv\n"
        "  退回的行      b.rejects.csv\n"
        "  说明          b.csv.about.json\n"
        "\n"
        "各辖区、各行为的结论\n"
        "  辖区    行为      合计  符合  不符合  待补充  未规定\n"
        "  临河区  召开会议     3     1       1       1       0\n"
        "\n"
        "违反最多的条款\n"
        "  1  临河区 第二条  会议\n"
        "\n"
        "最常缺少的事实\n"
        "  1  出席人数\n"
        "\n"
        "退回的原因\n"
        "  1  值的写法不对  金额\n"
        "\n"
        "略去的列\n"
        "  备注\n"
        "\n"
        "以上只说明各行为是否符合所列工作规则；工作规则之上还有法律法规，核对结论不是合法性认定。\n"
    )
    page = (folder / "b.html").read_text(encoding="utf-8")
    assert "批量核对汇总" in page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")


def test_a_table_without_refusals_ends_well(folder):
    """Exit code 0; as JSON the sums, for a program."""
    pytest.importorskip("polars", reason="the extra `batch` is not installed")
    (folder / "a.csv").write_text(HEAD.replace(",备注", "") + "1," + GOOD.replace(",\n", "\n"), encoding="utf-8")
    words = ("a.csv", "-o", "b.out", "--to", "jsonl", "--jurisdiction", "linhe", "--columns", "verdict, violated")
    code, out = run(*words, "--format", "json", "--as-of", "2026-06-01", "--strict", "--rejects", "r.jsonl", lang="en")
    told = json.loads(out)
    assert (code, told["read"], told["accepted"], told["rejected"]) == (0, 1, 1, 0)
    assert told["verdicts"] == [["linhe", "meeting.hold", "allow", 1]] or told["verdicts"][0][2] == "incomplete"
    (line,) = (folder / "b.out").read_text(encoding="utf-8").splitlines()
    assert set(json.loads(line)) == {"row", "id", "jurisdiction", "action", "date", "verdict", "violated"}
    assert (folder / "r.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.csv", "-o", "b.csv"], "unknown-column"),
        (["a.csv", "-o", "b.csv", "--ignore-unknown"], "missing-column"),
        (["a.csv", "-o", "b.csv", "--jurisdiction", "nowhere"], "unknown-jurisdiction"),
        (["a.csv", "-o", "b.csv", "--action", "喝茶"], "unknown-action"),
        (["a.csv", "-o", "b.csv", "--as-of", "soon"], "wrong-value"),
        (["a.csv", "-o", "b.csv", "--columns", "verdct"], "unknown-answer"),
        (["a.csv", "-o", "b.doc"], "unknown-format"),
        (["a.csv", "-o", "b.csv", "--from", "xls"], "unknown-format"),
        (["none.csv", "-o", "b.csv"], "file-not-found"),
        (["packs", "-o", "b.csv", "--from", "csv"], "not-a-file"),
    ],
)
def test_a_mistake_is_one_clear_error(folder, words, told):
    """Exit code 2; nothing is written."""
    pytest.importorskip("polars", reason="the extra `batch` is not installed")
    code, out = run(*words)
    assert code == 2
    assert told in out
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "packs"]


def test_what_is_not_installed_is_told(folder):
    """Without polars: the command that installs it, in the user's language."""
    blocked = "import sys; sys.modules['polars'] = None; from rules_engine.cli import app; app(sys.argv[1:])"
    for lang, told in (("zh", "批量核对需要 polars"), ("en", "screening tables needs polars")):
        done = subprocess.run(
            [sys.executable, "-c", blocked, "batch", "a.csv", "-o", "b.csv", "--packs", "packs", "--lang", lang],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert told in done.stderr.decode()
        assert 'pip install -e ".[batch]"' in done.stderr.decode()


PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")


def block(kind, number=0):
    """A block of the page of tables."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[number]


@pytest.mark.parametrize(("number", "lang"), [(0, "en"), (1, "zh")])
def test_the_page_of_tables_shows_what_is_printed_and_written(tmp_path, monkeypatch, number, lang):
    """Its command, on its table."""
    pytest.importorskip("polars", reason="the extra `batch` is not installed")
    monkeypatch.chdir(tmp_path)
    Path("decisions.csv").write_text(block("csv"), encoding="utf-8")
    command, _, shown = block("console", number).partition("\n")
    result = CliRunner().invoke(app, shlex.split(command.removeprefix("$ rules-engine ")), catch_exceptions=False)
    assert (result.exit_code, result.output) == (2, shown)
    assert Path("answers.csv").read_text(encoding="utf-8-sig") == block("answers")
    assert Path("answers.rejects.csv").read_text(encoding="utf-8-sig") == block(f"rejects-{lang}")


def test_the_library_does_what_the_page_shows(tmp_path, monkeypatch, capsys):
    """Its lines of Python run as they stand."""
    pytest.importorskip("polars", reason="the extra `batch` is not installed")
    monkeypatch.chdir(tmp_path)
    Path("decisions.csv").write_text(block("csv"), encoding="utf-8")
    exec(compile(block("python"), "batch.md", "exec"), {})
    assert capsys.readouterr().out == block("text")
