"""`show`, `vocabulary`, `packs`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shown_pack import write_shown
from typer.testing import CliRunner

from rules_engine.cli import app

GOLDEN = Path(__file__).parent / "golden" / "pack"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command over the pack, with no source of any document at hand."""
    write_shown(tmp_path / "packs")
    monkeypatch.setenv("RULES_ENGINE_SOURCES", str(tmp_path / "sources"))

    def invoke(*words, lang="zh"):
        return CliRunner().invoke(app, [*words, "--packs", str(tmp_path / "packs"), "--lang", lang])

    return invoke


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (["linhe", "3"], "article-3"),
        (["某省临河区", "第三条"], "article-3"),
        (["linhe", "4.1"], "paragraph-4-1"),
        (["临河区", "5"], "article-5"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_an_article(run, words, page, lang):
    """An article is named by its number or in Chinese, the jurisdiction by its id or a name."""
    result = run("show", *words, lang=lang)
    assert result.exit_code == 0
    assert result.stdout == (GOLDEN / f"{page}.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["chaired-by-head", "linhe.2.chaired-by-head"])
def test_show_a_rule(run, name):
    """A rule is named by its full id or by its last part."""
    result = run("show", "linhe", name)
    assert result.exit_code == 0
    assert "规定      会议是常务会议的，必须：主持人是区长。" in result.stdout


def test_show_the_document(run):
    """Without a part the document and its articles are shown."""
    assert run("show", "linhe").stdout.startswith("《临河区人民政府工作规则》\n  辖区      某省临河区 (linhe)\n")


def test_show_prints_the_article_s_own_words_where_a_source_was_added(run, tmp_path):
    """The text stays outside the project, and stands beside the rules when it is there."""
    (tmp_path / "sources").mkdir()
    text = "".join(f"第{number}条　第{number}条的内容。\n" for number in "一二三四五")
    (tmp_path / "sources" / "linhe.txt").write_text(text, encoding="utf-8")
    assert "条文原文\n  第三条的内容。\n" in run("show", "linhe", "3").stdout
    assert "条文原文\n  第二条的内容。\n" in run("show", "linhe", "quorum").stdout
    assert json.loads(run("show", "linhe", "3", "--format", "json").stdout)["text"] == "第三条的内容。"
    assert json.loads(run("show", "linhe", "quorum", "--format", "json").stdout)["text"] == "第二条的内容。"


def test_show_as_data(run):
    """The document, an article and a rule have their own shapes."""
    assert len(json.loads(run("show", "linhe", "--format", "json").stdout)["articles"]) == 5
    assert json.loads(run("show", "linhe", "4", "--format", "json").stdout)["article"] == 4
    assert json.loads(run("show", "linhe", "quorum", "--format", "json").stdout)["rule"] == "linhe.2.quorum"


@pytest.mark.parametrize("part", ["6", "41.1", "2.9", "第九条", "qorum"])
def test_show_what_is_not_there(run, part):
    """The nearest name is offered where there is one."""
    result = run("show", "linhe", part, lang="en")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"unknown-part: the pack has no article or rule `{part}`\n  help: ")
    assert ("did you mean `quorum`?" in result.stderr) is (part == "qorum")


def test_show_an_unknown_jurisdiction(run):
    """The jurisdictions at hand are named."""
    result = run("show", "linghe", lang="en")
    assert result.exit_code == 2
    assert result.stderr.startswith("unknown-jurisdiction: ")


def test_the_vocabulary_s_actions(run):
    """A line an action."""
    assert run("vocabulary").stdout == "召开会议  meeting.hold  11 项事实\n签发公文  paper.sign    4 项事实\n"
    assert len(json.loads(run("vocabulary", "--format", "json").stdout)) == 2


@pytest.mark.parametrize("action", ["paper.sign", "签发公文", "sign a paper"])
def test_the_facts_of_an_action(run, action):
    """An action is named by its id or a label."""
    assert run("vocabulary", action, lang="en").stdout.startswith("sign a paper  paper.sign\n\n  chair  chair\n")
    assert json.loads(run("vocabulary", action, "--format", "json").stdout)["action"] == "paper.sign"


def test_an_unknown_action(run):
    """The nearest name is offered."""
    result = run("vocabulary", "paper.sing", lang="en")
    assert result.exit_code == 2
    assert result.stderr == (
        "unknown-action: the vocabulary has no action `paper.sing`\n  help: did you mean `paper.sign`?\n"
    )


def test_the_packs(run):
    """Every pack at hand is listed."""
    result = run("packs")
    assert result.exit_code == 0
    assert "linhe  某省临河区  2020-01-01  5     12    1\n" in result.stdout
    assert json.loads(run("packs", "--format", "json").stdout)[0]["rules"] == 12


def test_a_pack_that_cannot_be_read_is_reported_beside_the_others(run, tmp_path):
    """The good ones are listed, the problems go to standard error, and the exit code is 2."""
    broken = tmp_path / "packs" / "broken"
    broken.mkdir()
    (broken / "pack.yaml").write_text("jurisdiction: broken\n", encoding="utf-8")
    result = run("packs", lang="en")
    assert result.exit_code == 2
    assert "linhe" in result.stdout
    assert "file-not-found" in result.stderr
