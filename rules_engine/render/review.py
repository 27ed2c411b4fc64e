"""The reasoning of an opinion: the conclusion, what stands for and against the act, and what is arguable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Basis, Decision, Finding, Silence, Status, Verdict, is_ground
from rules_engine.norm import Norm
from rules_engine.render import labels
from rules_engine.render.document.content import Block, Conclusion, Entry, Paragraph, Point, Subheading
from rules_engine.render.statement import DecisionWords
from rules_engine.rivals import Change, RivalOutcome
from rules_engine.text import Lang, Text


class ReviewWriter(DecisionWords):
    """Writes the section of an opinion that reasons."""

    def __init__(
        self,
        decision: Decision,
        pack: Pack,
        vocabulary: Vocabulary,
        lang: Lang,
        rivals: Sequence[RivalOutcome] = (),
    ) -> None:
        super().__init__(decision, pack, vocabulary, lang)
        self.rivals = rivals

    # --- the opinion

    def review(self) -> Iterator[Block]:
        """What the rules say of the act, and why."""
        yield self.conclusion()
        for remark in self.remarks():
            yield Paragraph(remark)
        found = self.decision.findings
        allowed = self.decision.verdict is Verdict.ALLOW
        grounds = [finding for finding in found if is_ground(finding)]
        yield from self.points(self.say("违反的规定", "Norms violated"), self.decision.violations)
        yield from self.points(self.open_title(), self.having(Status.UNDETERMINED))
        if allowed:
            yield from self.points(self.say("作为依据的规定", "Grounds"), grounds)
        else:
            yield from self.brief(self.say("已满足的规定", "Norms satisfied"), grounds)
        yield from self.arguments()
        yield Paragraph(labels.CLOSING.pick(self.lang))

    def conclusion(self) -> Conclusion:
        """The verdict and its reason."""
        reason = self.say(self.reason().replace(" ", ""), self.reason())  # on paper no space parts figures from words
        verdict, text = self.decision.verdict, self.subject() + reason
        label = labels.VERDICT[verdict].pick(self.lang)
        lead = self.say(f"结论：{label}。", f"Conclusion: {label}. ")
        return Conclusion(self.sentence(text) + self.say("。", "."), lead)

    def subject(self) -> str:
        """What the reason speaks of."""
        decision, say = self.decision, self.say
        match decision.verdict:
            case Verdict.ALLOW:
                return say("拟作行为", "the act has " if decision.basis is Basis.GROUNDED else "the act is ")
            case Verdict.DENY:
                return say("拟作行为", "")
            case Verdict.INCOMPLETE:
                return say("", "the question ")
        if decision.silence not in (Silence.NO_RULE, Silence.NONE_APPLIES):
            return ""
        return say("所问条款" if decision.partial else "本规则", "")

    def open_title(self) -> str:
        """The heading of what cannot be determined."""
        if self.decision.verdict is Verdict.INCOMPLETE:
            return self.say("尚不能确定的规定", "Norms that cannot be determined yet")
        return self.say(
            "尚不能确定、不影响结论的规定", "Norms that cannot be determined, without effect on the conclusion"
        )

    def having(self, status: Status) -> list[Finding]:
        """The findings of a status."""
        return [finding for finding in self.decision.findings if finding.status is status]

    def points(self, title: str, findings: Sequence[Finding]) -> Iterator[Block]:
        """Findings under a heading, each with its reasons."""
        if findings:
            yield Subheading(title)
        for number, finding in enumerate(findings, 1):
            norm = finding.norm
            place = self.say("条款", "article"), self.citation(norm) + self.nature(norm), ""
            entries = tuple(
                Entry(self.labelled(label), text) for label, text, _ in (place, *self.reasons(finding)) if text
            )
            mark = self.say("（可争议）", " (arguable)") if finding.arguable else ""
            yield Point(self.nth(number) + self.sentence(norm.title.pick(self.lang)), mark, entries)

    def brief(self, title: str, findings: Sequence[Finding]) -> Iterator[Block]:
        """Findings under a heading, a line each."""
        if findings:
            yield Subheading(title)
        for number, finding in enumerate(findings, 1):
            place = self.say(f"（{self.citation(finding.norm)}）", f" ({self.citation(finding.norm)})")
            mark = self.say("（可争议）", " (arguable)") if finding.arguable else ""
            yield Paragraph(self.nth(number) + self.sentence(finding.norm.title.pick(self.lang)) + place + mark)

    def arguments(self) -> Iterator[Block]:
        """The rival readings, and what each would change; those that say the same of several norms are one point."""
        groups: dict[tuple[str, str, str], list[Norm]] = {}
        for rival in self.rivals:
            norm = rival.norm
            other = norm.rival.pick(self.lang) if norm.rival else ""
            groups.setdefault((self.ours(norm), other, self.effect(rival)), []).append(norm)
        if groups:
            yield Subheading(self.say("可争议之处", "What is arguable"))
        for number, ((ours, other, effect), norms) in enumerate(groups.items(), 1):
            named = [self.named(norm) for norm in norms]
            count = self.say(f"以下{len(norms)}项规定", f"{len(norms)} norms")
            listed = (Entry(self.say("涉及规定：", "Norms: "), self.semicolons(named)),) if len(norms) > 1 else ()
            entries = (
                *listed,
                Entry(self.say("本意见的读法：", "Read here as: "), ours),
                Entry(self.say("另一种读法：", "May be read as: "), other),
                Entry(self.say("单独采用的影响：", "That alone would mean: "), effect),
            )
            yield Point(self.nth(number) + (count if listed else named[0]), "", entries)

    def ours(self, norm: Norm) -> str:
        """The reading on which a norm rests here."""
        shared = [self.vocabulary.readings[name].text for name in norm.rests_on]
        texts = [norm.reading] if norm.reading else shared or [Text("依条文字面", "the words as they stand")]
        return self.semicolons(text.pick(self.lang) for text in texts)

    def named(self, norm: Norm) -> str:
        """A norm by its title and place."""
        title = self.sentence(norm.title.pick(self.lang))
        return title + self.say(f"（{self.citation(norm)}）", f" ({self.citation(norm)})")

    def effect(self, rival: RivalOutcome) -> str:
        """What a rival reading would change, the verdict last."""
        texts = [self.change(change, rival) for change in rival.changes]
        before, after = (labels.VERDICT[verdict].pick(self.lang) for verdict in (self.decision.verdict, rival.verdict))
        if rival.verdict is self.decision.verdict:
            texts.append(self.say(f"结论仍为“{after}”", f"the conclusion remains “{after}”"))
        else:
            texts.append(
                self.say(f"结论由“{before}”变为“{after}”", f"the conclusion changes from “{before}” to “{after}”")
            )
        return self.semicolons(texts)

    def change(self, change: Change, rival: RivalOutcome) -> str:
        """The outcome of one norm under the two readings."""
        before, after = (labels.STATUS[status].pick(self.lang) for status in (change.before, change.after))
        own = change.norm.id == rival.norm.id
        name = self.say("该项", "this norm") if own else self.named(change.norm)
        return self.say(f"{name}由“{before}”变为“{after}”", f"{name} goes from “{before}” to “{after}”")

    # --- wording

    def nth(self, number: int) -> str:
        """The number of a point; no space that a justified line could stretch follows it in Chinese."""
        return self.say(f"{number}.", f"{number}. ")

    def in_reach(self) -> bool:
        """Whether the document speaks on that day to that organ at all."""
        return self.decision.silence not in (Silence.NOT_IN_FORCE, Silence.NOT_BOUND)

    def semicolons(self, texts: Iterable[str]) -> str:
        """Texts side by side."""
        return self.say("；", "; ").join(texts)

    def sentence(self, text: str) -> str:
        """A text as it begins a line: in English with a capital."""
        return self.say(text, text[:1].upper() + text[1:])

    def labelled(self, label: str) -> str:
        """A label with its colon, as it begins a line."""
        return self.say(f"{label}：", f"{self.sentence(label)}: ")
