"""An interview: questions asked and answered until the verdict is settled or nothing is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rules_engine.case import Case
from rules_engine.inquiry.known import with_answer, without
from rules_engine.inquiry.question import Inquiry, Question, Settled
from rules_engine.inquiry.questions import Inquirer
from rules_engine.value import Value


@dataclass(frozen=True)
class Interview:
    """What is known at one point of an interview; each answer makes the next point.

    `skipped` are the facts that the user does not know, `before` is the point from which this one came.
    """

    inquirer: Inquirer
    case: Case
    skipped: frozenset[str] = frozenset()
    before: Interview | None = None

    @cached_property
    def inquiry(self) -> Inquiry:
        """Where the case stands."""
        return self.inquirer.inquire(self.case, self.skipped)

    @property
    def prompt(self) -> tuple[Question, ...]:
        """What to ask next: one question, or those about several elements of one set; nothing at the end."""
        questions = self.inquiry.questions
        if not questions or not questions[0].element:
            return questions[:1]
        fact, vocabulary = questions[0].fact, self.inquirer.vocabulary
        of_set = {question.element: question for question in questions if question.element and question.fact == fact}
        everything = vocabulary.enumerations[vocabulary.facts[fact].type.enumeration]
        return tuple(of_set[element] for element in everything if element in of_set)

    @property
    def listed(self) -> tuple[str, ...]:
        """The elements to choose from where several of one set are asked for, in the vocabulary's order.

        Of a set of which nothing is known these are all that conditions ask for, those without effect now included: so
        who names those that are there has told all of it that matters under this pack.
        """
        first = self.prompt[0]
        if first.fact in self.case.facts:
            return tuple(question.element for question in self.prompt)
        return self.inquirer.answers.elements(first.fact)

    def leads_to(self, name: str, value: Value) -> Settled | None:
        """The verdict that an answer settles, whatever the others will be; None where it leaves it open."""
        return self.inquirer.settled(with_answer(self.case, name, value, self.inquirer.vocabulary))

    def answered(self, answers: Mapping[str, Value | None]) -> Interview:
        """The point after some answers; None is for what the user does not know.

        A fact that would be presumed is said to be unknown in the case, so that it is not. Raises CaseError where a
        value is not of its fact's type.
        """
        case, skipped = self.case, self.skipped
        for name, value in answers.items():
            if value is not None:
                case = with_answer(case, name, value, self.inquirer.vocabulary)
            else:
                skipped |= {name}
                if name in self.inquirer.vocabulary.presumed:
                    case = without(case, name)
        return replace(self, case=case, skipped=skipped, before=self)
