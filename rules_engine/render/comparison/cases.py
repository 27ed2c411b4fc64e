"""One case in every district: verdicts side by side, what decides each, and where the norms part."""

from __future__ import annotations

from typing import Any, Final

from rules_engine.checked import Vocabulary
from rules_engine.comparison.cases import CaseTable, Divergence
from rules_engine.decision import Status, Verdict
from rules_engine.render import amounts, labels
from rules_engine.render.comparison.case_words import CaseWords
from rules_engine.render.comparison.cells import NOTHING
from rules_engine.render.comparison.shape import district_data, text_data
from rules_engine.render.data import citation_data, decision_data, facts_data
from rules_engine.render.page import Page, Style
from rules_engine.render.sheets import Sheet
from rules_engine.source import display_width
from rules_engine.text import Lang

Data = dict[str, Any]

VERDICT_STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}


def case_page(table: CaseTable, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The case, the verdicts, what decides each of them, the norms on which districts part, and what is not read."""
    writer = _Writer(table, vocabulary, lang)
    writer.case()
    writer.verdicts()
    writer.deciding()
    writer.divergences()
    writer.notes()
    writer.page.blank()
    for remark in writer.limits():
        writer.page.add(remark)
    return writer.page


class _Writer(CaseWords):
    def __init__(self, table: CaseTable, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(table, vocabulary, lang)
        self.page = Page()
        self.width = max(map(display_width, self.heads)) + 2

    def case(self) -> None:
        case, say = self.table.case, self.say
        self.page.add((say("同一案情，各地的结论", "One case, put to every district"), "title"))
        width = 6 if self.lang == "zh" else 8
        day = amounts.moment(case.date, self.lang)
        if case.as_of != case.date:
            asked = amounts.moment(case.as_of, self.lang)
            day += say(f"（截至{asked}）", f" (asked as of {asked})")
        rows = (
            (say("编号", "id"), case.id),
            (say("行为", "act"), self.action(case.action)),
            (say("日期", "date"), day),
            (say("事实", "facts"), self.facts()),
            (say("未知", "unknown"), say("；", "; ").join(map(self.fact, self.vocabulary.in_order(case.withheld)))),
        )
        for label, text in rows:
            self.page.field(label, text, indent=2, width=width)
        if case.articles:
            self.page.add(
                say(
                    "案例只问某些条款，此处就整个行为对照。",
                    "The case asks of some articles; here of the whole act.",
                ),
                indent=2,
            )

    def verdicts(self) -> None:
        self.page.heading(self.say("结论", "Verdicts"))
        label_width = max(display_width(self.verdict(opinion)) for opinion in self.table.opinions) + 2
        for name, opinion in zip(self.heads, self.table.opinions, strict=True):
            verdict = self.verdict(opinion)
            self.page.add(
                (name + " " * (self.width - display_width(name)), "label"),
                (verdict + " " * (label_width - display_width(verdict)), VERDICT_STYLE[opinion.decision.verdict]),
                self.reason(opinion),
                indent=2,
                hang=2 + self.width + label_width,
            )

    def deciding(self) -> None:
        titles = {
            Verdict.DENY: self.say("违反的规定", "Violated"),
            Verdict.INCOMPLETE: self.say("尚不能确定的规定", "Undetermined"),
            Verdict.ALLOW: self.say("依据", "Grounds"),
        }
        for verdict, title in titles.items():
            own = [o for o in self.table.opinions if o.decision.verdict is verdict and o.deciding]
            if not own:
                continue
            self.page.heading(title, VERDICT_STYLE[verdict])
            for opinion in own:
                label = self.district(opinion.pack.jurisdiction)
                for finding in opinion.deciding:
                    pad = " " * (self.width - display_width(label))
                    self.page.add((label + pad, "label"), self.finding(finding), indent=2, hang=2 + self.width)
                    label = ""

    def divergences(self) -> None:
        if not self.table.divergences:
            return
        self.page.heading(self.say("分歧所在的规定", "Norms that make the difference"))
        for divergence in self.table.divergences:
            self.divergence(divergence)

    def divergence(self, divergence: Divergence) -> None:
        title = divergence.title.pick(self.lang)
        self.page.add((title, "strong"), (f"  {divergence.slug}", "quiet"), indent=2, hang=4)
        for opinion in self.table.opinions:
            label = self.district(opinion.pack.jurisdiction)
            text = self.outcome(opinion, divergence.findings[opinion.pack.jurisdiction])
            pad = " " * (self.width - display_width(label))
            self.page.add((label + pad, "label"), text, indent=4, hang=4 + self.width)

    def notes(self) -> None:
        found = [(o, self.remarks_on(o)) for o in self.table.opinions]
        if not any(remarks for _, remarks in found):
            return
        self.page.heading(self.say("说明", "Remarks"))
        for opinion, remarks in found:
            label = self.district(opinion.pack.jurisdiction)
            for remark in remarks:
                pad = " " * (self.width - display_width(label))
                self.page.add((label + pad, "label"), remark, indent=2, hang=2 + self.width)
                label = ""


def case_data(table: CaseTable, vocabulary: Vocabulary) -> Data:
    """The table as data: every decision whole, and the norms on which they part."""
    case = table.case
    return {
        "comparison": "case",
        "case": case.id or None,
        "written_for": case.jurisdiction,
        "action": case.action,
        "facts": facts_data(case.facts, vocabulary),
        "withheld": list(vocabulary.in_order(case.withheld)),
        "districts": [district_data(opinion.pack) for opinion in table.opinions],
        "verdicts": {opinion.pack.jurisdiction: opinion.decision.verdict.value for opinion in table.opinions},
        "opinions": {
            opinion.pack.jurisdiction: {
                "deciding": [finding.norm.id for finding in opinion.deciding],
                "unread": list(opinion.unread),
                "unknown_posts": list(opinion.unknown_posts),
                "decision": decision_data(opinion.decision, vocabulary),
            }
            for opinion in table.opinions
        },
        "divergences": [_divergence_data(divergence) for divergence in table.divergences],
    }


def _divergence_data(divergence: Divergence) -> Data:
    return {
        "norm": divergence.slug,
        "kind": divergence.kind.value,
        "title": text_data(divergence.title),
        "findings": {
            name: {
                "rule": finding.norm.id,
                "status": finding.status.value,
                "force": finding.norm.force.value,
                "citation": citation_data(finding.norm.citation),
                "displaced_by": list(finding.displaced_by),
                "arguable": finding.arguable,
            }
            if finding
            else None
            for name, finding in divergence.findings.items()
        },
    }


def case_sheets(table: CaseTable, vocabulary: Vocabulary, lang: Lang) -> tuple[Sheet, ...]:
    """A row a norm that makes a verdict, under a row of the verdicts; and a row a finding with all its parts."""
    words = CaseWords(table, vocabulary, lang)
    say = words.say
    wide: list[tuple[str | int, ...]] = [
        ("", say("结论", "verdict"), *(words.verdict(opinion) for opinion in table.opinions)),
        ("", say("理由", "why"), *(words.reason(opinion) for opinion in table.opinions)),
        ("", say("说明", "remarks"), *("\n".join(words.remarks_on(o)) or NOTHING for o in table.opinions)),
    ]
    for divergence in table.divergences:
        cells = (words.outcome(o, divergence.findings[o.pack.jurisdiction]) for o in table.opinions)
        wide.append((divergence.slug, divergence.title.pick(lang), *cells))
    shown = [
        (opinion, finding)
        for opinion in table.opinions
        for finding in opinion.decision.findings
        if finding.status is not Status.NOT_APPLICABLE
    ]
    long = [
        (
            *(words.district(opinion.pack.jurisdiction), finding.norm.slug, finding.norm.title.pick(lang)),
            *(labels.STATUS[finding.status].pick(lang), words.places(finding.norm), words.force(finding.norm)),
            *(say("是", "yes") if finding in opinion.deciding else "", finding.norm.id),
        )
        for opinion, finding in shown
    ]
    long_head = (
        *(say("辖区", "district"), say("标识", "norm"), say("规定", "title"), say("结果", "outcome")),
        *(say("条款", "article"), say("效力", "force"), say("决定结论", "decides"), say("规则", "rule")),
    )
    return (
        Sheet(say("结论对照", "verdicts"), (say("标识", "norm"), say("项目", "item"), *words.heads), wide),
        Sheet(say("各项规定", "each finding"), long_head, long),
    )
