"""Columns of events say what the meaning says, but for what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import random_events
import random_histories
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.evaluate.history import judge
from rules_engine.evaluate.history_frame import LedgerFrame, judge_frame
from rules_engine.history import Standing
from rules_engine.ledger.form import Entry, Rows, row_of
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
