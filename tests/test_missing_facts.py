"""A missing or mistyped number never turns into permission: the commonest fault of engines of this kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rules_engine import Engine, Verdict
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack
from rules_engine.conformance.reading import read_cases
from rules_engine.evaluate.reference import evaluate
from rules_engine.expression import facts_of
from rules_engine.problem import CaseError
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, OpenSet, Value

pytestmark = pytest.mark.exhaustive

ENGINE = Engine.load()
SPOILT = {
    Kind.FLAG: ["perhaps", 2, "1"],
    Kind.COUNT: ["five", -1, 2.5, "1e3", "NaN", True],
    Kind.MONEY: ["lots", -1, 4999999.99, "4999999.999", "NaN", "Infinity", True],
    Kind.DATE: ["2026-02-30", "soon", 20261120],
    Kind.DATETIME: ["2026-11-20", "25:00"],
    Kind.ENUM: ["no_such_value", 7, ["head"]],
    Kind.SET: ["no_such_value", ["no_such_value"], {"no_such_value": True}],
}


def allowed_cases(jurisdiction: str) -> list[Case]:
    """The allowed cases of a pack, made complete: presumptions and organ are written out, so `strict` allows them."""
    pack = ENGINE.pack(jurisdiction)
    found = []
    for entry in read_cases(ENGINE, jurisdiction):
        if entry.expected.verdict is not Verdict.ALLOW:
            continue
        action = ENGINE.vocabulary.actions[entry.case.action]
        presumed = {name: False for name in action.facts if ENGINE.vocabulary.facts[name].presumed}
        facts: dict[str, Value] = {**presumed, **entry.case.facts}
        for organ in [facts[ORGAN]] if ORGAN in facts else sorted(pack.scope.full):
            case = replace(entry.case, facts={**facts, ORGAN: organ}, withheld=frozenset())
            if ENGINE.decide(case, strict=True).verdict is Verdict.ALLOW:
                found.append(case)
                break
    return found


def without(case: Case, name: str) -> Case:
    return replace(case, facts={key: value for key, value in case.facts.items() if key != name})


def others(pack: Pack, case: Case, name: str) -> Iterator[Value]:
    """What the fact could be instead: all of a small type, and both sides of every limit of a number or day."""
    fact = ENGINE.vocabulary.facts[name]
    match fact.type.kind:
        case Kind.FLAG:
            yield from (True, False)
        case Kind.ENUM:
            yield from ENGINE.vocabulary.enumerations[fact.type.enumeration]
        case Kind.SET:
            elements = frozenset(ENGINE.vocabulary.enumerations[fact.type.enumeration])
            yield from (frozenset(), elements, *(frozenset({element}) for element in elements))
            yield from (elements - {element} for element in elements)
        case Kind.COUNT | Kind.MONEY:
            numbers = {0, 10**6}
            for cited in pack.parameters.values():
                if cited.limit.unit in ("count", "money"):
                    numbers |= {int(cited.limit.number) + step for step in (-1, 0, 1)}
            numbers |= {value + step for value in case.facts.values() if type(value) is int for step in (-1, 0, 1)}
            yield from sorted(number for number in numbers if number >= 0)
        case Kind.DATE:
            yield from (case.date + timedelta(days=days) for days in (-400, -30, -7, -1, 0, 1, 7, 30, 400))
            yield NOT_YET
        case Kind.DATETIME:
            moments = [value for value in case.facts.values() if isinstance(value, datetime) and value != NOT_YET_TIME]
            yield from (moment + timedelta(minutes=minutes) for moment in moments for minutes in (-600, -1, 0, 1, 600))
            yield NOT_YET_TIME


def possible(case: Case) -> bool:
    """Whether the facts keep the constraints of the vocabulary."""
    return all(evaluate(item.condition, case.facts) is not False for item in ENGINE.vocabulary.constraints)


@pytest.mark.parametrize("jurisdiction", ENGINE.jurisdictions)
def test_no_fact_can_be_left_out_of_an_allowed_case_unless_no_value_of_it_is_against_the_act(jurisdiction: str) -> None:
    """Without a fact, strictly asked, the answer is not allow, or no other value of the fact makes a must violated."""
    pack = ENGINE.pack(jurisdiction)
    cases = allowed_cases(jurisdiction)
    left_out = 0
    for case in cases:
        read = {name for rule in pack.rules_of(case.action) for name in (*facts_of(rule.when), *rule.norm.facts)}
        for name in sorted(case.facts.keys() & (read | {ORGAN})):
            decision = ENGINE.decide(without(case, name), strict=True)
            left_out += 1
            if decision.verdict is not Verdict.ALLOW:
                continue
            for value in others(pack, case, name):
                other = replace(case, facts={**case.facts, name: value})
                if possible(other):
                    assert not ENGINE.decide(other, strict=True).violations, (case.id, name, value)
    # A pack without cases has not been looked at: the test would hold of nothing.
    assert left_out > len(cases) > 0 or not any((ENGINE.folder / jurisdiction).glob("cases/*.yaml"))


@pytest.mark.parametrize("jurisdiction", ENGINE.jurisdictions)
def test_a_mistyped_fact_is_refused_never_ignored(jurisdiction: str) -> None:
    """A fact of the wrong type is an error of the case, whatever the rest of the case says."""
    seen: set[tuple[str, str]] = set()
    for case in allowed_cases(jurisdiction):
        written = {key: _written(fact) for key, fact in case.facts.items()}
        for name in case.facts:
            if (case.action, name) in seen:
                continue
            seen.add((case.action, name))
            for spoilt in SPOILT[ENGINE.vocabulary.facts[name].type.kind]:
                with pytest.raises(CaseError):
                    ENGINE.check(jurisdiction, case.action, {**written, name: spoilt})


def _written(value: Value) -> object:
    """A value as a caller writes it (money counts as fen inside, and any int does here: only its type matters)."""
    if isinstance(value, OpenSet):
        return {**dict.fromkeys(value.yes, True), **dict.fromkeys(value.no, False)}
    return sorted(value) if isinstance(value, frozenset) else value
