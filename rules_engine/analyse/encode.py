"""All cases of an action at once, as a formula: the meaning of `evaluate.reference` over complete cases.

A case is complete where each fact that the rules read is known; so truths have two values here. Facts range over all
that their types allow: counts and sums up to the largest that can be written, days and moments over one stated year
and what has not come yet, moments to the minute. Where rules count in months or years, other days than that of the
act range over as much time before and after that year. Days from which a period of working days runs into a year
without a published calendar are left out (`uncertain` names the facts). A question is asked on the day of the act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.analyse.moments import Table, table
from rules_engine.analyse.solver import STEPS, Formula, Model, Number, Solver
from rules_engine.analyse.terms import Terms
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.period import Period, Unit
from rules_engine.value import FactType, Kind, Value

_ORDER: Final = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
_LIMIT: Final = {"at_least": ge, "more_than": gt, "at_most": le, "less_than": lt, "exactly": eq}
_COMPARE: Final[Mapping[str, Any]] = {**_ORDER, **_LIMIT}


class Encoding(Terms):
    """The cases of one action in one year, as terms. Formulas of two encodings cannot be mixed.

    `day` is the day of the act. `packs` are those whose rules will be read: the periods in them tell how far days
    range.
    """

    def __init__(self, vocabulary: Vocabulary, action: str, year: int, packs: Iterable[Pack] = ()) -> None:
        super().__init__(vocabulary, year, _years(packs, action))
        self.action = action
        self.uncertain: dict[str, None] = {}
        self._shifts: dict[ex.Expression, tuple[Number, int, int]] = {}
        self._known: dict[ex.Expression, Formula] = {}
        self.day = self.logic.number("@date")
        self.bounds += [self.day >= 0, self.day < self.year.length]
        definition = vocabulary.actions.get(action)
        self.dated_by = definition.dated_by if definition else ""
        if self.dated_by:
            self._date_the_act(ex.Fact(self.dated_by, vocabulary.facts[self.dated_by].type))
        known = frozenset(definition.facts if definition else ()) | {ORGAN}
        self.bounds += [self.holds(limit.condition) for limit in vocabulary.constraints if limit.facts <= known]

    # --- questions

    def solver(self, *formulas: Formula, steps: int = STEPS) -> Solver:
        """A solver that knows what can be, and asks for `formulas`."""
        found = Solver(self.logic, self.bounds, steps=steps)
        found.add(*formulas)
        return found

    def case(self, model: Model, jurisdiction: str) -> Case:
        """The case that a solver found: all facts that have been read, each with a value of its type."""
        facts = {name: self.value(name, model) for name in self.vocabulary.in_order(self.facts)}
        day = self.year.day(model.number(self.day))
        return Case(jurisdiction, self.action, facts, day, day)

    def fixed(self, case: Case) -> Formula:
        """That the day and the facts are those of a case; a fact that the case does not give is free."""
        days = [self.day == self.year.offset(case.date)]
        return self.logic.both(days + [part for name, value in case.facts.items() for part in self.told(name, value)])

    # --- truths

    def holds(self, expression: ex.Expression) -> Formula:
        """Where a condition is true."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._holds(expression)
        return found

    def _holds(self, expression: ex.Expression) -> Formula:
        logic = self.logic
        match expression:
            case ex.Const(value):
                return logic.true if value else logic.false
            case ex.Fact():
                return self.element(expression, "")
            case ex.Defined(body=body):
                return self.holds(body)
            case ex.Not(item):
                return logic.negation(self.holds(item))
            case ex.And(items):
                return logic.both(map(self.holds, items))
            case ex.Or(items):
                return logic.either(map(self.holds, items))
            case ex.Has(fact, element):
                return self.element(fact, element)
            case ex.OneOf(fact, values):
                return logic.either(self.element(fact, value) for value in values)
            case ex.Meets(ex.Share(part, whole), limit):
                bound = Fraction(limit.number)
                return _COMPARE[limit.op](
                    self.quantity(part) * bound.denominator, self.quantity(whole) * bound.numerator
                )
            case ex.Meets(subject, limit):
                return _COMPARE[limit.op](self.number(subject), int(limit.number))
            case ex.Compare(op, left, right):
                return self._compare(op, left, right)
        raise AssertionError(expression)

    def _compare(self, op: str, left: ex.Expression, right: ex.Expression) -> Formula:
        if op in ("==", "!="):
            for one, other in ((left, right), (right, left)):
                match one, other:
                    case ex.Fact(type=FactType(kind=Kind.ENUM)), ex.Const(value):
                        return self._equal(op, self.element(one, str(value)))
                    case ex.Fact(type=FactType(kind=Kind.FLAG)), _:
                        return self._equal(op, self.holds(one) == self.holds(other))
        return _COMPARE[op](self.number(left), self.number(right))

    def _equal(self, op: str, truth: Formula) -> Formula:
        return truth if op == "==" else self.logic.negation(truth)

    # --- numbers

    def number(self, expression: ex.Expression) -> Number:
        """A count, a sum in fen, a day or a moment."""
        match expression:
            case ex.Const(value):
                return self.logic.constant(self._literal(value))
            case ex.Fact():
                return self.quantity(expression)
            case ex.DaysBetween(first, last):
                return self.number(last) - self.number(first)
            case ex.Shift():
                return self._shifted(expression)[0]
        raise AssertionError(expression)

    def _literal(self, value: Value) -> int:
        if isinstance(value, datetime):
            return self.year.minute(value)
        return self.year.offset(value) if isinstance(value, date) else int(value)  # type: ignore[arg-type]

    def _date_the_act(self, fact: ex.Fact) -> None:
        unit, _ = self.scale(fact.type.kind)
        moment = self.quantity(fact)
        self.bounds += [moment >= self.day * unit, moment < (self.day + 1) * unit]

    def _shifted(self, part: ex.Expression) -> tuple[Number, int, int]:
        """A day or a moment, with the first and the last that it can be where it has come."""
        found = self._shifts.get(part)
        if found is None:
            match part:
                case ex.Fact(type=type_):
                    unit, _ = self.scale(type_.kind)
                    found = (self.number(part), self.first * unit, (self.last + 1) * unit - 1)
                case ex.Shift(start, period, forward):
                    found = self._moved(start, period, forward=forward)
                case _:
                    found = (self.number(part), 0, 0)
            self._shifts[part] = found
        return found

    def _moved(self, start: ex.Expression, period: ex.Parameter, *, forward: bool) -> tuple[Number, int, int]:
        unit, never = self.scale(_kind(start))
        day, first, last = self._shifted(start)
        ends = table(self.year, period.length, first // unit, last // unit, forward=forward)
        for low, high in ends.unknown(last // unit):
            self.uncertain.update(dict.fromkeys(sorted(ex.facts_of(start))))
            self.bounds.append(self.logic.either((day < low * unit, day >= (high + 1) * unit)))
        moved = self._move(day, ends, unit, 0, len(ends.starts))
        moves = [move * unit + ends.minutes for move in ends.moves if move is not None] or [0]
        return self.logic.chosen(day == never, day, moved), first + min(moves), last + max(moves)

    def _move(self, day: Number, ends: Table, unit: int, low: int, high: int) -> Number:
        """The end of a period whose start lies among the entries of a table from `low` up to `high`."""
        if high - low == 1:
            return day + (ends.moves[low] or 0) * unit + ends.minutes
        middle = (low + high) // 2
        halves = self._move(day, ends, unit, low, middle), self._move(day, ends, unit, middle, high)
        return self.logic.chosen(day < ends.starts[middle] * unit, *halves)


def _kind(expression: ex.Expression) -> Kind:
    """Whether days or moments are meant."""
    for part in ex.walk(expression):
        if isinstance(part, ex.Fact | ex.Const):
            return part.type.kind
    raise AssertionError(expression)


def _years(packs: Iterable[Pack], action: str) -> int:
    """The longest period of months or years in the rules about an action, in whole years."""
    months = 0
    for rule in (rule for pack in packs for rule in pack.rules_of(action)):
        duty = rule.body.duty
        for whole in (rule.when, rule.body.condition, *([duty.due] if duty and duty.due else [])):
            for part in ex.walk(whole):
                if isinstance(part, ex.Shift):
                    months = max(months, _months(part.period.length))
    return -(-months // 12)


def _months(period: Period) -> int:
    return period.number * {Unit.MONTHS: 1, Unit.YEARS: 12}.get(period.unit, 0)
