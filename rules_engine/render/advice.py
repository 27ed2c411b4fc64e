"""What an opinion asks and recommends: what to mend, what to supply, what follows, what is left to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rules_engine.decision import Basis, DutyNotice, Finding, Status, Verdict
from rules_engine.norm import Norm
from rules_engine.render import labels
from rules_engine.render.document.content import Block, Cell, Paragraph, Subheading, Table
from rules_engine.render.review import ReviewWriter
from rules_engine.text import Text

_COURSE: Final = {
    Verdict.ALLOW: Text(
        "就已编入规则包的条款而言，该行为可以按程序办理；办理前请核对上位规定和未编入的内容。",
        "As far as the encoded articles go, the act may proceed; first compare it with the law above these rules and"
        " with what is not encoded.",
    ),
    Verdict.DENY: Text(
        "该行为在补正前不宜作出；补正后请重新提交审查。无法补正的，不宜作出。",
        "The act should not be done as it stands; when it has been corrected, submit it again. Where it cannot be"
        " corrected, it should not be done.",
    ),
    Verdict.INCOMPLETE: Text(
        "请补充上列事实后重新提交审查；在得出结论前，该行为不宜作出。",
        "Supply the facts above and submit the act again; it should not be done before there is an answer.",
    ),
    Verdict.SILENT: Text(
        "请查明作出该行为的其他依据（法律、法规、规章或者上级规定）；查明前不宜作出。",
        "Look for another ground of the act (statutes, regulations or the orders of higher bodies); it should not be"
        " done before one is found.",
    ),
}
_NOT_FORBIDDEN: Final = Text(
    "请查明作出该行为的依据，并核对未编入的内容；查明前不宜作出。",
    "Look for a ground of the act, and compare it with what is not encoded; it should not be done before one is found.",
)
_IN_PART: Final = {
    Verdict.ALLOW: Text(
        "就所问条款而言未见违反；其余条款未经审查，办理前请另行核对。",
        "Nothing is against the act in the articles asked of; compare it with the others before it proceeds.",
    ),
    Verdict.SILENT: Text(
        "所问条款未作规定，其余条款未经审查；请就全部条款提交审查，并查明作出该行为的依据，查明前不宜作出。",
        "The articles asked of do not regulate the act, and the others were not reviewed: submit it for a review of"
        " all, and look for a ground; it should not be done before one is found.",
    ),
}
_BY_CALENDAR: Final = Text(
    "请在上述情况明确后重新提交审查；在得出结论前，该行为不宜作出。",
    "Submit the act again when this is known; it should not be done before there is an answer.",
)
_ZH_DUTIES: Final = ("责任主体", "事项", "期限", "状态", "条款")
_EN_DUTIES: Final = ("Who", "What", "By when", "State", "Article")


class AdviceWriter(ReviewWriter):
    """Writes the sections of an opinion that ask and recommend."""

    # --- what must be mended

    def corrections(self) -> Iterator[Block]:
        """What the act lacks, or the facts that are missing."""
        say, verdict = self.say, self.decision.verdict
        if verdict is Verdict.DENY:
            yield Paragraph(say("该行为须作如下补正：", "The act has to be corrected as follows:"))
            for number, finding in enumerate(self.decision.violations, 1):
                yield Paragraph(self.nth(number) + self.correction(finding))
        elif verdict is Verdict.ALLOW:
            yield Paragraph(say("未发现须补正的事项。", "Nothing was found that has to be corrected."))
        elif verdict is Verdict.SILENT:
            yield Paragraph(
                say("未作规定，不能据以列出补正事项。", "Nothing is regulated, so there is nothing to correct.")
            )
        if self.decision.missing and verdict is not Verdict.SILENT:
            told = say("下列事实须予补充：", "These facts have to be supplied:")
            later = say("补正后，下列事实仍须补充：", "When that is done, these facts are still to be supplied:")
            yield Paragraph(later if verdict is Verdict.DENY else told)
            yield self.wanting()
        if self.decision.unknown_because:
            years = self.calendars(self.decision.unknown_because)
            yield Paragraph(
                say(f"下列情况非补充事实所能解决：{years}。", f"No fact of the case can settle this: {years}.")
            )

    def correction(self, finding: Finding) -> str:
        """What one violated norm asks."""
        rule = self.rules[finding.norm.id]
        place, demand = self.citation(finding.norm), self.words.demand(rule)
        due = self.due(rule, finding)
        late = (
            self.say(f"；期限（{due}）已过，请即办理并说明原因", f"; its time ended on {due}: do it now and say why")
            if due
            else ""
        )
        return self.say(f"依{place}，{demand}{late}。", f"{place}: {demand}{late}.")

    def wanting(self) -> Table:
        """The missing facts, how each is written, and the articles that need it."""
        rows = []
        for name, (label, accepted) in zip(self.decision.missing, self.wanted(self.decision.missing), strict=True):
            rows.append((Cell(self.sentence(label)), Cell(self.sentence(accepted)), Cell(self.needed_by(name))))
        head = (self.say("事实", "Fact"), self.say("填写方式", "How it is written"), self.say("涉及条款", "Needed by"))
        return Table(head, (30, 45, 25), tuple(rows))

    def needed_by(self, name: str) -> str:
        """The places of the norms that wait for a fact."""
        found = self.decision.findings
        waiting = [finding for finding in found if name in finding.missing] or [
            finding for finding in found if name.partition(".")[0] in finding.norm.facts
        ]
        return self.say("、", "; ").join(
            dict.fromkeys(finding.norm.citation.text.pick(self.lang) for finding in waiting)
        )

    # --- what is recommended

    def recommendations(self) -> Iterator[Block]:
        """What to do next: the course, the reasons to record, the duties, and what was not looked at."""
        yield Paragraph(self.course().pick(self.lang))
        if self.rivals:
            yield Paragraph(
                self.say(
                    "本案有可争议之处，请在签署前确定采用的读法并记录理由。",
                    "Where something is arguable, settle the reading and record the reasons before signing.",
                )
            )
        departures = self.say("偏离的非强制规定，请记录理由", "Departures from softer norms; record the reasons")
        if self.decision.by_reference:
            departures = self.say("偏离的规定，请记录理由", "Departures; record the reasons")
        yield from self.points(departures, self.decision.advice)
        yield from self.duties()
        referrals = self.decision.referrals
        if referrals:
            yield Subheading(self.say("须一并适用的其他规定", "Rules elsewhere that apply, too"))
        for number, finding in enumerate(referrals, 1):
            place = self.say(f"（{self.citation(finding.norm)}）", f" ({self.citation(finding.norm)})")
            yield Paragraph(f"{self.nth(number)}{self.sentence(self.target(finding))}{place}{self.say('。', '.')}")
        yield from self.unread()

    def course(self) -> Text:
        """What to do with the act."""
        decision = self.decision
        if decision.basis is Basis.NOT_FORBIDDEN:
            return _NOT_FORBIDDEN
        if decision.verdict is Verdict.INCOMPLETE and not decision.missing:
            return _BY_CALENDAR
        if decision.partial:
            return _IN_PART.get(decision.verdict, _COURSE[decision.verdict])
        return _COURSE[decision.verdict]

    def duties(self) -> Iterator[Block]:
        """What is to be done next, by whom and by when."""
        rows = [self.pending(finding) for finding in self.having(Status.PENDING)]
        rows += [self.arisen(notice) for notice in self.arising()]
        if not rows:
            return
        yield Subheading(self.say("由此产生的义务", "Duties that follow"))
        head = _ZH_DUTIES if self.lang == "zh" else _EN_DUTIES
        yield Table(head, (18, 26, 21, 18, 17), tuple(rows))

    def pending(self, finding: Finding) -> tuple[Cell, ...]:
        """A duty that this very act discharges and that is still to be done."""
        rule = self.rules[finding.norm.id]
        duty, due = rule.body.duty, self.due(rule, finding)
        assert duty
        term = self.words.due(duty.due) if duty.due else ""
        when = Cell(self.say("{}（{}）", "{} ({})").format(due, term) if due and term else due or term)
        return self.duty(
            finding.norm,
            duty.by,
            Cell(self.sentence(duty.act.pick(self.lang))),
            when,
            labels.STATUS[finding.status].pick(self.lang),
        )

    def arisen(self, notice: DutyNotice) -> tuple[Cell, ...]:
        """A duty that arises from the act."""
        proviso = self.proviso(notice)
        where = (self.say(f"条件：{proviso}", f"condition: {proviso}"),) if proviso else ()
        what = Cell(self.sentence(notice.act.pick(self.lang)), where)
        return self.duty(notice.norm, notice.by, what, Cell(self.deadline(notice)), self.standing(notice))

    def duty(self, norm: Norm, by: Text | None, what: Cell, when: Cell, state: str) -> tuple[Cell, ...]:
        """One duty as a row."""
        who = by.pick(self.lang) if by else self.say("条文未写明", "not named")
        return (
            Cell(self.sentence(who)),
            what,
            when,
            Cell(self.sentence(state)),
            Cell(self.citation(norm), (self.character(norm),)),
        )

    def unread(self) -> Iterator[Block]:
        """What the pack leaves out of the articles in reach."""
        gaps = list(self.gaps()) if self.in_reach() else []
        if not gaps:
            return
        yield Subheading(
            self.say("相关条款中未编入、须人工核对的内容", "Left out of these articles; to be checked by hand")
        )
        for why, texts in gaps:
            yield Paragraph(self.semicolons(texts) + self.say("。", "."), self.labelled(why))
