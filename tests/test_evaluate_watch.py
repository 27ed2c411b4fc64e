"""What a watch says of each event is the difference that the meaning makes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import FIRST, LASTING, SPAN, TERMS, histories, rules

from rules_engine.evaluate.history import answer, judge
from rules_engine.evaluate.watch import Watch, places
from rules_engine.evaluate.watch.places import final
from rules_engine.evaluate.watch.watcher import TooLateError
from rules_engine.expression import Parameter
from rules_engine.history import (
    Concurrent,
    Count,
    Event,
    Every,
    Follows,
    HistoryRule,
    Per,
    Selection,
    Standing,
    Total,
)
from rules_engine.norm import Force, Form, Norm, NormKind
from rules_engine.period import Period, Unit
from rules_engine.text import Text

KEPT = Standing.KEPT
EXAMPLES = 300
DAYS = st.integers(0, SPAN + 60).map(lambda number: FIRST + timedelta(days=number))
IN_FORCE = FIRST + timedelta(days=20)


@st.composite
def arrivals(draw):
    """Events in the order in which they are sent, some late, some ahead; open ones are ended, some sent again."""
    events = draw(histories())
    for number, event in enumerate(list(events)):
        if event.kind in LASTING and draw(st.booleans()):
            until = draw(st.none() | st.integers(0, 90).map(lambda days, on=event.day: on + timedelta(days=days)))
            fields = draw(st.sampled_from([event.fields, event.fields, {"flag": True}, {}]))
            events.append(replace(event, id=f"z{number:02}", until=until, fields=fields, voids=event.id))
    events += draw(st.lists(st.sampled_from(events), max_size=2)) if events else []
    late = draw(st.lists(st.integers(-20, 60), min_size=len(events), max_size=len(events)))
    sent = sorted(zip(late, events, strict=True), key=lambda each: each[1].day.toordinal() + each[0])
    return [event for _, event in sent]


def said(rule, events, day, since, horizon=date.min):
    """What the meaning says that can still change; of intervals open at once, what is not kept."""
    known = {event.id: event for event in events}
    found = judge([rule], events, day, since, TERMS, IN_FORCE)
    told = [one for one in found if not (isinstance(rule.pattern, Concurrent) and one.standing is KEPT)]
    return [one for one in told if not final(rule, one, known, horizon)]


def difference(rule, before, after):
    """What is said and was not; of what is kept, that alone which was not kept before."""
    first = isinstance(rule.pattern, Follows)
    gone = [one for one in before if one not in after and one.standing is not KEPT]
    places = {(one.group, one.start, one.events[:first]) for one in gone}
    fresh = [one for one in after if one not in before]
    return [one for one in fresh if one.standing is not KEPT or (one.group, one.start, one.events[:first]) in places]


@settings(max_examples=EXAMPLES, deadline=None)
@given(rules(), arrivals(), DAYS, DAYS)
def test_each_event_changes_what_the_meaning_says(rule, events, day, since):
    """After every prefix of a history, in any order of arrival, a watch says what the meaning says, and its news."""
    watch = Watch([rule], since, day, TERMS, IN_FORCE)
    before = said(rule, [], day, since)
    assert list(watch.findings) == before
    for number, event in enumerate(events, 1):
        told = watch.add(event)
        after = said(rule, events[:number], day, since)
        assert list(watch.findings) == after
        assert list(told) == difference(rule, before, after)
        before = after


@settings(max_examples=EXAMPLES, deadline=None)
@given(rules(), arrivals(), DAYS, st.lists(st.integers(0, 40), max_size=20), st.sampled_from([None, 0, 10, 60]))
def test_the_passing_of_time_changes_what_the_meaning_says(rule, events, since, steps, late):
    """Days go by between events; what is remembered is enough for all that is not refused as too late."""
    day, taken = FIRST, []
    watch = Watch([rule], since, day, TERMS, IN_FORCE, late=late)
    before = said(rule, [], day, since, watch.horizon)
    for event, step in zip(events, [*steps, *[11] * 40], strict=False):
        day += timedelta(days=step)
        told = watch.at(day)
        after = said(rule, taken, day, since, watch.horizon)
        assert list(told) == difference(rule, before, after)
        assert list(watch.findings) == after
        before = after
        try:
            told = watch.add(event)
        except TooLateError:
            assert late is not None
            continue
        taken.append(event)
        after = said(rule, taken, day, since, watch.horizon)
        assert list(told) == difference(rule, before, after)
        assert list(watch.findings) == after
        before = after


def test_what_is_settled_is_forgotten():
    """Of events on each day of four years, of which each is followed on the next, a watch holds about two sweeps'."""
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    within = Parameter("period", "within", Period(3, Unit.DAYS), "period")
    rule = HistoryRule(norm, Follows(Selection("held"), Selection("done"), ("who",), within))
    watch = Watch([rule], FIRST, FIRST, late=10)
    most = 0
    for number in range(1461):
        day = FIRST + timedelta(days=number)
        assert watch.at(day) == ()
        held = Event(f"h{number}", "linhe", "held", day, names={"who": f"{number}"})
        assert [one.standing for one in watch.add(held)] == [Standing.PENDING]
        if number:
            done = Event(f"d{number}", "linhe", "done", day, names={"who": f"{number - 1}"})
            assert [one.standing for one in watch.add(done)] == [KEPT]
        most = max(most, watch.held)
    assert most <= 2 * (10 + 31 + 10)


