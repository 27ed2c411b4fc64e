"""A watched ledger tells what changes: each time, and no more than that."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_histories import FIRST, SPAN, TERMS, histories, rules

from rules_engine.evaluate.history import judge
from rules_engine.evaluate.watch import Watch
from rules_engine.history import OPENED, VOIDED, Concurrent, Event, Follows, HistoryRule, Selection, Standing
from rules_engine.ledger.watching import LedgerWatch, Outset
from rules_engine.norm import Force, Form, Norm, NormKind
from rules_engine.problem import LedgerError
from rules_engine.text import Text

KINDS = ("held", "away", "office", "done", "asked", "told", OPENED, VOIDED)
VOCABULARY = SimpleNamespace(events={kind: SimpleNamespace(standing=kind == "office") for kind in KINDS})
NORM = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
MINUTES = HistoryRule(NORM, Follows(Selection("held"), Selection("done"), ("who",)))


def watching(*rules_, **told):
    """A watch of rules as if they were a pack."""
    pack = SimpleNamespace(history=rules_, terms_of_office=TERMS, document=SimpleNamespace(in_force_from=None))
    return LedgerWatch(lambda _place: pack, VOCABULARY, Outset(**({"day": FIRST} | told)), Watch)


def held(name, day, kind="held", **more):
    """An event about 甲, so many days after the first."""
    return Event(name, "linhe", kind, FIRST + timedelta(days=day), names={"who": "甲"}, **more)


def place(rule, one):
    """Where a finding stands among those of its rule."""
    return one.group, one.start, one.events[: isinstance(rule.pattern, Follows)]


@settings(max_examples=300, deadline=None)
@given(rules(), histories(), st.integers(0, SPAN).map(lambda number: FIRST + timedelta(days=number)), st.booleans())
def test_who_notes_what_is_told_knows_where_all_stands(rule, events, since, recalled):
    """What is told, added up, is what the meaning says of all that is not kept, however much was there before."""
    assume(not isinstance(rule.pattern, Concurrent))  # there a longer run takes the place of those inside it
    assume(getattr(getattr(rule.pattern, "per", None), "unit", "") != "term")  # and here an unknown term's
    events = sorted(events, key=lambda event: event.day)
    before = events[: len(events) // 2] if recalled else []
    day = max([FIRST, *(event.day for event in before)])
    watch = watching(rule, day=day, since=since, follows=True)
    watch.recall("linhe", before)
    known = {place(rule, one): one.standing for one in judge([rule], before, day, since, TERMS)}
    for number, event in enumerate(events[len(before) :], len(before) + 1):
        for change in watch.add(event):
            known[place(rule, change.finding)] = Standing.KEPT if change.withdrawn else change.finding.standing
        now = judge([rule], events[:number], watch.day, since, TERMS)
        told = {at: standing for at, standing in known.items() if standing is not Standing.KEPT}
        assert told == {place(rule, one): one.standing for one in now if one.standing is not Standing.KEPT}


def test_an_event_sent_twice_tells_nothing_twice():
    """The second time there is no change; with other content it is refused, and the first stands."""
    watch = watching(MINUTES)
    assert [change.finding.standing for change in watch.add(held("a", 0))] == [Standing.PENDING]
    assert list(watch.add(held("a", 0))) == []
    with pytest.raises(LedgerError, match="other content"):
        list(watch.add(held("a", 1)))
    assert watch.events("linhe")["a"].day == FIRST


def test_what_is_said_of_a_void_event_is_withdrawn():
    """A meeting that never was owes no minutes."""
    watch = watching(MINUTES)
    list(watch.add(held("a", 0)))
    (change,) = watch.add(held("v", 0, VOIDED, voids="a"))
    assert (change.withdrawn, change.finding.standing, change.because) == (True, Standing.PENDING, "v")


def test_a_day_goes_on_with_the_events_or_with_the_clock():
    """A later event carries the day along where it is to follow; else it waits for its day."""
    assert [change.day for change in watching(MINUTES, follows=True).add(held("a", 9))] == [FIRST + timedelta(days=9)]
    watch = watching(MINUTES)
    assert list(watch.add(held("a", 9))) == []
    assert list(watch.at(FIRST + timedelta(days=8))) == []
    (change,) = watch.at(FIRST + timedelta(days=9))
    assert (change.finding.events, change.because) == (("a",), "")
    assert list(watch.at(FIRST)) == []


def test_the_ledger_is_complete_from_its_opening_or_from_the_first_event():
    """An office held for long does not open it; another opening than the one that was watched is refused."""
    watch = watching(MINUTES, day=date(2024, 1, 1))
    office = held("o", -900, "office")
    assert list(watch.add(office)) == []
    assert list(watch.add(held("open", -10, OPENED))) == []
    (unknown,) = watch.add(held("a", -11))
    assert unknown.finding.unknown_because == ("ledger:2023-10-22",)
    with pytest.raises(LedgerError, match="complete from 2023-10-22"):
        list(watch.add(held("again", -20, OPENED)))
    (pending,) = watch.add(held("b", -10))
    assert pending.finding.standing is Standing.PENDING


def test_an_event_that_comes_too_late_is_refused_in_both_languages():
    """Nine days late where eight are allowed."""
    watch = watching(MINUTES, day=FIRST + timedelta(days=9), late=8)
    list(watch.add(held("a", 5)))
    with pytest.raises(LedgerError) as refused:
        list(watch.add(held("b", 0)))
    (problem,) = refused.value.problems
    assert (problem.code, "2023-11-01" in problem.message.zh, "2023-11-02" in problem.message.en) == (
        "too-late",
        True,
        True,
    )


def test_what_can_be_named_no_more_is_let_go():
    """Of 30,000 events, 20 a day, of which none is late, no more are kept than are needed and some thousands."""
    watch = watching(MINUTES, late=0, follows=True)
    most = 0
    for number in range(15_000):
        first = Event(f"h{number}", "linhe", "held", FIRST + timedelta(days=number // 10), names={"who": f"{number}"})
        list(watch.add(first))
        list(watch.add(Event(f"d{number}", "linhe", "done", first.on, names={"who": f"{number}"})))
        most = max(most, len(watch.events("linhe")))
    assert most <= 7_000
