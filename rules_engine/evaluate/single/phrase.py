"""Expressions to the text of Python: plain conditions for known facts, truths (see `reason`) where some are missing.

Nothing of a pack's text is run: facts become local names, what rules compare them with becomes literals of text and
whole numbers or constants of the generated module.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

from rules_engine import expression as ex
from rules_engine.evaluate.single import reason

_LIMIT: Final = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "exactly": "=="}
_HOLDS: Final = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CALLED: Final = ("has", "overlap", "subset", "compare", "shift", "days", "known_shift", "known_days")
"""What phrases call by name."""
_MANY: Final = 3
"""More values than these are looked up in a set."""


class Bits(Protocol):
    """What gives names their bits; see `names`."""

    def bit(self, name: str) -> int:
        """The bit of a fact, or of an element of a set."""

    def bits(self, names: Iterable[str]) -> int:
        """The bits of several names."""

    def year_bit(self, year: int) -> int:
        """The bit of a year of which the calendar is not published."""


class Phrases:
    """The phrases of one generated function, and the constants that they name.

    `absent` are facts of which it is known that they are missing. `shared` are the locals that hold
    what several expressions ask.
    """

    def __init__(self, names: Bits, absent: frozenset[str] = frozenset()) -> None:
        self.names = names
        self.absent = absent
        self.shared: dict[ex.Expression, str] = {}
        self.constants: dict[str, Any] = {name: getattr(reason, name) for name in _CALLED}
        self._named: dict[tuple[str, Any], str] = {}
        self._locals: dict[str, str] = {}

    def constant(self, kind: str, value: Any, made: Callable[[Any], Any] | None = None) -> str:
        """The name of a constant, which `made` makes of the value; equal ones share it."""
        name = self._named.get((kind, value))
        if name is None:
            name = self._named[kind, value] = f"{kind}_{len(self._named)}"
            self.constants[name] = made(value) if made else value
        return name

    def local(self, fact: str) -> str:
        """The local name of a fact."""
        if fact not in self._locals:
            sound = fact.isascii() and fact.isidentifier()
            self._locals[fact] = f"f_{fact}" if sound else f"fact_{len(self._locals)}"
        return self._locals[fact]

    def share(self, e: ex.Expression) -> str:
        """Have an expression stand in a local from now on; the local's name."""
        name = f"t_{len(self.shared)}"
        if isinstance(e, ex.Defined) and e.id.isascii() and e.id.isidentifier():
            name = f"d_{e.id}"
        self.shared[e] = name
        return name

    def needs(self, e: ex.Expression) -> list[ex.Fact]:
        """The facts of which an expression speaks, without those that shared expressions see to."""
        found: dict[str, ex.Fact] = {}
        ahead = [e]
        while ahead:
            part = ahead.pop()
            if isinstance(part, ex.Fact):
                found[part.id] = part
            elif part not in self.shared:
                ahead.extend(reversed(ex.children(part)))
        return list(found.values())

    # --- all facts known

    def plain(self, e: ex.Expression) -> str:
        """The expression in plain Python. It raises Unsettled, or TypeError for an open set, where it is unknown."""
        if e in self.shared:
            return self.shared[e]
        match e:
            case ex.Const(value):
                return repr(value) if isinstance(value, bool | int | str) else self.constant("day", value)
            case ex.Fact(name):
                return self.local(name)
            case ex.Defined(body=body):
                return self.plain(body)
            case ex.Not(item):
                return f"(not {self.plain(item)})"
            case ex.And(items):
                if found := _memberships(items):
                    return f"({self.constant('elements', found[1])} <= {self.local(found[0].id)})"
                return f"({' and '.join(map(self.plain, items))})"
            case ex.Or(items):
                if found := _memberships(items):
                    return f"(not {self.constant('elements', found[1])}.isdisjoint({self.local(found[0].id)}))"
                return f"({' or '.join(map(self.plain, items))})"
            case ex.Has(fact, element):
                return f"({element!r} in {self.local(fact.id)})"
            case ex.OneOf(fact, values):
                return f"({self.local(fact.id)} in {self._choice(values)})"
            case ex.Compare(op, left, right):
                return f"({self.plain(left)} {op} {self.plain(right)})"
            case ex.Meets(ex.Share(part, whole), limit):
                numerator, denominator = limit.number.numerator, limit.number.denominator
                counted = f"{self.local(part.id)}{_times(denominator)}"
                return f"({counted} {_LIMIT[limit.op]} {self.local(whole.id)}{_times(numerator)})"
            case ex.Meets(subject, limit):
                return f"({self.plain(subject)} {_LIMIT[limit.op]} {limit.number})"
            case ex.Shift(start, period, forward):
                length = self.constant("period", period.length)
                return f"known_shift({self.plain(start)}, {length}, forward={forward})"
            case ex.DaysBetween(first, last):
                return f"known_days({self.plain(first)}, {self.plain(last)})"
        raise AssertionError(e)

    def _choice(self, values: tuple[str, ...]) -> str:
        listed = ", ".join(map(repr, sorted(values)))
        return f"{{{listed}}}" if len(values) > _MANY else f"({listed},)"

    # --- some facts missing

    def truth(self, e: ex.Expression, *, negated: bool = False) -> str:
        """The truth of an expression, or of its negation (see `reason`); missing facts are None."""
        if local := self.shared.get(e):
            return f"({local} if {local} > 0 else ~{local})" if negated else local
        match e:
            case ex.Const(value):
                return "0" if value is not negated else "-1"
            case ex.Defined(body=body):
                return self.truth(body, negated=negated)
            case ex.Not(item):
                return self.truth(item, negated=not negated)
            case ex.And(items) | ex.Or(items):
                return self._joined(items, conjunction=isinstance(e, ex.And), negated=negated)
            case ex.Has(fact, element):
                bit = self.names.bit(f"{fact.id}.{element}")
                return self._of_set(e, fact, f"has({self.local(fact.id)}, {element!r}, {bit})", negated=negated)
            case ex.Fact() as fact:
                return self._known(e, fact, negated=negated)
            case ex.OneOf(fact) | ex.Compare(_, ex.Fact() as fact, ex.Const()) | ex.Meets(ex.Fact() as fact):
                return self._known(e, fact, negated=negated)
            case ex.Compare(_, ex.Fact() as first, ex.Fact() as last) | ex.Meets(ex.Share(first, last)):
                both = self.names.bits((first.id, last.id))
                without = f"({both} if {self.local(last.id)} is None else {self.names.bit(first.id)})"
                return f"({without} if {self.local(first.id)} is None else {self._known(e, last, negated=negated)})"
            case ex.Compare(op, left, right):
                found = f"compare({self._holds(op)}, {self.operand(left)}, {self.operand(right)})"
                return _flip(found) if negated else found
            case ex.Meets(subject, limit):
                found = f"compare({self._holds(_LIMIT[limit.op])}, {self.operand(subject)}, {limit.number})"
                return _flip(found) if negated else found
        raise AssertionError(e)

    def operand(self, e: ex.Expression) -> str:
        """The operand of a comparison: its value, or an `Unknown`."""
        match e:
            case ex.Fact(name):
                unknown = self.constant("unknown", self.names.bit(name), reason.Unknown)
                return f"({unknown} if {self.local(name)} is None else {self.local(name)})"
            case ex.Shift(start, period, forward):
                length = self.constant("period", period.length)
                self.constants["year_bit"] = self.names.year_bit
                return f"shift({self.operand(start)}, {length}, year_bit, forward={forward})"
            case ex.DaysBetween(first, last):
                return f"days({self.operand(first)}, {self.operand(last)})"
        return self.plain(e)

    def _known(self, e: ex.Expression, fact: ex.Fact, *, negated: bool) -> str:
        """An expression that is unknown exactly where one fact is."""
        bit = self.names.bit(fact.id)
        if fact.id in self.absent:
            return str(bit)
        return f"({bit} if {self.local(fact.id)} is None else {_either(self.plain(e), negated=negated)})"

    def _of_set(self, e: ex.Expression, fact: ex.Fact, otherwise: str, *, negated: bool) -> str:
        """An expression about one set; `otherwise` is its truth where the set is not known whole."""
        otherwise = _flip(otherwise) if negated else otherwise
        known = _either(self.plain(e), negated=negated)
        return f"(({known}) if type({self.local(fact.id)}) is frozenset else {otherwise})"

    def _joined(self, items: tuple[ex.Expression, ...], *, conjunction: bool, negated: bool) -> str:
        """A conjunction or disjunction; one is the other's mirror image."""
        if found := _memberships(items):
            fact, elements = found
            bits = tuple((element, self.names.bit(f"{fact.id}.{element}")) for element in sorted(elements))
            otherwise = (
                f"{'subset' if conjunction else 'overlap'}({self.local(fact.id)}, {self.constant('bits', bits, dict)})"
            )
            return self._of_set((ex.And if conjunction else ex.Or)(items), fact, otherwise, negated=negated)
        parts = [self.truth(item, negated=not conjunction) for item in items]
        joined = f"({' | '.join(parts)})"
        return joined if negated is not conjunction else _flip(joined)

    def _holds(self, op: str) -> str:
        return self.constant("holds", _HOLDS[op])


def _memberships(items: tuple[ex.Expression, ...]) -> tuple[ex.Fact, frozenset[str]] | None:
    """The one set and the elements in it of which all items ask; None where they ask of something else."""
    asked = [item for item in items if isinstance(item, ex.Has)]
    if len(asked) < len(items) or len({item.fact.id for item in asked}) != 1:
        return None
    return asked[0].fact, frozenset(item.element for item in asked)


def _either(plain: str, *, negated: bool) -> str:
    return f"-1 if {plain} else 0" if negated else f"0 if {plain} else -1"


def _flip(truth: str) -> str:
    # Spelt out: a call would take longer than what it does.
    return f"(t if (t := {truth}) > 0 else ~t)"


def _times(number: int) -> str:
    return "" if number == 1 else f" * {number}"
