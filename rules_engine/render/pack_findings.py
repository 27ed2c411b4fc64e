"""What the analysis of a pack finds, for people: the findings in words and a page of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rules_engine.analyse.findings import Found, PackFinding, Range, Sort
from rules_engine.analyse.reviewed import Assessed, Expired, Review
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision
from rules_engine.render import amounts, labels
from rules_engine.render.page import Page
from rules_engine.render.words import Words
from rules_engine.text import Lang, Text
from rules_engine.value import Kind

TITLE: Final = {
    Sort.NEVER_SATISFIED: Text("适用即违反的规定", "Rules that are broken wherever they apply"),
    Sort.UNMEETABLE: Text("不能同时遵守的规定", "Musts that nothing keeps together"),
    Sort.CROSSED: Text("对同一情形指定不同主体的规定", "Rules that name different bodies or persons for one case"),
    Sort.PERMIT_DENIED: Text("许可与强制规定不一致", "Permits that hold where a must denies the same choice"),
    Sort.NEVER_APPLIES: Text("不会适用的规定", "Rules that never apply"),
    Sort.ALWAYS_DISPLACED: Text("总被取代的规定", "Rules that are always displaced"),
    Sort.AMOUNT_GAP: Text("未指定主体的数额区间", "Ranges for which nobody is named"),
    Sort.KIND_GAP: Text("未指定主体的种类", "Kinds for which nobody is named"),
    Sort.PARTLY: Text("只在部分情形指定主体的种类", "Kinds for which somebody is named in part"),
    Sort.EQUAL: Text("必然同时被违反的规定", "Pairs of musts that are always broken together"),
    Sort.IMPLIED: Text("已为其他规定涵盖的强制规定", "Musts that others imply"),
    Sort.NEVER_VIOLATED: Text("不会被违反的规定", "Rules that nothing can break"),
    Sort.NOT_DECIDED: Text("未能判定的问题", "Questions that are not decided"),
}
MEANS: Final = {
    Sort.NEVER_SATISFIED: Text("凡适用的情形，都不可能遵守。", "Wherever they apply, nothing can keep them."),
    Sort.UNMEETABLE: Text(
        "各条单独可以遵守，在所列情形下却无法一并遵守。",
        "Each can be kept by itself; in the situation shown nothing keeps all.",
    ),
    Sort.CROSSED: Text(
        "同一情形下，一条容许的人选另一条不容许，反之亦然。",
        "In the same case each accepts a choice that the other does not.",
    ),
    Sort.PERMIT_DENIED: Text(
        "按许可可以由其办理，按强制规定却不可以，而两者都没有说明谁优先。",
        "The permit lets someone act whom the must does not, and neither says which prevails.",
    ),
    Sort.NEVER_APPLIES: Text("条件在任何情形下都不成立。", "Their conditions hold in no possible case."),
    Sort.ALWAYS_DISPLACED: Text(
        "条件成立时，总有别的规定取代它。", "Wherever they would apply, another displaces them."
    ),
    Sort.AMOUNT_GAP: Text(
        "数额在此区间的，没有规定由谁办理；区间之外有规定。",
        "In this range no rule says who is competent; beside it one does.",
    ),
    Sort.KIND_GAP: Text(
        "规则提到这一种类，却没有规定由谁办理；同类的其他情形有规定。",
        "The rules speak of this kind without saying who is competent; for others of its kind they do.",
    ),
    Sort.PARTLY: Text(
        "只在一定条件下规定由谁办理；所示情形没有规定。",
        "Somebody is named under conditions alone, and nobody in the case shown.",
    ),
    Sort.EQUAL: Text("违反其中一条的，必同时违反另一条。", "Whoever breaks one of them breaks the other."),
    Sort.IMPLIED: Text(
        "凡违反它们的，必已违反所列的其他规定；仅凭它们不会使任何行为不符合。",
        "Whoever breaks them has broken the others named; by themselves they make no act fail to conform.",
    ),
    Sort.NEVER_VIOLATED: Text("条件成立时，其要求总已满足。", "Wherever they apply, what they ask holds already."),
    Sort.NOT_DECIDED: Text("在限定的步数内没有答案。", "There was no answer within the bounds set."),
}
FEW: Final = 6
"""So many rules, or values, of a kind are named; of more only the number is told."""


class FindingWords:
    """Puts what is found in one pack into words of one language."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.pack, self.vocabulary, self.lang = pack, vocabulary, lang
        self.words = Words(vocabulary, lang, pack)
        self.say = self.words.say

    def head(self, finding: PackFinding) -> str:
        """The finding in one line: the rules that it is about, or for what nobody is named."""
        if finding.subject:
            return self._gap(finding)
        if finding.rules:
            return self.say("；", "; ").join(self.rule(rule) for rule in finding.rules)
        return self.actions(finding)

    def rule(self, rule: Rule) -> str:
        """A rule by its title and its articles."""
        place = self.say("、", "; ").join(citation.text.pick(self.lang) for citation in rule.norm.citations)
        return self.say(f"{rule.norm.title.zh}（{place}）", f"{rule.norm.title.en} ({place})")

    def actions(self, finding: PackFinding) -> str:
        """The actions that a finding is about."""
        return self.say("、", ", ").join(self.words.action(action) for action in finding.actions)

    def _gap(self, finding: PackFinding) -> str:
        subject = finding.subject
        assert subject
        fact, choice = self.words.fact(subject.fact), self.words.fact(subject.choice)
        if not (subject.value or subject.span):
            return self.say(f"{choice}（按{fact}）", f"{choice}, by {fact}")
        told = self.span(subject.fact, subject.span) if subject.span else f"“{self.value(subject.fact, subject.value)}”"
        if finding.sort is Sort.PARTLY:
            return self.say(
                f"{fact}为{told}的，只在部分情形规定了{choice}",
                f"{fact} {told}: “{choice}” is settled under conditions alone",
            )
        return self.say(f"{fact}为{told}的，没有规定{choice}", f"{fact} {told}: no rule settles “{choice}”")

    def value(self, fact: str, value: str) -> str:
        """A value, or an element, of a fact."""
        return self.words.element(self.vocabulary.facts[fact].type.enumeration, value)

    def span(self, fact: str, span: Range) -> str:
        """A range of a number."""
        first, last = self._number(fact, span.first), self._number(fact, span.last or 0)
        if span.last is None:
            return self.say(f"{first}以上", f"{first} or more")
        if span.first == span.last:
            return first
        if span.first == 0:
            return self.say(f"{last}以下", f"at most {last}")
        return self.say(f"{first}至{last}", f"{first} to {last}")

    def _number(self, fact: str, number: int) -> str:
        money = self.vocabulary.facts[fact].type.kind is Kind.MONEY
        return amounts.money(number, self.lang) if money else str(number)

    def rows(self, finding: PackFinding) -> Iterator[tuple[str, str]]:
        """What more there is to say of a finding, under labels."""
        by = {
            Sort.PERMIT_DENIED: self.say("不许者", "denied by"),
            Sort.ALWAYS_DISPLACED: self.say("取代者", "displaced by"),
        }.get(finding.sort, self.say("涵盖者", "implied by"))
        for number, rule in enumerate(finding.by):
            yield (" " if number else by), self.rule(rule)
        if finding.sort is not Sort.NOT_DECIDED or finding.subject:
            yield self.say("行为", "action"), self.actions(finding)
        if finding.asked:
            yield self.say("问题", "question"), TITLE[finding.asked].pick(self.lang)
        yield self.say("原因", "reason"), finding.reason
        if finding.subject:
            for number, rule in enumerate(finding.rules):
                if number == FEW:
                    left = len(finding.rules) - FEW
                    yield " ", self.say(f"另有 {left} 条", f"and {left} more")
                    break
                label = (
                    self.say("提及者", "spoken of")
                    if finding.sort is Sort.KIND_GAP
                    else self.say("有规定", "settled by")
                )
                yield (" " if number else label), self.rule(rule)
            yield self.say("同类", "beside"), self._beside(finding)
        situation = self.say("；", "; ").join(
            self.words.fact(name)
            + self.say("：", ": ")
            + self.words.value(self.vocabulary.facts[name.partition(".")[0]].type, value)
            for name, value in finding.situation.items()
        )
        yield self.say("情形", "situation"), situation
        for number, decision in enumerate(finding.shown):
            yield (" " if number else self.say("实例", "example")), self.case(decision)

    def _beside(self, finding: PackFinding) -> str:
        subject = finding.subject
        if not subject or not subject.beside:
            return ""
        shown = [self.value(subject.fact, value) for value in subject.beside]
        more = self.say(f"等 {len(shown)} 项", f" … ({len(shown)} in all)") if len(shown) > FEW else ""
        told = self.say("、", ", ").join(shown[:FEW])
        return self.say(f"{told}{more}有规定", f"settled for {told}{more}")

    def case(self, decision: Decision) -> str:
        """The facts of a case and its verdict."""
        known = decision.case.facts
        action = self.vocabulary.actions[decision.case.action].facts
        names = [*(name for name in action if name in known), *(name for name in known if name not in action)]
        told = [
            self.words.fact(name)
            + self.say("：", ": ")
            + self.words.value(self.vocabulary.facts[name].type, known[name])
            for name in names
        ]
        verdict = labels.VERDICT[decision.verdict].pick(self.lang)
        return self.say("；", "; ").join(told) + self.say(f"（{verdict}）", f" ({verdict})")

    def changed(self, because: Iterable[str | int]) -> str:
        """The rules and articles that changed since a review."""
        told = [
            self.say(f"第{one}条", f"Article {one}") if isinstance(one, int) else self.say(f"规则 {one}", f"rule {one}")
            for one in because
        ]
        return self.say("、", ", ").join(told)

    def bounds(self, found: Found) -> str:
        """Over which cases what is said holds."""
        days = f"{found.first.isoformat()} – {found.last.isoformat()}"
        left = self.say("、", ", ").join(map(self.words.fact, found.uncertain))
        return self.say(
            f"以上就 {found.year} 年内、完全受本文件约束的机关所作行为的一切完整情形而言，由求解器 z3 逐一证明或"
            f"给出实例；不能同时遵守的规定由决策图穷举取值判定。日期取自 {days}"
            + (f"，工作日历未公布之处不计（{left}）" if left else "")
            + "。每个实例都经参照求值器复核。",
            f"All of this is said of every complete case of an act in {found.year} by an organ that the document binds "
            "in full, proven by z3 or shown by a case; musts that nothing keeps together are settled by decision "
            f"diagrams over all values that matter. Days lie in {days}"
            + (f"; days that lead into a year without a published calendar are left out ({left})" if left else "")
            + ". Each case was replayed by the reference evaluator.",
        )


