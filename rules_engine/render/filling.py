"""What a ledger gave to a case, on a page and as data."""

from __future__ import annotations

from rules_engine.checked import Pack, Vocabulary
from rules_engine.ledger.facts import Filled
from rules_engine.ledger.filling import Filling
from rules_engine.literal import date_text
from rules_engine.render import amounts
from rules_engine.render.data import Data
from rules_engine.render.ledger import HistoryWords
from rules_engine.render.ledger_data import event_data
from rules_engine.render.page import Page
from rules_engine.text import Lang


def filling_page(filling: Filling, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The facts that were taken from a ledger, each with its events; and why others were not."""
    words, page = HistoryWords(pack, vocabulary, lang), Page()
    page.add(
        (words.say("由台账补入的事实（均含本次行为）", "Facts from the ledger (each counts the act itself)"), "title")
    )
    if filling.since:
        since = amounts.moment(filling.since, lang)
        page.add((words.say(f"台账自{since}起完整", f"the ledger is complete from {since}"), "quiet"), indent=2)
    if not filling.found:
        page.add(
            words.say("此行为没有须由台账补入的事实", "no fact of this act is to be taken from a ledger"), indent=2
        )
    for one in filling.found:
        value = words.value(vocabulary.facts[one.fact].type, one.value)
        page.add(words.fact(one.fact), words.say("：", ": "), (value, "strong"), indent=2, hang=4)
        for label, text in _why(one, filling, words):
            page.field(label, text, indent=4, width=8 if lang == "zh" else 10)
    return page


def _why(one: Filled, filling: Filling, words: HistoryWords) -> list[tuple[str, str]]:
    """What a fact rests on, or what it lacks, each under its label."""
    say, events = words.say, dict(filling.events)
    fill = next(fill for fill in words.vocabulary.fills if fill.fact == one.fact)
    names = words.vocabulary.events[fill.events.kind].names
    needs = say("、", ", ").join(
        f"{name}{say('（', ' (')}{names[name].pick(words.lang)}{say('）', ')')}" for name in one.needs
    )
    asked = (f"{event} {words.fact(fact)}".strip() for event, fact in one.missing)
    return [
        (say("事件", "events"), words.listed_events(one.events, events)),
        (say("至少", "at least"), "" if one.floor is None else str(one.floor)),
        (say("须写", "write"), say(f"names 中的{needs}", f"in `names`: {needs}") if needs else ""),
        (say("待补", "ask for"), say("；", "; ").join(asked)),
        (say("未知", "unknown"), say("；", "; ").join(map(words.reason, one.unknown_because))),
    ]


def filling_data(filling: Filling, vocabulary: Vocabulary) -> Data:
    """The same as data."""
    return {
        "since": date_text(filling.since) if filling.since else None,
        "filled": [
            {
                "fact": one.fact,
                "value": one.value,
                "floor": one.floor,
                "events": list(one.events),
                "needs": list(one.needs),
                "missing": [{"event": event, "fact": fact} for event, fact in one.missing],
                "unknown_because": list(one.unknown_because),
            }
            for one in filling.found
        ],
        "events": {one: event_data(event, vocabulary) for one, event in filling.events.items()},
    }
