"""What watches say of long histories, of which most is forgotten, is what the meaning says of all that they took."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_histories import sent
from random_histories import FIRST, TERMS, rules
from test_evaluate_watch import IN_FORCE, difference, said

from rules_engine.evaluate.watch import Watch
from rules_engine.evaluate.watch.watcher import TooLateError
from rules_engine.expression import Fact, Parameter
from rules_engine.history import VOIDED, Concurrent, Count, Event, Follows, HistoryRule, Per, Selection, Standing
from rules_engine.norm import Force, Form, Norm, NormKind
from rules_engine.period import Period, Unit
from rules_engine.text import Text
from rules_engine.value import FLAG

WATCHES = [Watch]
if find_spec("durable_rules_engine"):
    from rules_engine.evaluate.stream import RuleStream

    WATCHES.append(RuleStream)

CHECKS = 6  # of each history, as the meaning takes its time over a long one


@settings(max_examples=45, deadline=None)
@given(rules(), st.integers(0, 2**32), st.sampled_from([0, 5, 31, 400]), st.booleans())
def test_what_is_remembered_is_enough_for_a_long_history(rule, seed, late, looked_at):
    """Whatever is not refused is judged, and all watches refuse the same, voidings of what is forgotten included."""
    random, day, taken = Random(seed), FIRST, []
    events = sent(random, sorted(rule.kinds))
    since = FIRST + timedelta(days=random.choice([0, random.randint(0, 400)]))
    watches = [make([rule], since, day, TERMS, IN_FORCE, late=late) for make in WATCHES]
    checks = {*random.sample(range(len(events)), CHECKS), len(events) - 1}
    before = []

    def agree(told):
        nonlocal before
        after = said(rule, taken, day, since, watches[0].horizon)
        for watch, news in zip(watches, told, strict=True):
            assert list(news) == difference(rule, before, after)
            if looked_at:
                assert list(watch.findings) == after
        before = after

    for number, event in enumerate(events):
        if number in checks:
            before = said(rule, taken, day, since, watches[0].horizon)
        day = max(day, min(event.day + timedelta(days=random.randint(-2, 5)), day + timedelta(days=60)))
        told = [watch.at(day) for watch in watches]
        if number in checks:
            agree(told)
        told = [_added(watch, event) for watch in watches]
        if None in told:
            assert told == [None] * len(watches)
            continue
        taken.append(event)
        if number in checks:
            agree(told)


def _added(watch, event):
    try:
        return watch.add(event)
    except TooLateError:
        return None


# --- one by one

HELD, AWAY = Selection("held"), Selection("away")
VIOLATED = Standing.VIOLATED


def watched(make, *patterns, late=0):
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    return make([HistoryRule(norm, pattern) for pattern in patterns], FIRST, FIRST, late=late)


def on(number):
    return FIRST + timedelta(days=number)


def happened(kind, name, day, until=None, voids=""):
    return Event(name, "linhe", kind, on(day), None if until is None else on(until), voids=voids)


def at_most(number):
    return Parameter("most", "at_most", number, "count")


def within(days):
    return Parameter("period", "within", Period(days, Unit.DAYS), "period")


@pytest.mark.parametrize("make", WATCHES)
def test_the_voiding_of_what_is_forgotten_is_refused(make):
    """What was answered is forgotten, so that the answer cannot be taken away or put right without a word."""
    watch = watched(make, Follows(HELD, Selection("done"), (), within(3)))
    watch.add(happened("held", "a", 0))
    watch.add(happened("done", "b", 0))
    assert watch.add(happened(VOIDED, "u", 0, voids="not yet told")) == ()  # nothing is forgotten, so it comes ahead
    watch.at(on(60))
    assert watch.held == 0
    for kind in (VOIDED, "done"):
        with pytest.raises(TooLateError) as refused:
            watch.add(happened(kind, "v", 60, voids="b"))
        (problem,) = refused.value.problems
        assert (problem.code, "`b`" in problem.message.zh, "`b`" in problem.message.en) == ("too-late", True, True)
    assert watch.add(happened(VOIDED, "u", 60, voids="not yet told")) == ()


@pytest.mark.parametrize("make", WATCHES)
def test_an_event_that_is_voided_twice_is_taken_away_once(make):
    """Two that void one of three leave two of at most one; so do two that void one that is yet to happen."""
    for day in (1, 5):
        watch = watched(make, Count(HELD, (), Per("year"), at_most(1)), late=None)
        watch.at(on(2))
        watch.add(happened("held", "a", day))
        for name in ("v", "w"):
            assert [one for one in watch.add(happened(VOIDED, name, 1, voids="a")) if one.standing is VIOLATED] == []
        watch.add(happened("held", "b", 1))
        assert [one.events for one in watch.add(happened("held", "c", 2))] == [("b", "c")]
        assert watch.at(on(9)) == ()


@pytest.mark.parametrize("make", WATCHES)
def test_an_interval_that_ends_is_no_news_where_it_is_forgotten(make):
    """An absence that was reported in time, and is open for a year, may end; what was settled is not asked again."""
    answered, together = Follows(AWAY, Selection("done"), (), within(3)), Concurrent(AWAY, (), at_most(1))
    watch = watched(make, answered, together)
    watch.add(happened("away", "a", 0))
    watch.add(happened("done", "b", 0))
    for days in range(40, 400, 40):
        assert watch.at(on(days)) == ()
    assert watch.add(happened("away", "z", 0, 365, voids="a")) == ()
    assert watch.findings == ()


@pytest.mark.parametrize("make", WATCHES)
def test_an_interval_that_matters_to_nothing_may_still_end(make):
    """It is of a kind that is watched, but no rule selects it: its end is news to nobody, and not too late."""
    watch = watched(make, Concurrent(Selection("away", Fact("flag", FLAG)), (), at_most(1)))
    open_ = replace(happened("away", "a", 0), fields={"flag": False})
    watch.add(open_)
    for days in range(40, 400, 40):
        assert watch.at(on(days)) == ()
    assert watch.add(replace(open_, id="z", until=on(365), voids="a")) == ()
    watch.at(on(500))
    assert watch.held == 0


@pytest.mark.parametrize("make", WATCHES)
def test_an_office_that_has_ended_is_not_asked_for(make):
    """Of offices of which it is unknown whether they count, those held in the period are named, and none before it."""
    pattern = Count(HELD, ("who",), Per("quarter"), Parameter("least", "at_least", 1, "count"))
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    rule = HistoryRule(norm, pattern, Selection("office", Fact("flag", FLAG)))
    start = date(2024, 1, 1)
    watch = make([rule], start, start)
    for name, first, last in (("a", 0, 20), ("b", 21, None)):
        until = None if last is None else start + timedelta(days=last)
        watch.add(Event(name, "linhe", "office", start + timedelta(days=first), until, names={"who": "甲"}))
    watch.at(date(2024, 5, 1))
    assert [(one.start, one.missing) for one in watch.findings] == [
        (start, (("a", "flag"), ("b", "flag"))),
        (date(2024, 4, 1), (("b", "flag"),)),
    ]
