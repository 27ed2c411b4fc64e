"""Expressions with one fact known: what is left to ask.

Most rules of an action begin with the same fact (the kind of meeting, in whose name a paper is issued). With its value
known most of them say nothing, and code for the others alone is short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rules_engine import expression as ex
from rules_engine.program import Line, Program
from rules_engine.value import FLAG, Kind

FALSE: Final = ex.Const(value=False, type=FLAG)


def leading_fact(program: Program) -> str:
    """The enumeration fact on which most rules turn; nothing where fewer than two do."""
    turns = Counter(name for line in program.lines for name in dict.fromkeys(_turns_on(line.when)))
    name, count = next(iter(turns.most_common(1)), ("", 0))
    return name if count > 1 else ""


def folded(lines: Sequence[Line], fact: str, value: str) -> tuple[Line, ...]:
    """The lines where `fact` has `value`. Due dates stay as they are: they read no enumeration."""
    return tuple(_line(line, fact, value) for line in lines)


def fold(expression: ex.Expression, fact: str, value: str) -> ex.Expression:
    """An expression where an enumeration fact has `value`: equal to it, whatever the other facts are."""
    match expression:
        case ex.Compare(op, ex.Fact(name), ex.Const(wanted)) if name == fact:
            return _truth((value == wanted) is (op == "=="))
        case ex.OneOf(ex.Fact(name), values) if name == fact:
            return _truth(value in values)
        case ex.Not(item):
            inner = fold(item, fact, value)
            return _truth(not inner.value) if isinstance(inner, ex.Const) else ex.Not(inner)
        case ex.And(items):
            return joined([fold(item, fact, value) for item in items], ex.And, decisive=False)
        case ex.Or(items):
            return joined([fold(item, fact, value) for item in items], ex.Or, decisive=True)
        case ex.Defined(name, body, label):
            inner = fold(body, fact, value)
            return inner if isinstance(inner, ex.Const) else ex.Defined(name, inner, label)
    return expression


def _line(line: Line, fact: str, value: str) -> Line:
    return replace(
        line,
        when=fold(line.when, fact, value),
        condition=fold(line.condition, fact, value),
        rival=_line(line.rival, fact, value) if line.rival else None,
    )


def joined(items: list[ex.Expression], kind: type[ex.And | ex.Or], *, decisive: bool) -> ex.Expression:
    """A conjunction, or a disjunction, without what is settled; `decisive` is the truth of a part that settles all."""
    truths = [item.value for item in items if isinstance(item, ex.Const)]
    if decisive in truths:
        return _truth(decisive)
    left = tuple(item for item in items if not isinstance(item, ex.Const))
    if not left:
        return _truth(not decisive)
    return left[0] if len(left) == 1 else kind(left)


def _truth(truth: object) -> ex.Const:
    return ex.TRUE if truth else FALSE


def _turns_on(when: ex.Expression) -> list[str]:
    """The enumeration facts of which a condition asks first of all."""
    if isinstance(when, ex.Defined):
        return _turns_on(when.body)
    parts = when.items if isinstance(when, ex.And) else (when,)
    found = []
    for part in parts:
        match part:
            case ex.Compare("==", ex.Fact(name, type_), ex.Const()) if type_.kind is Kind.ENUM:
                found.append(name)
            case ex.OneOf(ex.Fact(name)):
                found.append(name)
    return found
