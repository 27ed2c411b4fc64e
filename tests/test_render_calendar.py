"""Duties as a calendar: read back as a calendar program reads it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from shown_pack import write_shown
from small_pack import rule, write
from test_render_dossier import DOSSIERS

from rules_engine import Engine
from rules_engine.render.calendar import agenda

GOLDEN = Path(__file__).parent / "golden" / "calendar"
CHAIR = {"meeting": "plenary", "chair": "head"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def check(engine, facts=CHAIR, date="2026-11-20", action="meeting.hold", **entries):
    """The decision of a case."""
    case = {"jurisdiction": "linhe", "action": action, "facts": facts, **({"date": date} if date else {}), **entries}
    return engine.decide(engine.case(case))


def made(engine, *decisions, lang="en"):
    """The calendar of decisions."""
    return agenda(decisions, {"linhe": engine.pack("linhe")}, engine.vocabulary, lang)


def events(engine, *decisions, lang="en"):
    """The events of a calendar, read back, by the last part of their rules' ids."""
    found = Calendar.from_ical(made(engine, *decisions, lang=lang).content).walk("VEVENT")
    return {re.search(r"linhe\.\d+\.([a-z-]+)", str(event["description"]))[1]: event for event in found}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_whole_calendar(engine, lang):
    """The file is as it was read and found right; the digest is left out, and the lines are unfolded."""
    content = made(engine, check(engine, id="第7号"), lang=lang).content.decode()
    text = re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", content.replace("\r\n ", ""))
    assert text.replace("\r\n", "\n") == (GOLDEN / f"case.{lang}.ics").read_text(encoding="utf-8")


def test_lines_are_folded_and_end_as_the_standard_has_it(engine):
    """No line has more than 75 octets, none is cut inside a character, and each ends with CR and LF."""
    content = made(engine, check(engine), lang="zh").content
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() for line in lines)


def test_a_duty_is_an_event_of_its_last_day(engine):
    """A whole day, that takes nobody's time, with a reminder at nine on the day before."""
    event = events(engine, check(engine))["paper-after-meeting"]
    assert event["summary"] == "the government office: sign the paper of the meeting"
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 11, 23), dt.date(2026, 11, 24))
    assert (event["transp"], event["categories"].to_ical()) == ("TRANSPARENT", b"must,duty")
    (alarm,) = event.walk("VALARM")
    assert event["dtstart"].dt - dt.timedelta(days=1) == dt.date(2026, 11, 22)
    assert dt.datetime(2026, 11, 23) + alarm["trigger"].dt == dt.datetime(2026, 11, 22, 9)


def test_an_event_names_its_source(engine):
    """Document, article, force, case, pack and digest, and what the answer is worth."""
    decision = check(engine, id="7")
    text = str(events(engine, decision, lang="zh")["paper-after-meeting"]["description"])
    assert text.splitlines() == [
        "《临河区人民政府工作规则》",
        "条款：第四条第二款（强制·义务）",
        "期限：2026年11月23日（召开日期后3日内）",
        "状态：待履行",
        "规则：linhe.4.paper-after-meeting",
        "行为：召开会议，2026年11月20日，7",
        "规则包 linhe，版本 1",
        decision.frame.pack.digest,
        "以上只说明拟作行为与本工作规则的符合情况；法律、法规、规章及上级规定优先适用，不因此视为合法。",
    ]


def test_the_same_question_gives_the_same_bytes(engine):
    """Nothing in the file tells when it was written."""
    assert made(engine, check(engine)).content == made(engine, check(engine)).content


def identities(engine, **entries):
    """The identities of the events of a case."""
    return {slug: str(event["uid"]) for slug, event in events(engine, check(engine, **entries)).items()}


def test_an_event_stays_the_same_when_the_question_is_asked_again(engine):
    """Imported twice it is replaced: later, in the other language, with a fact more where the case has an id."""
    first = identities(engine, id="7")
    assert identities(engine, id="7", as_of="2026-12-24") == first
    assert identities(engine, id="7", facts={**CHAIR, "noted": "no"}, date="2026-11-21") == first
    chinese = events(engine, check(engine, id="7"), lang="zh").values()
    assert {str(event["uid"]) for event in chinese} == set(first.values())
    assert set(identities(engine, id="8").values()).isdisjoint(first.values())
    assert len(set(first.values())) == 2


def test_a_case_without_an_id_is_known_by_its_day_and_its_facts(engine):
    """But for the fact that tells that the duty is done."""
    first = identities(engine)["minutes-in-time"]
    assert identities(engine, facts={**CHAIR, "minutes_on": "尚未"})["minutes-in-time"] == first
    assert identities(engine, date="2026-11-21")["minutes-in-time"] != first
    assert identities(engine, facts={"meeting": "plenary"})["minutes-in-time"] != first


