"""Checked expressions back into the notation of packs, for gaps of coverage and names of mutations."""

from __future__ import annotations

from fractions import Fraction

from rules_engine import expression as ex
from rules_engine.literal import money_text, value_text
from rules_engine.period import Period

_OR, _AND, _NOT, _ATOM = range(4)


def notation(expression: ex.Expression) -> str:
    """An expression as a pack may write it."""
    return _written(expression)[0]


def limit_text(limit: ex.Parameter) -> str:
    """A limit without its name: `at_least 1/2`, `within 3 working_days`."""
    return f"{limit.op} {amount_text(limit)}"


def amount_text(limit: ex.Parameter) -> str:
    """A limit's number with its unit."""
    amount = limit.amount
    if isinstance(amount, Period):
        return f"{amount.number} {amount.unit}"
    if limit.unit == "money":
        return money_text(int(amount)).removesuffix(".00")
    return str(Fraction(amount))


def _written(e: ex.Expression) -> tuple[str, int]:
    match e:
        case ex.Or(items):
            return " or ".join(_inside(item, _OR + 1) for item in items), _OR
        case ex.And(items):
            return " and ".join(_inside(item, _AND + 1) for item in items), _AND
        case ex.Not(ex.OneOf() | ex.Has() as inner):
            return notation(inner).replace(" in ", " not in ", 1), _ATOM
        case ex.Not(item):
            return f"not {_inside(item, _NOT + 1)}", _NOT
    return _atom(e), _ATOM


def _inside(e: ex.Expression, least: int) -> str:
    text, level = _written(e)
    return text if level >= least else f"({text})"


def _atom(e: ex.Expression) -> str:
    match e:
        case ex.Const(value, type_):
            return "0" if value == 0 and not isinstance(value, bool) else value_text(value, type_)
        case ex.Fact(name) | ex.Defined(name):
            return name
        case ex.Has(fact, element):
            return f"{element} in {fact.id}"
        case ex.OneOf(fact, values, group):
            return f"{fact.id} in {group or '[' + ', '.join(values) + ']'}"
        case ex.Compare(op, left, right):
            return f"{notation(left)} {op} {notation(right)}"
        case ex.Share(part, whole):
            return f"share({part.id}, {whole.id})"
        case ex.Meets(subject, limit):
            return f"meets({notation(subject)}, {limit.id})"
        case ex.Shift(start, limit, forward):
            return f"{'after' if forward else 'before'}({notation(start)}, {limit.id})"
        case ex.DaysBetween(first, last):
            return f"days_between({notation(first)}, {notation(last)})"
    raise AssertionError(e)
