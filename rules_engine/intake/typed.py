"""Cases of which every fact is of its type: known to be so as they were read, or looked through."""

from __future__ import annotations

from typing import Any

from rules_engine.case import Case
from rules_engine.checked import Vocabulary
from rules_engine.intake.written import shown
from rules_engine.names import nearest
from rules_engine.problem import CaseError
from rules_engine.value import fits
from rules_engine.wording import case as say


def typed_case(**parts: Any) -> Case:
    """A case of which all facts have been read as their types ask."""
    case = Case(**parts)
    object.__setattr__(case, "typed", True)  # no argument, so that a changed copy is looked through again
    return case


def check_typed(case: Case, vocabulary: Vocabulary) -> None:
    """Raise CaseError where a program gave a case a fact that is unknown, or a value that is not of the fact's type."""
    problems = []
    for name, value in case.facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            problems.append(say.unknown_fact(None, f"facts.{name}", shown(name), nearest(str(name), vocabulary.facts)))
        elif not fits(value, fact.type, vocabulary.enumerations.get(fact.type.enumeration, ())):
            problems.append(say.not_read(None, f"facts.{name}", name, shown(value), str(fact.type)))
    if problems:
        raise CaseError(problems)
