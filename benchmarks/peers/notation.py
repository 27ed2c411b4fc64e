"""Conditions as infix text; a notation says how its language writes each part."""

from __future__ import annotations

from benchmarks.peers.condition import AllOf, Amount, AnyOf, Condition, Flag, Holds, Not, OneOf, Order


class Notation:
    """The notation that most languages share; others change a method or two."""

    both, either, negated, yes, no = " and ", " or ", "not ({})", "true", "false"
    quote = '"'

    def text(self, condition: Condition) -> str:
        """The condition as text."""
        match condition:
            case AllOf(()):
                return self.yes
            case AnyOf(()):
                return self.no
            case AllOf(items):
                return self.both.join(self.part(item) for item in items)
            case AnyOf(items):
                return self.either.join(self.part(item) for item in items)
            case Not(item):
                return self.negated.format(self.text(item))
            case Flag(fact):
                return self.fact(fact)
            case OneOf(fact, values):
                return self.one_of(fact, values)
            case Holds(fact, elements):
                return self.holds(fact, elements)
            case Order(op, left, right):
                return f"{self.amount(left)} {op} {self.amount(right)}"

    def part(self, condition: Condition) -> str:
        """The condition inside another."""
        text = self.text(condition)
        return f"({text})" if isinstance(condition, AllOf | AnyOf) else text

    def fact(self, name: str) -> str:
        """A fact by its name."""
        return name

    def word(self, value: str) -> str:
        """A value of an enumeration."""
        return f"{self.quote}{value}{self.quote}"

    def words(self, values: tuple[str, ...]) -> str:
        """A list of such values."""
        return f"[{', '.join(map(self.word, values))}]"

    def amount(self, amount: Amount) -> str:
        """A number."""
        if not amount.fact:
            return str(amount.factor)
        return self.fact(amount.fact) if amount.factor == 1 else f"{amount.factor} * {self.fact(amount.fact)}"

    def one_of(self, fact: str, values: tuple[str, ...]) -> str:
        """An enumeration has one of several values."""
        if len(values) == 1:
            return f"{self.fact(fact)} == {self.word(values[0])}"
        return f"{self.fact(fact)} in {self.words(values)}"

    def holds(self, fact: str, elements: tuple[str, ...]) -> str:
        """A set holds one of several elements."""
        each = [f"{self.word(element)} in {self.fact(fact)}" for element in elements]
        return each[0] if len(each) == 1 else f"({self.either.join(each)})"
