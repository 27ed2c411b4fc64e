"""The facts of an action as terms: each made when first asked for, once, with what bounds it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.analyse.moments import DAY, Year
from rules_engine.analyse.solver import Formula, Logic, Model, Number
from rules_engine.checked import Vocabulary
from rules_engine.literal import MAX_COUNT, MAX_FEN
from rules_engine.value import Kind, OpenSet, Value

_MOST: Final = {Kind.COUNT: MAX_COUNT, Kind.MONEY: MAX_FEN}


class Terms:
    """The facts of a vocabulary in one year; other days than that of the act lie from `first` to `last`.

    Days are numbers of days since 1 January, moments of minutes. `numbers` and `truths` are the terms that have been
    made: the number of a fact, and by fact its elements or values (a flag has none). `bounds` say what can be.
    """

    def __init__(self, vocabulary: Vocabulary, year: int, years: int) -> None:
        self.vocabulary, self.year = vocabulary, Year(year)
        self.logic = Logic()
        self.first = self.year.offset(date(year - years, 1, 1))
        self.last = self.year.offset(date(year + years, 12, 31))
        self.bounds: list[Formula] = []
        self.numbers: dict[str, Number] = {}
        self.truths: dict[str, dict[str, Formula]] = {}

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
        return true[0] if true else self.unnamed(name)

    def told(self, name: str, value: Value) -> Iterable[Formula]:
        """What a fact's value tells; of an open set only what is known."""
        fact = ex.Fact(name, self.vocabulary.facts[name].type)
        match value:
            case bool():
                truth = self.element(fact, "")
                yield truth if value else self.logic.negation(truth)
            case datetime():
                yield self.quantity(fact) == self.year.minute(value)
            case date():
                yield self.quantity(fact) == self.year.offset(value)
            case int():
                yield self.quantity(fact) == value
            case str():
                yield self.element(fact, value)
            case OpenSet(yes, no):
                yield from (self.element(fact, element) for element in yes)
                yield from (self.logic.negation(self.element(fact, element)) for element in no)
            case _:
                for element in self.vocabulary.enumerations[fact.type.enumeration]:
                    truth = self.element(fact, element)
                    yield truth if element in value else self.logic.negation(truth)

    def element(self, fact: ex.Fact, element: str) -> Formula:
        """Whether a set has an element, an enumeration fact has a value, or a flag (without element) is true."""
        named = self.truths.setdefault(fact.id, {})
        found = named.get(element)
        if found is None:
            found = self.logic.truth(f"{fact.id}.{element}" if element else fact.id)
            if fact.type.kind is Kind.ENUM:
                self.bounds += [self.logic.negation(self.logic.both((found, other))) for other in named.values()]
            named[element] = found
            if fact.type.kind is Kind.ENUM and self.unnamed(fact.id) is None:
                self.bounds.append(self.logic.either(named.values()))
        return found

    def equals(self, fact: str, value: str) -> Formula:
        """That an enumeration fact has a value; of the values that no condition names, the first stands for all."""
        named = self.truths[fact]
        if value in named:
            return named[value]
        rest = self.logic.negation(self.logic.either(named.values()))
        return rest if value == self.unnamed(fact) else self.logic.false

    def values(self, fact: str) -> tuple[str, ...]:
        """The values of an enumeration fact that conditions name, and one other, in the vocabulary's order."""
        values = self.vocabulary.enumerations[self.vocabulary.facts[fact].type.enumeration]
        return tuple(value for value in values if value in self.truths[fact] or value == self.unnamed(fact))

    def unnamed(self, fact: str) -> Any:
        """The first value of an enumeration fact of which nothing has been asked."""
        named = self.truths[fact]
        values = self.vocabulary.enumerations[self.vocabulary.facts[fact].type.enumeration]
        return next((value for value in values if value not in named), None)

    def quantity(self, fact: ex.Fact) -> Number:
        """The number of a fact: a count, a sum in fen, a day or a moment."""
        found = self.numbers.get(fact.id)
        if found is None:
            found = self.numbers[fact.id] = self.logic.number(fact.id)
            kind = fact.type.kind
            if kind in _MOST:
                self.bounds += [found >= 0, found <= _MOST[kind]]
            else:
                unit, never = self.scale(kind)
                inside = self.logic.both((found >= self.first * unit, found < (self.last + 1) * unit))
                self.bounds.append(self.logic.either((inside, found == never)))
        return found

    def scale(self, kind: Kind) -> tuple[int, int]:
        """How many units a day has, and when that comes which has not come yet."""
        return (DAY, self.year.never_minute) if kind is Kind.DATETIME else (1, self.year.never)
