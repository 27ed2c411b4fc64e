"""The options of a fact on a page and as data: which values conform, which do not, and by which article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Finding, Verdict
from rules_engine.inquiry.question import Option, Options, Settled
from rules_engine.norm import Norm
from rules_engine.render import amounts, labels
from rules_engine.render.data import citation_data, value_data
from rules_engine.render.naming import Naming
from rules_engine.render.page import Page, Style
from rules_engine.text import Lang

_STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}


def options_page(found: Sequence[Options], case: Case, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The options of a fact, or of each element of a set fact."""
    return _Writer(case, pack, vocabulary, lang).whole(found)


class _Writer:
    def __init__(self, case: Case, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.case, self.pack, self.vocabulary, self.lang = case, pack, vocabulary, lang
        self.naming = Naming(vocabulary, lang, pack)
        self.say = self.naming.say
        self.page = Page()

    def whole(self, found: Sequence[Options]) -> Page:
        action, day = self.naming.action(self.case.action), amounts.moment(self.case.date, self.lang)
        title = self.pack.document.title
        self.page.add(self.say(f"{action}，{day}，《{title}》", f"{action}, {day}, 《{title}》"), hang=2)
        for each in found:
            self.options(each)
        if not found:
            self.page.add(self.unread())
        self.page.blank()
        self.page.add((labels.stamp(self.pack.jurisdiction, self.pack.version).pick(self.lang), "quiet"), hang=2)
        self.page.add((self.pack.digest, "quiet"))
        self.page.add((labels.CLOSING.pick(self.lang), "quiet"), hang=2)
        return self.page

    def options(self, found: Options) -> None:
        self.page.heading(found.label.pick(self.lang))
        now = self.naming.value(found.type, found.current)
        self.page.add((self.say("现在：", "now: "), "quiet"), now, indent=2)
        if not found.read:
            self.page.add(self.unread(), indent=2, hang=4)
        for option in found.options:
            self.option(option, current=found.current)

    def unread(self) -> str:
        return self.say("本规则关于此行为的规定都不看这一事实。", "no rule about this act reads the fact.")

    def option(self, option: Option, *, current: Any) -> None:
        verdict = labels.VERDICT[option.answer].pick(self.lang)
        whatever = self.say("（不论其余事实如何）", ", whatever the other facts are") if option.settled else ""
        marked = [
            label.pick(self.lang) + (self.say("（现在）", " (now)") if current is not None and value == current else "")
            for value, label in zip(option.values, option.labels, strict=True)
        ]
        self.page.add(
            (verdict, _STYLE[option.answer]),
            whatever + self.say("：", ": "),
            (self.say("、", ", ").join(marked), "strong"),
            indent=2,
            hang=4,
        )
        if option.settled:
            self._settled(option.settled)
        self._norms(self.say("违反", "against"), option.violated)
        self._norms(self.say("依据", "on the ground of"), option.grounds)
        self._norms(self.say("偏离", "departs from"), option.advice)
        missing = self.say("；", "; ").join(self.naming.fact(name) for name in option.missing)
        self._line(self.say("还需", "still needed"), missing)

    def _settled(self, settled: Settled) -> None:
        """What speaks for the verdict whatever the other facts are, or one or another of these."""
        deny = settled.verdict is Verdict.DENY
        sure = self.say("违反", "against") if deny else self.say("依据", "on the ground of")
        label = sure if settled.always else self.say("视其余事实，" + sure, "as the others are, " + sure)
        for norm in settled.always or settled.perhaps:
            self._norm(label, norm)

    def _norms(self, label: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._norm(label, finding.norm, self.say("（可争议）", " (arguable)") if finding.arguable else "")

    def _norm(self, label: str, norm: Norm, remark: str = "") -> None:
        place, title = norm.citation.text.pick(self.lang), norm.title.pick(self.lang)
        self._line(label, self.say(f"{place}　{title}", f"{place}: {title}") + remark)

    def _line(self, label: str, text: str) -> None:
        if text:
            self.page.add((label + self.say("：", ": "), "quiet"), text, indent=4, hang=6)


def options_data(found: Sequence[Options], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The options as data; a range is told by its label, and by one value of it."""
    return [
        {
            "fact": each.name,
            "label": {"zh": each.label.zh, "en": each.label.en},
            "current": None if each.current is None else value_data(each.current, each.type, vocabulary),
            "read": each.read,
            "options": [
                {
                    "values": [value_data(value, each.type, vocabulary) for value in option.values],
                    "labels": [{"zh": label.zh, "en": label.en} for label in option.labels],
                    "verdict": option.verdict.value,
                    "violated": [_finding(finding) for finding in option.violated],
                    "grounds": [_finding(finding) for finding in option.grounds],
                    "advice": [_finding(finding) for finding in option.advice],
                    "missing": list(option.missing),
                    "settled": option.settled.verdict.value if option.settled else None,
                }
                for option in each.options
            ],
        }
        for each in found
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.norm.id,
        "citation": citation_data(finding.norm.citation),
        "title": {"zh": finding.norm.title.zh, "en": finding.norm.title.en},
        "arguable": finding.arguable,
    }