def test_what_comes_too_late_is_refused():
    """Ten days late is in time where ten are allowed, eleven are not; an open interval of long ago can still end."""
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    rule = HistoryRule(norm, Concurrent(Selection("away"), limit=Parameter("most", "at_most", 1, "count")))
    watch = Watch([rule], FIRST, FIRST, late=10)
    assert watch.add(Event("a", "linhe", "away", FIRST)) == ()
    watch.at(FIRST + timedelta(days=100))
    with pytest.raises(TooLateError):
        watch.add(Event("b", "linhe", "away", FIRST + timedelta(days=89)))
    (found,) = watch.add(Event("c", "linhe", "away", FIRST + timedelta(days=90)))
    assert (found.standing, found.start, found.events) == (Standing.VIOLATED, FIRST + timedelta(days=90), ("a", "c"))
    watch.add(Event("d", "linhe", "away", FIRST, FIRST + timedelta(days=95), voids="a"))
    assert [(one.start, one.end) for one in watch.findings if one.standing is Standing.VIOLATED] == [
        (FIRST + timedelta(days=90), FIRST + timedelta(days=95))
    ]


def test_who_is_paired_is_remembered():
    """An absence of a year ago told whose partner 甲 is; two of today that do not say so are still those of a pair."""
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    rule = HistoryRule(norm, Concurrent(Selection("away"), pair=("who", "mate")))
    watch = Watch([rule], FIRST, FIRST, late=10)
    watch.add(Event("a", "linhe", "away", FIRST, FIRST, names={"who": "甲", "mate": "乙"}))
    for days in (100, 200, 300, 365):
        watch.at(FIRST + timedelta(days=days))
    watch.add(Event("b", "linhe", "away", watch.day, names={"who": "甲"}))
    (found,) = watch.add(Event("c", "linhe", "away", watch.day, names={"who": "乙"}))
    assert (found.standing, found.events) == (Standing.VIOLATED, ("b", "c"))


MANY = Selection("held")
MOST, LEAST = Parameter("most", "at_most", 3, "count"), Parameter("least", "at_least", 2, "count")
FORTNIGHT = Parameter("period", "within", Period(2, Unit.WEEKS), "period")


@pytest.mark.parametrize(
    "pattern",
    [
        Count(MANY, (), Per("month"), MOST),
        Count(MANY, (), Per("month"), LEAST),
        Count(MANY, (), Per("days", 10), MOST),
        Total(MANY, ("who",), Per("month"), MOST),
        Every(MANY, (), FORTNIGHT),
        Every(MANY, ("who",), FORTNIGHT),
        Concurrent(MANY, (), MOST),
        Concurrent(MANY, pair=("who", "mate")),
        Follows(MANY, Selection("done"), ("who",), FORTNIGHT),
    ],
    ids=lambda pattern: type(pattern).__name__,
)
def test_what_is_held_does_not_grow_with_what_has_happened(pattern):
    """Of two events a day for three years, of five people, never more are held than of some three months."""
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    watch = Watch([HistoryRule(norm, pattern)], FIRST, FIRST, late=10)
    most = 0
    for number in range(1096):
        day = FIRST + timedelta(days=number)
        watch.at(day)
        names = {"who": f"{number % 5}", "mate": f"{(number + 1) % 5}"}
        watch.add(Event(f"h{number}", "linhe", "held", day, day if number % 7 else None, names=names))
        watch.add(Event(f"d{number}", "linhe", "done", day, names=names))
        if number % 7 == 0:  # what was left open ends three days later, and has it told then
            ended = Event(f"e{number}", "linhe", "held", day, day + timedelta(days=3), names, voids=f"h{number}")
            watch.add(ended)
        most = max(most, watch.held)
    assert most <= 2.2 * (31 + 31 + 31)


@pytest.mark.parametrize(
    "pattern", [Count(MANY, (), Per("month"), MOST), Count(MANY, (), Per("month"), LEAST), Every(MANY, (), FORTNIGHT)]
)
def test_an_event_is_not_asked_again_with_each_other_of_its_group(pattern, monkeypatch):
    """Of 28 meetings a day for two months, the meaning looks at no more than some days' for each one, however many."""
    asked = []
    monkeypatch.setattr(places, "answer", lambda question: asked.append(len(question.events)) or answer(question))
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    watch = Watch([HistoryRule(norm, pattern)], FIRST, FIRST)
    for number in range(28 * 60):
        day = FIRST + timedelta(days=number // 28)
        watch.at(day)
        watch.add(Event(f"h{number}", "linhe", "held", day))
    assert max(asked, default=0) <= 2 * 28
    assert sum(asked) <= 3 * 2 * 28 * watch.held
