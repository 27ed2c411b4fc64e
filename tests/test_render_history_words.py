"""Norms about a history in words: one sentence for each pattern, in both languages."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from rules_engine import Engine
from rules_engine.cli import app
from rules_engine.render.history_words import HistoryWords

ENGINE = Engine.load()


def sentence(jurisdiction, slug, lang):
    """What a norm says."""
    pack = ENGINE.pack(jurisdiction)
    rule = next(rule for rule in pack.history if rule.norm.slug == slug)
    return HistoryWords(ENGINE.vocabulary, lang, pack).history(rule)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (
            ("lulong", "conference-yearly-limit"),
            "按部门分别计，每个自然年“全区性会议召开”（限于“部门召开的全县性会议”）不超过1次。",
            (
                "For each department, “conference held” (if “a county-wide conference of a department”) at most 1 time"
                " in each calendar year."
            ),
        ),
        (
            ("huancui", "executive-every-two-weeks"),
            "一般至少每2周有一次“会议召开”（限于会议类型是常务会议）。",
            "“meeting held” (if kind of meeting is “executive meeting”) generally at least once every 2 weeks.",
        ),
        (
            ("lulong", "minutes-comments-in-time"),
            "“会议纪要征求意见”之后，须在2日内有同一会议名称、单位的“会议纪要意见反馈”。",
            (
                "“comments on minutes asked for” is followed within 2 days by “comments on minutes given” of the same"
                " meeting and unit."
            ),
        ),
        (
            ("funing", "forwarded-same-day"),
            "“领导批示公文”之后，须在当日有同一公文的“批示件转办”。",
            (
                "“paper instructed by a leader” is followed on the same day by “instructed paper forwarded” of the same"
                " paper."
            ),
        ),
        (
            ("hongshan", "emergency-reported-after"),
            "“紧急临机处置”之后，须及时有同一事项的“临机处置向常务会议报告”。",
            (
                "“emergency decided without a meeting” is followed promptly by “emergency decision reported to the"
                " executive meeting” of the same matter."
            ),
        ),
    ],
)
def test_a_pattern_is_a_sentence(place, zh, en):
    """The group, the period, the events with their condition, the force and the limit."""
    assert sentence(*place, "zh") == zh
    assert sentence(*place, "en") == en


def test_periods_months_and_those_who_are_counted_once_are_told():
    """Two calendar years in a row, months of thirty days, leaders who count once, and two of a pair."""
    assert "相连的2个自然年" in sentence("hongshan", "leader-visits-two-years", "zh")
    assert "累计不少于2个月（每月按30日计，同日不重复）" in sentence("huancui", "research-two-months", "zh")
    assert sentence("huancui", "leaders-away-limit", "zh").startswith("按姓名计，同一日有“离岗外出”")
    assert sentence("huancui", "partners-not-both-away", "en").startswith("Two who are AB partners in principle do not")


def test_show_lists_norms_about_a_history():
    """With an article, with a rule that is the same norm, and by themselves."""
    for part, count in (("75.1", 2), ("leaders-away-limit", 1)):
        shown = CliRunner().invoke(app, ["show", "huancui", part, "--lang", "zh"])
        assert f"须看多次事件的规则（{count}）" in shown.stdout
    alone = CliRunner().invoke(app, ["show", "huancui", "research-two-months", "--lang", "zh"])
    assert "对象      整个期间都有“任职”" in alone.stdout
    data = CliRunner().invoke(app, ["show", "huancui", "86.1", "--format", "json"])
    assert '"pattern": "total"' in data.stdout


def test_vocabulary_lists_the_kinds_of_events():
    """Each with its names and facts; the word is Chinese or English."""
    for word in ("events", "事件"):
        shown = CliRunner().invoke(app, ["vocabulary", word, "--lang", "zh"])
        assert "离岗外出  leave_taken\n  有起止日：on、until\n" in shown.stdout
        assert "  names.partner: AB角（可不写）\n" in shown.stdout
    data = CliRunner().invoke(app, ["vocabulary", "events", "--format", "json"])
    assert '"event": "leave_taken"' in data.stdout
