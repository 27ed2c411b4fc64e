"""The calendar page of a ledger, in Chromium and by its months."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from rules_engine import Engine
from rules_engine.history import Event
from rules_engine.ledger.audit import audit
from rules_engine.render.ledger import HistoryWords
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
    assert list(months) == [october.first, november.first, december.first]


def test_only_months_with_something_in_them_are_shown(told):
    """That of the question is, though; what was too much or is due has its month, however far off."""
    _, pack, vocabulary = told
    at = date(2027, 1, 8)
    long_ago = [away(f"a{number}", f"某{number}", date(2026, 3, 31), date(2026, 4, 1)) for number in range(4)]
    one = away("b", "李红", date(2026, 6, 1), date(2026, 6, 2))
    office = Event("o", "huancui", "in_office", date(2022, 1, 1), None, {"leader": "王明"}, {"person": "head"})
    found = audit(pack, vocabulary, [*long_ago, one, office], at, since=date(2027, 1, 1))
    shown = {month.first: month for month in months_of(found, pack.history)}
    assert list(shown) == [date(2026, 3, 1), date(2026, 4, 1), date(2027, 1, 1), date(2027, 12, 1)]
    assert [day.day.day for day in shown[date(2026, 4, 1)].days if day.broken] == [1]
    assert [day.day.day for day in shown[date(2027, 12, 1)].days if day.due] == [31]


def test_bars_are_told_in_words_for_where_they_are_narrow(told):
    """Their days in the month: one, some, up to one, from one on, and all of it."""
    _, pack, vocabulary = told
    spans = [(date(2026, 9, 7), date(2026, 9, 7)), (date(2026, 9, 9), date(2026, 9, 10))]
    spans += [(date(2026, 9, 20), date(2026, 11, 5)), (date(2026, 11, 18), None)]
    events = [away(str(number), "李红", *span) for number, span in enumerate(spans)]
    page = calendar_html([(audit(pack, vocabulary, events, AT), pack)], vocabulary, "en")
    told_days = re.findall(r'<span class="who">李红 <small>(.*?)</small>', page)
    assert told_days == [
        "leave or absence 7; leave or absence 9–10; leave or absence from 20",
        "leave or absence all month",
        "leave or absence to 5; leave or absence from 18",
    ]
    zh = calendar_html([(audit(pack, vocabulary, events, AT), pack)], vocabulary, "zh")
    assert "离岗外出 7日；离岗外出 9日至10日；离岗外出 20日起" in zh
    assert "离岗外出 整月" in zh
    assert "离岗外出 至5日；离岗外出 18日起" in zh


def test_each_kind_has_a_colour_of_its_own_and_a_place_in_the_legend(told):
    """Research is no absence; what is not shown is not explained."""
    _, pack, vocabulary = told
    research = Event(
        "r", "huancui", "field_research", AT, AT, {"leader": "李红", "place": "张村镇"}, {"visitor": "deputy"}
    )
    page = calendar_html([(audit(pack, vocabulary, [research], AT), pack)], vocabulary, "zh")
    (colour,) = re.findall(r'<li><i class="mark (kind\d)"></i>基层调研</li>', page)
    assert f'class="bar {colour}"' in page
    assert "离岗外出</li>" not in page
    assert "同时外出超限" not in page
    assert "基层调研（李红，地点：张村镇）" in page


def test_an_event_names_whom_it_is_about_first(told):
    """In the vocabulary's order, whatever that of the ledger; what may be left out has its label."""
    _, pack, vocabulary = told
    names = {"conference": "全区教育工作会议", "department": "教育和体育局"}
    fields = {"issued_as": "department", "district_wide": True}
    held = Event("c", "huancui", "conference_held", AT, None, names, fields)
    words = HistoryWords(pack, vocabulary, "zh")
    assert words.event(held) == "2026年11月20日 全区性会议召开（教育和体育局，会议名称：全区教育工作会议） [c]"


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
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = started.chromium.launch(executable_path=CHROMIUM, args=options, timeout=600_000)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.set_default_timeout(600_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.as_uri())
        names = [one.inner_text() for one in page.locator(".month.now .who:not(.none)").all()]
        width = page.evaluate("document.documentElement.scrollWidth")
        # Nothing of a month is beyond its edge.
        hidden = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.month')].map(m => m.scrollWidth - m.clientWidth))"
        )
        due = page.locator(".due li").count()
        browser.close()
    assert sorted(name.split(" ")[0] for name in names) == sorted(["孙伟", "李红", "王<b>明", "赵刚"])
    assert all(len(name.split(" ")) > 1 for name in names)  # its days in words
    assert (width <= 390, hidden, due, complaints) == (True, 0, 1, [])
    assert [url for url in asked if not url.startswith("file:")] == []
