"""Random histories and norms about them, small enough that groups, periods and days meet often.

Kinds: `held` (on a day), `away` (lasting), `office` (lasting), `done` (on a day), `asked` and `told` (timed). Each
event names `who`, some a `mate`; `flag` is yes, no or unknown; `by` is a deadline.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from rules_engine.expression import TRUE, Compare, Const, Fact, Not, Parameter
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
from rules_engine.value import DATE, FLAG, NOT_YET

FIRST = date(2023, 11, 1)  # a year end, a leap day and a turn of terms lie near
SPAN = 200
NAMES = ("甲", "乙", "丙")
TERMS = (Term(date(2019, 1, 1), date(2024, 1, 9)), Term(date(2024, 1, 10)))
LASTING, TIMED = frozenset({"away", "office"}), frozenset({"asked", "told"})
KINDS = ("held", "away", "office", "done", "asked", "told")
WHERES = (TRUE, Fact("flag", FLAG), Not(Fact("flag", FLAG)), Compare("<", Fact("by", DATE), Const(NOT_YET, DATE)))

days = st.integers(0, SPAN).map(lambda number: FIRST + timedelta(days=number))


def selections(kind: str) -> st.SearchStrategy[Selection]:
    """Events of a kind under some condition."""
    return st.sampled_from(WHERES).map(lambda where: Selection(kind, where))


@st.composite
def limits(draw: st.DrawFn, ops: tuple[str, ...], most: int = 3) -> Parameter:
    """A limit of a number."""
    return Parameter("limit", draw(st.sampled_from(ops)), draw(st.integers(1, most)), "count")


PERIODS = st.sampled_from(
    [Period(3, Unit.DAYS), Period(2, Unit.WEEKS), Period(1, Unit.MONTHS), Period(2, Unit.WORKING_DAYS)]
).map(lambda length: Parameter("period", "within", length, "period"))
MAXIMA, ALL = ("at_most", "less_than"), ("at_most", "less_than", "at_least", "more_than", "exactly")
CALENDAR = st.sampled_from([Per("month"), Per("quarter"), Per("half_year"), Per("year"), Per("year", 2), Per("term")])


@st.composite
def patterns(draw: st.DrawFn) -> tuple[object, Selection | None]:
    """A pattern, and the roster where it asks a minimum by names."""
    which, by = (
        draw(st.sampled_from(["count", "window", "total", "every", "concurrent", "pair", "follows", "clock"])),
        ("who",),
    )
    groups = draw(st.sampled_from([(), by]))
    roster = draw(selections("office"))
    if which == "count":
        limit = draw(limits(ALL))
        pattern = Count(draw(selections("held")), groups, draw(CALENDAR), limit)
        return pattern, roster if groups and limit.op not in MAXIMA else None
    if which == "window":
        return Count(
            draw(selections("held")), groups, Per("days", draw(st.integers(1, 40))), draw(limits(MAXIMA))
        ), None
    if which == "total":
        limit = draw(limits(ALL, 40))
        return Total(draw(selections("away")), groups, draw(CALENDAR), limit, draw(st.booleans())), (
            roster if groups and limit.op not in MAXIMA else None
        )
    if which == "every":
        return Every(draw(selections("held")), groups, draw(PERIODS)), None
    if which == "concurrent":
        distinct = draw(st.sampled_from(["", "who"]))
        return Concurrent(
            draw(selections("away")), draw(st.sampled_from([(), by])), draw(limits(MAXIMA)), distinct
        ), None
    if which == "pair":
        return Concurrent(draw(selections("away")), pair=("who", "mate")), None
    if which == "follows":
        within = draw(st.one_of(st.none(), st.just(SAME_DAY), PERIODS))
        due = "by" if within is None and draw(st.booleans()) else ""
        return Follows(draw(selections("held")), draw(selections("done")), groups, within, due), None
    minutes = Parameter("minutes", "within", Period(20, Unit.MINUTES), "period")
    return Follows(draw(selections("asked")), draw(selections("told")), groups, minutes), None


@st.composite
def rules(draw: st.DrawFn) -> HistoryRule:
    """A norm about a history."""
    pattern, roster = draw(patterns())
    words = Text("某事", "something")
    force = draw(st.sampled_from(list(Force)))
    norm = Norm("linhe.1.norm", (Citation("规则", Cite(1)),), force, Form.REQUIRE, NormKind.DUTY, words)
    return HistoryRule(norm, pattern, roster)


@st.composite
def events(draw: st.DrawFn, number: int) -> Event:
    """An event under an id of its own."""
    kind = draw(st.sampled_from(KINDS))
    on = draw(days)
    moment = datetime.combine(on, draw(st.sampled_from([time(0), time(9, 10), time(9, 30), time(23, 50)])))
    lasts = draw(st.one_of(st.none(), st.integers(0, 45)))
    names = {"who": draw(st.sampled_from(NAMES))}
    mate = draw(st.sampled_from(["", *NAMES]))
    fields = {}
    if (flag := draw(st.sampled_from([True, True, False, None]))) is not None:
        fields["flag"] = flag
    if (by := draw(st.one_of(st.none(), days))) is not None:
        fields["by"] = by
    return Event(
        id=f"e{number:02}",
        jurisdiction="linhe",
        kind=kind,
        on=moment if kind in TIMED else on,
        until=on + timedelta(days=lasts) if kind in LASTING and lasts is not None else None,
        names=names | ({"mate": mate} if mate and mate != names["who"] else {}),
        fields=fields,
        seq=number,
    )


@st.composite
def histories(draw: st.DrawFn, most: int = 14, *, voids: bool = True) -> list[Event]:
    """Events in some order of arrival, some of them voided or put right."""
    number = draw(st.integers(0, most))
    found = [draw(events(index)) for index in range(number)]
    for index in draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if voids and number else ():
        if draw(st.booleans()):
            found.append(Event(f"v{index:02}", "linhe", VOIDED, draw(days), voids=f"e{index:02}", seq=len(found)))
        elif draw(st.booleans()):
            changed = draw(events(50 + index))
            found.append(
                Event(
                    **{
                        name: getattr(changed, name)
                        for name in ("id", "jurisdiction", "kind", "on", "until", "names", "fields")
                    },
                    voids=f"e{index:02}",
                    seq=len(found),
                )
            )
    return found
