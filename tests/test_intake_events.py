"""Events from mappings: Chinese and English names, and all that is wrong with one at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rules_engine import CaseError, Engine
from rules_engine.history import Event
from rules_engine.intake.written import plain
from rules_engine.parse import parse_one
from rules_engine.source import Source

READER = Engine.load().event_reader("红桥区")
MEETING = {"id": "a", "kind": "meeting_held", "on": "2026-03-02", "names": {"meeting_ref": "第5次常务会议"}}


def wrong(written):
    """What is wrong with an event, one line each."""
    with pytest.raises(CaseError) as caught:
        READER.event(written)
    return [f"{found.path}: {found.code}: {found.message.en}" for found in caught.value.problems]


def test_in_chinese_problems_name_events_by_their_labels():
    """A clerk who wrote no id is shown none: kinds, names, facts and entries have their Chinese names."""
    written = {**MEETING, "names": {"who": "y"}, "fields": {"chair": "head"}}
    with pytest.raises(CaseError) as caught:
        READER.event(written)
    told = [found.message.zh for found in caught.value.problems]
    assert sorted(told) == [
        "事件 `会议召开` 不记载事实 `召集主持人`",
        "事件 `会议召开` 没有名称项 `who`",
        "事件 `会议召开` 须写明 `会议名称`",
    ]
    mends = [found.help.zh for found in caught.value.problems if found.help]
    assert "可用：会议名称" in mends
    with pytest.raises(CaseError) as caught:
        READER.event({"id": "a"})
    assert {found.message.zh for found in caught.value.problems} == {"事件缺少 `事件`", "事件缺少 `日期`"}


def test_an_event_is_read_under_either_name():
    """Keys, kinds, names, facts and values may be Chinese or English, ids or labels."""
    chinese = {
        "编号": "a",
        "事件": "会议召开",
        "日期": "2026年3月2日",
        "名称": {"会议名称": " 第5次常务会议 "},
        "事实": {"会议类型": "常务会议", "临时召开": "否", "依法需保密": "未知"},
    }
    expected = Event(
        "a",
        "hongqiao",
        "meeting_held",
        date(2026, 3, 2),
        names={"meeting_ref": "第5次常务会议"},
        fields={"meeting": "executive", "extra_meeting": False},
    )
    assert READER.event(chinese) == expected
    assert READER.event(MEETING | {"fields": {"meeting": "executive", "extra_meeting": False}}) == expected


def test_an_interval_a_moment_and_a_correction_are_read():
    """An open end, a time of day in another zone, and what an event takes the place of."""
    leave = {"id": 7, "kind": "离岗外出", "on": "2026-03-02", "until": "", "names": {"姓名": "甲", "partner": None}}
    assert READER.event(leave) == Event("7", "hongqiao", "leave_taken", date(2026, 3, 2), names={"leader": "甲"})
    rung = {
        "id": "b",
        "kind": "check_requested",
        "on": "2026-03-02T01:00Z",
        "names": {"incident": "火情"},
        "voids": "a",
    }
    read = READER.event(rung)
    assert (read.on, read.voids) == (datetime(2026, 3, 2, 9), "a")
    assert READER.event({"id": "v", "kind": "event_voided", "on": "2026-03-02", "voids": "a"}).voids == "a"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"id": None}, [": missing-key: the event lacks `id`"]),
        ({"id": "a" * 201}, ["id: too-long: `id` is longer than 200 characters"]),
        ({"kind": "meeting_hold"}, ["kind: unknown-event: the vocabulary has no event `meeting_hold`"]),
        ({"on": "2026-02-30"}, ["on: wrong-value: `2026-02-30` cannot be the value of `on`"]),
        ({"on": "not_yet"}, ["on: wrong-value: `not_yet` cannot be the value of `on`"]),
        ({"until": "2026-03-03"}, ["until: not-lasting: the event `meeting_held` does not last, so it has no `until`"]),
        ({"names": {}}, ["names: missing-name: the event `meeting_held` must say its `meeting_ref`"]),
        (
            {"names": {"meeting_ref": "x", "who": "y"}},
            ["names.who: unknown-name: the event `meeting_held` has no name `who`"],
        ),
        ({"names": "x"}, ["names: not-names: names are written as keys and names"]),
        (
            {"fields": {"chair": "head"}},
            ["fields.chair: not-of-event: the event `meeting_held` does not tell the fact `chair`"],
        ),
        ({"fields": {"metting": "executive"}}, ["fields.metting: unknown-fact: the vocabulary has no fact `metting`"]),
        ({"fields": {"meeting": "head"}}, ["fields.meeting: unknown-value: `head` is no value of `meeting`"]),
        (
            {"fields": {"meeting": "executive", "会议类型": "常务会议"}},
            ["fields.会议类型: key-twice: `meeting` is given twice"],
        ),
        ({"日期": "2026-03-02"}, ["日期: key-twice: `on` is given twice"]),
        ({"when": "2026-03-02"}, ["when: unknown-key: an event has no entry `when`"]),
        ({"voids": "a"}, ["voids: voids-itself: an event cannot void itself"]),
    ],
)
def test_a_mistake_gets_one_answer_with_its_place(changed, expected):
    """Nothing is guessed; what is wrong is said with the path to it."""
    assert wrong(MEETING | changed) == expected


def test_all_that_is_wrong_is_said_at_once():
    """A moment without a time, an end before the beginning, and a void without its object."""
    assert sorted(wrong({"id": "a", "kind": "check_requested", "on": "2026-03-02", "names": {"x": "y"}})) == [
        "names.x: unknown-name: the event `check_requested` has no name `x`",
        "names: missing-name: the event `check_requested` must say its `incident`",
        "on: needs-time: the event `check_requested` needs a time of day",
    ]
    assert wrong({"id": "v", "kind": "event_voided", "on": "2026-03-02"}) == [": missing-key: the event lacks `voids`"]
    leave = {"id": "l", "kind": "leave_taken", "on": "2026-03-02", "until": "2026-03-01", "names": {"leader": "甲"}}
    assert wrong(leave) == ["until: ends-before: the last day is before the first"]
    assert wrong([]) == [": not-an-event: an event is written as keys and values"]


def test_a_mistake_in_a_file_has_its_line_and_column():
    """Where the event was written is told with the path from the file's root."""
    node = parse_one(Source("e.yaml", "id: a\nkind: meeting_held\non: soon\nnames: {meeting_ref: x}\n"))
    with pytest.raises(CaseError) as caught:
        READER.event(plain(node), node, (3,))
    (found,) = caught.value.problems
    assert (found.path, found.span.place) == ("3.on", "e.yaml:3:5")
