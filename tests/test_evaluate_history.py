"""The meaning of norms about a history, pattern by pattern, on events written out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rules_engine.evaluate.history import judge
from rules_engine.expression import Fact, Parameter
from rules_engine.history import (
    SAME_DAY,
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
    Term,
    Total,
)
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.period import Period, Unit
from rules_engine.text import Text
from rules_engine.value import FLAG

NEW_YEAR = date(2024, 1, 1)
YES = Fact("noted", FLAG)
HELD, AWAY, OFFICE = Selection("held", YES), Selection("away", YES), Selection("office", YES)
KEPT, VIOLATED, PENDING, UNKNOWN = Standing.KEPT, Standing.VIOLATED, Standing.PENDING, Standing.UNKNOWN


def rule(pattern, roster=None, force=Force.MUST):
    """A norm with a pattern."""
    words = Text("某事", "something")
    norm = Norm("linhe.1.norm", (Citation("规则", Cite(1)),), force, Form.REQUIRE, NormKind.DUTY, words)
    return HistoryRule(norm, pattern, roster)


def limit(op, number):
    """A limit of a number."""
    return Parameter("limit", op, number, "count")


def within(number, unit):
    """A limit of a period."""
    return Parameter("period", "within", Period(number, unit), "period")


def held(name, month, day, year=2024, *, noted=True, **names):
    """An event on a day; of unknown kind where `noted` is None."""
    fields = {} if noted is None else {"noted": noted}
    return Event(name, "linhe", "held", date(year, month, day), names=names, fields=fields)


def lasting(kind, name, first, last, *, noted=True, **names):
    """An interval in 2024, or one that has not ended."""
    until = date(2024, *last) if last else None
    fields = {} if noted is None else {"noted": noted}
    return Event(name, "linhe", kind, date(2024, *first), until, names, fields)


def ask(pattern, events, at, *, since=NEW_YEAR, roster=None, force=Force.MUST, **more):
    """Standing, days and events of each finding."""
    found = judge([rule(pattern, roster, force)], events, at, since, **more)
    return [(one.standing, one.start, one.end, one.events) for one in found]


def test_a_maximum_counts_each_group_and_period_by_itself():
    """Two in one month are too many for the one, and one each for the others."""
    pattern = Count(HELD, ("who",), Per("month"), limit("at_most", 1))
    events = [
        held("a", 1, 1, who="甲"),
        held("b", 1, 31, who="甲"),
        held("c", 2, 1, who="甲"),
        held("d", 1, 31, who="乙"),
    ]
    assert ask(pattern, events, date(2024, 2, 1)) == [
        (KEPT, NEW_YEAR, date(2024, 1, 31), ("d",)),
        (VIOLATED, NEW_YEAR, date(2024, 1, 31), ("a", "b")),
        (KEPT, date(2024, 2, 1), date(2024, 2, 29), ("c",)),
    ]


@pytest.mark.parametrize(
    ("op", "number", "standings"),
    [
        ("at_most", 2, (KEPT, KEPT, KEPT, VIOLATED)),
        ("less_than", 2, (KEPT, KEPT, VIOLATED, VIOLATED)),
        ("at_least", 2, (VIOLATED, VIOLATED, KEPT, KEPT)),
        ("more_than", 2, (VIOLATED, VIOLATED, VIOLATED, KEPT)),
        ("exactly", 2, (VIOLATED, VIOLATED, KEPT, VIOLATED)),
    ],
)
def test_each_limit_holds_to_its_number(op, number, standings):
    """None, one, two and three events against each limit of two, after the year."""
    pattern = Count(HELD, (), Per("year"), limit(op, number))
    events = [held("a", 2, 29), held("b", 5, 1), held("c", 12, 31)]
    for count, standing in enumerate(standings):
        found = ask(pattern, events[:count], date(2025, 1, 1))
        assert [one[0] for one in found if one[1] == NEW_YEAR] == (
            [standing] if count or op not in ("at_most", "less_than") else []
        )


def test_a_softer_norm_is_departed_from():
    """What is so in principle is never violated."""
    pattern = Count(HELD, (), Per("year"), limit("at_most", 1))
    events = [held("a", 2, 29), held("b", 5, 1)]
    assert ask(pattern, events, date(2024, 5, 1), force=Force.GENERALLY)[0][0] is Standing.DEPARTED


def test_a_minimum_is_pending_through_the_last_day():
    """On 29 February what the month still owes is due that day; on 1 March it is violated."""
    pattern = Count(HELD, (), Per("month"), limit("at_least", 2))
    (found,) = judge([rule(pattern)], [held("a", 2, 1)], date(2024, 2, 29), date(2024, 2, 1))
    assert (found.standing, found.number, found.owed, found.due) == (PENDING, 1, 1, date(2024, 2, 29))
    after = ask(pattern, [held("a", 2, 1)], date(2024, 3, 1), since=date(2024, 2, 1))
    assert after[0] == (VIOLATED, date(2024, 2, 1), date(2024, 2, 29), ("a",))


def test_a_minimum_that_reaches_back_before_the_record_is_unknown_unless_reached():
    """What was before the record began may have been enough."""
    pattern = Count(HELD, (), Per("year"), limit("at_least", 1))
    (found,) = judge([rule(pattern)], [], date(2024, 12, 31), date(2024, 1, 2))
    assert (found.standing, found.unknown_because) == (UNKNOWN, ("ledger:2024-01-02",))
    assert ask(pattern, [held("a", 6, 1)], date(2024, 12, 31), since=date(2024, 1, 2))[0][0] is KEPT


def test_what_was_before_the_document_is_not_judged():
    """Neither as too many nor as wanting, nor in the year that it was in force only in part."""
    most = Count(HELD, (), Per("year"), limit("at_most", 1))
    least = Count(HELD, (), Per("year"), limit("at_least", 1))
    events = [held("a", 1, 5), held("b", 1, 10)]
    assert [one[3] for one in ask(most, events, date(2024, 12, 31), in_force=date(2024, 1, 10))] == [("b",)]
    assert ask(least, [], date(2024, 12, 31), in_force=date(2024, 1, 10)) == []


def test_an_unsure_event_breaks_nothing_and_settles_nothing():
    """Where it could, the answer is unknown, and says which fact would settle it."""
    events = [held("a", 1, 5), held("b", 1, 6, noted=None)]
    most, least = (Count(HELD, (), Per("year"), limit(op, n)) for op, n in (("at_most", 1), ("at_least", 2)))
    for pattern in (most, least):
        (found,) = judge([rule(pattern)], events, date(2024, 12, 31), NEW_YEAR)
        assert (found.standing, found.missing, found.number) == (UNKNOWN, (("b", "noted"),), 1)
    assert ask(Count(HELD, (), Per("year"), limit("at_least", 3)), events, date(2025, 1, 1))[0][0] is VIOLATED


def test_two_years_are_a_year_and_the_one_before():
    """An event of December and one of the January two years on are not in two years together."""
    pattern = Count(HELD, (), Per("year", 2), limit("at_most", 1))
    events = [held("a", 12, 31, 2022), held("b", 1, 1, 2024), held("c", 12, 31, 2024)]
    assert ask(pattern, events, date(2024, 12, 31)) == [
        (KEPT, date(2021, 1, 1), date(2022, 12, 31), ("a",)),
        (VIOLATED, date(2023, 1, 1), date(2024, 12, 31), ("b", "c")),
    ]


def test_days_in_a_row_end_with_each_event():
    """Two within ten days are too many, and just ten days apart they are not."""
    pattern = Count(HELD, (), Per("days", 10), limit("at_most", 1))
    events = [held("a", 1, 1), held("b", 1, 11), held("c", 1, 20)]
    assert [(one[0], one[3]) for one in ask(pattern, events, date(2024, 1, 31))] == [
        (KEPT, ("a",)),
        (KEPT, ("b",)),
        (VIOLATED, ("b", "c")),
    ]


def test_a_term_whose_days_are_not_known_is_unknown_once_it_matters():
    """One event cannot be too many; two may lie in one term or not."""
    pattern = Count(HELD, (), Per("term"), limit("at_most", 1))
    events = [held("a", 1, 5), held("b", 6, 1)]
    assert ask(pattern, events[:1], date(2024, 12, 31))[0][0] is KEPT
    (found,) = judge([rule(pattern)], events, date(2024, 12, 31), NEW_YEAR)
    assert (found.standing, found.unknown_because, found.end) == (UNKNOWN, ("term",), None)
    terms = [Term(date(2020, 1, 1), date(2024, 5, 31)), Term(date(2024, 6, 1))]
    assert [one[0] for one in ask(pattern, events, date(2024, 12, 31), terms=terms)] == [KEPT, KEPT]


def test_days_are_summed_once_each_and_up_to_the_day_of_the_question():
    """Two stays that share a day are one day less; one that goes on counts so far."""
    pattern = Total(AWAY, ("who",), Per("year"), limit("at_most", 9))
    events = [lasting("away", "a", (1, 1), (1, 5), who="甲"), lasting("away", "b", (1, 5), None, who="甲")]
    for day, number in ((1, 1), (5, 5), (9, 9)):
        assert judge([rule(pattern)], events, date(2024, 1, day), NEW_YEAR)[0].number == number
    assert ask(pattern, events, date(2024, 1, 10)) == [(VIOLATED, NEW_YEAR, date(2024, 12, 31), ("a", "b"))]


def test_a_month_of_days_is_thirty():
    """Two months are sixty days."""
    pattern = Total(AWAY, (), Per("year"), limit("at_least", 2), in_months=True)
    fifty_nine = [lasting("away", "a", (1, 1), (2, 28))]
    assert judge([rule(pattern)], fifty_nine, date(2024, 12, 31), NEW_YEAR)[0].owed == 1
    assert ask(pattern, [lasting("away", "a", (1, 1), (2, 29))], date(2024, 12, 31))[0][0] is KEPT


def test_a_minimum_by_names_is_asked_of_those_in_office_for_the_whole_period():
    """Two offices one after the other are one; a day without one, or a later start, and nothing is asked."""
    pattern = Count(HELD, ("who",), Per("quarter"), limit("at_least", 1))
    offices = [
        lasting("office", "a", (1, 1), (2, 10), who="甲"),
        lasting("office", "b", (2, 11), None, who="甲"),
        lasting("office", "c", (1, 2), None, who="乙"),
        lasting("office", "d", (1, 1), (3, 30), who="丙"),
        lasting("office", "e", (1, 1), None, who="丁", noted=False),
        lasting("office", "f", (1, 1), None, who="戊", noted=None),
    ]
    found = judge([rule(pattern, OFFICE)], [*offices, held("x", 1, 5, who="己")], date(2024, 4, 1), NEW_YEAR)
    first = {dict(one.group)["who"]: (one.standing, one.missing) for one in found if one.start == NEW_YEAR}
    assert first == {"甲": (VIOLATED, ()), "戊": (UNKNOWN, (("f", "noted"),))}


def test_again_and_again_runs_from_each_event_to_the_next():
    """Two weeks after the last one the next is due that day; the day after it is late."""
    pattern = Every(HELD, (), within(2, Unit.WEEKS))
    events = [held("a", 1, 1), held("b", 1, 15), held("c", 1, 30)]
    assert ask(pattern, events, date(2024, 2, 13)) == [
        (KEPT, NEW_YEAR, date(2024, 1, 15), ("a", "b")),
        (VIOLATED, date(2024, 1, 15), date(2024, 1, 30), ("b", "c")),
        (PENDING, date(2024, 1, 30), None, ("c",)),
    ]
    assert ask(pattern, events, date(2024, 2, 14))[-1] == (VIOLATED, date(2024, 1, 30), None, ("c",))
    assert ask(pattern, events, date(2024, 2, 13), since=date(2024, 3, 1)) == []


def test_who_is_away_on_one_day_of_another_is_away_at_the_same_time():
    """Both end days count; runs of days on which nothing changes are one finding."""
    pattern = Concurrent(AWAY, (), limit("at_most", 1), "who")
    events = [
        lasting("away", "a", (1, 1), (1, 5), who="甲"),
        lasting("away", "b", (1, 3), (1, 3), who="甲"),
        lasting("away", "c", (1, 5), None, who="乙"),
    ]
    assert ask(pattern, events, date(2024, 1, 7)) == [
        (KEPT, NEW_YEAR, date(2024, 1, 4), ("a", "b")),
        (VIOLATED, date(2024, 1, 5), date(2024, 1, 5), ("a", "c")),
        (KEPT, date(2024, 1, 6), date(2024, 1, 7), ("c",)),
    ]
    assert ask(Concurrent(AWAY, (), limit("at_most", 1)), events, date(2024, 1, 7))[1][0] is VIOLATED


def test_of_a_pair_it_is_enough_that_one_says_so():
    """Who names no partner is the partner of who names them, and of nobody else."""
    pattern = Concurrent(AWAY, pair=("who", "mate"))
    events = [
        lasting("away", "a", (1, 1), (1, 5), who="甲", mate="乙"),
        lasting("away", "b", (1, 5), (1, 6), who="乙"),
        lasting("away", "c", (1, 1), (1, 6), who="丙", mate="丁"),
        lasting("away", "d", (1, 1), (1, 6), who="戊"),
    ]
    found = judge([rule(pattern)], events, date(2024, 1, 31), NEW_YEAR)
    assert [(tuple(dict(one.group).values()), one.standing, one.start, one.events) for one in found] == [
        (("丁", "丙"), KEPT, NEW_YEAR, ("c",)),
        (("乙", "甲"), KEPT, NEW_YEAR, ("a",)),
        (("乙", "甲"), VIOLATED, date(2024, 1, 5), ("a", "b")),
        (("乙", "甲"), KEPT, date(2024, 1, 6), ("b",)),
    ]


def test_what_follows_has_the_same_names_and_is_not_earlier():
    """The first one on or after the day settles it, in time or late; without a day it is owed and never late."""
    done = [
        Event(name, "linhe", "done", date(2024, 1, day), names={"who": who})
        for name, day, who in (("x", 4, "甲"), ("y", 5, "乙"))
    ]
    events = [held("a", 1, 2, who="甲"), held("b", 1, 5, who="甲"), held("c", 1, 2, who="乙"), *done]
    three = Follows(HELD, Selection("done"), ("who",), within(2, Unit.DAYS))
    assert ask(three, events, date(2024, 1, 6)) == [
        (VIOLATED, date(2024, 1, 2), date(2024, 1, 4), ("c", "y")),
        (KEPT, date(2024, 1, 2), date(2024, 1, 4), ("a", "x")),
        (PENDING, date(2024, 1, 5), date(2024, 1, 7), ("b",)),
    ]
    promptly = Follows(HELD, Selection("done"), ("who",))
    assert ask(promptly, events, date(2034, 1, 1))[-1] == (PENDING, date(2024, 1, 5), None, ("b",))
    at_once = Follows(HELD, Selection("done"), ("who",), SAME_DAY)
    assert [one[0] for one in ask(at_once, events, date(2024, 1, 5))] == [VIOLATED, VIOLATED, PENDING]


def test_a_deadline_by_the_clock_counts_minutes():
    """Twenty minutes to midnight and past it; the question is asked at the end of its day."""
    pattern = Follows(Selection("asked"), Selection("told"), (), within(20, Unit.MINUTES))
    asked = Event("a", "linhe", "asked", datetime(2024, 1, 1, 23, 50))
    assert ask(pattern, [asked], date(2024, 1, 1))[0] == (PENDING, NEW_YEAR, date(2024, 1, 2), ("a",))
    assert ask(pattern, [asked], date(2024, 1, 2))[0][0] is VIOLATED
    for minute, standing in ((10, KEPT), (11, VIOLATED)):
        told = Event("b", "linhe", "told", datetime(2024, 1, 2, 0, minute))
        assert ask(pattern, [asked, told], date(2024, 1, 2))[0][0] is standing


def test_an_obligation_that_may_not_exist_is_unknown_until_it_is_met():
    """Of an unsure first event nothing is owed for certain; one from before the record may have been met."""
    pattern = Follows(HELD, Selection("done"), (), within(2, Unit.DAYS))
    (found,) = judge([rule(pattern)], [held("a", 1, 2, noted=None)], date(2024, 2, 1), NEW_YEAR)
    assert (found.standing, found.missing) == (UNKNOWN, (("a", "noted"),))
    done = Event("x", "linhe", "done", date(2024, 1, 3))
    assert ask(pattern, [held("a", 1, 2, noted=None), done], date(2024, 2, 1))[0][0] is KEPT
    (found,) = judge([rule(pattern)], [held("a", 1, 2)], date(2024, 2, 1), date(2024, 1, 3))
    assert (found.standing, found.unknown_because) == (UNKNOWN, ("ledger:2024-01-03",))


def test_a_correction_takes_the_place_of_what_it_voids():
    """It counts itself; an event that only voids does not; nothing brings back what was voided."""
    pattern = Count(HELD, (), Per("year"), limit("at_most", 1))
    events = [held("a", 1, 5), held("b", 6, 1)]
    put_right = Event("c", "linhe", "held", date(2024, 7, 1), fields={"noted": True}, voids="b")
    assert ask(pattern, [*events, put_right], date(2024, 12, 31))[0][3] == ("a", "c")
    gone = Event("d", "linhe", VOIDED, date(2024, 7, 2), voids="c")
    assert ask(pattern, [gone, *events, put_right], date(2024, 12, 31)) == [
        (KEPT, NEW_YEAR, date(2024, 12, 31), ("a",))
    ]
