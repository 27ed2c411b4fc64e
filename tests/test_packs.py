"""The shipped packs: every case as the document has it, every rule reached by cases, nothing for the checker to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.conformance.coverage import cover
from rules_engine.conformance.histories import found_in, read_histories, run_histories
from rules_engine.conformance.reading import read_cases
from rules_engine.conformance.run import run_cases
from rules_engine.expression import Parameter
from rules_engine.history import Concurrent, Count, Event, Every, Follows, HistoryFinding, Pattern, Standing, Total
from rules_engine.period import Period, Unit, shifted

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


@pytest.mark.exhaustive
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


@pytest.mark.exhaustive
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


@pytest.mark.exhaustive
@PACKS
def test_the_histories_stand_just_under_at_and_just_over_each_limit(jurisdiction: str) -> None:
    """Of each limit of a norm about a history a case stands a step below it, one on it, and one a step above it.

    Under one at most there is nothing to be found, and on the same day nothing is early.
    """
    pack, shown = ENGINE.pack(jurisdiction), {rule.id: set[int]() for rule in ENGINE.pack(jurisdiction).history}
    for case in read_histories(ENGINE, jurisdiction):
        told = {event.id: event for event in case.events}
        rules = {rule.id: rule for rule in case.rules}
        for found in found_in(pack, case):
            if found.standing is not Standing.UNKNOWN:
                shown[found.norm.id] |= _steps(rules[found.norm.id].pattern, found, told)
    lacking = {rule.id: lacks for rule in pack.history if (lacks := _wanted(rule.pattern) - shown[rule.id])}
    assert lacking == {}


def _wanted(pattern: Pattern) -> set[int]:
    """The steps from a limit at which cases must stand."""
    match pattern:
        case Follows(within=None, due=""):
            return set()
        case Follows(within=Parameter(amount=Period(number=0))) | Concurrent(limit=None):
            return {0, 1}
        case Count(limit=Parameter(op="at_most", amount=1)):
            return {0, 1}
    return {-1, 0, 1}


def _steps(pattern: Pattern, found: HistoryFinding, told: Mapping[str, Event]) -> set[int]:
    """How many steps from the limit a finding stands: in events, in days at most, in units of a deadline."""
    match pattern:
        case Count() | Concurrent() | Total():
            scale = 30 if isinstance(pattern, Total) and pattern.in_months else 1
            return {(found.number or 0) - (int(pattern.limit.number) * scale if pattern.limit else 1)}
        case Every(within=within) if found.end:
            return {step for step in (-1, 0, 1) if _later(found.start, within.length, step) == found.end}
        case Follows() if len(found.events) == 2:
            first, then = (told[name] for name in found.events)
            if pattern.due:
                due = first.fields[pattern.due]
                assert isinstance(due, date)
                return {(then.day - due).days}
            if pattern.within:
                length = pattern.within.length
                start, end = (first.on, then.on) if length.needs_clock else (first.day, then.day)
                return {step for step in (-1, 0, 1) if _later(start, length, step) == end}
    return set()


def _later(start: date, length: Period, step: int) -> date | None:
    """The end of a period that is some steps longer; weeks are longer by days. None for a negative one."""
    days = Period(7 * length.number, Unit.DAYS) if length.unit is Unit.WEEKS else length
    number = days.number + step
    return shifted(start, Period(number, days.unit), forward=True) if number >= 0 else None
