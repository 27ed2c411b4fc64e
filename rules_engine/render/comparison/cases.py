"""One case in every district: verdicts side by side, what decides each, and where the norms part."""

from __future__ import annotations

from typing import Any, Final

from rules_engine.checked import Vocabulary
from rules_engine.comparison.cases import CaseTable, Divergence, Opinion
from rules_engine.decision import Basis, Finding, Silence, Status, Verdict
from rules_engine.render import amounts, labels
from rules_engine.render.comparison.cells import NOTHING, CellWords
from rules_engine.render.comparison.shape import district_data, text_data
from rules_engine.render.data import citation_data, decision_data, facts_data
from rules_engine.render.page import Page, Style
from rules_engine.render.sheets import Sheet
from rules_engine.source import display_width
from rules_engine.text import Lang, Text

Data = dict[str, Any]

VERDICT_STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}
NO_NORM: Final = Text("无对应规定", "no counterpart")


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


class CaseWords(CellWords):
    """Puts what districts say of one case into words."""

    def __init__(self, table: CaseTable, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__([opinion.pack for opinion in table.opinions], vocabulary, lang)
        self.table = table

    def reason(self, opinion: Opinion) -> str:
        """Why a verdict is what it is, in one line."""
        decision, say = opinion.decision, self.say
        match decision.verdict:
            case Verdict.DENY:
                count = len(decision.violations)
                return say(f"违反 {count} 项强制规定", f"violates {count} binding norm{'s' * (count > 1)}")
            case Verdict.ALLOW if decision.basis is Basis.NOT_FORBIDDEN:
                return say("仅未被禁止", "merely not forbidden")
            case Verdict.ALLOW:
                count = len(decision.grounds)
                return say(f"有 {count} 项规定为依据", f"{count} norm{'s' * (count > 1)} to stand on")
            case Verdict.INCOMPLETE if decision.missing:
                return say("还需：", "needs: ") + say("；", "; ").join(map(self.fact, decision.missing))
            case Verdict.INCOMPLETE:
                return say("现有事实不足以作答", "cannot be answered from what is known")
        assert decision.silence
        return labels.SILENCE[decision.silence].pick(self.lang)

    def verdict(self, opinion: Opinion) -> str:
        """The verdict's label."""
        return labels.VERDICT[opinion.decision.verdict].pick(self.lang)

    def finding(self, finding: Finding) -> str:
        """A finding's title, place and force."""
        arguable = self.say("，可争议", ", arguable") if finding.arguable else ""
        return finding.norm.title.pick(self.lang) + self.bracketed([self.place_and_force(finding.norm) + arguable])

    def outcome(self, opinion: Opinion, finding: Finding | None) -> str:
        """What one district's norm says of the case: its outcome, its place, and what stands in its way."""
        if finding is None:
            return NO_NORM.pick(self.lang)
        norms = {rule.id: rule.norm for rule in opinion.pack.rules}
        parts = [self.place_and_force(finding.norm)]
        if finding.displaced_by:
            others = self.say("、", "; ").join(self.places(norms[name]) for name in finding.displaced_by)
            parts.append(self.say(f"被{others}取代", f"displaced by {others}"))
        if finding.arguable:
            parts.append(self.say("可争议", "arguable"))
        return labels.STATUS[finding.status].pick(self.lang) + self.bracketed(parts)

    def remarks_on(self, opinion: Opinion) -> list[str]:
        """What is to be known of one district.

        The facts that it does not read, the posts that it does not have, the softer norms departed from.
        """
        say, comma = self.say, self.say("、", ", ")
        found = []
        if opinion.unread and opinion.decision.silence is not Silence.NO_RULE:
            names = comma.join(map(self.fact, opinion.unread))
            found.append(say(f"其规则不涉及的事实：{names}", f"facts that its rules do not read: {names}"))
        if opinion.unknown_posts:
            posts = comma.join(self.element("role", post) for post in opinion.unknown_posts)
            found.append(say(f"当地没有此职务：{posts}", f"the post does not exist there: {posts}"))
        if opinion.decision.by_reference:
            found.append(say("行为机关参照执行，强制规定只作为建议", "the organ follows these rules as advice"))
        if opinion.decision.advice:
            told = say("；", "; ").join(map(self.finding, opinion.decision.advice))
            found.append(say(f"偏离非强制规定：{told}", f"departs from softer norms: {told}"))
        return found

    def limits(self) -> list[str]:
        """What the verdicts do not mean."""
        decisions = [opinion.decision for opinion in self.table.opinions]
        silent = any(decision.verdict is Verdict.SILENT for decision in decisions)
        bare = any(decision.basis is Basis.NOT_FORBIDDEN for decision in decisions)
        told = [labels.NOT_PERMISSION] * silent + [labels.NOT_FORBIDDEN] * bare + [labels.CLOSING]
        return [text.pick(self.lang) for text in told]

    def facts(self) -> str:
        """The facts of the case with their values."""
        known = self.table.case.facts
        order = [name for name in self.vocabulary.actions[self.table.case.action].facts if name in known]
        order += [name for name in self.vocabulary.in_order(known) if name not in order]
        told = (
            self.fact(name) + self.say("：", ": ") + self.value(self.vocabulary.facts[name].type, known[name])
            for name in order
        )
        return self.say("；", "; ").join(told)


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
