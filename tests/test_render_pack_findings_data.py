"""What the analysis of a pack finds, for programs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_render_pack_findings import reviews_of, whole  # noqa: F401 -- a fixture

from rules_engine.analyse.reviewed import assess, read_reviews
from rules_engine.render.pack_findings_data import findings_data, findings_problems, reviews_text
from rules_engine.text import Text


@pytest.fixture
def parts(whole):  # noqa: F811
    """The pack with one finding reviewed, and one whose review has expired."""
    pack, words, found = whole
    reviews = reviews_of(whole, "implied/plenary-heard", "never-applies/two-meetings")
    old = reviews["never-applies/two-meetings"]
    reviews["never-applies/two-meetings"] = replace(old, articles={2: "f" * 12})
    return assess(found, pack, reviews), pack, words


def test_each_finding_as_data(parts):
    """With its state, its rules, its cases and what it is about."""
    data = findings_data(*parts)
    assert (data["jurisdiction"], data["year"], data["settled"]) == ("linhe", 2026, False)
    by_id = {finding["id"]: finding for finding in data["findings"]}
    states = {name: finding["state"] for name, finding in by_id.items()}
    assert states.pop("implied/plenary-heard") == "reviewed"
    assert states.pop("never-applies/two-meetings") == "expired"
    assert set(states.values()) == {"open"}
    assert by_id["never-applies/two-meetings"]["changed"] == ["2"]
    implied = by_id["implied/plenary-heard"]
    assert implied["why"] == {"zh": "已核对", "en": "looked at"}
    assert (implied["rules"], implied["by"]) == (["linhe.2.plenary-heard"], ["linhe.2.plenary-minuted"])
    assert implied["cases"][0]["facts"] == {"meeting": "plenary", "steps": {"hearing": False}}
    assert implied["cases"][0]["verdict"] == "deny"
    assert by_id["unmeetable/no-experts+no-hearing+some-step"]["situation"] == {"urgent": "yes"}
    gap = by_id["amount-gap/paper.sign/signer/amount/100000000-499999999"]
    assert gap["subject"] == {
        "choice": "signer",
        "fact": "amount",
        "value": None,
        "range": [100_000_000, 499_999_999],
        "beside": [],
    }


def test_each_finding_as_a_problem(parts):
    """A warning at the first of its rules, with the others and what it means; what is reviewed is none."""
    problems = list(findings_problems(*parts))
    assert len(problems) == 11
    assert {problem.severity for problem in problems} == {"warning"}
    crossed = next(problem for problem in problems if problem.code == "crossed")
    assert crossed.message.en.startswith("a leader chairs the executive meeting (Article 2, paragraph 1); ")
    assert crossed.help.en.startswith("Rules that name different bodies or persons for one case: ")
    assert (crossed.span.source.line(crossed.span.line), len(crossed.related)) == ("- id: executive-chair", 1)


def test_reviews_to_be_completed(parts, tmp_path):
    """They can be read as they are once their reasons are written; reasons once given stay."""
    assessed, pack, words = parts
    text = reviews_text(assessed, pack, words)
    assert "- finding: implied/plenary-heard" not in text
    expired = text[text.index("- finding: never-applies/two-meetings") :]
    assert expired.splitlines()[1:4] == ["  why:", '    zh: "已核对"', '    en: "looked at"']
    folder = tmp_path / pack.jurisdiction
    folder.mkdir()
    (folder / "reviewed.yaml").write_text(text.replace('""', '"so"'), encoding="utf-8")
    reviews = read_reviews(tmp_path, pack)
    result = assess(assessed.found, pack, reviews)
    assert (len(result.reviewed), result.expired) == (11, ())


def test_quotation_marks_in_a_reason(parts, tmp_path):
    """What a reason holds is read again as it was."""
    assessed, pack, words = parts
    (expired,) = assessed.expired
    why = Text('说"可以"', 'a "may" and a \\ sign')
    again = replace(assessed, open=(), expired=(replace(expired, review=replace(expired.review, why=why)),))
    folder = tmp_path / pack.jurisdiction
    folder.mkdir()
    (folder / "reviewed.yaml").write_text(reviews_text(again, pack, words), encoding="utf-8")
    (review,) = read_reviews(tmp_path, pack).values()
    assert review.why == why
