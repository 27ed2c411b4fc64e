"""The formulas say of every complete case what the reference evaluator says of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import TYPES, VALUES, packs, vocabularies

from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Model
from rules_engine.case import Case
from rules_engine.decision import Status, Verdict
from rules_engine.evaluate import reference
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind

YEAR = 2026
FIRST = date(YEAR, 12, 8)
A_DAY = st.integers(0, 23).map(lambda number: FIRST + timedelta(days=number))
A_MOMENT = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day) + timedelta(minutes=minutes),
    A_DAY,
    st.integers(0, 1439),
)
BY_KIND = {
    Kind.FLAG: st.booleans(),
    Kind.COUNT: st.integers(0, 4),
    Kind.MONEY: st.integers(0, 4),
    Kind.DATE: st.one_of(A_DAY, A_DAY, st.just(NOT_YET)),
    Kind.DATETIME: st.one_of(A_MOMENT, A_MOMENT, st.just(NOT_YET_TIME)),
    Kind.SET: st.sets(st.sampled_from(VALUES["matter"])).map(frozenset),
}


@st.composite
def complete_cases(draw):
    """A case that gives every fact, inside the year that the formulas are about."""
    facts = {
        name: draw(st.sampled_from(VALUES[type_.enumeration]) if type_.kind is Kind.ENUM else BY_KIND[type_.kind])
        for name, type_ in TYPES.items()
    }
    day = draw(A_DAY)
    return Case("place", draw(st.sampled_from(["meeting.hold", "minutes.make"])), facts, day, day)


def said(encoding, reading, case):
    """The verdict of the formulas at a case; none where the case is left out."""
    solver = encoding.solver(encoding.fixed(case))
    answers = {Verdict.SILENT: reading.silent, Verdict.DENY: reading.denies, Verdict.ALLOW: reading.allows}
    found = [verdict for verdict, formula in answers.items() if solver.model(formula)]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.exhaustive
@settings(max_examples=120)
@given(packs(), vocabularies, st.lists(complete_cases(), min_size=1, max_size=3))
def test_formulas_say_what_the_reference_says(pack, vocabulary, asked):
    """Verdict and the outcome of each rule, at every complete case whose calendars are published."""
    for case in asked:
        encoding = Encoding(vocabulary, case.action, YEAR, [pack])
        reading = Reading(encoding, pack)
        expected = reference.decide(pack, vocabulary, case, full=True)
        verdict = said(encoding, reading, case)
        if verdict is None:
            assert encoding.uncertain
            continue
        assert verdict is expected.verdict
        model = encoding.solver(encoding.fixed(case)).model()
        for rule, finding in zip(reading.rules, expected.findings, strict=True):
            assert model.truth(reading.violated(rule)) == (finding.status is Status.VIOLATED)
            assert model.truth(reading.unkept(rule)) == (finding.status in (Status.VIOLATED, Status.DEPARTED))
            assert model.truth(reading.applies(rule)) == (finding.status is not Status.NOT_APPLICABLE)
            if finding.status in (Status.SATISFIED, Status.HOLDS, Status.PENDING):
                assert model.truth(reading.satisfied(rule))


@pytest.mark.exhaustive
@settings(max_examples=80)
@given(packs(), vocabularies, st.sampled_from(["meeting.hold", "minutes.make"]), st.sampled_from(Verdict))
def test_a_case_found_has_the_verdict_that_was_sought(pack, vocabulary, action, sought):
    """What the solver finds is a case, and the reference evaluator says of it what was asked for."""
    encoding = Encoding(vocabulary, action, YEAR, [pack])
    reading = Reading(encoding, pack)
    wanted = {Verdict.SILENT: reading.silent, Verdict.DENY: reading.denies, Verdict.ALLOW: reading.allows}
    if sought not in wanted:
        return
    model = encoding.solver(wanted[sought]).model()
    assert model is None or isinstance(model, Model)
    if model:
        case = encoding.case(model, "place")
        assert reference.decide(pack, vocabulary, case).verdict is sought
        assert said(encoding, reading, case) is sought
