"""The shipped packs: every case as the document has it, every rule reached by cases, nothing for the checker to say."""

from __future__ import annotations

import pytest

from rules_engine import Engine
from rules_engine.conformance.coverage import cover
from rules_engine.conformance.histories import read_histories, run_histories
from rules_engine.conformance.reading import read_cases
from rules_engine.conformance.run import run_cases

ENGINE = Engine.load()
PACKS = pytest.mark.parametrize("jurisdiction", ENGINE.jurisdictions)


def test_the_five_documents_are_there() -> None:
    """Each of the five documents has a pack, and every article of it is listed."""
    articles = {name: len(ENGINE.pack(name).articles) for name in ENGINE.jurisdictions}
    # Hongshan's copy begins with article 2.
    assert articles == {"funing": 76, "hongqiao": 79, "hongshan": 78, "huancui": 89, "lulong": 77}


@PACKS
def test_every_case_gets_the_answer_of_the_document(jurisdiction: str) -> None:
    """The decision of each case of a pack is what the reading of the document says."""
    cases = read_cases(ENGINE, jurisdiction)
    assert len(cases) > len(ENGINE.pack(jurisdiction).rules)
    assert {result.case.id: result.differences for result in run_cases(ENGINE, cases) if not result.passed} == {}


@PACKS
def test_every_history_gets_the_answer_of_the_document(jurisdiction: str) -> None:
    """What the norms about a history say of each history case of a pack is what the reading of the document says."""
    cases = read_histories(ENGINE, jurisdiction)
    assert len(cases) > len(ENGINE.pack(jurisdiction).history)
    results = run_histories(ENGINE, jurisdiction, cases)
    assert {result.case.id: result.differences for result in results if not result.passed} == {}


@PACKS
def test_the_cases_reach_every_rule_both_ways(jurisdiction: str) -> None:
    """Each rule is seen kept and broken, each part of its conditions true and false, each override both ways.

    Each norm about a history is seen kept, broken, and open, as far as it can be.
    """
    histories = read_histories(ENGINE, jurisdiction)
    coverage = cover(ENGINE, jurisdiction, read_cases(ENGINE, jurisdiction), histories=histories)
    lacking = {rule.rule.id for article in coverage.articles for rule in article.rules if not rule.complete}
    lacking |= {norm.rule.id for article in coverage.articles for norm in article.history if not norm.complete}
    assert lacking == set()
    assert coverage.complete


@PACKS
def test_the_checker_has_nothing_to_say(jurisdiction: str) -> None:
    """No two musts of a pack exclude each other, and no rule of it does nothing."""
    assert [problem.line() for problem in ENGINE.lint(jurisdiction)] == []


@PACKS
def test_a_case_gives_the_same_decision_by_every_evaluator(jurisdiction: str) -> None:
    """The fast evaluator and the meaning agree on every case of a pack, finding by finding."""
    for entry in read_cases(ENGINE, jurisdiction)[::3]:
        fast = ENGINE.decide(entry.case, strict=entry.strict, full=True, evaluator="single")
        assert fast == ENGINE.decide(entry.case, strict=entry.strict, full=True, evaluator="reference"), entry.id
