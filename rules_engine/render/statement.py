"""What a decision says beside its findings, in words: why, of what, resting on what, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rules_engine.case import ORGAN
from rules_engine.decision import Basis, Finding, Silence, Verdict
from rules_engine.render import amounts, labels
from rules_engine.render.duty import DutyWords

_TITLE: Final = re.compile(r"^(.+?)(（[^（）]*号）)?$")  # a document's title, and its number where it is known


class DecisionWords(DutyWords):
    """Puts a decision into words."""

    def reason(self) -> str:
        """Why the verdict is what it is, without a full stop."""
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

    def remarks(self) -> Iterator[str]:
        """What limits the verdict: no ground, silence, some articles only, a document followed by reference."""
        decision, say = self.decision, self.say
        if decision.basis is Basis.NOT_FORBIDDEN:
            yield labels.NOT_FORBIDDEN.pick(self.lang)
        if decision.silence:
            yield from self.silence(decision.silence)
            yield labels.NOT_PERMISSION.pick(self.lang)
        if decision.partial:
            yield say(
                f"只就{self.places_asked()}作答，不是对整个行为的结论。",
                f"Asked of {self.places_asked()} alone: no answer about the act as a whole.",
            )
        if decision.by_reference:
            scope = decision.frame.scope.text.pick(self.lang)
            yield say(
                f"行为机关参照执行本规则（{scope}），强制规定只作为建议。",
                f"The organ follows these rules by reference ({scope}): what binds others is advice to it.",
            )

    def silence(self, silence: Silence) -> Iterator[str]:
        """Where to read why the document is silent."""
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

    # --- the case

    def document(self) -> str:
        """The title of the document."""
        return f"《{self.pack.document.title}》"

    def day(self) -> str:
        """The day of the act, and that of the question where it is another."""
        case = self.decision.case
        day = amounts.moment(case.date, self.lang)
        if case.as_of == case.date:
            return day
        asked = amounts.moment(case.as_of, self.lang)
        return day + self.say(f"（截至{asked}）", f" (asked as of {asked})")

    def places_asked(self) -> str:
        """The articles to which the question is restricted."""
        return self.say("、", "; ").join(cite.text.pick(self.lang) for cite in self.decision.case.articles)

    def withheld(self) -> list[str]:
        """The facts that the case says are unknown."""
        return [self.words.fact(name) for name in self.vocabulary.in_order(self.decision.case.withheld)]

    def wanted(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Facts to be supplied, and how each is written."""
        for name in names:
            fact = self.vocabulary.facts[name.partition(".")[0]]
            yes_or_no = self.say("是或否", "yes or no")
            yield self.words.fact(name), yes_or_no if "." in name else self.words.accepted(fact.type)

    # --- what follows

    def target(self, finding: Finding) -> str:
        """The rules to which a referral sends the reader."""
        target = finding.norm.refers_to
        return target.pick(self.lang) if target else finding.norm.title.pick(self.lang)

    # --- what it rests on

    def presumed(self) -> Iterator[str]:
        """What is taken for granted."""
        for name in self.vocabulary.in_order(self.decision.presumptions):
            if name == ORGAN:
                yield self.say("行为机关受本规则约束", "the document binds the organ that acts")
            else:
                yield self.say(f"无“{self.words.fact(name)}”", f"no “{self.words.fact(name)}”")

    def gaps(self) -> Iterator[tuple[str, list[str]]]:
        """What the pack leaves out of the articles in reach, by the reason why."""
        left_out = self.decision.frame.left_out
        for why in dict.fromkeys(left.why for left in left_out):
            texts = [
                self.say(f"{left.text.zh}（{left.cite.text.zh}）", f"{left.text.en} ({left.cite.text.en})")
                for left in left_out
                if left.why == why
            ]
            yield labels.WHY[why].pick(self.lang), texts

    def stamp(self) -> str:
        """Which pack answered, and its version."""
        return labels.stamp(self.decision.frame.jurisdiction, self.decision.frame.pack.version).pick(self.lang)
