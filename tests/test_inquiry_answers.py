"""The values worth trying for a fact: one for each way in which conditions can come out, none that cannot be."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import TYPES, cases, packs, values, vocabularies
from small_pack import VOCABULARY, rule, write

from rules_engine import Engine
from rules_engine.evaluate import reference
from rules_engine.inquiry.answers import Answers, answers
from rules_engine.inquiry.known import with_answer
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind

DAY = date(2026, 3, 2)


def tried(tmp_path, name, facts, **changed):
    """The values tried for a fact of a meeting of the small pack."""
    engine = Engine.load(write(tmp_path, **changed))
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "facts": facts})
    return answers(name, engine.pack("linhe"), engine.vocabulary, case)


def test_both_answers_to_a_flag_and_to_an_element(tmp_path):
    """Yes comes first."""
    assert tried(tmp_path, "noted", {}) == (True, False)
    assert tried(tmp_path, "steps.hearing", {}) == (True, False)


def test_named_values_and_one_other(tmp_path):
    """Of posts those that conditions name, and one for all others, in the vocabulary's order."""
    assert tried(tmp_path, "chair", {}) == ("head", "deputy", "clerk")
    assert tried(tmp_path, "chair", {}, rules=rule("require: chair == deputy")) == ("head", "deputy")


def test_a_set_is_asked_element_by_element(tmp_path):
    """Of the set as a whole there are no values."""
    assert tried(tmp_path, "steps", {}) == ()


def test_a_share_breaks_where_the_whole_says(tmp_path):
    """Half of 41 is between 20 and 21; nobody tries more than there are."""
    assert tried(tmp_path, "present", {"members": 41}) == (20, 21, 40, 41)
    assert tried(tmp_path, "members", {"present": 20}) == (20, 21, 39, 40, 41)


def test_a_limit_of_money_has_its_neighbours(tmp_path):
    """A fen less, the limit, a fen more."""
    assert tried(tmp_path, "amount", {}) == (499_999_999, 500_000_000, 500_000_001)


def test_a_deadline_breaks_around_its_day(tmp_path):
    """Three days after Monday is Thursday; asked later than that, the minutes are late from Friday on."""
    body = "duty: {act: {zh: 印发, en: issue}, due: 'after(held_on, issue)', done: minutes_on}"
    engine = Engine.load(write(tmp_path, rules=rule(body)))
    case = engine.case(
        {"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "as_of": "2026-04-01", "facts": {}}
    )
    found = answers("minutes_on", engine.pack("linhe"), engine.vocabulary, case)
    assert found == (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6), NOT_YET)


def test_a_deadline_in_working_days_breaks_at_a_holiday(tmp_path):
    """Three working days before 10 October 2025 is 28 September, a Sunday of work; the holiday lies between."""
    engine = Engine.load(
        write(
            tmp_path,
            parameters='quorum: {at_least: 1/2, cite: "2.1"}\nfunds: {less_than: 500万元, cite: "3"}\n'
            'issue: {within: 3 working_days, cite: "4.1"}\n',
            rules=rule("require: minutes_on <= before(held_on, issue)"),
        )
    )
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": "2025-10-10", "facts": {}})
    found = answers("minutes_on", engine.pack("linhe"), engine.vocabulary, case)
    assert found == (date(2025, 9, 28), date(2025, 9, 29), date(2025, 9, 30), NOT_YET)


def test_the_day_of_the_act_also_decides_which_text_is_in_force(tmp_path):
    """The document is in force from the first day of 2020; an act that has not come is not tried."""
    found = tried(tmp_path, "held_on", {})
    assert date(2019, 12, 31) in found
    assert date(2020, 1, 1) in found
    assert NOT_YET not in found


def test_moments_break_by_the_minute(tmp_path):
    """Half an hour after the call ends at a minute; a minute more is late."""
    engine = Engine.load(
        write(
            tmp_path,
            parameters='quorum: {at_least: 1/2, cite: "2.1"}\nfunds: {less_than: 500万元, cite: "3"}\n'
            'issue: {within: 30 minutes, cite: "4.1"}\n',
            facts=VOCABULARY["facts.yaml"].replace("minutes_on: {type: date,", "minutes_on: {type: datetime,"),
            rules=rule("require: minutes_on <= after(called_at, issue)"),
        )
    )
    facts = {"called_at": "2026-03-02 09:00"}
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": DAY, "facts": facts})
    found = answers("minutes_on", engine.pack("linhe"), engine.vocabulary, case)
    nine = datetime(2026, 3, 2, 9)
    assert found == (*(nine.replace(minute=minute) for minute in (29, 30, 31)), NOT_YET_TIME)


@pytest.mark.exhaustive
@given(vocabularies, packs(), cases(most_missing=0), st.data())
@settings(max_examples=300)
def test_whatever_a_value_leads_to_some_answer_does(words, pack, case, data):
    """With all else known: the outcome of every rule under any value is that under a value worth trying."""
    name = data.draw(st.sampled_from([name for name in sorted(TYPES) if name != "organ"]))
    if TYPES[name].kind is Kind.SET:
        element = data.draw(st.sampled_from(["funds", "personnel", "land"]))
        name, value = f"{name}.{element}", data.draw(st.booleans())
    else:
        value = data.draw(values(TYPES[name]))

    def outcomes(answer):
        decision = reference.decide(pack, words, with_answer(case, name, answer, words), full=True)
        return decision.verdict, tuple(finding.status for finding in decision.findings)

    own = Answers(pack, words, case.action)
    found = {outcomes(answer) for answer in own.of(name, case)}
    assert not own.exact(name, case) or outcomes(value) in found


@given(vocabularies, packs(), cases(most_missing=0))
@settings(max_examples=100)
def test_answers_are_of_their_fact_and_sorted(words, pack, case):
    """Each is a value of the fact's type, each once; those that have an order come in it."""
    own = Answers(pack, words, case.action)
    for name, type_ in TYPES.items():
        found = own.of(name, case)
        assert len(set(found)) == len(found)
        for value in found:
            with_answer(case, name, value, words)
        if type_.kind in (Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.DATETIME):
            assert list(found) == sorted(found)


@pytest.mark.parametrize(("name", "elements"), [("steps", ("hearing",))])
def test_the_elements_that_conditions_ask_for(tmp_path, name, elements):
    """Others have no effect."""
    engine = Engine.load(write(tmp_path))
    assert Answers(engine.pack("linhe"), engine.vocabulary, "meeting.hold").elements(name) == elements
