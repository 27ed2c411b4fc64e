"""What the names in an expression mean: facts, limits and values, each where one of its type may stand."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

from rules_engine import expression as ex
from rules_engine.check.syntax import Syntax
from rules_engine.checked import Definition, FactDef, Vocabulary
from rules_engine.names import nearest
from rules_engine.parsed import Scalar
from rules_engine.value import COUNT, DATE, DATETIME, MONEY, NOT_YET, NOT_YET_TIME, FactType, Kind
from rules_engine.wording import expression as say

FORMS: Final = {
    "meets": "meets(amount, limit)",
    "share": "share(part, whole)",
    "all_of": "all_of(set, [a, b])",
    "any_of": "any_of(set, [a, b])",
    "after": "after(date, limit)",
    "before": "before(date, limit)",
    "days_between": "days_between(first, last)",
}
"""The functions of the language, as they are written."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an expression may name: the facts of all the actions that it speaks of, or of the `event`."""

    vocabulary: Vocabulary
    parameters: Mapping[str, ex.Parameter] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    actions: tuple[str, ...] = ()
    event: str = ""

    def outside(self, fact: str) -> str:
        """An action that does not use `fact`; nothing where all do, or none is named."""
        lacking = (name for name in self.actions if fact not in self.vocabulary.actions[name].facts)
        return next(lacking, "")


class Operands(Syntax):
    """The operands of one expression; each method raises WrongExpression at the place of what is none."""

    def __init__(self, scalar: Scalar, path: str, known: Known) -> None:
        super().__init__(scalar, path)
        self.known, self.vocabulary = known, known.vocabulary

    def is_constant(self, node: ast.expr) -> bool:
        """Whether a part is no fact: a number, a value, a group."""
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id not in self.vocabulary.facts)

    def operand(self, node: ast.expr, expected: FactType | None) -> tuple[ex.Expression, FactType]:
        """What is compared, and its type; `expected` is that of the other side, for what has none of its own."""
        match node:
            case ast.Constant(value=0) if isinstance(node.value, int) and not isinstance(node.value, bool):
                type_ = expected if expected in (COUNT, MONEY) else COUNT
                return ex.Const(0, type_), type_
            case ast.Constant():
                self.wrong(say.bare_number, node, self.text(node))
            case ast.Name(id="not_yet"):
                if expected == DATETIME:
                    return ex.Const(NOT_YET_TIME, DATETIME), DATETIME
                return ex.Const(NOT_YET, DATE), DATE
            case ast.Name():
                fact = self.fact(node)
                return fact, fact.type
            case ast.Call(func=ast.Name(id="after" | "before" as function), args=[start, limit], keywords=[]):
                day, type_ = self.operand(start, expected)
                parameter = self.limit(limit)
                if parameter.unit != "period":
                    self.wrong(say.wrong_limit, limit, parameter.id, "period")
                if type_.kind not in (Kind.DATE, Kind.DATETIME):
                    self.wrong(say.wrong_type, start, self.text(start), "date, datetime")
                if type_.kind is Kind.DATE and getattr(parameter.amount, "needs_clock", False):
                    self.wrong(say.wrong_type, start, self.text(start), "datetime")
                return ex.Shift(day, parameter, function == "after"), type_
            case ast.Call(func=ast.Name(id="days_between"), args=[first, last], keywords=[]):
                pair = [self.fact(end, Kind.DATE) for end in (first, last)]
                return ex.DaysBetween(pair[0], pair[1]), COUNT
            case ast.Call(func=ast.Name(id="after" | "before" | "days_between" as function)):
                self.wrong(say.arguments, node, function, FORMS[function])
            case ast.Call(func=ast.Name(id="share")):
                self.wrong(say.share_alone, node)
        self.wrong(say.not_allowed, node, self.text(node))

    def fact(self, node: ast.expr, kind: Kind | None = None) -> ex.Fact:
        """The fact that a part names, which is of `kind` where one is asked for."""
        if not isinstance(node, ast.Name):
            self.wrong(say.not_allowed, node, self.text(node))
        definition: FactDef | None = self.vocabulary.facts.get(node.id)
        if definition is None:
            self.unknown(node, node.id)
        self.of_action(node, node.id)
        if kind is not None and definition.type.kind is not kind:
            self.wrong(say.wrong_type, node, node.id, kind.value)
        return ex.Fact(node.id, definition.type)

    def of_action(self, node: ast.expr, fact: str) -> None:
        """See to it that all that the expression speaks of has the fact."""
        if action := self.known.outside(fact):
            self.wrong(say.not_of_action, node, fact, action)
        if (event := self.known.event) and fact not in self.vocabulary.events[event].fields:
            self.wrong(say.not_of_event, node, fact, event, ", ".join(self.vocabulary.events[event].fields))

    def unknown(self, node: ast.expr, name: str) -> NoReturn:
        """Refuse a name that means nothing here."""
        near = nearest(name, (*self.vocabulary.facts, *self.known.definitions))
        self.wrong(say.unknown_name, node, name, near)

    def limit(self, node: ast.expr) -> ex.Parameter:
        """The parameter that a part names."""
        name = self.text(node)
        if not isinstance(node, ast.Name | ast.Attribute) or name not in self.known.parameters:
            self.wrong(say.unknown_limit, node, name, nearest(name, self.known.parameters))
        return self.known.parameters[name]

    def values(self, node: ast.List | ast.Tuple, enumeration: str) -> tuple[str, ...]:
        """The values that a list names, groups spelt out; each must be of the enumeration."""
        known = self.vocabulary.enumerations[enumeration]
        found: list[str] = []
        for item in node.elts:
            if not isinstance(item, ast.Name):
                self.wrong(say.not_allowed, item, self.text(item))
            group = self.vocabulary.groups.get(item.id)
            if item.id in known:
                found.append(item.id)
            elif group and group.enumeration == enumeration:
                found.extend(group.values)
            elif item.id in self.vocabulary.facts:
                self.wrong(say.two_enumerations, item)
            else:
                self.wrong(say.unknown_value, item, item.id, enumeration, nearest(item.id, known))
        return tuple(dict.fromkeys(found))
