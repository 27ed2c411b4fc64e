"""What a watch on durable-rules says is what the meaning says; where all is kept, nothing is asked."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count, product

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="the extra `stream` is not installed: it needs a C compiler, and Python up to 3.12",
    exc_type=ImportError,
)

from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import FIRST, NAMES, SPAN, TERMS, rules
from test_evaluate_watch import DAYS, IN_FORCE, arrivals, difference, said

from rules_engine.evaluate.stream import RuleStream, network
from rules_engine.evaluate.stream.network import Network, compared, fact, joined
from rules_engine.evaluate.watch.places import Place
from rules_engine.evaluate.watch.watcher import TooLateError
from rules_engine.expression import Parameter
from rules_engine.history import (
    VOIDED,
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

EXAMPLES = 250
KEPT, PENDING, VIOLATED = Standing.KEPT, Standing.PENDING, Standing.VIOLATED
NEW_YEAR = date(2024, 1, 1)
HELD, DONE, AWAY = Selection("held"), Selection("done"), Selection("away")


def rule(pattern):
    norm = Norm("linhe.1.norm", (), Force.MUST, Form.REQUIRE, NormKind.DUTY, Text("某事", "something"))
    return HistoryRule(norm, pattern)


def at_most(number):
    return Parameter("limit", "at_most", number, "count")


def within(number, unit=Unit.DAYS):
    return Parameter("period", "within", Period(number, unit), "period")


def on(number):
    return NEW_YEAR + timedelta(days=number)


def event(kind, name, first, last=None, /, **names):
    return Event(name, "linhe", kind, on(first), None if last is None else on(last), names=names)


def watch(pattern, day=0, **more):
    return RuleStream([rule(pattern)], NEW_YEAR, on(day), **more)


def news(found):
    return [(one.standing, one.events, one.number) for one in found]


# --- agreement


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=2), arrivals(), DAYS, DAYS, st.booleans())
def test_each_event_changes_what_the_meaning_says(several, events, day, since, looked_at):
    """After every prefix of a history the news are the meaning's, whether or not all that is said is looked at."""
    stream = RuleStream(several, since, day, TERMS, IN_FORCE)
    before = [said(one, [], day, since) for one in several]
    for number, each in enumerate(events, 1):
        told = stream.add(each)
        after = [said(one, events[:number], day, since) for one in several]
        assert list(told) == [
            fresh for one, old, new in zip(several, before, after, strict=True) for fresh in difference(one, old, new)
        ]
        if looked_at:
            assert list(stream.findings) == [one for found in after for one in found]
        before = after
    assert list(stream.findings) == [one for found in before for one in found]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    rules(),
    arrivals(),
    DAYS,
    st.lists(st.integers(0, 40), max_size=20),
    st.sampled_from([None, 0, 10, 60]),
    st.booleans(),
)
def test_the_passing_of_time_changes_what_the_meaning_says(rule, events, since, steps, late, looked_at):
    """Days go by between events; what is remembered is enough for all that is not refused as too late."""
    day, taken = FIRST, []
    stream = RuleStream([rule], since, day, TERMS, IN_FORCE, late=late)
    before = said(rule, [], day, since, stream.horizon)

    def agree(told):
        nonlocal before
        after = said(rule, taken, day, since, stream.horizon)
        assert list(told) == difference(rule, before, after)
        if looked_at:
            assert list(stream.findings) == after
        before = after

    for each, step in zip(events, [*steps, *[11] * 40], strict=False):
        day += timedelta(days=step)
        agree(stream.at(day))
        try:
            told = stream.add(each)
        except TooLateError:
            assert late is not None
            continue
        taken.append(each)
        agree(told)


