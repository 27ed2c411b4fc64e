"""The verdict alone straight from mappings of one shape: facts are read, checked and judged by one generated function.

No case is made. What the function cannot tell it leaves to longer ways, as `shaped_intake` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine import literal
from rules_engine.case import ORGAN
from rules_engine.checked import ActionDef, Vocabulary
from rules_engine.decision import Verdict
from rules_engine.evaluate.single import Evaluator, Judge, compiled, favoured, run
from rules_engine.json_facts import decoded, read_facts
from rules_engine.shaped_intake import ODD, Readers, facts_of, reading
from rules_engine.shapes import Function, Shape, Shapes
from rules_engine.value import Kind
from rules_engine.value_readers import day_of

Judgement = tuple[Verdict, tuple[str, ...]]


class MappingJudge(Judge):
    """A function of a mapping, the day of the act and that of the question, None where they are not given.

    `facts` are those that the mapping tells, with the names under which it has them.
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
        program = self.program
        if program.first_day > date.min:
            tests.append(f"day < {self.constant('first_day', program.first_day)}")
        if program.last_day < date.max:
            tests.append(f"day > {self.constant('last_day', program.last_day)}")
        if ORGAN in self.facts:
            bound = self.constant("bound", program.full - program.by_reference)
            tests.append(f"{self.phrases.local(ORGAN)} not in {bound}")
        elif ORGAN not in program.presumable:
            tests.append("True")
        for test in tests:
            self.add(f"if {test}:")
            self.add("    return None")

    def days(self) -> None:
        """The day of the act and that of the question; a fact may tell the first, or be told by it."""
        local = self.phrases.local(self.dated_by) if self.dated_by else ""
        if self.dated_by in self.facts:
            same = f"{self.constant('day_of', day_of)}({local})"
            self.add(f"if {local}.year > {literal.LAST_YEAR} or not (day is None or day == {same}):")
            self.add("    return None")
            self.add(f"as_of = as_of or day or {local}")
            self.add(f"day = {same}")
        else:
            self.add(f"day = day or {self.constant('today', date.today)}()")
            self.add("as_of = as_of or day")
            if self.dated_by:
                self.add(f"{local} = day")

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
        found = ready[len(given)](given, day, as_of) if len(given) == text.count(":") else None
    except odd:
        found = None
    return longer(text) if found is None else found
"""


def judging(
    shapes: Shapes, day: date | None, as_of: date | None, longer: Callable[[Any], Judgement], title: str
) -> Callable[[Any], Judgement]:
    """A function of mappings of any shape; `longer` judges what no function of `shapes` can.

    It is made of text, so that each has code of its own: Python is quicker where code always calls the same.
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
