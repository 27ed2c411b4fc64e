"""Ledgers on a page: what norms about a history say, by when what is owed, and the events that made it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import CALENDAR
from rules_engine.history import (
    LEDGER,
    TERM,
    Concurrent,
    Count,
    Event,
    Every,
    Follows,
    HistoryFinding,
    HistoryRule,
    Standing,
    Total,
)
from rules_engine.ledger.audit import Audit
from rules_engine.render import amounts, labels
from rules_engine.render.naming import Naming
from rules_engine.render.page import Page, Style
from rules_engine.text import Lang, Text

TITLE: Final = {
    Standing.VIOLATED: Text("违反的规定", "Violated"),
    Standing.PENDING: Text("待办事项", "Owed"),
    Standing.UNKNOWN: Text("尚不能确定的规定", "Undetermined"),
    Standing.DEPARTED: Text(
        "建议：偏离非强制规定，宜记录理由", "Advice: departures from softer norms, whose reasons should be recorded"
    ),
    Standing.KEPT: Text("已做到的规定", "Kept"),
}
STYLE: Final[dict[Standing, Style]] = {
    Standing.VIOLATED: "bad",
    Standing.PENDING: "open",
    Standing.UNKNOWN: "open",
    Standing.DEPARTED: "open",
    Standing.KEPT: "good",
}
CLOSING: Final = Text(
    "以上只说明台账所记事件与本工作规则的符合情况；台账未记的不在其内，法律、法规、规章及上级规定优先适用。",
    "This tells only how the events of the ledger stand to these work rules; what the ledger has not is not in it, and"
    " the law above them prevails.",
)
MOST_EVENTS: Final = 12
"""So many events of one finding are shown on a page; JSON has all."""

Part = tuple[str, str, Style]


class HistoryWords(Naming):
    """Puts findings about a history, and events, into words."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(vocabulary, lang, pack)
        self.rules = {rule.id: rule for rule in pack.history}

    def parts(self, finding: HistoryFinding, events: dict[str, Event]) -> Iterator[Part]:
        """All that is to be said of a finding beside its title, each part under its label."""
        norm, say, rule = finding.norm, self.say, self.rules[finding.norm.id]
        yield say("条款", "article"), self.article(finding), ""
        yield say("对象", "whom"), self.group(finding, rule), ""
        yield say("期间", "period"), self.period(finding, rule), ""
        yield say("计数", "counted"), self.counted(finding, rule), ""
        yield say("规定", "norm"), self.limit(rule), ""
        yield say("尚欠", "owed"), self.owed(finding, rule), ""
        yield say("期限", "due"), self.due(finding), ""
        yield say("事件", "events"), self.listed_events(finding.events, events), ""
        yield say("待补", "ask for"), say("；", "; ").join(f"{one} {self.fact(f)}" for one, f in finding.missing), ""
        yield say("未知", "unknown"), say("；", "; ").join(map(self.reason, finding.unknown_because)), ""
        yield say("解读", "reading"), norm.reading.pick(self.lang) if norm.reading else "", ""
        yield say("另一读法", "or else"), norm.rival.pick(self.lang) if norm.rival else "", "open"
        yield say("规则", "rule"), norm.id, "quiet"

    def article(self, finding: HistoryFinding) -> str:
        """The places of the norm, and how binding it is."""
        norm = finding.norm
        places = self.say("、", "; ").join(citation.text.pick(self.lang) for citation in norm.citations)
        force, kind = labels.FORCE[norm.force].pick(self.lang), labels.KIND[norm.kind].pick(self.lang)
        return self.say(f"{places}（{force}·{kind}）", f"{places} ({force}; {kind})")

    def group(self, finding: HistoryFinding, rule: HistoryRule) -> str:
        """Who or what the finding is about."""
        known = {name: text for kind in rule.kinds for name, text in self.vocabulary.events[kind].names.items()}
        return self.say("，", ", ").join(
            f"{known[name].pick(self.lang)}{self.say('：', ': ')}{value}" for name, value in finding.group if value
        )

    def period(self, finding: HistoryFinding, rule: HistoryRule) -> str:
        """The days that the finding is about; what follows an event has its events and its due day instead."""
        if isinstance(rule.pattern, Follows):
            return ""
        start = amounts.moment(finding.start, self.lang)
        if finding.start == finding.end:
            return start
        if finding.end is None:
            return self.say(f"自{start}起", f"from {start}")
        return self.say("{}至{}", "{} to {}").format(start, amounts.moment(finding.end, self.lang))

    def counted(self, finding: HistoryFinding, rule: HistoryRule) -> str:
        """What was counted, with its unit."""
        if finding.number is None:
            return ""
        number = finding.number
        match rule.pattern:
            case Total():
                return self.say(f"{number}日", f"{number} day{'' if number == 1 else 's'}")
            case Concurrent(distinct=distinct, pair=pair) if distinct or pair:
                return self.say(f"同时{number}人", f"{number} at once")
            case Concurrent():
                return self.say(f"同时{number}项", f"{number} at once")
        return self.say(f"{number}次", f"{number}")

    def limit(self, rule: HistoryRule) -> str:
        """The number or the time that the norm sets."""
        pattern = rule.pattern
        if isinstance(pattern, Every | Follows):
            parameter = pattern.within
            if parameter is None:
                return ""
            if not parameter.id:
                return self.say("当日", "on the same day")
            length = amounts.limit(parameter, self.lang)
            return (
                self.say(f"每次间隔{length}", f"each {length} of the one before")
                if isinstance(pattern, Every)
                else length
            )
        parameter = pattern.limit
        if parameter is None:
            return self.say("二人不同时", "not both at once")
        text = amounts.limit(parameter, self.lang)
        match pattern:
            case Count():
                return self.say(f"{text}次", text)
            case Total(in_months=months):
                unit = self.say("个月", " months") if months else self.say("日", " days")
                return f"{text}{unit}"
            case Concurrent(distinct=distinct):
                return self.say(f"{text}{'人' if distinct else '项'}", f"{text} at once")
        return text

    def owed(self, finding: HistoryFinding, rule: HistoryRule) -> str:
        """How much is still wanting, and of what."""
        if not finding.owed:
            return ""
        pattern = rule.pattern
        kind = pattern.then.kind if isinstance(pattern, Follows) else pattern.events.kind
        label, number = self.kind(kind), finding.owed
        unit = self.say("日", " days") if isinstance(pattern, Total) else self.say("次", " ×")
        return self.say(f"{label}{number}{unit}", f"{number}{unit} {label}")

    def due(self, finding: HistoryFinding) -> str:
        """By when; of what is owed without a day, that it is to be done promptly."""
        if finding.due:
            return amounts.moment(finding.due, self.lang)
        prompt = finding.owed and finding.standing is Standing.PENDING and finding.end is None
        return labels.PROMPTLY.pick(self.lang) if prompt else ""

    def reason(self, unknown: str) -> str:
        """What is not known that no event would tell."""
        if unknown.startswith(LEDGER):
            day = amounts.moment(date.fromisoformat(unknown.removeprefix(LEDGER)), self.lang)
            return self.say(f"台账自{day}起才完整", f"the ledger is complete from {day} only")
        if unknown == TERM:
            return self.say("届期起止日未知", "the days of the term of office are not known")
        year = unknown.removeprefix(CALENDAR)
        return self.say(f"{year}年的工作日历尚未公布", f"the working days of {year} are not published yet")

    # --- events

    def kind(self, kind: str) -> str:
        """A kind of event by its label."""
        return self.vocabulary.events[kind].label.text.pick(self.lang)

    def listed_events(self, ids: Sequence[str], events: dict[str, Event]) -> str:
        """Events, each with its day, its kind, its names and its id."""
        shown = [self.event(events[one]) if one in events else one for one in ids[:MOST_EVENTS]]
        more = len(ids) - len(shown)
        rest = [self.say(f"另{more}件", f"{more} more")] if more else []
        return self.say("；", "; ").join([*shown, *rest])

    def event(self, event: Event) -> str:
        """One event on one line."""
        kind = self.vocabulary.events[event.kind]
        names = self.say("，", ", ").join(
            f"{kind.names[name].pick(self.lang)}{self.say('：', ': ')}{value}" if name in kind.optional else value
            for name in kind.names
            if (value := event.names.get(name))
        )
        about = self.say(f"（{names}）", f" ({names})") if names else ""
        return f"{self.days(event)} {self.kind(event.kind)}{about} [{event.id}]"

    def days(self, event: Event) -> str:
        """The day of an event, or the days of an interval."""
        on = amounts.moment(event.on, self.lang)
        if event.until is None:
            lasting = self.vocabulary.events[event.kind].lasting
            return on + (self.say("起", " on") if lasting else "")
        return (
            on
            if event.until == event.day
            else self.say("{}至{}", "{} to {}").format(on, amounts.moment(event.until, self.lang))
        )


