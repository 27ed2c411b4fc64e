"""What a watch says of each event is the difference that the meaning makes of it."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import FIRST, SPAN, TERMS, histories, rules

from rules_engine.evaluate.history import judge
from rules_engine.evaluate.history_places import final, news
from rules_engine.evaluate.history_stream import TooLateError, Watch

DAYS = st.integers(0, SPAN + 60).map(lambda number: FIRST + timedelta(days=number))


def said(rule, events, day, since, horizon=date.min):
    """What the meaning says that can still change."""
    known = {event.id: event for event in events}
    found = judge([rule], events, day, since, TERMS, IN_FORCE)
    return [one for one in found if not final(rule, one, known, horizon)]


IN_FORCE = FIRST + timedelta(days=20)


@settings(max_examples=400, deadline=None)
@given(rules(), histories(), DAYS, DAYS)
def test_each_event_changes_what_the_meaning_says(rule, events, day, since):
    """After every prefix of a history, in any order of arrival, a watch says what the meaning says, and its news."""
    watch = Watch([rule], since, day, TERMS, IN_FORCE)
    before = said(rule, [], day, since)
    assert list(watch.findings) == before
    for number, event in enumerate(events, 1):
        told = watch.add(event)
        after = said(rule, events[:number], day, since)
        assert list(watch.findings) == after
        assert list(told) == list(news(rule, before, after))
        before = after


@settings(max_examples=400, deadline=None)
@given(rules(), histories(), DAYS, st.lists(st.integers(0, 40), max_size=14), st.sampled_from([None, 0, 10, 60]))
def test_the_passing_of_time_changes_what_the_meaning_says(rule, events, since, steps, late):
    """Days go by between events; what is remembered is enough for all that is not refused as too late."""
    day, taken = FIRST, []
    watch = Watch([rule], since, day, TERMS, IN_FORCE, late=late)
    before = said(rule, [], day, since, watch.horizon)
    for event, step in zip(sorted(events, key=lambda one: one.day), [*steps, *[20] * 14], strict=False):
        day += timedelta(days=step)
        told = watch.at(day)
        after = said(rule, taken, day, since, watch.horizon)
        assert list(told) == list(news(rule, before, after))
        before = after
        try:
            told = watch.add(event)
        except TooLateError:
            assert late is not None
            continue
        taken.append(event)
        after = said(rule, taken, day, since, watch.horizon)
        assert list(told) == list(news(rule, before, after))
        before = after
