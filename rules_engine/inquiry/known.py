"""A case in which one thing more is known."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from rules_engine.case import Case
from rules_engine.checked import Vocabulary
from rules_engine.evaluate.reference import evaluate
from rules_engine.intake.typed import check_typed, typed_case
from rules_engine.literal import value_text
from rules_engine.problem import Problem
from rules_engine.text import Text
from rules_engine.value import NOT_YET, OpenSet, Value, day_of
from rules_engine.wording import case as say


def with_answer(case: Case, name: str, value: Value, vocabulary: Vocabulary) -> Case:
    """A case with one fact known to be so, or with an element of a set fact in it or not.

    An element (`steps.hearing`, true or false) opens a set of which nothing was known; a complete set stays complete,
    and one of which the last element is told becomes so. Where the fact dates the act, the act is done on that day, and
    a question that was asked of the day of the act still is. Raises CaseError where the value is not of the fact's
    type, or a fact of the case is not.
    """
    fact_id, _, element = name.partition(".")
    if element:
        told = case.facts.get(fact_id)
        enumeration = vocabulary.facts[fact_id].type.enumeration
        value = _with_element(told, element, frozenset(vocabulary.enumerations[enumeration]), there=bool(value))
    parts = _parts(case)
    parts["facts"] = {**case.facts, fact_id: value}
    parts["withheld"] = case.withheld - {fact_id}
    action = vocabulary.actions.get(case.action)
    if action and action.dated_by == fact_id and isinstance(value, date) and value.year < NOT_YET.year:
        parts["date"] = day_of(value)
        parts["as_of"] = asked_on(case, value)
    # What has been read needs no second look, but for the new value.
    check_typed(Case(**{**parts, "facts": {fact_id: value}}) if case.typed else Case(**parts), vocabulary)
    return typed_case(**parts)


def asked_on(case: Case, day: date) -> date:
    """The day of the question where the act is done on `day` instead: that day, if it was asked of the act's day."""
    if day_of(case.as_of) != case.date:
        return case.as_of
    return day if isinstance(case.as_of, datetime) else day_of(day)


def without(case: Case, name: str) -> Case:
    """A case of which one fact is said to be unknown."""
    parts = _parts(case)
    parts["facts"] = {fact: value for fact, value in case.facts.items() if fact != name}
    parts["withheld"] = case.withheld | {name}
    return typed_case(**parts) if case.typed else Case(**parts)


def _parts(case: Case) -> dict[str, Any]:
    return {field.name: getattr(case, field.name) for field in fields(case) if field.init}


def _with_element(
    told: Value | None, element: str, everything: frozenset[str], *, there: bool
) -> frozenset[str] | OpenSet:
    if isinstance(told, frozenset):
        return told | {element} if there else told - {element}
    yes, no = (told.yes, told.no) if isinstance(told, OpenSet) else (frozenset[str](), frozenset[str]())
    yes, no = (yes | {element}, no - {element}) if there else (yes - {element}, no | {element})
    return yes if yes | no == everything else OpenSet(yes, no)


def impossibilities(case: Case, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """The constraints of the vocabulary that a case breaks, each as a problem."""
    return tuple(
        say.impossible(None, "facts", constraint.text, _values(case, constraint.facts, vocabulary))
        for constraint in vocabulary.constraints
        if evaluate(constraint.condition, case.facts) is False
    )


def _values(case: Case, names: frozenset[str], vocabulary: Vocabulary) -> list[tuple[Text, str]]:
    known = [(vocabulary.facts[name], case.facts[name]) for name in vocabulary.in_order(names) if name in case.facts]
    return [(fact.label.named, value_text(value, fact.type)) for fact, value in known]