# --- a page


def findings_page(assessed: Assessed, pack: Pack, vocabulary: Vocabulary, lang: Lang, *, everything: bool) -> Page:
    """What is to be looked at, the gravest first; with `everything`, what was reviewed, too."""
    writer = _Writer(FindingWords(pack, vocabulary, lang))
    expired = {one.finding.id: one for one in assessed.expired}
    for sort in Sort:
        told = [finding for finding in assessed.found.findings if finding.sort is sort]
        shown = [finding for finding in told if finding in assessed.open or finding.id in expired]
        writer.group(sort, shown, expired)
    if everything:
        writer.reviewed(assessed.reviewed)
    writer.stale(assessed.stale)
    writer.count(assessed)
    return writer.page


class _Writer:
    def __init__(self, words: FindingWords) -> None:
        self.words, self.say, self.lang = words, words.say, words.lang
        self.page = Page()
        self.width = 8 if words.lang == "zh" else 14

    def group(self, sort: Sort, findings: Sequence[PackFinding], expired: dict[str, Expired]) -> None:
        if not findings:
            return
        count = self.say(f"（{len(findings)}）", f" ({len(findings)})")
        self.page.heading(TITLE[sort].pick(self.lang) + count, "open")
        self.page.add((MEANS[sort].pick(self.lang), "quiet"), indent=2)
        for number, finding in enumerate(findings, 1):
            self.finding(number, finding)
            if finding.id in expired:
                because = self.words.changed(expired[finding.id].because)
                text = self.say(f"已失效：{because}有变", f"expired: {because} changed")
                self.field(self.say("审阅", "review"), text)

    def finding(self, number: int, finding: PackFinding) -> None:
        self.page.add((f"{number}. ", "quiet"), (self.words.head(finding), "strong"), indent=2, hang=5)
        for label, text in self.words.rows(finding):
            self.field(label, text)
        self.field(self.say("标识", "id"), finding.id)

    def field(self, label: str, text: str) -> None:
        self.page.field(label, text, indent=5, width=self.width)

    def reviewed(self, reviewed: Sequence[tuple[PackFinding, Review]]) -> None:
        if reviewed:
            self.page.heading(self.say(f"已审阅（{len(reviewed)}）", f"Reviewed ({len(reviewed)})"))
        for finding, review in reviewed:
            self.page.add(self.words.head(finding), indent=2, hang=4)
            self.field(self.say("种类", "sort"), TITLE[finding.sort].pick(self.lang))
            self.field(self.say("理由", "reason"), review.why.pick(self.lang))
            self.field(self.say("标识", "id"), finding.id)

    def stale(self, stale: Sequence[Review]) -> None:
        if stale:
            self.page.heading(self.say(f"审阅已无对象（{len(stale)}）", f"Reviews of nothing ({len(stale)})"), "open")
        for review in stale:
            place = f"  {review.span.source.name}:{review.span.line}" if review.span else ""
            self.page.add(review.finding, (place, "quiet"), indent=2)

    def count(self, assessed: Assessed) -> None:
        found = assessed.found
        self.page.blank()
        self.page.add((self.words.bounds(found), "quiet"))
        counts = (len(assessed.open), len(assessed.expired), len(assessed.reviewed), len(assessed.stale))
        told = self.say(
            "待处理 {} 项，审阅已失效 {} 项，已审阅 {} 项，审阅已无对象 {} 项",
            "{} to look at, {} expired, {} reviewed, {} reviews of nothing",
        ).format(*counts)
        self.page.add((found.jurisdiction, "title"), ": ", (told, "good" if assessed.settled else "bad"))
