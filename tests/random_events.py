"""Random events of the shipped vocabulary and random norms about them, for comparing evaluators with the meaning."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from rules_engine.expression import TRUE, Fact, Parameter
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
    Term,
    Total,
)
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.period import Period, Unit
from rules_engine.text import Text
from rules_engine.value import FLAG

BEGIN = date(2023, 12, 20)
DAYS = 160
TERMS = (Term(date(2023, 6, 1), date(2024, 1, 31)), Term(date(2024, 3, 1)))
"""Two terms, and a month between them that lies in none."""

days = st.integers(0, DAYS).map(lambda number: BEGIN + timedelta(days=number))
people = st.sampled_from(["甲", "乙", "丙"])


@st.composite
def events(draw, number):
    """One event: a meeting, a leave, an office, or a clocked report; one in ten voids another."""
    kind = draw(st.sampled_from(["met", "met", "away", "away", "asked", "told", "office"]))
    on = draw(days)
    names = {"who": draw(people)}
    fields = {}
    until = None
    big = draw(st.sampled_from([True, False, None]))
    if big is not None and kind != "office":
        fields["big"] = big
    if kind in ("away", "office"):
        until = draw(
            st.none() | st.integers(0, 70 if kind == "office" else 25).map(lambda more: on + timedelta(days=more))
        )
    if kind == "away" and draw(st.booleans()):
        names["partner"] = draw(people)
    if kind in ("asked", "told"):
        on = datetime.combine(on, time(draw(st.integers(0, 23)), draw(st.integers(0, 59))))
        if draw(st.booleans()):
            fields["due"] = draw(days)
    voids = f"e{draw(st.integers(0, number))}" if number and draw(st.integers(0, 9)) == 0 else ""
    if voids == f"e{number}":
        voids = ""
    if voids and draw(st.booleans()):
        return Event(f"e{number}", "linhe", VOIDED, on, voids=voids, seq=number)
    return Event(f"e{number}", "linhe", kind, on, until, names, fields, voids, number)


@st.composite
def histories(draw, most=40):
    """Events in the order of their arrival, which is not that of their days."""
    return [draw(events(number)) for number in range(draw(st.integers(0, most)))]


BIG = Fact("big", FLAG)


def norm(name, force=Force.MUST):
    """The head of a norm."""
    place = (Citation("某规则", Cite(1)),)
    return Norm(f"linhe.1.{name}", place, force, Form.DUTY, NormKind.DUTY, Text(name, name), ("big",))


def limit(op, amount, unit="count"):
    """A parameter."""
    return Parameter("p", op, amount, unit)


pers = st.sampled_from(
    [Per("month"), Per("quarter"), Per("half_year"), Per("year"), Per("year", 2), Per("month", 2), Per("term")]
)


@st.composite
def rules(draw):
    """One norm of any pattern."""
    shape = draw(st.sampled_from(["count", "count", "total", "every", "concurrent", "pair", "follows", "clock"]))
    where = draw(st.sampled_from([TRUE, BIG]))
    by = draw(st.sampled_from([(), ("who",)]))
    force = draw(st.sampled_from([Force.MUST, Force.GENERALLY]))
    op = draw(st.sampled_from(["at_least", "more_than", "at_most", "less_than", "exactly"]))
    maximum = draw(st.sampled_from(["at_most", "less_than"]))
    roster = None
    match shape:
        case "count" | "total":
            per = draw(pers | st.integers(1, 40).map(lambda n: Per("days", n)) if shape == "count" else pers)
            op = maximum if per.unit == "days" else op
            if by and op not in ("at_most", "less_than"):
                roster = Selection("office", draw(st.sampled_from([TRUE, TRUE, BIG])))
            made = Count if shape == "count" else Total
            kind = "met" if shape == "count" else "away"
            amount = draw(st.integers(1, 4 if shape == "count" else 20))
            pattern = made(Selection(kind, where), by, per, limit(op, amount))
        case "every":
            within = Period(draw(st.integers(1, 30)), draw(st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS])))
            pattern = Every(Selection("met", where), by, limit("within", within, "period"))
        case "concurrent":
            distinct = draw(st.sampled_from(["", "who"]))
            amount = draw(st.integers(1, 3))
            pattern = Concurrent(Selection("away", where), () if distinct else by, limit(maximum, amount), distinct)
        case "pair":
            pattern = Concurrent(Selection("away", where), pair=("who", "partner"))
        case "follows":
            then = draw(st.sampled_from(["met", "away"]))
            within = draw(
                st.none()
                | st.just(SAME_DAY)
                | st.integers(1, 40).map(lambda n: limit("within", Period(n, Unit.DAYS), "period"))
            )
            pattern = Follows(Selection("met", where), Selection(then, draw(st.sampled_from([TRUE, BIG]))), by, within)
        case "clock":
            within = limit(
                "within", Period(draw(st.integers(1, 90)), draw(st.sampled_from([Unit.HOURS, Unit.MINUTES]))), "period"
            )
            due = draw(st.sampled_from(["", "due"]))
            pattern = Follows(Selection("asked", where), Selection("told"), by, None if due else within, due)
    return HistoryRule(norm(shape, force), pattern, roster)


questions = st.tuples(days, days, st.sampled_from([(), TERMS]), st.sampled_from([date.min, BEGIN + timedelta(days=30)]))
"""The days of the question and from which the record is complete, the terms, and when the document is in force."""
