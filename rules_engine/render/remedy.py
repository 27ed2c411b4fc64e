"""Remedies on a page: what to change, by which article, and where that leads; or why nothing helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Basis, Verdict
from rules_engine.inquiry.change import Change, Remedies, Remedy, Shortfall
from rules_engine.inquiry.search import MOST_CHANGES
from rules_engine.inquiry.spans import ValueWords
from rules_engine.norm import Force, Norm
from rules_engine.render import labels
from rules_engine.render.decision import STYLE
from rules_engine.render.finding import FindingWriter
from rules_engine.render.page import Page
from rules_engine.render.statement import DecisionWords
from rules_engine.text import Lang, Text
from rules_engine.value import Value

_SHORT: Final = {
    Shortfall.NOT_CONTROLLABLE: Text(
        "能否符合，取决于行为人不能决定、目前也不知道的事实",
        "whether it would conform depends on facts that are not known and that the user cannot change",
    ),
    Shortfall.NOT_REGULATED: Text(
        "能确定消除违反的更改，会使本规则不再规定此行为",
        "the changes that end the violation for certain leave an act that these rules do not regulate",
    ),
    Shortfall.NO_COMBINATION: Text("没有一组更改能使其确定符合", "no set of changes makes it conform for certain"),
    Shortfall.TOO_MANY: Text(
        f"要补到符合，须更改或补充 {MOST_CHANGES} 项以上",
        f"to make it conform, more than {MOST_CHANGES} facts would have to be changed or supplied",
    ),
    Shortfall.CUT: Text(
        "在限定的尝试次数内没有找到使其符合的更改",
        "no changes that make it conform were found within the limit of tries",
    ),
}
_NONE: Final = {
    Shortfall.NOT_CONTROLLABLE: Text(
        "以下规定只取决于行为人不能改变的事实，怎样更改其他事实都会违反。",
        "These norms depend on facts alone that the user cannot change: they are violated whatever else is changed.",
    ),
    Shortfall.NOT_REGULATED: Text(
        "能消除违反的更改，都会使本规则不再规定此行为。",
        "Every change that would end the violation leaves an act that these rules do not regulate.",
    ),
    Shortfall.NO_COMBINATION: Text(
        "可以更改的事实无论怎样组合，都不能使各项规定同时得到遵守。",
        "No combination of changes keeps all the norms at once.",
    ),
    Shortfall.TOO_MANY: Text(
        f"更改 {MOST_CHANGES} 项以内不能消除违反，更多的更改没有查找。",
        f"No {MOST_CHANGES} changes end the violation; larger sets were not looked for.",
    ),
    Shortfall.CUT: Text(
        "尝试次数已达上限，没有查完。", "The limit of tries was reached before everything was looked at."
    ),
}
NOT_BACKDATED: Final = Text(
    "所列更改说明怎样做才符合；已经发生的事不得倒签日期、补造手续。",
    "The changes say how the act would conform; what has happened must not be backdated or made up afterwards.",
)
_NUMERALS: Final = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def remedies_page(found: Remedies, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The remedies of a case."""
    return _Writer(found, pack, vocabulary, lang).whole()


