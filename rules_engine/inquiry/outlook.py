"""What a condition may still come to when some of its facts may be changed.

An outlook is a set of truth values: those that a condition can take when the facts that are free take any of their
other values, and all others stay. It is worked out part by part, so that it may hold too much where parts share a
fact, never too little: what it does not hold cannot be reached. Where a wanted truth value is not in it, `demanded`
tells which facts are to blame: one of them at least must change, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum
from itertools import product
from typing import Final, TypeAlias

from rules_engine import expression as ex
from rules_engine.evaluate.reference import evaluate
from rules_engine.value import Kind, Truth, Value, both, either, holds

Outlook: TypeAlias = int
"""A set of truth values as the sum of their numbers."""
TRUE: Final[Outlook] = 1
FALSE: Final[Outlook] = 2
UNKNOWN: Final[Outlook] = 4
NOT_FALSE: Final[Outlook] = TRUE | UNKNOWN
NOT_TRUE: Final[Outlook] = FALSE | UNKNOWN


class Free(Enum):
    """Stands for the value of a fact that takes some other value than its own."""

    ANY = "any"


Tried: TypeAlias = Mapping[str, Value | Free]
"""Facts that are changed, and elements of sets, by name: to a value, or to any other one."""
Values: TypeAlias = Callable[[str], tuple[Value, ...] | None]
"""The values that a free fact may take; None where they are too many to go through."""

_NUMBER: Final = {True: TRUE, False: FALSE, None: UNKNOWN}
_TRUTH: Final[dict[int, Truth]] = {TRUE: True, FALSE: False, UNKNOWN: None}
_SINGLE: Final = (TRUE, FALSE, UNKNOWN)
_MOST: Final = 400
"""So many combinations of values of free facts are gone through for one part."""


def _table(join: Callable[[Iterable[Truth]], Truth]) -> tuple[tuple[Outlook, ...], ...]:
    """The outlook of two parts that are joined, by theirs."""
    rows = []
    for first in range(8):
        row = []
        for second in range(8):
            pairs = ((a, b) for a in _SINGLE for b in _SINGLE if a & first and b & second)
            row.append(sum({_NUMBER[join((_TRUTH[a], _TRUTH[b]))] for a, b in pairs}))
        rows.append(tuple(row))
    return tuple(rows)


_BOTH: Final = _table(both)
_EITHER: Final = _table(either)


def swapped(outlook: Outlook) -> Outlook:
    """The outlook of a negation."""
    return (outlook & UNKNOWN) | (TRUE if outlook & FALSE else 0) | (FALSE if outlook & TRUE else 0)


class Part:
    """A condition, or a part of one, with the names of the changeable facts that it reads."""

    __slots__ = ("_known", "atom", "items", "kind", "levers", "read")

    def __init__(
        self, kind: type, items: tuple[Part, ...] = (), atom: ex.Expression | None = None, levers: Iterable[str] = ()
    ) -> None:
        self.kind, self.items, self.atom = kind, items, atom
        self.levers: tuple[str, ...] = tuple(sorted({*levers, *(name for item in items for name in item.levers)}))
        self.read: frozenset[str] = ex.facts_of(atom) if atom is not None else frozenset()
        self._known: dict[tuple[object, ...], Outlook] = {}

    def atoms(self) -> Iterable[Part]:
        """The parts that are true or false by themselves."""
        if self.atom is not None:
            yield self
        for item in self.items:
            yield from item.atoms()


class Prospects:
    """The outlooks of conditions under one set of known facts.

    `levers` are the names of facts, or of elements of set facts, that may be changed; `values` gives those that one may
    take. `follow` gives the facts that change with one that is set.
    """

    def __init__(
        self,
        facts: Mapping[str, Value],
        levers: Collection[str],
        values: Values,
        follow: Callable[[str, Value], Mapping[str, Value]],
        followers: Mapping[str, str],
    ) -> None:
        self.facts, self.levers, self.values = facts, levers, values
        self._follow, self._followers = follow, followers
        self._parts: dict[tuple[object, ...], Part] = {}

    # --- making parts

    def part(self, expression: ex.Expression) -> Part:
        """A condition with its parts; the same parts are made once."""
        match expression:
            case ex.Defined(body=body):
                return self.part(body)
            case ex.Not(item):
                return self.joined(ex.Not, [self.part(item)])
            case ex.And(items) | ex.Or(items):
                return self.joined(type(expression), [self.part(item) for item in items])
        found = self._parts.get((ex.Const, expression))
        if found is None:
            names = self._names(expression)
            levers = [name for name in names if name in self.levers]
            found = self._parts[ex.Const, expression] = Part(ex.Const, atom=expression, levers=levers)
        return found

    def joined(self, kind: type, items: Iterable[Part]) -> Part:
        """Parts joined by `And` or `Or`, or negated."""
        own = tuple(dict.fromkeys(items))
        if len(own) == 1 and kind is not ex.Not:
            return own[0]
        key = (kind, *map(id, own))
        return self._parts.setdefault(key, Part(kind, own))

    def negation(self, item: Part) -> Part:
        """Not a part."""
        return item.items[0] if item.kind is ex.Not else self.joined(ex.Not, [item])

    def _names(self, atom: ex.Expression) -> tuple[str, ...]:
        if isinstance(atom, ex.Has):
            return (f"{atom.fact.id}.{atom.element}",)
        read = ex.facts_of(atom)
        return tuple(sorted({self._followers.get(name, name) for name in read}))

    # --- outlooks

    def outlook(self, part: Part, tried: Tried) -> Outlook:
        """The truth values that a part may take."""
        key = tuple([tried.get(name) for name in part.levers])
        found = part._known.get(key)  # noqa: SLF001 -- kept where it is looked for most often
        if found is None:
            found = part._known[key] = self._outlook(part, tried)  # noqa: SLF001 -- the same
        return found

    def _outlook(self, part: Part, tried: Tried) -> Outlook:
        if part.atom is not None:
            return self._of_atom(part, part.atom, tried)
        if part.kind is ex.Not:
            return swapped(self.outlook(part.items[0], tried))
        table = _BOTH if part.kind is ex.And else _EITHER
        found = TRUE if part.kind is ex.And else FALSE
        for item in part.items:
            found = table[found][self.outlook(item, tried)]
        return found

    def _of_atom(self, part: Part, atom: ex.Expression, tried: Tried) -> Outlook:
        free = [name for name in part.levers if tried.get(name) is Free.ANY]
        lists = [self.values(name) for name in free]
        known = [values for values in lists if values is not None]
        size = 1
        for values in known:
            size *= len(values)
        if len(known) < len(lists) or size > _MOST:
            return self._of_many(part, atom, tried)
        found = 0
        for values in product(*known):
            found |= _NUMBER[self.truth(atom, {**tried, **dict(zip(free, values, strict=True))})]
        return found

    def _of_many(self, part: Part, atom: ex.Expression, tried: Tried) -> Outlook:
        """The outlook of a comparison of which a side may be any number or day."""
        calendars = any(isinstance(inner, ex.Shift | ex.DaysBetween) for inner in ex.walk(atom))
        freed = {name for name in part.levers if tried.get(name) is Free.ANY}
        others = (name for name in part.read if self._followers.get(name, name) not in freed)
        lacking = any(name not in self.facts and name not in tried for name in others)
        return UNKNOWN if lacking else TRUE | FALSE | (UNKNOWN if calendars else 0)

    def truth(self, atom: ex.Expression, tried: Tried) -> Truth:
        """What a part that has no parts comes to; no fact that it reads is free."""
        if isinstance(atom, ex.Has):
            value = tried.get(f"{atom.fact.id}.{atom.element}")
            return value if isinstance(value, bool) else holds(self.facts.get(atom.fact.id), atom.element)  # type: ignore[arg-type]
        facts = {name: self.facts[name] for name in ex.facts_of(atom) if name in self.facts}
        for name in facts.keys() | ex.facts_of(atom):
            lever = self._followers.get(name, name)
            value = tried.get(lever)
            if value is None or isinstance(value, Free):
                continue
            facts[name] = value if lever == name else self._follow(lever, value)[name]
        truth: Truth = evaluate(atom, facts)
        return truth

    # --- what must change, too

    def demanded(self, part: Part, wanted: Outlook, tried: Tried, usable: Collection[str]) -> frozenset[str] | None:
        """The names of which one at least must be changed, too, for a part to come to one of the wanted truth values.

        None where it may come to one already; nothing where no change of a usable fact leads there.
        """
        if self.outlook(part, tried) & wanted:
            return None
        if part.atom is not None:
            free = frozenset(name for name in part.levers if name not in tried and name in usable)
            helps = self.outlook(part, {**tried, **dict.fromkeys(free, Free.ANY)}) & wanted
            return free if helps else frozenset()
        if part.kind is ex.Not:
            return self.demanded(part.items[0], swapped(wanted), tried, usable)
        asked = [names for item in part.items if (names := self.demanded(item, wanted, tried, usable)) is not None]
        return _shortest(asked) if _every(part, wanted) else frozenset().union(*asked)

    def blamed(self, part: Part, wanted: Outlook) -> frozenset[str]:
        """The facts, none of them changeable, of which one must be otherwise for a part to be as wanted.

        Asked of a part for which no change of a changeable fact does it: of which `demanded` names nothing.
        """
        if part.atom is not None:
            return frozenset(name for name in part.read if self._followers.get(name, name) not in self.levers)
        wanted = swapped(wanted) if part.kind is ex.Not else wanted
        hopeless = (item for item in part.items if self.demanded(item, wanted, {}, self.levers) == frozenset())
        found = [self.blamed(item, wanted) for item in hopeless]
        return _shortest(found) if _every(part, wanted) else frozenset().union(*found)


def _every(part: Part, wanted: Outlook) -> bool:
    """Whether every part must be as wanted: of a conjunction that is to be true, or not false; and the reverse."""
    return (part.kind is ex.And) is bool(wanted & TRUE)


def _shortest(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return min(lists, key=lambda names: (len(names), sorted(names)))


def is_listed(kind: Kind) -> bool:
    """Whether the values of a kind can be gone through one by one."""
    return kind in (Kind.FLAG, Kind.ENUM, Kind.SET)
