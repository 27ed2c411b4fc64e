"""`analyse pack` and `lint --deep`: text, data, reviews, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from planted_pack import RULES, planted

from rules_engine.cli import app

GOLDEN = Path(__file__).parent / "golden" / "findings"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command over the planted pack."""
    folder = planted(tmp_path)

    def runs(*words):
        code = app([*words, "--packs", str(folder)], standalone_mode=False)
        found = capsys.readouterr()
        return code, found.out, found.err.replace(f"{folder}/", "")

    return runs


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_findings_of_a_pack(run, lang):
    """They are the answer; the exit code is 1 where there is something to look at."""
    expected = (GOLDEN / f"planted.{lang}.txt").read_text(encoding="utf-8")
    assert run("analyse", "pack", "linhe", "--year", "2026", "--lang", lang) == (1, expected, "")


def test_a_pack_is_settled_with_its_reviews(run, tmp_path):
    """Once all entries that the command writes have their reasons, there is nothing to look at; `--all` tells them."""
    _, out, _ = run("analyse", "pack", "--reviews")
    reviews = tmp_path / "linhe" / "reviewed.yaml"
    reviews.write_text(out.replace('""', '"stands"'), encoding="utf-8")
    code, out, _ = run("analyse", "pack", "--lang", "en")
    assert (code, out.splitlines()[-1]) == (0, "linhe: 0 to look at, 0 expired, 12 reviewed, 0 reviews of nothing")
    assert "reason        stands" not in out
    assert run("analyse", "pack", "--all", "--lang", "en")[1].count("reason        stands") == 12


def test_the_findings_as_data(run):
    """A list, one entry for each pack."""
    code, out, _ = run("analyse", "pack", "linhe", "--format", "json")
    (data,) = json.loads(out)
    assert (code, data["jurisdiction"], len(data["findings"])) == (1, "linhe", 12)


def test_invalid_input(run, tmp_path):
    """A pack that is not there, a year out of force, and a file of reviews that is wrong are told, each once."""
    code, _, err = run("analyse", "pack", "nowhere", "--lang", "en")
    assert (code, err.split(":")[0]) == (2, "unknown-jurisdiction")
    code, _, err = run("analyse", "pack", "--year", "2019", "--lang", "en")
    assert (code, err.splitlines()[0]) == (
        2,
        "binds-nobody: the document of `linhe` is not in force in 2019, or binds nobody",
    )
    (tmp_path / "linhe" / "reviewed.yaml").write_text("- finding: x\n", encoding="utf-8")
    for command in (("analyse", "pack"), ("lint",)):
        code, out, err = run(*command, "--lang", "en")
        assert (code, "missing-key: `[0]` lacks `why`" in out + err) == (2, True)


def test_a_deep_look_tells_each_thing_once(run):
    """What `lint` tells anyhow is not repeated by the analysis; nothing of it is an error."""
    code, out, _ = run("lint", "--deep", "--lang", "en")
    codes = [
        line.split(": ")[1] for line in out.splitlines() if line.startswith(("/", "linhe/")) and "(warning)" in line
    ]
    assert code == 0
    assert sorted(codes) == [
        "always-displaced",
        "amount-gap",
        "crossed",
        "duplicate-rule",
        "equal",
        "implied",
        "kind-gap",
        "never-applies",
        "never-satisfied",
        "never-violated",
        "partly",
        "permit-denied",
        "unmeetable",
    ]
    assert run("lint", "--lang", "en")[1].splitlines()[-1] == "linhe: 0 errors, 5 warnings"


def test_an_expired_review_is_told_by_a_plain_look(run, tmp_path):
    """That needs no analysis; a stale one is told by a deep look."""
    _, out, _ = run("analyse", "pack", "--reviews")
    (tmp_path / "linhe" / "reviewed.yaml").write_text(out.replace('""', '"stands"'), encoding="utf-8")
    rules = tmp_path / "linhe" / "rules" / "02-meetings.yaml"
    rules.write_text(RULES.replace("when: sealed and noted", "when: sealed and urgent"), encoding="utf-8")
    out = run("lint", "--lang", "en")[1]
    assert "review-expired: the review of `never-violated/sealed-sealed` has expired: sealed-sealed changed" in out
    rules.write_text(RULES.replace("require: sealed", "require: urgent"), encoding="utf-8")
    out = run("lint", "--deep", "--lang", "en")[1]
    assert "review-stale: `never-violated/sealed-sealed` is not found any more: delete its review" in out


@pytest.mark.exhaustive
def test_nothing_is_left_to_look_at_in_the_shipped_packs(capsys):
    """Every finding in the five documents has been compared with the text and has its reason."""
    code = app(["analyse", "pack", "--format", "json", "--year", "2026"], standalone_mode=False)
    data = json.loads(capsys.readouterr().out)
    assert {one["jurisdiction"]: one["settled"] for one in data} == dict.fromkeys(
        ("funing", "hongqiao", "hongshan", "huancui", "lulong"), True
    )
    assert code == 0
