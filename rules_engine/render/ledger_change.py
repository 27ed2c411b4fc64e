"""What changes while a ledger is watched: one line for a person, one object for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules_engine.history import Event, Standing
from rules_engine.ledger.watching import Change
from rules_engine.literal import date_text
from rules_engine.render import amounts
from rules_engine.render.data import Data
from rules_engine.render.ledger import STYLE, HistoryWords
from rules_engine.render.ledger_data import history_finding_data
from rules_engine.render.page import Page
from rules_engine.text import Text

WORD: Final = {
    Standing.VIOLATED: Text("违反", "violated"),
    Standing.PENDING: Text("待办", "owed"),
    Standing.UNKNOWN: Text("不能确定", "undetermined"),
    Standing.DEPARTED: Text("偏离", "departed from"),
    Standing.KEPT: Text("已做到", "settled"),
}
WITHDRAWN: Final = Text("不再计", "withdrawn")
MOST_EVENTS: Final = 4
"""So many events are shown on a line, the latest ones; JSON has the ids of all."""


def change_page(change: Change, words: HistoryWords, events: Mapping[str, Event], place: str = "") -> Page:
    """A change on one line; `place` is the jurisdiction where it has to be told."""
    page, finding, rule = Page(), change.finding, words.rules[change.finding.norm.id]
    word = (WITHDRAWN if change.withdrawn else WORD[finding.standing]).pick(words.lang)
    fields = [
        words.group(finding, rule),
        words.period(finding, rule),
        _labelled(words, "计数", "counted", words.counted(finding, rule)),
        _labelled(words, "规定", "norm", words.limit(rule)),
        _labelled(words, "尚欠", "owed", words.owed(finding, rule)),
        _labelled(words, "期限", "due", words.due(finding)),
        _labelled(words, "事件", "events", _events(finding.events, words, events)),
        _labelled(words, "待补", "ask for", ", ".join(f"{one} {words.fact(f)}" for one, f in finding.missing)),
        _labelled(words, "未知", "unknown", ", ".join(map(words.reason, finding.unknown_because))),
    ]
    style = "quiet" if change.withdrawn else STYLE[finding.standing]
    head = " ".join(part for part in (amounts.moment(change.day, words.lang), place) if part)
    told = " · ".join([finding.norm.title.pick(words.lang), words.article(finding), *(f for f in fields if f)])
    page.add((f"{head} ", "quiet"), (word, style), f" {told} ", (finding.norm.id, "quiet"), hang=4)
    return page


def change_data(change: Change) -> Data:
    """A change as plain data; `because` is the id of the event that made it so, or null where time did."""
    return {
        "jurisdiction": change.jurisdiction,
        "day": date_text(change.day),
        "because": change.because or None,
        "withdrawn": change.withdrawn,
        "finding": history_finding_data(change.finding),
    }


def _labelled(words: HistoryWords, zh: str, en: str, text: str) -> str:
    return words.say(f"{zh}：{text}", f"{en}: {text}") if text else ""


def _events(ids: tuple[str, ...], words: HistoryWords, events: Mapping[str, Event]) -> str:
    more, shown = len(ids) - MOST_EVENTS, ids[-MOST_EVENTS:]
    first = [words.say(f"另{more}件", f"{more} more")] if more > 0 else []
    return words.say("；", "; ").join([*first, *(words.event(events[one]) if one in events else one for one in shown)])
