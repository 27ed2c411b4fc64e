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
from rules_engine.analyse.moments import DAY, Table, Year, table
from rules_engine.analyse.solver import STEPS, Formula, Logic, Model, Number, Solver
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.literal import MAX_COUNT, MAX_FEN
from rules_engine.period import Period, Unit
from rules_engine.value import FactType, Kind, OpenSet, Value

_ORDER: Final = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
_LIMIT: Final = {"at_least": ge, "more_than": gt, "at_most": le, "less_than": lt, "exactly": eq}
_COMPARE: Final[Mapping[str, Any]] = {**_ORDER, **_LIMIT}
_MOST: Final = {Kind.COUNT: MAX_COUNT, Kind.MONEY: MAX_FEN}


class Encoding:
    """The cases of one action in one year, as terms. Terms are made when first asked for, and each once.

    `day` is the day of the act as a number of days since 1 January. `packs` are those whose rules will be read: the
    periods in them tell how far days range. `numbers` and `truths` are the terms that have been made: the number of a
    fact, and by fact its elements or values (a flag has none). Formulas of two encodings cannot be mixed.
    """

    def __init__(self, vocabulary: Vocabulary, action: str, year: int, packs: Iterable[Pack] = ()) -> None:
        self.vocabulary, self.action, self.year = vocabulary, action, Year(year)
        self.logic = Logic()
        years = _years(packs, action)
        self.first, self.last = (
            self.year.offset(date(year - years, 1, 1)),
            self.year.offset(date(year + years, 12, 31)),
        )
        self.uncertain: dict[str, None] = {}
        self._bounds: list[Formula] = []
        self.numbers: dict[str, Number] = {}
        self.truths: dict[str, dict[str, Formula]] = {}
        self._shifts: dict[ex.Expression, tuple[Number, int, int]] = {}
        self._known: dict[ex.Expression, Formula] = {}
        self.day = self.logic.number("@date")
        self._bounds += [self.day >= 0, self.day < self.year.length]
        definition = vocabulary.actions.get(action)
        self.dated_by = definition.dated_by if definition else ""
        if self.dated_by:
            self._date_the_act(ex.Fact(self.dated_by, vocabulary.facts[self.dated_by].type))
        known = frozenset(definition.facts if definition else ()) | {ORGAN}
        self._bounds += [self.holds(limit.condition) for limit in vocabulary.constraints if limit.facts <= known]

    # --- questions

    def solver(self, *formulas: Formula, steps: int = STEPS) -> Solver:
        """A solver that knows what can be, and asks for `formulas`."""
        found = Solver(self.logic, self._bounds, steps=steps)
        found.add(*formulas)
        return found

    def case(self, model: Model, jurisdiction: str) -> Case:
        """The case that a solver found: all facts that have been read, each with a value of its type."""
        facts = {name: self.value(name, model) for name in self.vocabulary.in_order(self.facts)}
        day = self.year.day(model.number(self.day))
        return Case(jurisdiction, self.action, facts, day, day)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that have been read so far, in the vocabulary's order."""
        return self.vocabulary.in_order({*self.numbers, *self.truths})

    def value(self, name: str, model: Model) -> Value:
        """The value of a fact that has been read."""
        type_ = self.vocabulary.facts[name].type
        if name in self.numbers:
            number = model.number(self.numbers[name])
            match type_.kind:
                case Kind.DATE:
                    return self.year.day(number)
                case Kind.DATETIME:
                    return self.year.moment(number)
            return number
        named = self.truths[name]
        true = [value for value, truth in named.items() if model.truth(truth)]
        match type_.kind:
            case Kind.FLAG:
                return bool(true)
            case Kind.SET:
                return frozenset(true)
        return true[0] if true else self._unnamed(name)

    def fixed(self, case: Case) -> Formula:
        """That the day and the facts are those of a case; a fact that the case does not give is free."""
        days = [self.day == self.year.offset(case.date)]
        return self.logic.both(days + [part for name, value in case.facts.items() for part in self._is(name, value)])

    def _is(self, name: str, value: Value) -> Iterable[Formula]:
        type_ = self.vocabulary.facts[name].type
        match value:
            case bool():
                truth = self._element(ex.Fact(name, type_), "")
                yield truth if value else self.logic.negation(truth)
            case datetime():
                yield self._number(ex.Fact(name, type_)) == self.year.minute(value)
            case date():
                yield self._number(ex.Fact(name, type_)) == self.year.offset(value)
            case int():
                yield self._number(ex.Fact(name, type_)) == value
            case str():
                yield self._element(ex.Fact(name, type_), value)
            case OpenSet(yes, no):
                yield from (self._element(ex.Fact(name, type_), element) for element in yes)
                yield from (self.logic.negation(self._element(ex.Fact(name, type_), element)) for element in no)
            case _:
                for element in self.vocabulary.enumerations[type_.enumeration]:
                    truth = self._element(ex.Fact(name, type_), element)
                    yield truth if element in value else self.logic.negation(truth)

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
                return self._element(expression, "")
            case ex.Defined(body=body):
                return self.holds(body)
            case ex.Not(item):
                return logic.negation(self.holds(item))
            case ex.And(items):
                return logic.both(map(self.holds, items))
            case ex.Or(items):
                return logic.either(map(self.holds, items))
            case ex.Has(fact, element):
                return self._element(fact, element)
            case ex.OneOf(fact, values):
                return logic.either(self._element(fact, value) for value in values)
            case ex.Meets(ex.Share(part, whole), limit):
                bound = Fraction(limit.number)
                return _COMPARE[limit.op](self._number(part) * bound.denominator, self._number(whole) * bound.numerator)
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
                        return self._equal(op, self._element(one, str(value)))
                    case ex.Fact(type=FactType(kind=Kind.FLAG)), _:
                        return self._equal(op, self.holds(one) == self.holds(other))
        return _COMPARE[op](self.number(left), self.number(right))

    def _equal(self, op: str, truth: Formula) -> Formula:
        return truth if op == "==" else self.logic.negation(truth)

    def _element(self, fact: ex.Fact, element: str) -> Formula:
        """Whether a set has an element, an enumeration fact has a value, or a flag (without element) is true."""
        named = self.truths.setdefault(fact.id, {})
        found = named.get(element)
        if found is None:
            found = self.logic.truth(f"{fact.id}.{element}" if element else fact.id)
            if fact.type.kind is Kind.ENUM:
                self._bounds += [self.logic.negation(self.logic.both((found, other))) for other in named.values()]
            named[element] = found
            if fact.type.kind is Kind.ENUM and self._unnamed(fact.id) is None:
                self._bounds.append(self.logic.either(named.values()))
        return found

    def equals(self, fact: str, value: str) -> Formula:
        """That an enumeration fact has a value; of the values that no condition names, the first stands for all."""
        named = self.truths[fact]
        if value in named:
            return named[value]
        rest = self.logic.negation(self.logic.either(named.values()))
        return rest if value == self._unnamed(fact) else self.logic.false

    def values(self, fact: str) -> tuple[str, ...]:
        """The values of an enumeration fact that conditions name, and one other, in the vocabulary's order."""
        values = self.vocabulary.enumerations[self.vocabulary.facts[fact].type.enumeration]
        return tuple(value for value in values if value in self.truths[fact] or value == self._unnamed(fact))

    def _unnamed(self, fact: str) -> Any:
        """The first value of an enumeration fact of which nothing has been asked."""
        named = self.truths[fact]
        values = self.vocabulary.enumerations[self.vocabulary.facts[fact].type.enumeration]
        return next((value for value in values if value not in named), None)

    # --- numbers

    def number(self, expression: ex.Expression) -> Number:
        """A count, a sum in fen, a day or a moment."""
        match expression:
            case ex.Const(value):
                return self.logic.constant(self._literal(value))
            case ex.Fact():
                return self._number(expression)
            case ex.DaysBetween(first, last):
                return self.number(last) - self.number(first)
            case ex.Shift():
                return self._shifted(expression)[0]
        raise AssertionError(expression)

    def _literal(self, value: Value) -> int:
        if isinstance(value, datetime):
            return self.year.minute(value)
        return self.year.offset(value) if isinstance(value, date) else int(value)  # type: ignore[arg-type]

    def _number(self, fact: ex.Fact) -> Number:
        found = self.numbers.get(fact.id)
        if found is None:
            found = self.numbers[fact.id] = self.logic.number(fact.id)
            kind = fact.type.kind
            if kind in _MOST:
                self._bounds += [found >= 0, found <= _MOST[kind]]
            else:
                unit, never = self._scale(kind)
                inside = self.logic.both((found >= self.first * unit, found < (self.last + 1) * unit))
                self._bounds.append(self.logic.either((inside, found == never)))
        return found

    def _scale(self, kind: Kind) -> tuple[int, int]:
        """How many units a day has, and when that comes which has not come yet."""
        return (DAY, self.year.never_minute) if kind is Kind.DATETIME else (1, self.year.never)

    def _date_the_act(self, fact: ex.Fact) -> None:
        unit, _ = self._scale(fact.type.kind)
        moment = self._number(fact)
        self._bounds += [moment >= self.day * unit, moment < (self.day + 1) * unit]

    def _shifted(self, part: ex.Expression) -> tuple[Number, int, int]:
        """A day or a moment, with the first and the last that it can be where it has come."""
        found = self._shifts.get(part)
        if found is None:
            match part:
                case ex.Fact(type=type_):
                    unit, _ = self._scale(type_.kind)
                    found = (self.number(part), self.first * unit, (self.last + 1) * unit - 1)
                case ex.Shift(start, period, forward):
                    found = self._moved(start, period, forward=forward)
                case _:
                    found = (self.number(part), 0, 0)
            self._shifts[part] = found
        return found

    def _moved(self, start: ex.Expression, period: ex.Parameter, *, forward: bool) -> tuple[Number, int, int]:
        unit, never = self._scale(_kind(start))
        day, first, last = self._shifted(start)
        ends = table(self.year, period.length, first // unit, last // unit, forward=forward)
        for low, high in ends.unknown(last // unit):
            self.uncertain.update(dict.fromkeys(sorted(ex.facts_of(start))))
            self._bounds.append(self.logic.either((day < low * unit, day >= (high + 1) * unit)))
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