def test_a_later_question_makes_a_newer_entry(engine):
    """Programs keep the newer of two entries of one identity."""
    early, late = (events(engine, check(engine, as_of=day))["minutes-in-time"] for day in ("2026-11-21", "2026-11-22"))
    assert early["dtstamp"].dt < late["dtstamp"].dt
    assert early["dtstamp"].dt == dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC)


def test_what_is_late_is_written_and_what_is_done_is_not(engine):
    """An overdue duty says so, without a reminder of a day that has passed; done too late is done."""
    late = events(engine, check(engine, as_of="2026-12-01"), lang="zh")["paper-after-meeting"]
    assert str(late["summary"]) == "逾期：政府办公室：签发会议文件"
    assert late.walk("VALARM") == []
    for day in ("2026-11-21", "2026-11-29"):
        done = made(engine, check(engine, {**CHAIR, "minutes_on": day}, as_of="2026-12-01"))
        assert (done.written, done.left) == (0, {})


def test_a_duty_that_may_not_apply_is_tentative(tmp_path):
    """Its day is known, and whether it applies is not."""
    only = rule(
        'duty: {act: {zh: 发文, en: send it}, due: "after(held_on, issue)", done: minutes_on}',
        action="paper.sign",
        arises_from="meeting.hold",
        when="urgent",
    )
    engine = Engine.load(write(tmp_path, only=only, rules="[]\n"))
    (event,) = events(engine, check(engine, {"urgent": "未知"}), lang="zh").values()
    assert (str(event["summary"]), event["status"]) == ("待定：发文", "TENTATIVE")


@pytest.mark.parametrize(
    ("due", "facts", "reason"),
    [
        ("", {}, "undated"),
        ("due: after(held_on, issue)", {"held_on": "未知"}, "open"),
        ("due: after(held_on, issue)", {"held_on": "尚未"}, "not_begun"),
    ],
)
def test_a_duty_without_a_day_is_counted_by_the_reason(tmp_path, due, facts, reason):
    """None is set, none is known, or its time has not begun."""
    body = f"duty:\n    act: {{zh: 发文, en: send it}}\n    {due}\n    done: minutes_on"
    only = rule(body, action="paper.sign", arises_from="meeting.hold")
    engine = Engine.load(write(tmp_path, only=only, rules="[]\n"))
    found = made(engine, check(engine, facts, date=None))
    assert (found.written, found.left) == (0, {reason: 1})
    assert Calendar.from_ical(found.content).walk("VEVENT") == []


def test_a_moment_is_an_hour_of_china_s_time():
    """With the zone described, so that programs elsewhere show it right; the reminder comes a quarter before."""
    engine = Engine.load()
    facts = {"check_requested": "yes", "check_asked_at": "2026-11-20 09:30"}
    decision = engine.check("hongqiao", "emergency.report", facts, date="2026-11-20 09:35")
    made = agenda([decision], {"hongqiao": engine.pack("hongqiao")}, engine.vocabulary, "zh")
    calendar = Calendar.from_ical(made.content)
    (zone,) = calendar.walk("VTIMEZONE")
    first, second = calendar.walk("VEVENT")
    assert (zone["tzid"], first["dtstart"].params["TZID"]) == ("Asia/Shanghai", "Asia/Shanghai")
    assert first["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2026, 11, 20, 1, 50, tzinfo=dt.UTC)
    assert second["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2026, 11, 20, 2, 15, tzinfo=dt.UTC)
    assert [alarm["trigger"].dt for alarm in first.walk("VALARM")] == [dt.timedelta(minutes=-15)]
    assert b"VTIMEZONE" not in agenda([], {}, engine.vocabulary, "zh").content


def test_several_cases_are_one_calendar_without_doubles(engine):
    """A case given twice has its duties once."""
    one, other = check(engine, id="1"), check(engine, id="2")
    assert [made(engine, *asked).written for asked in ([one], [one, other], [one, one])] == [2, 4, 2]


def test_a_dossier_s_duties_are_those_of_the_whole(engine):
    """What another step has done is no entry, though the step from which it arises knows nothing of it."""
    dossier = engine.check_dossier({"jurisdiction": "linhe", **DOSSIERS["settled"]})
    found = events(engine, dossier, lang="zh")
    assert set(found) == {"minutes-in-time"}
    lines = str(found["minutes-in-time"]["description"]).splitlines()
    assert "卷宗：资金安排" in lines
    assert "行为：召开会议，2026年11月20日，会" in lines
