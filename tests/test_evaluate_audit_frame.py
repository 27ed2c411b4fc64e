"""Columns of events say what the meaning says, but for what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import random_events
import random_histories
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.evaluate.audit.frame import LedgerFrame, judge_frame
from rules_engine.evaluate.history import judge
from rules_engine.history import Count, Event, Every, Follows, HistoryRule, Per, Selection, Standing, Total
from rules_engine.ledger.form import Entry, Rows, row_of
from rules_engine.period import Period, Unit
from rules_engine.record import complete_since


def frame_of(events, at_once=5):
    """Events as a ledger stores them, in parts."""
    rows = [(event.seq, *row_of(Entry(event))[:8]) for event in events]
    parts = [rows[start : start + at_once] for start in range(0, len(rows), at_once)]
    return LedgerFrame(parts, Rows()).events("linhe")


def broken(found):
    """What is not kept."""
    return tuple(one for one in found if one.standing is not Standing.KEPT)


@settings(max_examples=250, deadline=None)
@given(st.lists(random_events.rules(), min_size=1, max_size=2), random_events.histories(), random_events.questions)
def test_it_says_what_the_meaning_says(norms, events, question):
    """Of random norms and events, voided, unsure and not yet ended ones among them, what is not kept is the same."""
    assert judge_frame(norms, frame_of(events), *question) == broken(judge(norms, events, *question))


offset = st.integers(-20, random_histories.SPAN + 60).map(lambda days: random_histories.FIRST + timedelta(days=days))


@settings(max_examples=250, deadline=None)
@given(
    st.lists(random_histories.rules(), min_size=1, max_size=2),
    random_histories.histories(25),
    offset,
    offset,
    st.sampled_from([(), random_histories.TERMS]),
    st.sampled_from([date.min, date(2024, 1, 15)]),
    st.randoms(use_true_random=False),
)
def test_it_says_so_of_events_sent_twice_and_out_of_order(norms, events, at, since, terms, in_force, order):
    """Another generator of norms and events; some are there twice, and the order of arrival is any."""
    sent = [*events, *(replace(event, seq=100 + event.seq) for event in events[::4])]
    order.shuffle(sent)
    meant = broken(judge(norms, sent, at, since, terms, in_force))
    assert judge_frame(norms, frame_of(sent), at, since, terms, in_force) == meant


@given(random_events.histories(12), st.sampled_from([(), ("office",), ("office", "met", "away", "asked", "told")]))
def test_it_begins_where_the_record_begins(events, offices):
    """The day from which a record is complete is the record's own."""
    assert frame_of(events).complete_since(offices) == complete_since(events, offices)


def held(name, on, who="甲"):
    """An event that happens on a day."""
    return Event(name, "linhe", "met", on, None, {"who": who}, {})


def counted(per, limit):
    """A norm that counts events by person."""
    return HistoryRule(random_events.norm("count"), Count(Selection("met"), ("who",), per, limit))


def test_days_that_lie_in_no_known_term_are_told_together():
    """Two days of February lie between terms: they may break the limit of one; the day of January does not."""
    norm = counted(Per("term"), random_events.limit("at_most", 1))
    events = [held("a", date(2024, 1, 10)), held("b", date(2024, 2, 11)), held("c", date(2024, 2, 10))]
    question = (date(2024, 6, 1), date(2023, 6, 1), random_events.TERMS, date.min)
    (found,) = judge_frame([norm], frame_of(events), *question)
    assert (found.standing, found.events, found.start) == (Standing.UNKNOWN, ("c", "b"), date(2024, 2, 10))
    assert (found,) == broken(judge([norm], events, *question))


def test_names_are_compared_as_they_are_written():
    """Marks that are special in stored text, and characters of four bytes, are part of a name."""
    norm = counted(Per("month"), random_events.limit("at_most", 1))
    names = ['a"b', "a\\b", "a\nb", "𠮷", "{}", "a", "", "A"]
    events = [held(f"{number}-{day}", date(2024, 1, day), name) for number, name in enumerate(names) for day in (1, 2)]
    question = (date(2024, 6, 1), date(2023, 6, 1), (), date.min)
    found = judge_frame([norm], frame_of(events), *question)
    assert sorted(one.group[0][1] for one in found) == sorted(names)
    assert found == broken(judge([norm], events, *question))


