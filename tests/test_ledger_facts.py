"""Facts of a proposed act from a ledger: counts with the act itself, who else is away, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.decision import Verdict
from rules_engine.history import Event, Term
from rules_engine.ledger.facts import Act, filled, with_filled

ENGINE = Engine.load()
SINCE = date(2026, 1, 1)


def conference(name: str, day: date, department: str = "区财政局", **more) -> Event:
    fields = {"issued_as": "department", "district_wide": True} | more
    return Event(name, "funing", "conference_held", day, names={"department": department}, fields=fields)


def leave(name: str, leader: str, first: date, last: date | None, partner: str = "", role: str = "deputy") -> Event:
    names = {"leader": leader} | ({"partner": partner} if partner else {})
    fields = {"traveller": role, "leaves_city": True}
    return Event(name, "huancui", "leave_taken", first, last, names, fields)


def trip(name: str, day: date, leader: str = "甲") -> Event:
    return Event(name, "hongshan", "trip_abroad", day, names={"leader": leader}, fields={"traveller": "head"})


def call(**facts):
    known = {"issued_as": "department", "district_wide": True, "meeting_on": date(2026, 11, 20)} | facts
    return ENGINE.case({"jurisdiction": "funing", "action": "conference.call", "date": "2026-11-01", "facts": known})


def ask(case, act, events, since=SINCE, terms=()):
    return {one.fact: one for one in filled(case, act, events, ENGINE.vocabulary, since=since, terms=terms)}


def test_the_act_itself_counts():
    """Of a department that held one, the conference that it calls is the second of the year, and is denied."""
    events = [conference("a", date(2026, 3, 2)), conference("b", date(2026, 3, 2), "区教育局")]
    found = ask(call(), Act({"department": "区财政局"}), events)
    assert (found["held_this_year"].value, found["held_this_year"].events) == (2, ("a",))
    assert ENGINE.decide(with_filled(call(), found.values())).verdict is Verdict.DENY
    first = ask(call(), Act({"department": "区民政局"}), events)["held_this_year"]
    assert (first.value, first.events) == (1, ())


def test_the_year_is_that_of_the_meeting_and_not_of_the_call():
    """A conference called in December for January is counted in the new year."""
    events = [conference("a", date(2026, 3, 2))]
    found = ask(call(meeting_on=date(2027, 1, 5)), Act({"department": "区财政局"}), events)
    assert found["held_this_year"].value == 1


def test_an_act_that_is_recorded_already_counts_once():
    """The act's own event is left out by its id."""
    events = [conference("a", date(2026, 11, 20))]
    assert ask(call(), Act({"department": "区财政局"}, event="a"), events)["held_this_year"].value == 1


def test_a_fact_that_the_case_gives_is_not_filled():
    """What the user says stands."""
    assert ask(call(held_this_year=1), Act({"department": "区财政局"}), [conference("a", date(2026, 3, 2))]) == {}


def test_what_is_not_known_is_not_filled():
    """No name, no day, a record that begins too late, or an event of unknown kind: no value, and why."""
    events = [conference("a", date(2026, 3, 2)), conference("b", date(2026, 4, 2), district_wide=None)]
    events[1].fields.pop("district_wide")
    nobody = ask(call(), Act(), events)["held_this_year"]
    assert (nobody.value, nobody.needs) == (None, ("department",))
    unsure = ask(call(), Act({"department": "区财政局"}), events)["held_this_year"]
    assert (unsure.value, unsure.floor, unsure.missing) == (None, 2, (("b", "district_wide"),))
    late = ask(call(), Act({"department": "区财政局"}), events[:1], since=date(2026, 2, 1))["held_this_year"]
    assert (late.value, late.floor, late.unknown_because) == (None, 2, ("ledger:2026-02-01",))


def test_trips_are_counted_by_year_by_two_years_and_by_term():
    """Each period ends with the one that the act falls in; a term that is not dated gives no number."""
    case = ENGINE.case({"jurisdiction": "hongshan", "action": "abroad.travel", "date": "2026-05-01", "facts": {}})
    events = [
        trip("a", date(2024, 5, 1)),
        trip("b", date(2025, 5, 1)),
        trip("c", date(2026, 2, 1)),
        trip("d", date(2026, 6, 1)),
    ]
    found = ask(case, Act({"leader": "甲"}), events, date(2021, 1, 1), [Term(date(2022, 1, 10))])
    assert {name: one.value for name, one in found.items()} == {
        "trips_this_year": 2,
        "trips_two_years": 3,
        "trips_this_term": 4,
    }
    undated = ask(case, Act({"leader": "甲"}), events, date(2021, 1, 1))["trips_this_term"]
    assert (undated.value, undated.unknown_because) == (None, ("term",))


def travel(day: str = "2026-11-05"):
    return ENGINE.case(
        {"jurisdiction": "huancui", "action": "leave.take", "facts": {"traveller": "deputy", "leaves_on": day}}
    )


def test_the_most_that_are_away_on_a_day_of_the_act():
    """Each leader counts once, who acts counts, and both end days count."""
    events = [
        leave("a", "甲", date(2026, 11, 1), date(2026, 11, 5)),
        leave("b", "甲", date(2026, 11, 4), date(2026, 11, 5)),
        leave("c", "乙", date(2026, 11, 7), date(2026, 11, 9)),
        leave("d", "丙", date(2026, 11, 7), None),
        leave("e", "丁", date(2026, 11, 5), date(2026, 11, 5), role="office_director"),
    ]
    act = Act({"leader": "戊", "partner": "己"})
    assert ask(travel(), act, events)["leaders_away"].value == 2
    whole = ask(travel(), Act(act.names, date(2026, 11, 8)), events)["leaders_away"]
    assert (whole.value, whole.events) == (3, ("c", "d"))


@pytest.mark.parametrize(
    ("names", "value"), [({"leader": "甲"}, True), ({"leader": "乙"}, False), ({"leader": "丙"}, None)]
)
def test_whether_the_partner_is_away(names, value):
    """Who is paired with whom is what the ledger says anywhere, or what the act is given with."""
    events = [
        leave("a", "乙", date(2026, 11, 5), date(2026, 11, 7), partner="甲"),
        leave("b", "甲", date(2026, 1, 5), date(2026, 1, 7)),
    ]
    found = ask(travel(), Act(names), events)["partner_away"]
    assert found.value is value
    assert found.needs == (("partner",) if value is None else ())
    assert ask(travel(), Act({"leader": "丙", "partner": "乙"}), events)["partner_away"].value is True
