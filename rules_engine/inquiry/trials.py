"""Whether what is still unknown can change the verdict: answers tried together, as far as a number of tries allows.

The verdicts of decided cases are final: more facts change none. So a trial ends wherever a verdict is reached, and only
facts are tried that the decision says are missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from rules_engine.case import Case
from rules_engine.decision import Decision, Verdict
from rules_engine.inquiry.answers import Answers
from rules_engine.inquiry.known import with_answer

Decide = Callable[[Case], Decision]


class Trials:
    """Tries answers; `skipped` are facts that will not be known.

    Once `tries` cases have been decided, `exhausted` is true and nothing is proved any more; nor is it where values of
    a fact were tried that do not stand for all (`sure` is false). `few` tries fewer values of numbers and days, and
    goes on where they do not.
    """

    def __init__(
        self, decide: Decide, answers: Answers, skipped: Collection[str], tries: int, *, few: bool = False
    ) -> None:
        self.decide, self.answers, self.skipped, self.few = decide, answers, skipped, few
        self.tries = self.left = tries
        self.sure = True

    @property
    def exhausted(self) -> bool:
        """Whether there are no tries left."""
        return self.left <= 0

    @property
    def made(self) -> int:
        """How many cases were decided."""
        return self.tries - self.left

    def final(self, decision: Decision) -> bool:
        """Whether nothing that will be known can change the verdict."""
        return decision.verdict is not Verdict.INCOMPLETE or not self.open(decision)

    def open(self, decision: Decision) -> tuple[str, ...]:
        """What is missing and may become known."""
        return tuple(name for name in decision.missing if name not in self.skipped)

    def tried(self, name: str, case: Case) -> Iterator[tuple[Case, Decision]]:
        """The case with each answer worth trying, and its decision."""
        if self.sure:
            self.sure = not (self.few and self.answers.linked(name, case)) and self.answers.exact(name, case)
        if not (self.sure or self.few):
            self.left = 0  # all values are tried for a proof alone
            return
        values = self.answers.some(name, case) if self.few else self.answers.of(name, case)
        for value in values:
            self.left -= 1
            known = with_answer(case, name, value, self.answers.vocabulary)
            yield known, self.decide(known)

    def outcomes(self, case: Case, decision: Decision) -> Iterator[Decision]:
        """The final decisions to which the answers lead, as long as there are tries left."""
        todo = [(case, decision)]
        while todo and not self.exhausted:
            case, decision = todo.pop()
            if self.final(decision):
                yield decision
            else:
                todo += self.tried(telling(decision, self.open(decision)), case)

    def matters(self, name: str, case: Case, decision: Decision) -> bool:
        """Whether an answer can change the verdict, with the others tried, too; yes where it is not proved not to."""
        todo = [(case, decision)]
        while todo:
            if self.exhausted:
                return True
            case, decision = todo.pop()
            if self.final(decision):
                continue
            if name in decision.missing and self._tells(name, case):
                return True
            others = [other for other in self.open(decision) if other != name]
            if others:
                todo += self.tried(telling(decision, others, name), case)
        return self.exhausted or not self.sure

    def _tells(self, name: str, case: Case) -> bool:
        """Whether one answer settles the verdict, and another can come to another verdict."""
        found = list(self.tried(name, case))
        settled = {decision.verdict for _, decision in found if self.final(decision)}
        if not settled:
            return False
        if len(settled) > 1:
            return True
        (verdict,) = settled
        for known, decision in found:
            if not self.final(decision) and any(end.verdict is not verdict for end in self.outcomes(known, decision)):
                return True
        return False


def telling(decision: Decision, names: Collection[str], beside: str = "") -> str:
    """Of some facts the one that most of the undetermined musts need, those first that need `beside`, too."""
    needed: Counter[str] = Counter()
    for finding in decision.undetermined:
        needed.update(dict.fromkeys(finding.missing, 1000 if beside in finding.missing else 1))
    return max(names, key=lambda name: needed[name])
