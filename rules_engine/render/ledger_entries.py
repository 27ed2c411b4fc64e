"""Entries of a ledger as tables, and what came of sending them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rules_engine.checked import Vocabulary
from rules_engine.ledger.form import Entry
from rules_engine.literal import date_text
from rules_engine.render.naming import Naming
from rules_engine.render.page import Page
from rules_engine.text import Lang


def entries_page(
    entries: Sequence[Entry],
    voided: frozenset[tuple[str, str]],
    vocabulary: Vocabulary,
    lang: Lang,
    places: Mapping[str, str] = MappingProxyType({}),
) -> Page:
    """Entries in a table, the ones that are voided marked; `voided` are jurisdictions and ids.

    `places` are the names of jurisdictions, which else stand there by their ids.
    """
    words, page = Naming(vocabulary, lang), Page()
    if not entries:
        page.add(words.say("没有符合条件的事件", "no event matches"))
        return page
    head = words.say("编号 辖区 事件 日期 内容", "id jurisdiction event day about").split()
    page.table([head, *(_row(entry, voided, words, places) for entry in entries)], styles=("label",))
    return page


def _row(entry: Entry, voided: frozenset[tuple[str, str]], words: Naming, places: Mapping[str, str]) -> tuple[str, ...]:
    event = entry.event
    definition = words.vocabulary.events.get(event.kind)
    until = f" — {date_text(event.until)}" if event.until else " —" if definition and definition.lasting else ""
    known = definition.names if definition else {}
    names = [
        f"{known[name].pick(words.lang) if name in known else name}{words.say('：', ': ')}{value}"
        for name, value in event.names.items()
    ]
    fields = [
        f"{words.fact(name)}{words.say('：', ': ')}{words.value(words.vocabulary.facts[name].type, value)}"
        for name, value in event.fields.items()
        if name in words.vocabulary.facts
    ]
    marks = [words.say(f"代替 {event.voids}", f"voids {event.voids}")] if event.voids else []
    marks += [words.say("已作废", "voided")] if (event.jurisdiction, event.id) in voided else []
    about = words.say("；", "; ").join([*marks, *names, *fields, *([entry.note] if entry.note else [])])
    label = definition.label.text.pick(words.lang) if definition else event.kind
    place = places.get(event.jurisdiction, event.jurisdiction)
    return event.id, place, label, date_text(event.on) + until, about


def received_page(added: Sequence[str], known: Sequence[str], place: str, lang: Lang) -> Page:
    """What came of sending events: the ids of few, the number of many."""
    page = Page()
    for ids, zh, en in ((added, "记入", "added"), (known, "已有，不重复计", "known already")):
        if ids:
            label = zh if lang == "zh" else en
            text = "、".join(ids) if lang == "zh" else ", ".join(ids)
            count = f"{len(ids)}件" if lang == "zh" else f"{len(ids)} events"
            page.add((f"{label}{'：' if lang == 'zh' else ': '}", "label"), text if len(ids) <= 5 else count, hang=2)
    page.add((f"{'台账：' if lang == 'zh' else 'ledger: '}{place}", "quiet"), hang=2)
    return page