def test_of_no_events_a_minimum_is_still_asked():
    """A record of nothing owes the first meeting."""
    norm = HistoryRule(
        random_events.norm("count"), Count(Selection("met"), (), Per("month"), random_events.limit("at_least", 1))
    )
    question = (date(2024, 2, 10), date(2024, 1, 1), (), date.min)
    found = judge_frame([norm], frame_of([]), *question)
    assert [(one.standing, one.start) for one in found] == [
        (Standing.VIOLATED, date(2024, 1, 1)),
        (Standing.PENDING, date(2024, 2, 1)),
    ]


def test_an_interval_of_a_day_too_many_is_too_long():
    """Every two weeks: fourteen days after the last one is in time, fifteen days are not, and the next one is owed."""
    within = random_events.limit("within", Period(2, Unit.WEEKS), "period")
    norm = HistoryRule(random_events.norm("every"), Every(Selection("met"), (), within))
    events = [held("a", date(2024, 1, 1)), held("b", date(2024, 1, 15)), held("c", date(2024, 1, 30))]
    question = (date(2024, 2, 13), date(2024, 1, 1), (), date.min)
    found = judge_frame([norm], frame_of(events), *question)
    assert [(one.standing, one.events, one.due) for one in found] == [
        (Standing.VIOLATED, ("b", "c"), date(2024, 1, 29)),
        (Standing.PENDING, ("c",), date(2024, 2, 13)),
    ]


def test_a_deadline_that_is_not_told_is_not_kept():
    """Of two reports in time by any measure, the one whose event gives no day is unknown, and asks for it."""
    reported = Follows(Selection("met"), Selection("done"), ("who",), None, "due")
    norm = HistoryRule(random_events.norm("follows"), reported)
    events = [
        held("a", date(2024, 1, 1), "甲"),
        replace(held("b", date(2024, 1, 1), "乙"), fields={"due": date(2024, 1, 5)}),
        *(replace(held(f"after-{who}", date(2024, 1, 5), who), kind="done") for who in "甲乙"),
    ]
    question = (date(2024, 6, 1), date(2024, 1, 1), (), date.min)
    (found,) = judge_frame([norm], frame_of(events), *question)
    assert (found.standing, found.events, found.missing) == (Standing.UNKNOWN, ("a", "after-甲"), (("a", "due"),))


def test_of_events_of_one_day_the_clock_tells_which_followed():
    """Asked at nine: the answer of ten past nine is in time, whatever ids and other answers of that day there are."""
    within = random_events.limit("within", Period(20, Unit.MINUTES), "period")
    norm = HistoryRule(random_events.norm("clock"), Follows(Selection("asked"), Selection("told"), ("who",), within))
    times = {"a3": (9, 0), "t4": (8, 0), "t2": (9, 10), "t3": (9, 15), "t1": (18, 0), "b": (9, 30)}
    events = [
        Event(name, "linhe", "told" if name[0] == "t" else "asked", datetime(2024, 1, 1, *at), None, {"who": "甲"})
        for name, at in times.items()
    ]
    question = (date(2024, 6, 1), date(2024, 1, 1), (), date.min)
    (found,) = judge_frame([norm], frame_of(events), *question)
    assert (found.standing, found.events, found.due) == (Standing.VIOLATED, ("b", "t1"), datetime(2024, 1, 1, 9, 50))


def test_a_day_between_two_intervals_is_not_counted():
    """From the first to the second and from the fourth to the fifth are four days, however often each is told."""
    days = [(1, 2), (2, 2), (4, 5), (4, 5)]
    events = [
        Event(f"e{place}", "linhe", "away", date(2024, 1, first), date(2024, 1, last), {"who": "甲"})
        for place, (first, last) in enumerate(days)
    ]
    question = (date(2024, 2, 10), date(2024, 1, 1), (), date.min)

    def numbers(op, amount):
        pattern = Total(Selection("away"), (), Per("month"), random_events.limit(op, amount))
        found = judge_frame([HistoryRule(random_events.norm("total"), pattern)], frame_of(events), *question)
        return [(one.standing, one.number) for one in found if one.start == date(2024, 1, 1)]

    assert (numbers("at_least", 5), numbers("at_least", 4)) == ([(Standing.VIOLATED, 4)], [])
    assert (numbers("at_most", 3), numbers("at_most", 4)) == ([(Standing.VIOLATED, 4)], [])