def audit_page(audit: Audit, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """What norms say of one jurisdiction's ledger."""
    words, page = HistoryWords(pack, vocabulary, lang), Page()
    page.add((pack.name.pick(lang), "title"))
    page.add(f"《{pack.document.title}》", indent=2, hang=2)
    at, since = amounts.moment(audit.at, lang), amounts.moment(audit.since, lang)
    if not audit.size:
        page.add(words.say("台账中没有此辖区的事件", "the ledger has no event of this jurisdiction"), indent=2)
    head = words.say(
        f"截至{at}；台账自{since}起完整，共{audit.size}件事件",
        f"as of {at}; the ledger is complete from {since}, {audit.size} event{'' if audit.size == 1 else 's'}",
    )
    page.add((head, "quiet"), indent=2, hang=2)
    for standing in TITLE:
        found = audit.standing(standing)
        if found:
            title = TITLE[standing].pick(lang) + words.say(f"（{len(found)}）", f" ({len(found)})")
            page.heading(title, STYLE[standing])
            _findings(page, words, by_due(found), dict(audit.events))
    if not audit.standing(Standing.VIOLATED, Standing.DEPARTED, Standing.UNKNOWN):
        page.blank()
        page.add((words.say("没有违反或偏离规定的事件", "Nothing is violated or departed from"), "good"), indent=2)
    page.blank()
    page.add((labels.stamp(pack.jurisdiction, pack.version).pick(lang), "quiet"), hang=2)
    page.add((pack.digest, "quiet"))
    page.add(CLOSING.pick(lang), hang=2)
    return page


def by_due(findings: Iterable[HistoryFinding]) -> list[HistoryFinding]:
    """Findings with what is due first at their head, and what has no day at their end; else as they were."""
    return sorted(
        findings, key=lambda one: (str(one.due) if one.due else "~") if one.standing is Standing.PENDING else ""
    )


def _findings(page: Page, words: HistoryWords, findings: Sequence[HistoryFinding], events: dict[str, Event]) -> None:
    width = 8 if words.lang == "zh" else 12
    for number, finding in enumerate(findings, 1):
        page.add((f"{number}. ", "quiet"), (finding.norm.title.pick(words.lang), "strong"), indent=2, hang=5)
        for label, text, style in words.parts(finding, events):
            page.field(label, text, indent=5, width=width + 2 if words.lang == "zh" else width, style=style)
