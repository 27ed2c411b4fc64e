"""What districts say of one case, in words."""

from __future__ import annotations

from typing import Final

from rules_engine.checked import Vocabulary
from rules_engine.comparison.cases import CaseTable, Opinion
from rules_engine.decision import Basis, Finding, Silence, Verdict
from rules_engine.render import labels
from rules_engine.render.comparison.cells import CellWords
from rules_engine.text import Lang, Text

NO_NORM: Final = Text("无对应规定", "no counterpart")


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
        return labels.STATUS[finding.status].pick(self.lang) + self.bracketed(self.circumstances(opinion, finding))

    def circumstances(self, opinion: Opinion, finding: Finding) -> list[str]:
        """The place and force of a finding's norm, what displaces it, whether it is arguable."""
        norms = {rule.id: rule.norm for rule in opinion.pack.rules}
        parts = [self.place_and_force(finding.norm)]
        if finding.displaced_by:
            others = self.say("、", "; ").join(self.places(norms[name]) for name in finding.displaced_by)
            parts.append(self.say(f"被{others}取代", f"displaced by {others}"))
        if finding.arguable:
            parts.append(self.say("可争议", "arguable"))
        return parts

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
