"""The text of an expression to a typed tree, of a fixed list of forms."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from rules_engine import expression as ex
from rules_engine.check.operands import FORMS, Known, Operands
from rules_engine.check.syntax import WrongExpression
from rules_engine.names import nearest
from rules_engine.parsed import Scalar
from rules_engine.problem import Problem
from rules_engine.value import COUNT, DATE, Kind
from rules_engine.wording import expression as say

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
_ORDERED: Final = (Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.DATETIME)


def check_expression(scalar: Scalar, path: str, known: Known) -> ex.Expression | Problem:
    """The truth-valued expression that a scalar writes, or what is wrong with it first."""
    conditions = _Conditions(scalar, path, known)
    try:
        return conditions.truth(conditions.tree())
    except WrongExpression as wrong:
        return wrong.problem


def check_date(scalar: Scalar, path: str, known: Known) -> ex.Expression | Problem:
    """The expression of a date or moment (a due date) that a scalar writes, or what is wrong with it first."""
    operands = Operands(scalar, path, known)
    try:
        tree = operands.tree()
        expression, type_ = operands.operand(tree, DATE)
        if type_.kind not in (Kind.DATE, Kind.DATETIME):
            operands.wrong(say.wrong_type, tree, operands.text(tree), "date, datetime")
    except WrongExpression as wrong:
        return wrong.problem
    return expression


class _Conditions(Operands):
    """What is true or not."""

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
        if function not in FORMS:
            near = nearest(function, FORMS)
            self.wrong(say.unknown_name, node.func, function, near)
        if len(args) != 2:
            self.wrong(say.arguments, node, function, FORMS[function])
        if function == "meets":
            return self.meets(args[0], args[1])
        if function in ("all_of", "any_of"):
            fact = self.fact(args[0], Kind.SET)
            if not isinstance(args[1], ast.List):
                self.wrong(say.arguments, node, function, FORMS[function])
            elements = self.values(args[1], fact.type.enumeration)
            items = tuple(ex.Has(fact, element) for element in elements)
            return ex.And(items) if function == "all_of" else ex.Or(items)
        self.wrong(say.not_truth, node, self.text(node))

    def meets(self, subject: ast.expr, limit: ast.expr) -> ex.Expression:
        parameter = self.limit(limit)
        if isinstance(subject, ast.Call) and isinstance(subject.func, ast.Name) and subject.func.id == "share":
            if len(subject.args) != 2 or subject.keywords:
                self.wrong(say.arguments, subject, "share", FORMS["share"])
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
