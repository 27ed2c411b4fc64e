"""`source`: the documents' own texts on the command line."""

import json

import pytest
import small_pack
from test_originals_anchors import TEXT

from rules_engine.cli import app


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    packs = small_pack.write(tmp_path / "packs")
    monkeypatch.setenv("RULES_ENGINE_SOURCES", str(tmp_path / "sources"))
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")

    def runs(*words, packed=True):
        code = app([*words, *(["--packs", str(packs)] if packed else [])], standalone_mode=False)
        found = capsys.readouterr()
        return code, found.out.replace(f"{tmp_path}/", ""), found.err.replace(f"{tmp_path}/", "")

    return runs


def test_a_text_is_added_and_listed(run, tmp_path):
    """`source add` names the copy, `source list` lists it."""
    assert run("source", "list", "--lang", "en", packed=False)[1] == "no source texts in sources yet\n"
    code, out, _ = run("source", "add", "临河区", str(tmp_path / "page.txt"), "--lang", "en")
    assert (code, out) == (0, "linhe  5 articles  sources/linhe.txt\n")
    assert run("source", "list", "--lang", "zh", packed=False)[1] == "linhe  5 条  sources/linhe.txt\n"
    data = json.loads(run("source", "list", "--format", "json", packed=False)[1])
    assert data == [{"jurisdiction": "linhe", "articles": 5, "path": "sources/linhe.txt"}]


def test_an_unchanged_pack_verifies(run, tmp_path):
    """Each article is on a line, and the count below."""
    run("source", "add", "linhe", str(tmp_path / "page.txt"))
    assert run("source", "verify", "--lang", "en") == (
        0,
        """\
Article 1  scope  no fingerprint in the pack
Article 2  meetings  no fingerprint in the pack
Article 3  funds  no fingerprint in the pack
Article 4  minutes  no fingerprint in the pack
Article 5  in force  no fingerprint in the pack

linhe: no fingerprint in the pack 5
""",
        "",
    )


def test_an_unanchored_number_fails(run, tmp_path):
    """The problem is told on standard error, and the exit code is 1."""
    (tmp_path / "page.txt").write_text(TEXT.replace("三日", "五日"), encoding="utf-8")
    run("source", "add", "linhe", str(tmp_path / "page.txt"))
    code, _, err = run("source", "verify", "linhe", "--lang", "zh")
    assert code == 1
    assert (
        err
        == """\
packs/linhe/parameters.yaml:3:1: unanchored-number: `issue` 的数字不在第四条第一款所在的条文中
    issue: {within: 3 days, cite: "4.1"}
    ^^^^^
  提示: 请核对条款，或写明 derived
"""
    )
    code, out, err = run("source", "verify", "linhe", "--format", "json")
    assert (code, err) == (1, "")
    assert [problem["code"] for problem in json.loads(out)[0]["problems"]] == ["unanchored-number"]


def test_a_text_that_is_asked_for_and_not_there_is_an_error(run):
    """The message says how to add it."""
    code, _, err = run("source", "verify", "linhe", "--lang", "en")
    assert code == 2
    assert (
        err
        == """\
no-source: there is no source text of `linhe`
  help: add it with rules-engine source add linhe FILE (looked for in sources)
"""
    )


def test_fingerprints_are_printed_for_articles_yaml(run, tmp_path):
    """Of a file, or of the stored copy."""
    code, out, _ = run("source", "fingerprints", "linhe", str(tmp_path / "page.txt"))
    assert code == 0
    assert out.startswith("- article: 1\n  fingerprint: sha256:")
    assert out.count("fingerprint") == 5
    run("source", "add", "linhe", str(tmp_path / "page.txt"))
    assert run("source", "fingerprints", "linhe")[1] == out
