"""Lists: the packs at hand, the vocabulary's actions, the facts of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rules_engine.checked import ActionDef, FactDef, Pack, Vocabulary
from rules_engine.history import EventDef
from rules_engine.literal import date_text
from rules_engine.render.naming import Naming
from rules_engine.render.page import Page
from rules_engine.text import Lang
from rules_engine.value import Kind


def packs_page(packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang) -> Page:
    """The packs, two lines each: figures, then the document and the beginning of the digest."""
    if not packs:
        return Page()
    say = Naming(vocabulary, lang).say
    figures = Page()
    head = (say("辖区", "pack"), say("名称", "name"), say("施行", "in force"))
    rows = [(*head, say("条文", "articles"), say("规则", "rules"), say("版本", "version"))]
    for pack in packs:
        start = pack.document.in_force_from
        counts = (str(len(pack.articles)), str(len(pack.rules)))
        rows.append(
            (pack.jurisdiction, pack.name.pick(lang), date_text(start) if start else "–", *counts, pack.version)
        )
    figures.table(rows, styles=("strong",))
    page = Page(figures.lines[:1])
    for line, pack in zip(figures.lines[1:], packs, strict=True):
        page.lines.append(line)
        page.add((f"《{pack.document.title}》 {pack.digest[:19]}…", "quiet"), indent=2)
    return page


def packs_data(packs: Sequence[Pack]) -> list[dict[str, Any]]:
    """The packs as data."""
    return [
        {
            "jurisdiction": pack.jurisdiction,
            "name": {"zh": pack.name.zh, "en": pack.name.en},
            "document": pack.document.title,
            "in_force": {
                "from": date_text(pack.document.in_force_from) if pack.document.in_force_from else None,
                "to": date_text(pack.document.in_force_to) if pack.document.in_force_to else None,
            },
            "articles": len(pack.articles),
            "rules": len(pack.rules),
            "version": pack.version,
            "digest": pack.digest,
        }
        for pack in packs
    ]


def actions_page(vocabulary: Vocabulary, lang: Lang) -> Page:
    """The actions, a line each."""
    naming = Naming(vocabulary, lang)
    page = Page()
    rows = []
    for action in vocabulary.actions.values():
        aliases = naming.say("、", ", ").join(action.label.aliases)
        others = naming.say(f"，又称{aliases}", f"; also {aliases}") if aliases else ""
        count = naming.say(f"{len(action.facts)} 项事实", f"{len(action.facts)} facts")
        rows.append((action.label.text.pick(lang), action.label.id, count + others))
    page.table(rows, styles=("strong", "label", "quiet"))
    return page


def actions_data(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The actions as data."""
    return [
        {
            "action": action.label.id,
            **_label(action.label),
            "facts": list(action.facts),
            "dated_by": action.dated_by or None,
        }
        for action in vocabulary.actions.values()
    ]


def action_page(action: ActionDef, vocabulary: Vocabulary, lang: Lang) -> Page:
    """One action: its facts, how each is written, which are presumed and which the user can change."""
    naming = Naming(vocabulary, lang)
    say = naming.say
    page = Page()
    page.add((action.label.text.pick(lang), "title"), f"  {action.label.id}")
    if action.dated_by:
        day = naming.fact(action.dated_by)
        page.add(say(f"行为日期即：{day}", f"the date of the act is: {day}"), indent=2)
    page.blank()
    for name in action.facts:
        fact = vocabulary.facts[name]
        page.add((naming.fact(name), "strong"), (f"  {name}", "label"), indent=2, hang=4)
        page.add(naming.accepted(fact.type), indent=4)
        for remark in _remarks(fact, naming):
            page.add((remark, "quiet"), indent=4)
    return page


def action_data(action: ActionDef, vocabulary: Vocabulary) -> dict[str, Any]:
    """One action and its facts as data."""
    facts = [vocabulary.facts[name] for name in action.facts]
    return {
        "action": action.label.id,
        **_label(action.label),
        "dated_by": action.dated_by or None,
        "facts": [
            {
                "fact": fact.label.id,
                **_label(fact.label),
                "type": str(fact.type),
                "values": _values(fact, vocabulary),
                "presumed": False if fact.presumed else None,
                "controllable": fact.controllable,
            }
            for fact in facts
        ],
    }


def events_page(vocabulary: Vocabulary, lang: Lang) -> Page:
    """The kinds of events that a ledger holds, with their names and facts."""
    naming = Naming(vocabulary, lang)
    say, page = naming.say, Page()
    for kind, event in vocabulary.events.items():
        page.add((event.label.text.pick(lang), "strong"), (f"  {kind}", "label"), indent=0, hang=2)
        for remark in _about(event, naming):
            page.add((remark, "quiet"), indent=2, hang=4)
        for name, label in event.names.items():
            optional = say("（可不写）", " (may be left out)") if name in event.optional else ""
            page.add(f"names.{name}: {label.pick(lang)}{optional}", indent=2, hang=4)
        for name in event.fields:
            accepted = naming.accepted(vocabulary.facts[name].type)
            page.add(
                f"fields.{name}: {naming.fact(name)}",
                (say(f"（{accepted}）", f" ({accepted})"), "quiet"),
                indent=2,
                hang=4,
            )
    return page


def events_data(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The kinds of events as data."""
    return [
        {
            "event": kind,
            **_label(event.label),
            "lasting": event.lasting,
            "timed": event.timed,
            "standing": event.standing,
            "names": {
                name: {"zh": label.zh, "en": label.en, "optional": name in event.optional}
                for name, label in event.names.items()
            },
            "fields": list(event.fields),
        }
        for kind, event in vocabulary.events.items()
    ]


def _about(event: EventDef, naming: Naming) -> list[str]:
    say, found = naming.say, []
    if event.lasting:
        found.append(say("有起止日：on、until", "lasts: from `on` to `until`"))
    if event.timed:
        found.append(say("须写到时分", "needs a time of day"))
    if event.label.note:
        found.append(event.label.note.pick(naming.lang))
    if event.label.aliases:
        aliases = say("、", ", ").join(event.label.aliases)
        found.append(say(f"又称：{aliases}", f"also: {aliases}"))
    return found


def _remarks(fact: FactDef, naming: Naming) -> list[str]:
    say, found = naming.say, []
    if fact.label.note:
        found.append(fact.label.note.pick(naming.lang))
    if fact.label.aliases:
        aliases = say("、", ", ").join(fact.label.aliases)
        found.append(say(f"又称：{aliases}", f"also: {aliases}"))
    if fact.presumed:
        found.append(say("不写则推定没有", "presumed absent where it is not given"))
    if fact.controllable:
        found.append(say("行为人可以改变", "the user can change it"))
    return found


def _values(fact: FactDef, vocabulary: Vocabulary) -> list[dict[str, Any]] | None:
    if fact.type.kind not in (Kind.ENUM, Kind.SET):
        return None
    labels = vocabulary.enumerations[fact.type.enumeration].values()
    return [{"value": label.id, **_label(label)} for label in labels]


def _label(label: Any) -> dict[str, Any]:
    return {"zh": label.text.zh, "en": label.text.en, "aliases": list(label.aliases)}
