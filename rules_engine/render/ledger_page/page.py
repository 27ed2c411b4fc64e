"""The calendar page of ledgers: one file, without scripts and without a network."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from rules_engine.checked import Pack, Vocabulary
from rules_engine.history import HistoryFinding, Standing
from rules_engine.ledger.audit import Audit
from rules_engine.render import amounts
from rules_engine.render.ledger import CLOSING, TITLE, HistoryWords, by_due
from rules_engine.render.ledger_page.months import Bar, Month, months_of
from rules_engine.render.template import filled
from rules_engine.text import Lang, Text

_WEEKDAYS = Text("一二三四五六日", "MTWTFSS")
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
        self.title = pack.name.pick(lang)
        at, since = amounts.moment(audit.at, lang), amounts.moment(audit.since, lang)
        self.told = self.say(
            f"截至{at}；台账自{since}起完整，共{audit.size}件事件",
            f"as of {at}; the ledger is complete from {since}, {audit.size} event{'' if audit.size == 1 else 's'}",
        )
        self.months = months_of(audit, pack.history)
        self.weekdays = _WEEKDAYS.pick(lang)
        found = [(standing, by_due(audit.standing(standing))) for standing in _SHOWN]
        self.sections = [(one.value, TITLE[one].pick(lang), listed) for one, listed in found if listed]

    def month(self, month: Month) -> str:
        """The name of a month."""
        first = month.first
        return self.say(f"{first.year}年{first.month}月", f"{first:%B} {first.year}")

    def bar(self, bar: Bar) -> str:
        """What an absence is, in full."""
        return self.words.event(bar.event)

    def kind(self, bar: Bar) -> str:
        """What sort of absence it is."""
        return self.words.kind(bar.event.kind)

    def finding(self, finding: HistoryFinding) -> list[tuple[str, str]]:
        """What is to be said of a finding, label by label."""
        parts = self.words.parts(finding, dict(self.audit.events))
        return [(label, text) for label, text, _ in parts if text]

    def short(self, finding: HistoryFinding) -> str:
        """A finding in one line, for the day on which it is due."""
        about = self.words.group(finding, self.words.rules[finding.norm.id])
        title = finding.norm.title.pick(self.lang)
        return f"{title}{self.say(f'（{about}）', f' ({about})')}" if about else title
