"""The calendar page of a ledger, in Chromium and by its months."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.history import Event
from rules_engine.ledger.audit import audit
from rules_engine.render.ledger_page.months import months_of
from rules_engine.render.ledger_page.page import calendar_html

CHROMIUM = shutil.which("chromium")
AT = date(2026, 11, 20)
AWAY = {"traveller": "deputy", "leaves_city": True}


def away(identity, leader, on, until):
    """An absence of a deputy."""
    return Event(identity, "huancui", "leave_taken", on, until, {"leader": leader}, AWAY)


@pytest.fixture(scope="module")
def told():
    """What the pack says of four deputies of whom all are away on one day, and of a meeting."""
    engine = Engine.load()
    events = [
        away("a", "王<b>明", date(2026, 10, 28), date(2026, 11, 5)),
        away("b", "李红", date(2026, 11, 3), date(2026, 11, 8)),
        away("c", "赵刚", date(2026, 11, 5), date(2026, 11, 12)),
        away("d", "孙伟", date(2026, 11, 5), None),
        Event(
            "m", "huancui", "meeting_held", date(2026, 11, 19), None, {"meeting_ref": "甲"}, {"meeting": "executive"}
        ),
    ]
    pack = engine.pack("huancui")
    return audit(pack, engine.vocabulary, events, AT, since=date(2026, 11, 1)), pack, engine.vocabulary


def test_months_show_who_is_away_and_what_is_due(told):
    """A bar ends with its month and goes on in the next; the day of four absences is marked, the next one is not."""
    found, pack, _ = told
    months = {month.first: month for month in months_of(found, pack.history)}
    october, november, december = (months[date(2026, number, 1)] for number in (10, 11, 12))
    assert [(row.name, [(bar.first, bar.last) for bar in row.bars]) for row in october.rows] == [
        ("王<b>明", [(28, 31)])
    ]
    assert {row.name: [(bar.first, bar.last, bar.before, bar.after) for bar in row.bars] for row in november.rows} == {
        "王<b>明": [(1, 5, True, False)],
        "李红": [(3, 8, False, False)],
        "赵刚": [(5, 12, False, False)],
        "孙伟": [(5, 20, False, True)],
    }
    assert [day.day.day for day in november.days if day.broken] == [5]
    assert [day.day.day for day in december.days if day.due] == [3]
    assert next(iter(months)) == date(2026, 9, 1)
    assert len(months) == 6


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_shown_without_a_network(told, lang, tmp_path):
    """Nothing is asked for and nothing complained of; names are escaped; on a narrow screen the page itself fits."""
    from playwright import sync_api

    audited, pack, vocabulary = told
    path = tmp_path / "ledger.html"
    path.write_text(calendar_html([(audited, pack)], vocabulary, lang), encoding="utf-8")
    asked, complaints = [], []
    with sync_api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.as_uri())
        names = [one.inner_text() for one in page.locator(".month.now .who").all()]
        width = page.evaluate("document.documentElement.scrollWidth")
        due = page.locator(".due li").count()
        browser.close()
    assert sorted(names) == sorted(["", "孙伟", "李红", "王<b>明", "赵刚"])
    assert (width <= 390, due, complaints) == (True, 1, [])
    assert [url for url in asked if not url.startswith("file:")] == []
