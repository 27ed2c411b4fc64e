"""The calendar page of ledgers: one file, without scripts and without a network."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from rules_engine.checked import Pack, Vocabulary
from rules_engine.history import HistoryFinding, Standing
from rules_engine.ledger.audit import Audit
from rules_engine.render import amounts, labels
from rules_engine.render.ledger import CLOSING, TITLE, HistoryWords, by_due
from rules_engine.render.ledger_page.months import Bar, Month, Row, months_of
from rules_engine.render.template import filled
from rules_engine.text import Lang, Text

_WEEKDAYS = Text("一二三四五六日", "MTWTFSS")
_COLOURS = 4
_SHOWN = (Standing.VIOLATED, Standing.PENDING, Standing.UNKNOWN, Standing.DEPARTED)


def calendar_html(audits: Sequence[tuple[Audit, Pack]], vocabulary: Vocabulary, lang: Lang) -> str:
    """The page of one or more ledgers, each with its calendar and its findings."""
    folder = files("rules_engine.render.ledger_page")
    style = (folder / "calendar.css").read_text(encoding="utf-8")
    parts = [_Part(audit, pack, vocabulary, lang) for audit, pack in audits]
    return filled(folder / "calendar.html.jinja", parts=parts, style=style, lang=lang, closing=CLOSING.pick(lang))


class _Part:
    """One ledger, in the words of the template."""

    def __init__(self, audit: Audit, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.audit, self.pack, self.lang = audit, pack, lang
        self.words = HistoryWords(pack, vocabulary, lang)
        self.say = self.words.say
        self.title, self.document = pack.name.pick(lang), f"《{pack.document.title}》"
        self.stamp = f"{labels.stamp(pack.jurisdiction, pack.version).pick(lang)}{self.say('，', ', ')}{pack.digest}"
        at, since = amounts.moment(audit.at, lang), amounts.moment(audit.since, lang)
        self.told = self.say(
            f"截至{at}；台账自{since}起完整，共{audit.size}件事件",
            f"as of {at}; the ledger is complete from {since}, {audit.size} event{'' if audit.size == 1 else 's'}",
        )
        self.months = months_of(audit, pack.history)
        shown = {bar.event.kind for month in self.months for row in month.rows for bar in row.bars}
        lasting = [kind for kind, known in vocabulary.events.items() if known.lasting and not known.standing]
        # A kind has the same colour on every page, whatever else is shown.
        self.colours = {kind: place % _COLOURS for place, kind in enumerate(lasting) if kind in shown}
        self.crowded = any(day.broken for month in self.months for day in month.days)
        self.weekdays = _WEEKDAYS.pick(lang)
        found = [(standing, by_due(audit.standing(standing))) for standing in _SHOWN]
        self.sections = [(one.value, TITLE[one].pick(lang), listed) for one, listed in found if listed]

    def month(self, month: Month) -> str:
        """The name of a month."""
        first = month.first
        return self.say(f"{first.year}年{first.month}月", f"{first:%B} {first.year}")

    def bar(self, bar: Bar) -> str:
        """What a bar stands for, in full."""
        return self.words.event(bar.event)

    def kind(self, kind: str) -> str:
        """What sort of event it is."""
        return self.words.kind(kind)

    def spans(self, row: Row, month: Month) -> str:
        """The bars of a row in words, for where they are too narrow for theirs."""
        said = (f"{self.kind(bar.event.kind)} {self._days(bar, month)}" for bar in row.bars)
        return self.say("；", "; ").join(said)

    def _days(self, bar: Bar, month: Month) -> str:
        """The days of a month that a bar covers."""
        if bar.before and bar.after and bar.last == len(month.days):
            return self.say("整月", "all month")
        if bar.before and not bar.after:
            return self.say(f"至{bar.last}日", f"to {bar.last}")
        if bar.after:
            return self.say(f"{bar.first}日起", f"from {bar.first}")
        whole = self.say(f"{bar.first}日至{bar.last}日", f"{bar.first}–{bar.last}")
        return whole if bar.first < bar.last else self.say(f"{bar.first}日", f"{bar.first}")

    def finding(self, finding: HistoryFinding) -> list[tuple[str, str]]:
        """What is to be said of a finding, label by label."""
        parts = self.words.parts(finding, dict(self.audit.events))
        return [(label, text) for label, text, _ in parts if text]

    def short(self, finding: HistoryFinding) -> str:
        """A finding in one line, for the day on which it is due."""
        about = self.words.group(finding, self.words.rules[finding.norm.id])
        title = finding.norm.title.pick(self.lang)
        return f"{title}{self.say(f'（{about}）', f' ({about})')}" if about else title
