"""A decision as a page that a lawyer can sign: verdict, what it rests on, what is missing, what was left out."""

from __future__ import annotations

from typing import Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Finding, Silence, Status, Verdict, is_ground
from rules_engine.render import labels
from rules_engine.render.finding import FindingWriter
from rules_engine.render.page import Page, Style
from rules_engine.render.statement import DecisionWords
from rules_engine.text import Lang

STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}
_KEPT: Final = (Status.SATISFIED, Status.HOLDS)


def decision_page(decision: Decision, pack: Pack, vocabulary: Vocabulary, lang: Lang, *, part: bool = False) -> Page:
    """The page of a decision; as `part` of a larger one it has no duties still to be done, and no foot."""
    return _Writer(decision, pack, vocabulary, lang).whole(part=part)


class _Writer(FindingWriter, DecisionWords):
    def whole(self, *, part: bool) -> Page:
        self.head()
        self.case()
        found = self.decision.findings
        self.findings(self.say("违反的规定", "Violated"), self.with_status(Status.VIOLATED), "bad")
        self.questions()
        self.findings(self.open_title(), self.with_status(Status.UNDETERMINED), "open")
        grounds = [finding for finding in found if is_ground(finding)]
        allowed = self.decision.verdict is Verdict.ALLOW
        title = self.say("依据", "Grounds") if allowed else self.say("已满足的规定", "Satisfied")
        if allowed:
            self.findings(title, grounds, "good")
        else:
            self.brief(title, grounds)
        advice = self.say(
            "建议：偏离非强制规定，宜记录理由", "Advice: departures from softer norms, whose reasons should be recorded"
        )
        self.findings(advice, self.decision.advice, "open")
        others = [f for f in found if f.status in _KEPT and not is_ground(f)]
        self.brief(self.say("未触犯的禁止及已做到的非强制规定", "Prohibitions kept and softer norms met"), others)
        self.brief(self.say("与结论无关的规定", "Without bearing on the answer"), self.with_status(Status.MOOT))
        if not part:
            pending = self.say("待履行的义务", "Duties still to be done")
            self.findings(pending, self.with_status(Status.PENDING), "open")
            self.duties()
        self.referrals()
        apart = self.with_status(Status.NOT_APPLICABLE)
        arguable = [finding for finding in apart if finding.arguable]
        self.findings(
            self.say("本解读下不适用、另一读法下适用的规定", "Applying under another reading alone"), arguable, "open"
        )
        self.brief(self.say("不适用的规定", "Not applicable"), [f for f in apart if not f.arguable])
        if self.decision.silence not in (Silence.NOT_IN_FORCE, Silence.NOT_BOUND):
            self.presumptions()
            self.left_out()
        if not part:
            self.foot()
        return self.page

    def open_title(self) -> str:
        if self.decision.verdict is Verdict.INCOMPLETE:
            return self.say("尚不能确定的规定", "Undetermined")
        return self.say("尚不能确定的规定，不影响结论", "Undetermined, without effect on the answer")

    def with_status(self, status: Status) -> list[Finding]:
        return [finding for finding in self.decision.findings if finding.status is status]

    # --- head

    def head(self) -> None:
        decision = self.decision
        verdict = labels.VERDICT[decision.verdict].pick(self.lang)
        label = f"【{verdict}】" if self.lang == "zh" else f"[{verdict.upper()}]"
        self.page.add((label, STYLE[decision.verdict]), " ", (self.reason(), "strong"), hang=2)
        for remark in self.remarks():
            self.page.add(remark, indent=2)

    def case(self) -> None:
        case, say = self.decision.case, self.say
        self.page.heading(say("案情", "Case"))
        if case.id:
            self.field(say("编号", "id"), case.id)
        name = self.pack.name.pick(self.lang)
        self.field(say("文件", "document"), say(self.document(), f"{self.document()} ({name})"))
        self.field(say("行为", "act"), self.words.action(case.action))
        self.field(say("日期", "date"), self.day())
        self.field(say("事实", "facts"), self.facts(case.facts))
        self.field(say("未知", "unknown"), say("；", "; ").join(self.withheld()))

    def questions(self) -> None:
        decision, say = self.decision, self.say
        if decision.verdict is not Verdict.INCOMPLETE:
            return
        title = ("请补充的事实", "Please supply") if decision.missing else ("不能作答的原因", "Why there is no answer")
        self.page.heading(say(*title), "open")
        for name, accepted in self.wanted(decision.missing):
            self.page.add(name, (say(f"：{accepted}", f": {accepted}"), "quiet"), indent=2, hang=4)
        if decision.unknown_because:
            self.page.add(self.calendars(decision.unknown_because), indent=2, hang=4)

    # --- what follows

    def duties(self) -> None:
        notices = self.arising()
        if not notices:
            return
        count = self.say(f"（{len(notices)}）", f" ({len(notices)})")
        self.page.heading(self.say("此行为产生的义务", "Duties that arise from the act") + count)
        for number, notice in enumerate(notices, 1):
            self.page.add((f"{number}. ", "quiet"), (self.obligation(notice), "strong"), indent=2, hang=5)
            for label, text, style in self.duty_parts(notice):
                self.field(label, text, 5, style)

    def referrals(self) -> None:
        if not self.decision.referrals:
            return
        self.page.heading(self.say("另见其他规定", "Referrals to other rules"))
        for finding in self.decision.referrals:
            place = self.say("　", "  ") + self.citation(finding.norm)
            self.page.add(self.target(finding), (place, "quiet"), indent=2, hang=4)

    def presumptions(self) -> None:
        shown = list(self.presumed())
        if shown:
            self.page.heading(self.say("推定（未写明，按此作答）", "Presumed (not stated; the answer rests on it)"))
            self.page.add(self.say("；", "; ").join(shown), indent=2)

    def left_out(self) -> None:
        if not self.decision.frame.left_out:
            return
        self.page.heading(
            self.say("相关条款中未编入、须另行核对的内容", "Left out of these articles; to be checked by hand")
        )
        for why, texts in self.gaps():
            label = why + self.say("：", ": ")
            self.page.add((label, "quiet"), self.say("；", "; ").join(texts), indent=2, hang=4)

    def foot(self) -> None:
        self.page.blank()
        self.page.add((self.stamp(), "quiet"), hang=2)
        self.page.add((self.decision.frame.pack.digest, "quiet"))
        self.page.add(labels.CLOSING.pick(self.lang), hang=2)
