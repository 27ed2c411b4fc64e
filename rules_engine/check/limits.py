"""Limits as packs write them: `{at_least: 1/2}`, `{more_than: 500万元}`, `{within: 3 working_days}`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, get_args

from rules_engine import literal
from rules_engine.check.fields import Fields
from rules_engine.expression import LimitOp, Parameter
from rules_engine.parsed import Scalar
from rules_engine.period import Period, Unit
from rules_engine.text import Text
from rules_engine.wording import pack as say

OPERATORS: Final[tuple[LimitOp, ...]] = get_args(LimitOp)
_LONGEST: Final = {Unit.YEARS: 100, Unit.MONTHS: 1200}  # further the calendar does not reach
_SHARE: Final = re.compile(r"(\d{1,4})/([1-9]\d{0,3})|(0|1)")
_PERIOD: Final = re.compile(r"(\d{1,5}) ([a-z_]+)")
_ACCEPTED: Final = {
    "share": Text("如 1/2、2/3", "such as 1/2, 2/3"),
    "money": Text("如 500万元", "such as 500万元"),
    "count": Text("如 3", "such as 3"),
    "period": Text(f"如 3 days；单位：{'、'.join(Unit)}", f"such as 3 days; units: {', '.join(Unit)}"),
}


def read_limit(name: str, unit: str, fields: Fields) -> Parameter | None:
    """The limit that a parameter's fields write; None after a problem."""
    written = [op for op in OPERATORS if op in fields]
    if len(written) != 1:
        fields.note(
            say.bad_limit(
                fields.node.span,
                fields.path,
                name,
                Text(f"须有且只有一个：{'、'.join(OPERATORS)}", f"exactly one of {', '.join(OPERATORS)}"),
            )
        )
        return None
    op = written[0]
    scalar = fields.scalar(op)
    if scalar is None:
        return None
    if (op == "within") != (unit == "period"):
        fields.note(say.wrong_unit(scalar.span, fields.at(op), name, unit))
        return None
    amount = _amount(unit, scalar)
    if amount is None:
        fields.note(say.bad_limit(scalar.span, fields.at(op), scalar.text, _ACCEPTED[unit]))
        return None
    return Parameter(name, op, amount, unit)  # type: ignore[arg-type]  # the unit is one of the concept's


def stand_in(name: str, unit: str) -> Parameter:
    """A limit of the right unit in the place of one that has a problem."""
    amount, op = (Period(0, Unit.DAYS), "within") if unit == "period" else (0, "exactly")
    return Parameter(name, op, amount, unit)  # type: ignore[arg-type]  # the unit is one of the concept's


def _amount(unit: str, scalar: Scalar) -> Fraction | int | Period | None:
    text = scalar.text.strip()
    if unit == "share":
        share = _SHARE.fullmatch(text)
        return Fraction(text) if share and Fraction(text) <= 1 else None
    if unit == "period":
        period = _PERIOD.fullmatch(text)
        if period is None or period[2] not in list(Unit):
            return None
        length = Period(int(period[1]), Unit(period[2]))
        return length if length.number <= _LONGEST.get(length.unit, 9999) else None
    try:
        return literal.money(text) if unit == "money" else literal.count(text)
    except literal.Unreadable:
        return None
