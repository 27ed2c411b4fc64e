"""What holds of norms about a history whatever the events: the answers are final where they must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import FIRST, SPAN, TERMS, days, histories, rules

from rules_engine.evaluate.history import judge
from rules_engine.history import Concurrent, Count, Standing, Total

ASKED = {"terms": TERMS}
BROKEN = (Standing.VIOLATED, Standing.DEPARTED)


def place(finding):
    """What a finding is about: the group and the period."""
    return finding.group, finding.start, finding.end


@settings(max_examples=300, deadline=None)
@given(rules(), histories(), days, days, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(rule, events, at, since, shuffle):
    """The same events in another order give the same findings."""
    other = [replace(event, seq=99) for event in events]
    shuffle.shuffle(other)
    assert judge([rule], events, at, since, **ASKED) == judge([rule], other, at, since, **ASKED)


@settings(max_examples=200, deadline=None)
@given(rules(), histories(), days, days)
def test_an_event_sent_twice_counts_once(rule, events, at, since):
    """A ledger with each event twice says what the ledger says."""
    twice = [*events, *(replace(event, seq=event.seq + 100) for event in events)]
    assert judge([rule], events, at, since, **ASKED) == judge([rule], twice, at, since, **ASKED)


@settings(max_examples=300, deadline=None)
@given(rules(), histories(), days, days)
def test_what_comes_later_changes_nothing_today(rule, events, at, since):
    """Events after the day of the question do not count, unless they void another one."""
    so_far = [event for event in events if event.day <= at or event.voids]
    assert judge([rule], events, at, since, **ASKED) == judge([rule], so_far, at, since, **ASKED)


def maximum(rule):
    """Whether a norm sets only a greatest number, so that events can break it and never mend it."""
    pattern = rule.pattern
    if isinstance(pattern, Concurrent):
        return True
    return isinstance(pattern, Count | Total) and pattern.limit.op in ("at_most", "less_than")


@settings(max_examples=300, deadline=None)
@given(rules().filter(maximum), histories(voids=False), days, days, st.integers(0, 14))
def test_a_maximum_that_is_broken_stays_broken(rule, events, at, since, number):
    """No event mends a maximum that others have broken: every day on which it was broken is one still."""
    before = judge([rule], events[:number], at, since, **ASKED)
    after = [finding for finding in judge([rule], events, at, since, **ASKED) if finding.standing in BROKEN]
    for finding in before:
        if finding.standing in BROKEN:
            assert any(
                now.group == finding.group and now.start <= finding.start and (now.end or at) >= (finding.end or at)
                for now in after
            ), finding


@settings(max_examples=300, deadline=None)
@given(rules(), histories(voids=False), days, days)
def test_what_is_told_of_a_fact_leaves_what_was_certain(rule, events, at, since):
    """Where all facts that were unknown become known, no finding that was certain says otherwise."""
    before = judge([rule], events, at, since, **ASKED)
    for flag in (True, False):
        told = [replace(event, fields={"flag": flag, "by": FIRST, **event.fields}) for event in events]
        after = judge([rule], told, at, since, **ASKED)
        standing = {place(finding): finding.standing for finding in after}
        for finding in before:
            if finding.standing in BROKEN and not isinstance(rule.pattern, Concurrent) and place(finding) in standing:
                assert standing[place(finding)] in BROKEN, finding


@settings(max_examples=300, deadline=None)
@given(rules(), histories(), days, days)
def test_every_unknown_says_what_would_settle_it(rule, events, at, since):
    """An undetermined finding names facts of events, or what else is not known; no other finding does."""
    for finding in judge([rule], events, at, since, **ASKED):
        asks = bool(finding.missing or finding.unknown_because)
        assert asks is (finding.standing is Standing.UNKNOWN), finding


@settings(max_examples=200, deadline=None)
@given(rules(), histories(), days)
def test_what_is_pending_is_settled_or_broken_in_the_end(rule, events, at):
    """Long after, nothing that had a day is pending still."""
    since = FIRST - timedelta(days=1)
    later = FIRST + timedelta(days=SPAN + 3 * 366)
    for finding in judge([rule], events, at, since, **ASKED):
        if finding.standing is Standing.PENDING and finding.due is not None:
            now = judge([rule], [event for event in events if event.day <= at or event.voids], later, since, **ASKED)
            same = [
                one
                for one in now
                if (one.group, one.start, one.events) == (finding.group, finding.start, finding.events)
            ]
            assert all(one.standing is not Standing.PENDING for one in same), finding
