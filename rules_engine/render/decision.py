"""A decision as a page that a lawyer can sign: verdict, what it rests on, what is missing, what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rules_engine.case import ORGAN
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Basis, Decision, Finding, Silence, Status, Verdict, is_ground
from rules_engine.render import amounts, labels
from rules_engine.render.finding import FindingWriter
from rules_engine.render.page import Page, Style
from rules_engine.text import Lang

_STYLE: Final[dict[Verdict, Style]] = {
    Verdict.ALLOW: "good",
    Verdict.DENY: "bad",
    Verdict.INCOMPLETE: "open",
    Verdict.SILENT: "open",
}
_TITLE: Final = re.compile(r"^(.+?)(（[^（）]*号）)?$")  # a document's title, and its number where it is known
_KEPT: Final = (Status.SATISFIED, Status.HOLDS)


def decision_page(decision: Decision, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> Page:
    """The page of a decision."""
    return _Writer(decision, pack, vocabulary, lang).whole()


class _Writer(FindingWriter):
    def whole(self) -> Page:
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
        self.findings(self.say("待履行的义务", "Duties still to be done"), self.with_status(Status.PENDING), "open")
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
        self.page.add((label, _STYLE[decision.verdict]), " ", (self.reason(), "strong"), hang=2)
        for remark in self.remarks():
            self.page.add(remark, indent=2)

    def reason(self) -> str:
        decision, say = self.decision, self.say
        match decision.verdict:
            case Verdict.DENY:
                count = len(decision.violations)
                return say(f"违反 {count} 项强制规定", f"the act violates {count} binding norm{'s' * (count > 1)}")
            case Verdict.ALLOW if decision.basis is Basis.GROUNDED:
                count = len(decision.grounds)
                return say(
                    f"有 {count} 项规定为依据，未见违反", f"{count} norm{'s' * (count > 1)} to stand on, none violated"
                )
            case Verdict.ALLOW:
                return say("仅未被禁止", "merely not forbidden")
            case Verdict.INCOMPLETE if decision.missing:
                return say(
                    f"还需 {len(decision.missing)} 项事实才能作答",
                    f"needs {len(decision.missing)} more facts to be answered",
                ).replace(" 1 more facts", " 1 more fact")
            case Verdict.INCOMPLETE:
                return say("现有事实不足以作答", "cannot be answered from what is known")
        assert decision.silence
        return labels.SILENCE[decision.silence].pick(self.lang)

    def remarks(self) -> Iterable[str]:
        decision, say = self.decision, self.say
        if decision.basis is Basis.NOT_FORBIDDEN:
            yield labels.NOT_FORBIDDEN.pick(self.lang)
        if decision.silence:
            yield from self.silence(decision.silence)
            yield labels.NOT_PERMISSION.pick(self.lang)
        if decision.partial:
            asked = say("、", "; ").join(cite.text.pick(self.lang) for cite in decision.case.articles)
            yield say(
                f"只就{asked}作答，不是对整个行为的结论。",
                f"Asked of {asked} alone: no answer about the act as a whole.",
            )
        if decision.by_reference:
            scope = decision.frame.scope.text.pick(self.lang)
            yield say(
                f"行为机关参照执行本规则（{scope}），强制规定只作为建议。",
                f"The organ follows these rules by reference ({scope}): what binds others is advice to it.",
            )

    def silence(self, silence: Silence) -> Iterable[str]:
        frame, say = self.decision.frame, self.say
        if silence is Silence.NOT_BOUND:
            organ = self.decision.case.facts.get(ORGAN)
            name = self.words.value(self.vocabulary.facts[ORGAN].type, organ)
            scope = frame.scope.text.pick(self.lang)
            yield say(
                f"适用范围见{scope}；行为机关：{name}。", f"See {scope} for whom it binds; organ that acts: {name}."
            )
        if silence is Silence.NOT_IN_FORCE:
            first, last = frame.in_force_from, self.pack.document.in_force_to
            start = amounts.moment(first, self.lang) if first else say("不详", "an unknown day")
            text = say(f"自{start}起施行", f"In force from {start}")
            if last:
                end = amounts.moment(last, self.lang)
                text += say(f"，至{end}止", f" to {end}")
            if frame.in_force:
                text += say("（{}）", " ({})").format(frame.in_force.text.pick(self.lang))
            yield text + say("。", ".")
            if frame.predecessors and first and self.decision.case.date < first:
                titles = say("、", "; ").join(_TITLE.sub(r"《\1》\2", title) for title in frame.predecessors)
                yield say(f"此前的文件：{titles}。", f"Before it: {titles}.")

    def case(self) -> None:
        case, say = self.decision.case, self.say
        self.page.heading(say("案情", "Case"))
        if case.id:
            self.field(say("编号", "id"), case.id)
        name = self.pack.name.pick(self.lang)
        self.field(
            say("文件", "document"), say(f"《{self.pack.document.title}》", f"《{self.pack.document.title}》 ({name})")
        )
        self.field(say("行为", "act"), self.words.action(case.action))
        day = amounts.moment(case.date, self.lang)
        if case.as_of != case.date:
            asked = amounts.moment(case.as_of, self.lang)
            day += say(f"（截至{asked}）", f" (asked as of {asked})")
        self.field(say("日期", "date"), day)
        self.field(say("事实", "facts"), self.facts(case.facts))
        if case.withheld:
            names = [self.words.fact(name) for name in self.vocabulary.in_order(case.withheld)]
            self.field(say("未知", "unknown"), say("；", "; ").join(names))

    def questions(self) -> None:
        decision, say = self.decision, self.say
        if decision.verdict is not Verdict.INCOMPLETE:
            return
        title = ("请补充的事实", "Please supply") if decision.missing else ("不能作答的原因", "Why there is no answer")
        self.page.heading(say(*title), "open")
        for name in decision.missing:
            fact = self.vocabulary.facts[name.partition(".")[0]]
            accepted = say("是或否", "yes or no") if "." in name else self.words.accepted(fact.type)
            self.page.add(self.words.fact(name), (say(f"：{accepted}", f": {accepted}"), "quiet"), indent=2, hang=4)
        if decision.unknown_because:
            self.page.add(self.calendars(decision.unknown_because), indent=2, hang=4)

    # --- what follows

    def duties(self) -> None:
        if not self.decision.duties:
            return
        self.page.heading(self.say("此行为产生的义务", "Duties that arise from the act"))
        for notice in self.decision.duties:
            act = notice.act.pick(self.lang)
            by = notice.by.pick(self.lang) if notice.by else ""
            due = amounts.moment(notice.due, self.lang) if notice.due else ""
            parts = [
                self.say(f"{by}：{act}" if by else act, f"{act} (by {by})" if by else act),
                self.say(f"期限{due}", f"due {due}") if due else "",
                labels.DUTY_STATE[notice.state].pick(self.lang),
                self.citation(notice.norm) + self.nature(notice.norm),
            ]
            self.page.add(self.say("；", "; ").join(part for part in parts if part), indent=2, hang=4)

    def referrals(self) -> None:
        if not self.decision.referrals:
            return
        self.page.heading(self.say("另见其他规定", "Referrals to other rules"))
        for finding in self.decision.referrals:
            target = finding.norm.refers_to
            text = target.pick(self.lang) if target else finding.norm.title.pick(self.lang)
            self.page.add(text, (self.say("　", "  ") + self.citation(finding.norm), "quiet"), indent=2, hang=4)

    def presumptions(self) -> None:
        shown = [
            self.say("行为机关受本规则约束", "the document binds the organ that acts")
            if name == ORGAN
            else self.say(f"无“{self.words.fact(name)}”", f"no “{self.words.fact(name)}”")
            for name in self.vocabulary.in_order(self.decision.presumptions)
        ]
        if shown:
            self.page.heading(self.say("推定（未写明，按此作答）", "Presumed (not stated; the answer rests on it)"))
            self.page.add(self.say("；", "; ").join(shown), indent=2)

    def left_out(self) -> None:
        left_out = self.decision.frame.left_out
        if not left_out:
            return
        self.page.heading(
            self.say("相关条款中未编入、须另行核对的内容", "Left out of these articles; to be checked by hand")
        )
        for why in dict.fromkeys(left.why for left in left_out):
            texts = [
                self.say(f"{left.text.zh}（{left.cite.text.zh}）", f"{left.text.en} ({left.cite.text.en})")
                for left in left_out
                if left.why == why
            ]
            label = labels.WHY[why].pick(self.lang) + self.say("：", ": ")
            self.page.add((label, "quiet"), self.say("；", "; ").join(texts), indent=2, hang=4)

    def foot(self) -> None:
        stamp = self.decision.frame.pack
        version = self.say(f"版本 {stamp.version}", f"version {stamp.version}") if stamp.version else ""
        parts = [self.say("规则包", "pack") + f" {self.decision.frame.jurisdiction}", version]
        self.page.blank()
        self.page.add((self.say("，", ", ").join(part for part in parts if part), "quiet"), hang=2)
        self.page.add((stamp.digest, "quiet"))
        self.page.add(labels.CLOSING.pick(self.lang), hang=2)
