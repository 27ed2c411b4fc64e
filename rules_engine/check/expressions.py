"""The text of an expression to a typed tree: Python's syntax, a fixed list of nodes, never evaluated as Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

from rules_engine import expression as ex
from rules_engine.checked import Definition, FactDef, Vocabulary
from rules_engine.names import nearest
from rules_engine.parsed import Scalar
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.value import COUNT, DATE, DATETIME, MONEY, NOT_YET, NOT_YET_TIME, FactType, Kind
from rules_engine.wording import expression as say

MAX_LENGTH: Final = 2000
MAX_DEPTH: Final = 40

_FOREIGN = re.compile(r"[^A-Za-z0-9_\s.,()\[\]<>=!]")
_COMPARISONS: Final[Mapping[type, ex.CompareOp]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_FLIPPED: Final[Mapping[ex.CompareOp, ex.CompareOp]] = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
_FORMS: Final = {
    "meets": "meets(amount, limit)",
    "share": "share(part, whole)",
    "all_of": "all_of(set, [a, b])",
    "any_of": "any_of(set, [a, b])",
    "after": "after(date, limit)",
    "before": "before(date, limit)",
    "days_between": "days_between(first, last)",
}
_ORDERED = (Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.DATETIME)


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


class _Wrong(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def check_expression(scalar: Scalar, path: str, known: Known) -> ex.Expression | Problem:
    """The truth-valued expression that a scalar writes, or what is wrong with it first."""
    try:
        return _Checker(scalar, path, known).whole()
    except _Wrong as wrong:
        return wrong.problem


def check_date(scalar: Scalar, path: str, known: Known) -> ex.Expression | Problem:
    """The expression of a date or moment (a due date) that a scalar writes, or what is wrong with it first."""
    try:
        return _Checker(scalar, path, known).whole(dated=True)
    except _Wrong as wrong:
        return wrong.problem


class _Checker:
    def __init__(self, scalar: Scalar, path: str, known: Known) -> None:
        self.scalar, self.path, self.known = scalar, path, known
        self.vocabulary = known.vocabulary

    @property
    def one_line(self) -> bool:
        """Whether the scalar stands on one line as it is: only then are there places inside it."""
        line = self.scalar.source.line(self.scalar.line)
        start = self.scalar.column - 1 + self.scalar.quoted
        return not self.scalar.block and line[start : start + len(self.scalar.text)] == self.scalar.text

    def whole(self, *, dated: bool = False) -> ex.Expression:
        text = self.scalar.text
        if len(text) > MAX_LENGTH:
            raise _Wrong(say.too_long(self.scalar.span, self.path, MAX_LENGTH))
        if foreign := _FOREIGN.search(text):
            raise _Wrong(say.bad_character(self.span(foreign.start(), 1), self.path, foreign[0]))
        try:
            tree = ast.parse(f"({text}\n)", mode="eval").body
        except SyntaxError as error:
            at = (error.offset or 2) - 2 if error.lineno == 1 else len(text)
            raise _Wrong(say.syntax(self.span(max(0, min(at, len(text) - 1)), 1), self.path)) from None
        except (MemoryError, RecursionError, ValueError):
            raise _Wrong(say.too_nested(self.scalar.span, self.path)) from None
        self.bound_depth(tree)
        if dated:
            expression, type_ = self.operand(tree, DATE)
            if type_.kind not in (Kind.DATE, Kind.DATETIME):
                self.wrong(say.wrong_type, tree, self.text(tree), "date, datetime")
            return expression
        return self.truth(tree)

    # --- places and problems

    def span(self, start: int, length: int) -> Span:
        return self.scalar.span.shifted(start, length) if self.one_line else self.scalar.span

    def wrong(self, problem: Callable[..., Problem], node: ast.AST, *args: object) -> NoReturn:
        start, end = node.col_offset - 1, (node.end_col_offset or node.col_offset) - 1  # type: ignore[attr-defined]
        if node.lineno != 1:  # type: ignore[attr-defined]
            raise _Wrong(problem(self.scalar.span, self.path, *args))
        raise _Wrong(problem(self.span(start, max(1, end - start)), self.path, *args))

    def text(self, node: ast.AST) -> str:
        return ast.unparse(node)

    def bound_depth(self, tree: ast.AST) -> None:
        level: list[ast.AST] = [tree]
        for _ in range(MAX_DEPTH):
            below: list[ast.AST] = []
            for node in level:
                # What `ast.iter_child_nodes` does, without its detours: every expression of a pack passes here.
                for part in vars(node).values():
                    if isinstance(part, list):
                        below.extend(item for item in part if isinstance(item, ast.AST))
                    elif isinstance(part, ast.AST) and not isinstance(part, ast.expr_context):
                        below.append(part)
            level = below
            if not level:
                return
        raise _Wrong(say.too_nested(self.scalar.span, self.path))

    # --- truth values

    def truth(self, node: ast.expr) -> ex.Expression:
        match node:
            case ast.BoolOp(op=op, values=values):
                items = tuple(self.truth(value) for value in values)
                return ex.And(items) if isinstance(op, ast.And) else ex.Or(items)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ex.Not(self.truth(operand))
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                operands = [left, *comparators]
                pairs = [self.pair(node, operands[i], op, operands[i + 1]) for i, op in enumerate(ops)]
                return pairs[0] if len(pairs) == 1 else ex.And(tuple(pairs))
            case ast.Name():
                return self.condition(node, node.id)
            case ast.Call(func=ast.Name(id=function), args=args, keywords=[]):
                return self.call(node, function, args)
        self.wrong(say.not_truth, node, self.text(node))

    def condition(self, node: ast.expr, name: str) -> ex.Expression:
        if definition := self.known.definitions.get(name):
            for fact in ex.facts_of(definition.body):
                self.of_action(node, fact)
            return ex.Defined(name, definition.body, definition.label)
        if name in self.vocabulary.facts:
            flag = self.fact(node)
            if flag.type.kind is Kind.FLAG:
                return flag
            self.wrong(say.not_truth, node, name)
        if name in self.vocabulary.groups or any(name in e for e in self.vocabulary.enumerations.values()):
            self.wrong(say.not_truth, node, name)
        self.unknown(node, name)

    def call(self, node: ast.Call, function: str, args: list[ast.expr]) -> ex.Expression:
        if function == "share":
            self.wrong(say.share_alone, node)
        if function not in _FORMS:
            near = nearest(function, _FORMS)
            self.wrong(say.unknown_name, node.func, function, near)
        if len(args) != 2:
            self.wrong(say.arguments, node, function, _FORMS[function])
        if function == "meets":
            return self.meets(args[0], args[1])
        if function in ("all_of", "any_of"):
            fact = self.fact(args[0], Kind.SET)
            if not isinstance(args[1], ast.List):
                self.wrong(say.arguments, node, function, _FORMS[function])
            elements = self.values(args[1], fact.type.enumeration)
            items = tuple(ex.Has(fact, element) for element in elements)
            return ex.And(items) if function == "all_of" else ex.Or(items)
        self.wrong(say.not_truth, node, self.text(node))

    def meets(self, subject: ast.expr, limit: ast.expr) -> ex.Expression:
        parameter = self.limit(limit)
        if isinstance(subject, ast.Call) and isinstance(subject.func, ast.Name) and subject.func.id == "share":
            if len(subject.args) != 2 or subject.keywords:
                self.wrong(say.arguments, subject, "share", _FORMS["share"])
            part, whole = (self.fact(arg, Kind.COUNT) for arg in subject.args)
            if parameter.unit != "share":
                self.wrong(say.wrong_limit, limit, parameter.id, "share")
            return ex.Meets(ex.Share(part, whole), parameter)
        expression, type_ = self.operand(subject, COUNT)
        if type_.kind not in (Kind.COUNT, Kind.MONEY):
            self.wrong(say.wrong_type, subject, self.text(subject), "count, money, share(…)")
        if parameter.unit != type_.kind.value:
            self.wrong(say.wrong_limit, limit, parameter.id, type_.kind.value)
        return ex.Meets(expression, parameter)

    def pair(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> ex.Expression:
        if isinstance(op, ast.In | ast.NotIn):
            inside = self.membership(left, right)
            return ex.Not(inside) if isinstance(op, ast.NotIn) else inside
        if type(op) not in _COMPARISONS:
            self.wrong(say.not_allowed, node, self.text(node))
        sign = _COMPARISONS[type(op)]
        if self.is_constant(left) and not self.is_constant(right):
            left, right, sign = right, left, _FLIPPED[sign]
        first, type_ = self.operand(left, None)
        if type_.kind is Kind.ENUM:
            if sign not in ("==", "!="):
                self.wrong(say.no_order, left, self.text(left))
            value = self.values(ast.List(elts=[right]), type_.enumeration)
            assert isinstance(first, ex.Fact)
            if len(value) > 1:
                self.wrong(say.wrong_type, right, self.text(right), type_.enumeration)
            return ex.Compare(sign, first, ex.Const(value[0], type_))
        if type_.kind not in _ORDERED:
            self.wrong(say.no_order, left, self.text(left))
        second, other = self.operand(right, type_)
        if other != type_:
            self.wrong(say.wrong_type, right, self.text(right), str(type_))
        return ex.Compare(sign, first, second)

    def membership(self, left: ast.expr, right: ast.expr) -> ex.Expression:
        if isinstance(right, ast.Name) and right.id in self.vocabulary.facts:
            fact = self.fact(right, Kind.SET)
            if isinstance(left, ast.Name) and left.id in self.vocabulary.facts:
                self.wrong(say.two_enumerations, left)
            elements = self.values(ast.List(elts=[left]), fact.type.enumeration)
            items = tuple(ex.Has(fact, element) for element in elements)
            return items[0] if len(items) == 1 else ex.Or(items)
        fact = self.fact(left, Kind.ENUM)
        if isinstance(right, ast.Name):
            group = right.id if right.id in self.vocabulary.groups else ""
            return ex.OneOf(fact, self.values(ast.List(elts=[right]), fact.type.enumeration), group)
        if not isinstance(right, ast.List | ast.Tuple):
            self.wrong(say.not_allowed, right, self.text(right))
        return ex.OneOf(fact, self.values(right, fact.type.enumeration))

    # --- operands

    def is_constant(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id not in self.vocabulary.facts)

    def operand(self, node: ast.expr, expected: FactType | None) -> tuple[ex.Expression, FactType]:
        match node:
            case ast.Constant(value=0) if isinstance(node.value, int) and not isinstance(node.value, bool):
                type_ = expected if expected in (COUNT, MONEY) else COUNT
                return ex.Const(0, type_), type_
            case ast.Constant():
                self.wrong(say.bare_number, node, self.text(node))
            case ast.Name(id="not_yet"):
                moment = expected == DATETIME
                return ex.Const(
                    NOT_YET_TIME if moment else NOT_YET, DATETIME if moment else DATE
                ), DATETIME if moment else DATE
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
                self.wrong(say.arguments, node, function, _FORMS[function])
            case ast.Call(func=ast.Name(id="share")):
                self.wrong(say.share_alone, node)
        self.wrong(say.not_allowed, node, self.text(node))

    def fact(self, node: ast.expr, kind: Kind | None = None) -> ex.Fact:
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
        if action := self.known.outside(fact):
            self.wrong(say.not_of_action, node, fact, action)
        if (event := self.known.event) and fact not in self.vocabulary.events[event].fields:
            self.wrong(say.not_of_event, node, fact, event, ", ".join(self.vocabulary.events[event].fields))

    def unknown(self, node: ast.expr, name: str) -> NoReturn:
        near = nearest(name, (*self.vocabulary.facts, *self.known.definitions))
        self.wrong(say.unknown_name, node, name, near)

    def limit(self, node: ast.expr) -> ex.Parameter:
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