@settings(max_examples=EXAMPLES // 5, deadline=None)
@given(rules(), arrivals(), DAYS)
def test_values_that_look_like_numbers_are_told_apart(rule, events, since):
    """Names such as 5000000, 5000000.0, 05000000 and 5e6 are four names."""
    names = dict(zip(NAMES, ("5000000", "5000000.0", "5e6"), strict=True))
    events = [replace(each, names={key: names[name] for key, name in each.names.items()}) for each in events]
    day = FIRST + timedelta(days=SPAN)
    stream = RuleStream([rule], since, day, TERMS, IN_FORCE)
    for each in events:
        stream.add(each)
    assert list(stream.findings) == said(rule, events, day, since)


# --- each pattern, just under, at and over


@pytest.mark.parametrize("per", [Per("month"), Per("year"), Per("year", 2), Per("days", 30)])
def test_a_count_is_over_with_the_event_that_is_one_too_many(per):
    """Two of at most two are no news, the third one is; another group's are another's."""
    stream = watch(Count(HELD, ("who",), per, at_most(2)), 100)
    assert stream.add(event("held", "a", 3, who="甲")) == ()
    assert stream.add(event("held", "b", 4, who="甲")) == ()
    assert stream.add(event("held", "c", 5, who="乙")) == ()
    assert news(stream.add(event("held", "d", 30, who="甲"))) == [(VIOLATED, ("a", "b", "d"), 3)]


def test_any_days_in_a_row_are_counted_and_no_more_of_them():
    """Thirty days from the fourth end on the thirty-third; who comes between two windows that are full breaks both."""
    stream = watch(Count(HELD, (), Per("days", 30), at_most(2)), 100)
    for name, day in (("a", 3), ("b", 4), ("c", 33)):
        assert stream.add(event("held", name, day)) == ()
    assert news(stream.add(event("held", "d", 20))) == [(VIOLATED, ("a", "b", "d"), 3), (VIOLATED, ("b", "d", "c"), 3)]


def test_a_total_is_over_on_the_day_that_is_one_too_many():
    """Of at most ten days a month, an open interval from the 1st is over on the 11th; ended on the 10th, it is not."""
    stream = watch(Total(AWAY, ("who",), Per("month"), at_most(10)))
    assert stream.add(event("away", "a", 0, who="甲")) == ()
    assert stream.at(on(8)) == ()
    assert stream.at(on(9)) == ()
    assert news(stream.at(on(10))) == [(VIOLATED, ("a",), 11)]
    ended = replace(event("away", "b", 0, 9, who="甲"), voids="a")
    assert news(stream.add(ended)) == [(KEPT, ("b",), 10)]
    assert stream.add(event("away", "c", 4, 9, who="甲")) == ()
    assert news(stream.add(event("away", "d", 9, 10, who="甲"))) == [(VIOLATED, ("b", "c", "d"), 11)]


def test_an_event_every_so_often_is_wanting_when_its_day_has_passed():
    """One every fourteen days: on the fourteenth still pending, on the fifteenth violated, then made good from anew."""
    stream = watch(Every(HELD, (), within(14)))
    assert news(stream.findings) == [(PENDING, (), None)]
    assert stream.at(on(14)) == ()
    assert news(stream.at(on(15))) == [(VIOLATED, (), None)]
    assert news(stream.add(event("held", "a", 15))) == [(VIOLATED, ("a",), None), (PENDING, ("a",), None)]


@pytest.mark.parametrize(("most", "days"), [(1, (5, None)), (2, (5, None)), (3, (200, None)), (3, (5, 200))])
def test_intervals_are_over_where_one_too_many_overlap_by_a_day(most, days):
    """So many that meet on a day are kept, short, long and open ones alike; with one more they are not."""
    stream = watch(Concurrent(AWAY, ("who",), at_most(most)), 400)
    for number in range(most):
        last = days[number % 2]
        assert stream.add(event("away", f"a{number}", number, last, who="甲")) == ()
    assert stream.add(event("away", "z", 0, None, who="乙")) == ()
    (found,) = stream.add(event("away", "b", 5, 5, who="甲"))
    assert (found.standing, found.start, found.end, found.number) == (VIOLATED, on(5), on(5), most + 1)
    if days == (5, None) and most == 1:
        assert stream.add(event("away", "c", 6, 9, who="甲")) == ()


def test_who_is_away_twice_is_one_who_is_away():
    """Where names are counted, two intervals of one are one."""
    stream = watch(Concurrent(AWAY, (), at_most(1), distinct="who"), 100)
    assert stream.add(event("away", "a", 0, 9, who="甲")) == ()
    assert stream.add(event("away", "b", 5, 20, who="甲")) == ()
    assert news(stream.add(event("away", "c", 20, 22, who="乙"))) == [(VIOLATED, ("b", "c"), 2)]


def test_of_two_who_are_paired_it_is_enough_that_one_says_so():
    """Who is paired may be told by an event of another time; only those days count on which both are away."""
    stream = watch(Concurrent(AWAY, pair=("who", "mate")), 100)
    assert stream.add(event("away", "a", 0, 5, who="甲")) == ()
    assert stream.add(event("away", "b", 5, 9, who="乙")) == ()
    (found,) = stream.add(event("away", "c", 50, 55, who="乙", mate="甲"))
    assert (found.standing, found.start, found.end, found.events) == (VIOLATED, on(5), on(5), ("a", "b"))
    assert stream.add(event("away", "d", 56, 60, who="甲", mate="乙")) == ()


def test_who_was_paired_by_a_mistake_is_paired_no_more():
    """Where the event is voided that alone paired two, and all is forgotten, they may be away together."""
    stream = watch(Concurrent(AWAY, pair=("who", "mate")), 1, late=0)
    assert stream.add(event("away", "a", 1, 1, who="甲", mate="乙")) == ()
    assert stream.add(Event("v", "linhe", VOIDED, on(1), voids="a")) == ()
    assert stream.at(on(60)) == ()
    assert stream.held == 0
    assert stream.add(event("away", "b", 60, 62, who="甲")) == ()
    assert stream.add(event("away", "c", 60, 62, who="乙")) == ()
    assert [one.standing for one in stream.add(event("away", "d", 60, 60, who="甲", mate="乙"))] == [VIOLATED]


def test_who_is_paired_is_remembered():
    """Two who were paired once, and kept to it, are so long after all else of that time is forgotten."""
    stream = watch(Concurrent(AWAY, pair=("who", "mate")), late=0)
    assert stream.add(event("away", "a", 0, 1, who="甲", mate="乙")) == ()
    for number in range(0, 400, 40):
        assert stream.at(on(number)) == ()
    assert stream.add(event("away", "c", 360, 365, who="甲")) == ()
    assert news(stream.add(event("away", "d", 360, 361, who="乙"))) == [(VIOLATED, ("c", "d"), 2)]


def test_what_follows_settles_what_waits_for_it():
    """In time on the last day, late the day after; what answers nothing is no news."""
    stream = watch(Follows(HELD, DONE, ("who",), within(3)), 0)
    assert stream.add(event("done", "x", 0, who="丙")) == ()
    assert news(stream.add(event("held", "a", 0, who="甲"))) == [(PENDING, ("a",), None)]
    assert news(stream.add(event("held", "b", 0, who="乙"))) == [(PENDING, ("b",), None)]
    assert stream.at(on(3)) == ()
    assert news(stream.add(event("done", "c", 3, who="甲"))) == [(KEPT, ("a", "c"), None)]
    assert news(stream.at(on(4))) == [(VIOLATED, ("b",), None)]
    assert news(stream.add(event("done", "d", 4, who="乙"))) == [(VIOLATED, ("b", "d"), None)]
    assert stream.add(event("done", "e", 4, who="甲")) == ()
    assert news(stream.add(event("done", "f", 2, who="乙"))) == [(KEPT, ("b", "f"), None)]


def test_minutes_are_counted_by_the_clock():
    """Twenty minutes after ten to midnight end on the next day; what comes in time is told by its minute."""
    stream = watch(Follows(HELD, DONE, ("who",), within(20, Unit.MINUTES)), 0)

    def moment(kind, name, minute):
        moment = datetime(2024, 1, 1, 23, 50) + timedelta(minutes=minute)
        return Event(name, "linhe", kind, moment, names={"who": "甲"})

    assert news(stream.add(moment("held", "a", 0))) == [(PENDING, ("a",), None)]
    assert stream.add(moment("done", "b", -1)) == ()
    assert news(stream.at(on(1))) == [(VIOLATED, ("a",), None)]
    assert news(stream.add(moment("done", "c", 21))) == [(VIOLATED, ("a", "c"), None)]
    assert news(stream.add(moment("done", "d", 20))) == [(KEPT, ("a", "d"), None)]


# --- corrections, and what comes again or late


def test_a_voided_event_counts_no_more():
    """What one event too many violated is kept when one of them is voided, whichever, and can be violated anew."""
    for pattern, kind in (
        (Count(HELD, (), Per("year"), at_most(1)), "held"),
        (Concurrent(AWAY, (), at_most(1)), "away"),
    ):
        stream = watch(pattern, 100)
        stream.add(event(kind, "a", 1, 9))
        assert [one.standing for one in stream.add(event(kind, "b", 2, 9))] == [VIOLATED]
        settled = stream.add(Event("v", "linhe", VOIDED, on(3), voids="a"))
        kept = [(KEPT, ("b",))] if kind == "held" else []  # of intervals open at once, only what is not kept is said
        assert [(one.standing, one.events) for one in settled] == kept
        assert stream.add(event(kind, "a", 1, 9)) == ()
        assert [(one.standing, one.events) for one in stream.add(event(kind, "c", 4, 9))] == [(VIOLATED, ("b", "c"))]


def test_an_event_that_is_sent_again_changes_nothing():
    """It is counted once, though the network had been told of it."""
    stream = watch(Count(HELD, (), Per("year"), at_most(1)), 100)
    for _ in range(3):
        assert stream.add(event("held", "a", 1)) == ()
    assert [one.number for one in stream.findings] == [1]


def test_a_late_event_is_counted_in_its_own_period():
    """An event of last month breaks that month's maximum, and not this one's; one that is too late is refused."""
    stream = watch(Count(HELD, (), Per("month"), at_most(1)), 40, late=45)
    assert stream.add(event("held", "a", 5)) == ()
    assert stream.add(event("held", "b", 39)) == ()
    (found,) = stream.add(event("held", "c", 4))
    assert (found.standing, found.start, found.events) == (VIOLATED, NEW_YEAR, ("c", "a"))
    stream.at(on(60))
    with pytest.raises(TooLateError):
        stream.add(event("held", "d", 14))


def test_what_is_settled_is_forgotten_by_the_network_too():
    """Of years of events that are each answered, there are never more facts than of a few weeks."""
    stream = watch(Follows(HELD, DONE, ("who",), within(3)), late=10)
    intervals = watch(Concurrent(AWAY, ("who",), at_most(1)), late=10)
    tallies = watch(Count(HELD, ("who",), Per("month"), at_most(3)), late=10)
    for number in range(800):
        for each in (stream, intervals, tallies):
            each.at(on(number))
        who = f"{number}"
        stream.add(event("held", f"h{number}", number, who=who))
        stream.add(event("done", f"d{number}", number, who=who))
        assert intervals.add(event("away", f"a{number}", number, number, who=who)) == ()
        assert tallies.add(event("held", f"h{number}", number, who=who)) == ()
        facts = [len(each._feeds[0]._network._facts) for each in (stream, intervals, tallies)]
        assert max(facts) <= 4 * (10 + 31 + 31)
    assert stream.held <= 2 * (10 + 31 + 10)


# --- the network


def test_where_all_is_kept_nothing_is_asked(monkeypatch):
    """A hundred groups below their limits are asked about never; one that passes it, once."""
    asked = []
    ask = Place.ask

    def noting(self, *args):
        asked.append(self.group)
        return ask(self, *args)

    monkeypatch.setattr(Place, "ask", noting)
    patterns = (Count(HELD, ("who",), Per("month"), at_most(2)), Concurrent(AWAY, ("who",), at_most(2)))
    for kind, pattern in zip(("held", "away"), patterns, strict=True):
        asked.clear()
        stream = watch(pattern, 300)
        for number, group in product(range(2), range(100)):
            assert stream.add(event(kind, f"{group}/{number}", number, number + 3, who=f"{group}")) == ()
        assert asked == []
        (found,) = stream.add(event(kind, "z", 2, 5, who="7"))
        assert (found.standing, found.group, asked) == (VIOLATED, (("who", "7"),), [(("who", "7"),)])


def test_a_join_of_which_the_last_comparison_is_false_does_no_harm():
    """It is compared and found wanting; with the plain words of the package it reads beyond its end."""
    facts = Network({"more": (fact(1), joined(2, "key", "a.key", compared("$gt", "number", "a.number")))})
    assert facts.put(kind=1, key=7, number=3)[1] == []
    for number in range(50):
        assert len(facts.put(kind=2, key=7, number=number)[1]) == (number > 3)
        assert facts.put(kind=2, key=8, number=number)[1] == []


def test_numbers_that_look_alike_are_compared_as_numbers():
    """Nine is less than ten, and a great moment keeps its last digit."""
    facts = Network({"more": (fact(1), joined(2, "key", "a.key", compared("$gt", "number", "a.number")))})
    great = 63_871_286_999_999_999
    for key, (number, other, more) in enumerate([(9, 10, True), (10, 9, False), (great, great + 1, True)]):
        facts.put(kind=1, key=key, number=number)
        assert bool(facts.put(kind=2, key=key, number=other)[1]) is more


def test_facts_that_are_one_to_the_package_are_two(monkeypatch):
    """Of two facts whose numbers have the same hash, the second takes another number; each can be taken back."""
    seen = {}
    for number in count(1):
        hashed = 2166136261
        for digit in str(number).encode():
            hashed = (hashed ^ digit) * 16777619 % 2**32
        if hashed in seen:
            break
        seen[hashed] = number
    monkeypatch.setattr(network, "_NUMBERS", iter([seen[hashed], number, 10**9]))
    facts = Network({"same": (fact(1), joined(2, "key", "a.key"))})
    first, _ = facts.put(kind=1, key=1)
    second, fired = facts.put(kind=2, key=1)
    assert (first, second) == (seen[hashed], 10**9)
    assert [name for name, _ in fired] == ["same"]
    facts.take(second)
    facts.take(first)


def test_networks_keep_their_facts_apart():
    """Two of one ruleset know nothing of each other; one that takes the place of another knows nothing of it."""
    ruleset = {"pair": (fact(1), joined(2, "key", "a.key"))}
    one, other = Network(ruleset), Network(ruleset)
    assert one.put(kind=1, key=1)[1] == []
    assert other.put(kind=2, key=1)[1] == []
    del one
    another = Network(ruleset)
    assert another.put(kind=2, key=1)[1] == []
