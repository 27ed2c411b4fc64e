"""To which evaluator, and through which intake, a case goes: the quick ones are made where they pay.

Where only a verdict is asked for, of mappings of the same names again and again, `mappings` does without a case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from rules_engine.case import Case
from rules_engine.decision import Judgement
from rules_engine.names import key
from rules_engine.shelf import Shelf

if TYPE_CHECKING:
    from rules_engine.evaluate.single import Evaluator
    from rules_engine.intake.quick.cases import QuickIntake
    from rules_engine.intake.quick.shapes import Shapes

FEW: Final = 4
"""From the fourth case of an action on, code made for it pays."""
MANY: Final = 4096
"""So many ways of naming a jurisdiction and an action are remembered."""


class Dispatch:
    """The quick evaluators and intakes of the packs of a shelf; safe to share between threads.

    `evaluators` and `judging` are those made so far, by the ids of jurisdiction and action.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.vocabulary = shelf, shelf.vocabulary
        self.evaluators: dict[tuple[str, str], Evaluator] = {}
        self.judging: dict[tuple[str, str], Callable[[Case], Judgement]] = {}
        self.intakes: dict[tuple[str, str], QuickIntake] = {}
        self._by_id: dict[tuple[str, str], QuickIntake] = {}
        self._shapes: dict[tuple[str, str], Shapes] = {}
        self._asked: dict[tuple[str, str], int] = {}

    def evaluator(self, jurisdiction: str, action: str) -> Evaluator:
        """The quick evaluator of an action, made when first asked for. Raises as `Shelf.pack` does."""
        found = self.evaluators.get((jurisdiction, action))
        if found is None:
            from rules_engine.evaluate.single import Evaluator  # noqa: PLC0415 -- a few cases are decided without it
            from rules_engine.plan import plan  # noqa: PLC0415 -- the same

            pack = self.shelf.pack(jurisdiction)
            found = Evaluator(plan(pack, self.vocabulary, action))
            if action in self.vocabulary.actions:
                found = self.evaluators.setdefault((pack.jurisdiction, action), found)
        return found

    def chosen(self, case: Case, evaluator: str | None) -> Evaluator | None:
        """The quick evaluator for a case; None for the reference, which decides the first few cases of an action."""
        if evaluator not in (None, "reference", "single"):
            raise ValueError(f"no evaluator is named `{evaluator}`: there are `reference` and `single`")
        asked = self._asked[case.jurisdiction, case.action] = self._asked.get((case.jurisdiction, case.action), 0) + 1
        if evaluator == "reference" or (evaluator is None and asked < FEW):
            return None
        return self.evaluator(case.jurisdiction, case.action)

    def judging_of(self, case: Case) -> Callable[[Case], Judgement]:
        """What tells the verdict of a case, and the ids of the rules that it violates. Raises as `evaluator` does."""
        judging = self.evaluator(case.jurisdiction, case.action).judging
        if (case.jurisdiction, case.action) in self.evaluators:
            self.judging[case.jurisdiction, case.action] = judging
        return judging

    def intake(self, jurisdiction: str, action: str) -> QuickIntake | None:
        """The short way for cases of an action, once it has an evaluator; None for what needs a longer look."""
        found = self.shelf.shared_names.actions.get(key(action))
        if len(self.intakes) >= MANY or not any(known == found for _, known in self.evaluators):
            return None
        named = (known for known in self.shelf.jurisdictions if jurisdiction in (known, *self.shelf.titles(known)))
        known = next(named, "")
        if found is None or (known, found) not in self.evaluators:
            return None
        return self.intakes.setdefault((jurisdiction, action), self._intake_of(known, found))

    def _intake_of(self, jurisdiction: str, action: str) -> QuickIntake:
        """The short way for an action, by ids: the same however the two are named."""
        made = self._by_id.get((jurisdiction, action))
        if made is None:
            from rules_engine.intake.quick.cases import quick_intake  # noqa: PLC0415 -- a few cases are decided without it

            names, defined = self.shelf.names(jurisdiction), self.vocabulary.actions[action]
            made = self._by_id.setdefault(
                (jurisdiction, action), quick_intake(self.vocabulary, names, jurisdiction, defined)
            )
        return made

    def judging_facts(
        self,
        jurisdiction: str,
        action: str,
        days: tuple[date | None, date | None],
        longer: Callable[[Any], Judgement],
        *,
        texts: bool,
    ) -> Callable[[Any], Judgement]:
        """What judges mappings of an action's facts, by ids, or JSON texts; `longer` judges mappings odd or seldom.

        `days` are the day of the act and that of the question, where they are given.
        """
        from rules_engine.dispatch.mappings import judging, judging_texts, shapes_judged  # noqa: PLC0415 -- few ask for it
        from rules_engine.intake.quick.shapes import Shapes  # noqa: PLC0415 -- the same

        evaluator = self.evaluator(jurisdiction, action)
        shapes = self._shapes.get((jurisdiction, action))
        if not evaluator.program.first_day <= (days[0] or evaluator.program.first_day) <= evaluator.program.last_day:
            shapes = Shapes(lambda _: None)  # nothing is judged on such a day
        elif shapes is None:
            readers = self._intake_of(jurisdiction, action).facts
            made = shapes_judged(evaluator, self.vocabulary, self.vocabulary.actions[action], readers)
            shapes = self._shapes.setdefault((jurisdiction, action), made)
        return (judging_texts if texts else judging)(shapes, *days, longer, f"{jurisdiction} {action}")