class _Writer(FindingWriter, DecisionWords):
    def __init__(self, found: Remedies, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(found.decision, pack, vocabulary, lang)
        self.found = found
        self.values = ValueWords(vocabulary, pack)

    def whole(self) -> Page:
        self.head()
        self.case()
        if self.decision.verdict is Verdict.DENY:
            self.brief(self.say("违反的规定", "Violated"), self.decision.violations)
            for number, remedy in enumerate(self.found.remedies, 1):
                self.remedy(number, remedy)
            self.others()
            self.obstacles()
        self.foot()
        return self.page

    # --- head

    def head(self) -> None:
        verdict = labels.VERDICT[self.decision.verdict].pick(self.lang)
        label = f"【{verdict}】" if self.lang == "zh" else f"[{verdict.upper()}]"
        self.page.add((label, STYLE[self.decision.verdict]), " ", (self.summary(), "strong"), hang=2)
        for remark in self.notes():
            self.page.add(remark, indent=2)

    def summary(self) -> str:
        """What can be done, in one sentence."""
        say, size = self.say, self.size
        match self.decision.verdict:
            case Verdict.ALLOW:
                return say("没有需要补正的", "nothing to mend")
            case Verdict.INCOMPLETE:
                return say("没有违反；", "nothing is violated; ") + self.reason()
            case Verdict.SILENT:
                return self.reason() + say("，没有可补正的", ": nothing to mend")
        if not size:
            return self.reason() + say("，不能补正", "; nothing mends it")
        count = len(self.found.remedies) + self.found.more
        ways = say(f"，有 {count} 种办法", f", in {count} ways") if count > 1 else ""
        open_ = any(change.before is None for remedy in self.found.remedies for change in remedy.changes)
        changing = say("更改或补充" if open_ else "更改", "changing or supplying" if open_ else "changing")
        if self.found.short_of_allow is None:
            result = say(f"{size} 项事实即符合", f"{_counted(size, 'fact')} makes it conform")
        else:
            result = say(
                f"{size} 项事实可消除违反，但还不能作答",
                f"{_counted(size, 'fact')} ends the violation, but leaves the answer open",
            )
        return self.reason() + say(f"，{changing} {result}{ways}", f"; {changing} {result}{ways}")

    def notes(self) -> Sequence[str]:
        """What qualifies the summary."""
        if self.decision.verdict is Verdict.INCOMPLETE:
            return (self.say("请用 rules-engine ask 逐项补充。", "Supply them with rules-engine ask."),)
        parts = list(self.remarks())
        if self.size > 1:
            end = "使其符合" if self.found.short_of_allow is None else "消除违反"
            text = self.say(
                f"经查，少于 {self.size} 项的更改都不能{end}。", f"Fewer than {self.size} changes do not suffice."
            )
            parts.append(text)
        if self.size and self.found.short_of_allow is not None:
            parts.append(self.sentence(_SHORT[self.found.short_of_allow]))
        return parts

    def sentence(self, text: Text) -> str:
        told = text.pick(self.lang)
        return told[0].upper() + told[1:] + self.say("。", ".")

    @property
    def size(self) -> int:
        """How many changes each remedy has; 0 where there is none."""
        return len(self.found.remedies[0].changes) if self.found.remedies else 0

    def case(self) -> None:
        say = self.say
        self.page.heading(say("案情", "Case"))
        self.field(say("编号", "id"), self.decision.case.id)
        name = self.pack.name.pick(self.lang)
        self.field(say("文件", "document"), say(self.document(), f"{self.document()} ({name})"))
        self.field(say("行为", "act"), self.words.action(self.decision.case.action))
        self.field(say("日期", "date"), self.day())
        self.field(say("事实", "facts"), self.facts(self.decision.case.facts))

    # --- remedies

    def remedy(self, number: int, remedy: Remedy) -> None:
        """Add one set of changes, and where it leads."""
        count = _NUMERALS[number] if number < len(_NUMERALS) else str(number)
        self.page.heading(self.say(f"办法{count}", f"Remedy {number}"))
        for place, change in enumerate(remedy.changes, 1):
            self.page.add((f"{place}. ", "quiet"), (self.change(change), "strong"), indent=2, hang=5)
            self.because(change)
        verdict = labels.VERDICT[remedy.decision.verdict].pick(self.lang)
        bare = remedy.decision.basis is Basis.NOT_FORBIDDEN
        result = verdict + (self.say("（仅未被禁止）", " (merely not forbidden)") if bare else "")
        self.field(self.say("更改后", "leads to"), result, style=STYLE[remedy.decision.verdict])
        missing = self.say("；", "; ").join(self.words.fact(name) for name in remedy.decision.missing)
        self.field(self.say("尚缺", "lacking"), missing)
        self.field(self.say("未知", "unknown"), self.calendars(remedy.decision.unknown_because))
        for finding in remedy.decision.findings:
            if finding.arguable and finding.norm.force is Force.MUST:
                self.field(self.say("可争议", "arguable"), self.norm(finding.norm), style="open")

    def change(self, change: Change) -> str:
        """One change: the fact, what it is, and what it must be."""
        say, (fact_id, _, element) = self.say, change.name.partition(".")
        fact = self.vocabulary.facts[fact_id]
        if element:
            return self.element_change(change, fact.label.text.pick(self.lang), fact.type.enumeration, element)
        before = self.words.value(fact.type, change.before)
        if change.presumed:
            before += say("（推定）", " (presumed)")
        new = self.words.enumerated(self.new_values(change), say("或", "or"))
        return say(
            f"{self.words.fact(change.name)}：{before} → {new}", f"{self.words.fact(change.name)}: {before} → {new}"
        )

    def element_change(self, change: Change, label: str, enumeration: str, element: str) -> str:
        value = f"“{self.words.element(enumeration, element)}”"
        if len(change.values) > 1:
            told = self.say(f"写明有无{value}", f"say whether it has {value}")
        elif change.values[0]:
            told = self.say(f"加上{value}", f"add {value}")
        else:
            told = self.say(f"去掉{value}", f"remove {value}")
        now = self.say("（现未知）", " (not known now)") if change.before is None else ""
        return self.say(f"{label}：{told}{now}", f"{label}: {told}{now}")

    def new_values(self, change: Change) -> list[str]:
        """The values that do, ranges of numbers and days as such."""
        type_ = self.vocabulary.facts[change.name].type
        if change.ranges:
            return [self.values.range(type_, run.first, run.last).pick(self.lang) for run in change.ranges]
        return [self.marked(self.words.value(type_, value)) for value in change.values]

    def marked(self, label: str) -> str:
        """A value in quotation marks where it could be taken for several."""
        return f"“{label}”" if any(sign in label for sign in "、或，,") or " or " in label else label

    def because(self, change: Change) -> None:
        """Add what asks for a change."""
        label = self.say("依据", "asked by")
        if change.governing:
            note = self.say(
                "没有此项更改，本规则就不规定此行为", "without this change the rules do not regulate the act"
            )
            self.field(self.say("说明", "note"), note, 5)
            label = self.say("适用", "governed by")
        for norm in change.norms:
            self.field(label, self.norm(norm), 5)
        for constraint in change.constraints:
            self.field(self.say("相符", "agreeing"), self.words.condition(constraint.condition), 5)

    def norm(self, norm: Norm) -> str:
        return self.say(
            f"{self.citation(norm)}　{norm.title.pick(self.lang)}",
            f"{self.citation(norm)}: {norm.title.pick(self.lang)}",
        )

    def others(self) -> None:
        """Add that there are more sets than are shown."""
        more = self.found.more
        if not self.size or (not more and self.found.complete):
            return
        self.page.blank()
        if more:
            text = self.say(
                f"同样多的办法还有 {more} 种没有列出（--limit 可多列）。",
                f"{_counted(more, 'more remedy', 'more remedies')} of that size not shown (--limit shows more).",
            )
            self.page.add(text)
        if not self.found.complete:
            self.page.add(
                self.say(
                    "同样多的办法没有查完，可能还有。", "Not all sets of that size were looked at: there may be more."
                )
            )

    # --- why not

    def obstacles(self) -> None:
        """Add why nothing mends the act."""
        if self.found.none_because is None:
            return
        self.page.heading(self.say("不能补正的原因", "Why nothing mends it"))
        self.page.add(_NONE[self.found.none_because].pick(self.lang), indent=2)
        if self.found.none_because is Shortfall.NOT_REGULATED:
            self.page.add(labels.NOT_PERMISSION.pick(self.lang), indent=2)
        if self.found.none_because is Shortfall.CUT:
            size = self.found.ruled_out
            ruled = self.say(f"{size} 项以内的更改已经排除。", f"Sets of up to {size} changes are ruled out.")
            self.page.add(ruled, indent=2)
        for number, blocked in enumerate(self.found.blocked, 1):
            self.page.add((f"{number}. ", "quiet"), (self.norm(blocked.norm), "strong"), indent=2, hang=5)
            told = [f"{self.words.fact(name)}{self.say('：', ': ')}{self.value_of(name)}" for name in blocked.facts]
            self.field(self.say("取决于", "rests on"), self.say("；", "; ").join(told), 5)

    def value_of(self, name: str) -> str:
        value: Value | None = self.decision.case.facts.get(name, self.decision.presumptions.get(name))
        return self.words.value(self.vocabulary.facts[name].type, value)

    # --- foot

    def foot(self) -> None:
        presumed = list(self.presumed())
        if presumed and self.decision.verdict is Verdict.DENY:
            self.page.heading(self.say("推定（未写明，按此作答）", "Presumed (not stated; the answer rests on it)"))
            self.page.add(self.say("；", "; ").join(presumed), indent=2)
        self.page.blank()
        self.page.add((self.stamp(), "quiet"), hang=2)
        self.page.add((self.decision.frame.pack.digest, "quiet"))
        if self.found.remedies:
            self.page.add(NOT_BACKDATED.pick(self.lang), hang=2)
        self.page.add(labels.CLOSING.pick(self.lang), hang=2)


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
