"""The verdict alone straight from mappings of one shape: facts are read, checked and judged by one generated function.

No case is made. What the function cannot tell it leaves to longer ways, as `intake.quick.generated` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine import literal
from rules_engine.case import ORGAN
from rules_engine.checked import ActionDef, Vocabulary
from rules_engine.decision import Judgement
from rules_engine.evaluate.single import Evaluator, Judge, compiled, favoured, run
from rules_engine.intake.quick.generated import ODD, Readers, facts_of, reading
from rules_engine.intake.quick.shapes import Function, Shape, Shapes
from rules_engine.json_facts import decoded, read_facts
from rules_engine.value import Kind, day_of


class MappingJudge(Judge):
    """A function of a mapping with as many names as it has `facts`, the day of the act and that of the question.

    The days are None where they are not given; a day of the act that is given is one on which the document is in force,
    and has a day of the question beside it. `facts` are those that the mapping tells, with its names for them.
    """

    signature = "judge(given, day, as_of)"
    rare = "None"
    as_of = "as_of"

    def __init__(
        self,
        evaluator: Evaluator,
        vocabulary: Vocabulary,
        action: ActionDef,
        readers: Readers,
        facts: Mapping[str, str],
    ) -> None:
        self.vocabulary, self.readers, self.facts, self.dated_by = vocabulary, readers, facts, action.dated_by
        super().__init__(evaluator.program, evaluator.names, evaluator.leading)

    def prologue(self) -> None:
        """Read the facts; what is odd, cannot be, or is rarely asked is left to others."""
        for line in reading(self.facts, self.vocabulary, self.readers, self.phrases):
            self.add(line)
        self.days()
        self.read = {*self.facts, *([self.dated_by] if self.dated_by else [])}
        conditions = [favoured(constraint.condition, self.read) for constraint in self.vocabulary.constraints]
        tests = [f"not {self.phrases.plain(condition)}" for condition in conditions if condition != ex.TRUE]
        if ORGAN in self.facts:
            bound = self.constant("bound", self.program.full - self.program.by_reference)
            tests.append(f"{self.phrases.local(ORGAN)} not in {bound}")
        elif ORGAN not in self.program.presumable:
            tests.append("True")
        self.leave_where(tests)

    def days(self) -> None:
        """The day of the act and that of the question; a fact may tell the first, or be told by it."""
        local = self.phrases.local(self.dated_by) if self.dated_by else ""
        if self.dated_by in self.facts:
            same = f"{self.constant('day_of', day_of)}({local})"
            self.leave_where([f"{local}.year > {literal.LAST_YEAR}", f"not (day is None or day == {same})"])
            self.add(f"as_of = as_of or day or {local}")
            self.add(f"day = {same}")
            self.leave_where(self.out_of_force())
            return
        self.add("if day is None:")
        self.depth += 1
        self.add(f"day = {self.constant('today', date.today)}()")
        self.add("as_of = as_of or day")
        self.leave_where(self.out_of_force())
        self.depth -= 1
        if self.dated_by:
            self.add(f"{local} = day")

    def out_of_force(self) -> Iterator[str]:
        """Whether the day lies before or after the days on which the document is in force."""
        if self.program.first_day > date.min:
            yield f"day < {self.constant('first_day', self.program.first_day)}"
        if self.program.last_day < date.max:
            yield f"day > {self.constant('last_day', self.program.last_day)}"

    def leave_where(self, tests: Iterable[str]) -> None:
        """Leave the case to others where one of these is so."""
        for test in tests:
            self.add(f"if {test}:")
            self.add("    return None")

    def read_facts(self, e: ex.Expression) -> None:
        """Presume what is absent, or leave the case to others where an expression needs it."""
        for fact in self.phrases.needs(e):
            if fact.id not in self.read:
                self.read.add(fact.id)
                presumed = self.program.slots[fact.id].presumed and fact.id != ORGAN
                self.add(f"{self.phrases.local(fact.id)} = False" if presumed else "return None")


def shapes_judged(evaluator: Evaluator, vocabulary: Vocabulary, action: ActionDef, readers: Readers) -> Shapes:
    """The functions that judge the mappings of one action; `readers` are those of its facts."""
    timed = bool(action.dated_by) and vocabulary.facts[action.dated_by].type.kind is Kind.DATETIME

    def make(shape: Shape) -> Function | None:
        facts = facts_of(shape, readers)
        if not facts or (timed and action.dated_by not in facts):  # a day tells no moment
            return None
        title = f"{evaluator.program.frame.jurisdiction} {action.label.id}, verdict of {', '.join(facts)}"
        return compiled(MappingJudge(evaluator, vocabulary, action, readers, facts), f"<rules-engine {title}>")

    return Shapes(make)


_OF_MAPPINGS: Final = """\
def judge(given):
    try:
        found = ready[len(given)](given, day, as_of)
    except odd:
        found = None
    return longer(given) if found is None else found
"""
_OF_TEXTS: Final = """\
def judge(text):
    try:
        given = decoded(text)
        # Each name has its colon: where there are no more, no name came twice.
        colons = text.count(":") if type(text) is str else text.count(b":")
        found = ready[len(given)](given, day, as_of) if len(given) == colons else None
    except odd:
        found = None
    return longer(text) if found is None else found
"""


def judging(
    shapes: Shapes, day: date | None, as_of: date | None, longer: Callable[[Any], Judgement], title: str
) -> Callable[[Any], Judgement]:
    """A function of mappings of any shape; `longer` judges what no function of `shapes` can.

    The days are as `MappingJudge` has them. The function is made of text, so that each has code of its own: Python is
    quicker where code always calls the same.
    """

    def noted(given: Any) -> Judgement:
        found = longer(given)
        shapes.note(given)
        return found

    constants = {"ready": shapes.ready, "day": day, "as_of": as_of, "odd": ODD, "longer": noted}
    made: Callable[[Any], Judgement] = run(_OF_MAPPINGS, constants, f"<rules-engine {title}, mappings>", "judge")
    return made


def judging_texts(
    shapes: Shapes, day: date | None, as_of: date | None, longer: Callable[[Any], Judgement], title: str
) -> Callable[[Any], Judgement]:
    """The same of JSON text; `longer` judges the mapping that it says."""

    def noted(text: Any) -> Judgement:
        given = read_facts(text)
        found = longer(given)
        shapes.note(given)
        return found

    constants: dict[str, Any] = {"ready": shapes.ready, "day": day, "as_of": as_of, "longer": noted}
    constants |= {"decoded": decoded, "odd": (*ODD, RecursionError)}
    made: Callable[[Any], Judgement] = run(_OF_TEXTS, constants, f"<rules-engine {title}, texts>", "judge")
    return made
