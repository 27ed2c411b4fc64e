"""Duties in words: who must do what, by when, under which condition, and where the duty stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.checked import Duty
from rules_engine.decision import DutyNotice, DutyState, Status
from rules_engine.render import amounts, labels
from rules_engine.render.finding import FindingWords, Part
from rules_engine.value import NOT_YET

_TOLD: Final = (Status.PENDING, Status.VIOLATED, Status.DEPARTED, Status.UNDETERMINED)
"""A duty of which the act itself has such a finding has been told in full."""


class DutyWords(FindingWords):
    """Puts the duties that arise from the act of a decision into words."""

    def arising(self) -> list[DutyNotice]:
        """The duties that arise from the act, but those that stand among its findings already."""
        told = {finding.norm.id for finding in self.decision.findings if finding.status in _TOLD}
        return [notice for notice in self.decision.duties if notice.norm.id not in told]

    def obligation(self, notice: DutyNotice) -> str:
        """Who must do what."""
        act = notice.act.pick(self.lang)
        by = notice.by.pick(self.lang) if notice.by else ""
        return self.say(f"{by}：{act}", f"{act} (by {by})") if by else act

    def duty_parts(self, notice: DutyNotice) -> Iterator[Part]:
        """All that is to be said of a duty beside who must do what, each part under its label."""
        say, late = self.say, notice.state is DutyState.LATE
        yield say("条款", "article"), self.citation(notice.norm) + self.nature(notice.norm), ""
        yield say("条件", "where"), self.proviso(notice), ""
        yield say("期限", "due"), self.deadline(notice), ""
        yield say("状态", "state"), self.standing(notice), "bad" if late else ""
        yield say("待补", "ask for"), say("；", "; ").join(self.words.fact(name) for name in self.asked(notice)), ""
        yield say("规则", "rule"), notice.norm.id, "quiet"

    def proviso(self, notice: DutyNotice) -> str:
        """That part of the duty's condition of which it is not known whether it is met; empty where all is known."""
        when, waits = self.rules[notice.norm.id].when, _facts(notice)
        items = when.items if isinstance(when, ex.And) else (when,)
        open_ = tuple(item for item in items if ex.facts_of(item) & waits)
        return self.words.condition(ex.And(open_) if len(open_) > 1 else open_[0]) if open_ else ""

    def deadline(self, notice: DutyNotice) -> str:
        """By when: the day and how it is counted; or why no day can be named."""
        term = self._term(notice)
        if not term:
            return labels.PROMPTLY.pick(self.lang)
        if notice.due:
            return self.say("{}（{}）", "{} ({})").format(amounts.moment(notice.due, self.lang), term)
        due = self._duty(notice).due
        wanted = _facts(notice) & (ex.facts_of(due) if due else frozenset())
        why = self.calendars(notice.unknown_because)
        if wanted:
            names = self.say("、", ", ").join(self.words.fact(name) for name in self.vocabulary.in_order(wanted))
            why = self.say(f"{names}未知，尚不能推算", f"not to be worked out before this is known: {names}")
        why = why or self.say("起算之日尚未到来", "whose time has not begun to run")
        return self.say(f"{term}；{why}", f"{term}; {why}")

    def standing(self, notice: DutyNotice) -> str:
        """Where the duty stands on the day of the question."""
        state, say = labels.DUTY_STATE[notice.state].pick(self.lang), self.say
        done = self.done_on(notice)
        if done:
            day = amounts.moment(done, self.lang)
            if notice.state is DutyState.DONE:
                return say(f"{state}（{day}）", f"{state} ({day})")
            if notice.state is DutyState.LATE:
                return say(f"逾期履行（{day}）", f"done too late ({day})")
        if notice.state is DutyState.LATE and self.done_fact(notice) not in self.decision.case.facts:
            return say("期限已过，未写明是否履行", "its day has passed; not said whether it was done")
        if notice.state is not DutyState.UNKNOWN:
            return state
        if not self.proviso(notice) and ORGAN not in notice.missing:
            return say("期限尚不能推算", "not known yet by when")
        if self.asked(notice):
            return say("是否适用尚不能确定", "not known yet whether it applies")
        later = [self.words.action(name) for name in self.rules[notice.norm.id].actions]
        acts = say("、", ", ").join(f"“{name}”" for name in later)
        return say(f"条件具备的须履行；是否具备，于{acts}时确定", f"to be done where that is so; told at {acts}")

    def asked(self, notice: DutyNotice) -> list[str]:
        """The facts of the act itself that would tell whether the duty applies and by when."""
        own = {*self.vocabulary.actions[self.decision.case.action].facts, ORGAN}
        return [name for name in notice.missing if name.partition(".")[0] in own]

    def done_fact(self, notice: DutyNotice) -> str:
        """The fact that tells whether, or when, the duty was done."""
        return self._duty(notice).done.id

    def done_on(self, notice: DutyNotice) -> date | None:
        """When the duty was done, in time or not; None where no day of it is known."""
        done = self.decision.case.facts.get(self.done_fact(notice))
        return done if isinstance(done, date) and done.year < NOT_YET.year else None

    def _duty(self, notice: DutyNotice) -> Duty:
        duty = self.rules[notice.norm.id].body.duty
        assert duty
        return duty

    def _term(self, notice: DutyNotice) -> str:
        """How the day is counted; empty where the article sets none."""
        due = self._duty(notice).due
        if isinstance(due, ex.Fact):
            return self.say(f"不迟于{self.words.fact(due.id)}", f"no later than the {self.words.fact(due.id)}")
        return self.words.due(due) if due else ""


def _facts(notice: DutyNotice) -> frozenset[str]:
    """The facts that a duty waits for; a set for its elements."""
    return frozenset(name.partition(".")[0] for name in notice.missing)
