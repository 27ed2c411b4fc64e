"""Duties in words: condition, day and state, and what is lacking where one of them is unknown."""

from __future__ import annotations

import pytest
from small_pack import PACK, VOCABULARY, rule, write

from rules_engine import Engine
from rules_engine.render.decision import decision_page
from rules_engine.render.duty import DutyWords

LINES = {"action": "paper.sign", "arises_from": "meeting.hold", "kind": "duty"}


def body(due="due: after(held_on, issue)", by="by: {zh: 办公室, en: the office}"):
    """The body of a duty to send a paper."""
    return "\n    ".join(
        part for part in ("duty:", "act: {zh: 发文, en: send it}", by, due, "done: minutes_on") if part
    )


@pytest.fixture
def told(tmp_path):
    """The parts of the notice of one duty, by label."""

    def parts(facts, text=None, lang="en", *, date="2026-11-20", limit="3 days", changed=None, **options):
        only = rule(text or body(), **{**LINES, **options.pop("lines", {})})
        parameters = PACK["parameters.yaml"].replace("within: 3 days", f"within: {limit}")
        engine = Engine.load(write(tmp_path, only=only, parameters=parameters, **(changed or {})))
        decision = engine.check("linhe", "meeting.hold", facts, date=date, **options)
        words = DutyWords(decision, engine.pack("linhe"), engine.vocabulary, lang)
        (notice,) = words.arising()
        return {"what": words.obligation(notice), **{label: text for label, text, _ in words.duty_parts(notice)}}

    return parts


def test_a_duty_is_told_with_all_that_a_reader_needs(told):
    """Who, what, the article, the day and how it is counted, the state, the rule; nothing else where all is known."""
    assert told({}) == {
        "what": "send it (by the office)",
        "article": "Article 2, paragraph 1 (must; duty)",
        "where": "",
        "due": "2026-11-23 (within 3 days after date of the meeting)",
        "state": "still to be done",
        "ask for": "",
        "rule": "linhe.2.only",
    }
    assert told({}, lang="zh") == {
        "what": "办公室：发文",
        "条款": "第二条第一款（强制·义务）",
        "条件": "",
        "期限": "2026年11月23日（召开日期后3日内）",
        "状态": "待履行",
        "待补": "",
        "规则": "linhe.2.only",
    }


def test_a_duty_of_nobody_named_has_no_colon(told):
    """Where the article does not say who, the screen does not either."""
    assert told({}, body(by=""), "zh")["what"] == "发文"


@pytest.mark.parametrize(
    ("facts", "as_of", "zh", "en"),
    [
        ({}, "2026-11-23", "待履行", "still to be done"),
        ({}, "2026-11-24", "期限已过，未写明是否履行", "its day has passed; not said whether it was done"),
        ({"minutes_on": "2026-11-22"}, "2026-11-24", "已履行（2026年11月22日）", "done (2026-11-22)"),
        ({"minutes_on": "2026-11-24"}, "2026-11-24", "逾期履行（2026年11月24日）", "done too late (2026-11-24)"),
        ({"minutes_on": "尚未"}, "2026-11-24", "已逾期", "overdue"),
    ],
)
def test_the_state_says_when_it_was_done(told, facts, as_of, zh, en):
    """A duty that was done too late is not told as if nothing had been done."""
    assert told(facts, lang="zh", as_of=as_of)["状态"] == zh
    assert told(facts, as_of=as_of)["state"] == en


def test_a_duty_without_a_day_is_to_be_done_promptly(told):
    """The screen says that the article sets none."""
    assert told({}, body(due=""), "zh")["期限"] == "条款未定具体日期，宜及时履行"
    assert told({}, body(due=""))["due"] == "the article sets no day: to be done promptly"


def test_a_day_that_is_itself_a_fact_is_the_last_one(told):
    """No period is counted there."""
    assert told({}, body(due="due: held_on"), "zh")["期限"] == "2026年11月20日（不迟于召开日期）"
    assert told({}, body(due="due: held_on"))["due"] == "2026-11-20 (no later than the date of the meeting)"


def test_a_day_that_cannot_be_counted_says_why(told):
    """A fact is missing, a calendar is not published, or the day from which it runs has not come."""
    missing = told({"held_on": "未知"}, lang="zh")
    assert (missing["期限"], missing["状态"]) == ("召开日期后3日内；召开日期未知，尚不能推算", "期限尚不能推算")
    assert missing["待补"] == "召开日期"
    year = told({}, date="2199-11-20", limit="3 working_days")
    assert year["due"] == (
        "within 3 working days after date of the meeting; the working days of 2199 are not published yet"
    )
    assert (year["state"], year["ask for"]) == ("not known yet by when", "")
    begins = told({"held_on": "尚未"}, lang="zh", date=None)
    assert (begins["期限"], begins["状态"]) == ("召开日期后3日内；起算之日尚未到来", "待履行")


def test_a_condition_that_the_act_can_tell_is_asked_for(told):
    """Only what is open of the condition is shown."""
    lines = {"when": "chair == head and urgent"}
    found = told({"chair": "head", "urgent": "未知"}, lines=lines)
    assert (found["where"], found["ask for"]) == ("“emergency”", "emergency")
    assert found["state"] == "not known yet whether it applies"


def test_a_condition_that_only_a_later_act_tells_is_a_proviso(told):
    """The duty is not left as unknown: it is to be done where that is so, and the screen names the act that tells."""
    changed = {
        "facts": VOCABULARY["facts.yaml"].replace(
            "constraints:", "signed: {type: flag, zh: 须签发, en: to be signed}\nconstraints:"
        ),
        "actions": VOCABULARY["actions.yaml"].replace(
            "facts: [chair, urgent,", "facts: [chair, meeting, signed, urgent,"
        ),
    }
    lines = {"when": "meeting == executive and signed"}
    zh, en = (told({"meeting": "executive"}, lang=lang, lines=lines, changed=changed) for lang in ("zh", "en"))
    assert (zh["条件"], zh["待补"]) == ("“须签发”", "")
    assert zh["状态"] == "条件具备的须履行；是否具备，于“签发公文”时确定"
    assert (en["where"], en["state"]) == ("“to be signed”", "to be done where that is so; told at “sign a paper”")


def test_a_duty_told_among_the_findings_is_not_told_again(tmp_path):
    """Where an act gives rise to a duty and discharges it, too, the screen has it once."""
    only = rule(body(), **{**LINES, "action": "meeting.hold", "arises_from": "meeting.hold"})
    engine = Engine.load(write(tmp_path, only=only))
    decision = engine.check("linhe", "meeting.hold", {}, date="2026-11-20")
    page = decision_page(decision, engine.pack("linhe"), engine.vocabulary, "en").plain()
    assert len(decision.duties) == 1
    assert page.count("linhe.2.only") == 1
    assert "Duties that arise from the act" not in page
