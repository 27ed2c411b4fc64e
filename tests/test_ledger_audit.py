"""What norms say of a ledger is the same, whether its events are looked at one by one or as columns."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.history import OPENED, VOIDED, Event, Standing
from rules_engine.ledger import audit as auditing
from rules_engine.ledger.audit import audits
from rules_engine.ledger.form import Entry
from rules_engine.ledger.place import LedgerPlace
from rules_engine.ledger.store import Ledger

AT = date(2026, 11, 20)
DISTRICTS = ("funing", "huancui")


def conference(name, on, jurisdiction="funing", **parts):
    """A department's conference of the whole district."""
    fields = {"issued_as": "department", "district_wide": True}
    return Event(name, jurisdiction, "conference_held", on, None, {"department": "教育局"}, fields, **parts)


def away(name, leader, on, until, partner=""):
    """A deputy's leave in Huancui."""
    names = {"leader": leader} | ({"partner": partner} if partner else {})
    fields = {"traveller": "deputy", "absence": "leave", "leaves_city": True}
    return Event(name, "huancui", "leave_taken", on, until, names, fields)


EVENTS = [
    Event("opened", "funing", OPENED, date(2026, 1, 1)),
    conference("c1", date(2026, 3, 1)),
    conference("c2", date(2026, 4, 1)),
    conference("c3", date(2026, 5, 1)),
    Event("v", "funing", VOIDED, date(2026, 5, 2), voids="c3"),
    Event("m1", "funing", "meeting_held", date(2026, 6, 1), None, {"meeting_ref": "甲"}, {"meeting": "executive"}),
    Event("m2", "funing", "meeting_held", date(2026, 6, 2), None, {"meeting_ref": "乙"}, {}),
    Event("d1", "funing", "minutes_drafted", date(2026, 6, 1), None, {"meeting_ref": "甲"}),
    Event("d2", "funing", "minutes_drafted", date(2026, 6, 3), None, {"meeting_ref": "乙"}),
    away("a", "王明", date(2026, 10, 1), date(2026, 10, 5), "李红"),
    away("b", "李红", date(2026, 10, 5), None),
    conference("c", date(2026, 3, 1), "huancui"),
    conference("again", date(2026, 3, 2), "huancui", voids="c"),
]


@pytest.fixture(scope="module")
def engine():
    """The shipped packs."""
    return Engine.load()


@pytest.fixture
def ledger(tmp_path):
    """A ledger of two districts."""
    found = Ledger.open(LedgerPlace(path=tmp_path / "ledger.db"), create=True)
    found.add(map(Entry, EVENTS))
    yield found
    found.close()


def asked(engine, ledger, *districts, **options):
    """What the norms of districts say on the day of the question."""
    return audits([engine.pack(name) for name in districts], engine.vocabulary, ledger, AT, **options)


@pytest.mark.parametrize("districts", [DISTRICTS, ("huancui",), ("funing", "lulong")])
def test_columns_say_what_events_say(engine, ledger, monkeypatch, districts):
    """Findings, the events that they name, what lasts and how many there are, of one district and of several."""
    one_by_one = asked(engine, ledger, *districts)
    monkeypatch.setattr(auditing, "MANY", 0)
    assert asked(engine, ledger, *districts) == one_by_one


@pytest.mark.parametrize("many", [0, 10**9])
def test_what_is_broken_is_told_with_its_events(engine, ledger, monkeypatch, many):
    """Two conferences in a year, the voided one left out; partners who were away on the fifth of October."""
    monkeypatch.setattr(auditing, "MANY", many)
    funing, huancui = asked(engine, ledger, *DISTRICTS)
    (conferences,) = (one for one in funing.standing(Standing.VIOLATED) if "conference" in one.norm.id)
    assert (conferences.events, sorted(funing.events)[:2]) == (("c1", "c2"), ["c1", "c2"])
    (partners,) = (one for one in huancui.standing(Standing.DEPARTED) if "partners" in one.norm.id)
    assert (partners.start, partners.end, partners.events) == (date(2026, 10, 5), date(2026, 10, 5), ("a", "b"))
    assert [event.id for event in huancui.lasting] == ["a", "b"]
    assert (funing.since, funing.size, huancui.since, huancui.size) == (date(2026, 1, 1), 9, date(2026, 3, 2), 4)


def test_without_polars_the_answer_is_the_same(engine, ledger, monkeypatch):
    """A ledger of very many events is checked event by event where polars is not installed."""
    monkeypatch.setattr(auditing, "MANY", 0)
    quick = asked(engine, ledger, "funing")
    monkeypatch.setattr(auditing, "find_spec", lambda _name: None)
    monkeypatch.setitem(sys.modules, "polars", None)
    assert asked(engine, ledger, "funing") == quick


def test_what_is_kept_is_there_when_asked(engine, ledger, monkeypatch):
    """However many events there are, what is kept is listed: the meeting whose minutes were drafted the same day."""
    monkeypatch.setattr(auditing, "MANY", 0)
    (funing,) = asked(engine, ledger, "funing", kept=True)
    assert ("m1", "d1") in [one.events for one in funing.standing(Standing.KEPT)]


def test_progress_tells_of_every_event_that_is_read(engine, ledger, monkeypatch):
    """The steps add up to the events of the district, as columns as well."""
    for many in (0, 10**9):
        monkeypatch.setattr(auditing, "MANY", many)
        steps: list[int] = []
        asked(engine, ledger, "funing", progress=steps.append)
        assert sum(steps) == 9
