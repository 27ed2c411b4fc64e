"""Conditions as a person would write them: what the other parts of a condition settle already is left out.

Overrides written out would say the same thing twice: `a and (not a or b)` is `a and b`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.peers.condition import AllOf, AnyOf, Condition, Flag, Holds, Not, OneOf, Order, pushed

_YES, _NO = AllOf(()), AnyOf(())

Domains = Mapping[str, frozenset[str]]


class Known:
    """What is known where a part stands: truths of atoms, and the values that enumerations can still have."""

    def __init__(self, domains: Domains) -> None:
        self.domains = dict(domains)
        self.truths: dict[Condition, bool] = {}

    def copy(self) -> Known:
        """The same, to be added to."""
        other = Known(self.domains)
        other.truths = dict(self.truths)
        return other

    def learn(self, condition: Condition, *, holds: bool) -> None:
        """Take a condition for true, or for false."""
        match condition:
            case Not(item):
                self.learn(item, holds=not holds)
            case AllOf(items) | AnyOf(items):
                if isinstance(condition, AllOf) == holds:
                    for item in items:
                        self.learn(item, holds=holds)
            case OneOf(fact, values):
                before = self.domains[fact]
                self.domains[fact] = before.intersection(values) if holds else before.difference(values)
            case Holds(fact, elements) if not holds:
                self.truths.update({Holds(fact, (element,)): False for element in elements})
            case _:
                self.truths[condition] = holds

    def simplified(self, condition: Condition) -> Condition:
        """The condition, given what is known."""
        match condition:
            case Not(item):
                return negated(self.simplified(item))
            case AllOf(items) | AnyOf(items):
                return self._joined(items, all_=isinstance(condition, AllOf))
            case OneOf(fact, values):
                left = self.domains[fact]
                if left.isdisjoint(values):
                    return _NO
                return _YES if left.issubset(values) else OneOf(fact, tuple(v for v in values if v in left))
            case Holds(fact, elements):
                truths = {element: self.truths.get(Holds(fact, (element,))) for element in elements}
                if True in truths.values():
                    return _YES
                open_ = tuple(element for element, truth in truths.items() if truth is None)
                return Holds(fact, open_) if open_ else _NO
            case Flag() | Order():
                known = self.truths.get(condition)
                return condition if known is None else _YES if known else _NO
        raise AssertionError(condition)

    def _joined(self, items: Sequence[Condition], *, all_: bool) -> Condition:
        kept = list(items)
        # Plain parts first: they settle most of the others.
        for at in sorted(range(len(kept)), key=lambda at: isinstance(kept[at], AllOf | AnyOf)):
            known = self.copy()
            for other, item in enumerate(kept):
                if other != at:
                    known.learn(item, holds=all_)
            kept[at] = known.simplified(kept[at])
        kind = AllOf if all_ else AnyOf
        flat = [part for item in kept for part in (item.items if isinstance(item, kind) else (item,))]
        if (_NO if all_ else _YES) in flat:
            return _NO if all_ else _YES
        return _only(kind, factored(dict.fromkeys(flat), all_=all_))


def factored(parts: Iterable[Condition], *, all_: bool) -> tuple[Condition, ...]:
    """The parts of a conjunction, or of a disjunction: `(a or b) and (a or c)` becomes `a or (b and c)`."""
    outer, inner = (AllOf, AnyOf) if all_ else (AnyOf, AllOf)
    found: list[Condition] = []
    for part in parts:
        for at, other in enumerate(found):
            if isinstance(part, inner) and isinstance(other, inner):
                shared = [item for item in other.items if item in part.items]
                rests = [_only(inner, [item for item in one.items if item not in shared]) for one in (other, part)]
                if shared and all(rest.items if isinstance(rest, inner) else True for rest in rests):
                    found[at] = inner((*shared, outer(tuple(rests))))
                    break
        else:
            found.append(part)
    return tuple(found)


def _only(kind: type[AllOf | AnyOf], items: Sequence[Condition]) -> Condition:
    return items[0] if len(items) == 1 else kind(tuple(items))


def negated(condition: Condition) -> Condition:
    """Not, without saying it twice."""
    match condition:
        case Not(item):
            return item
        case AllOf(()):
            return _NO
        case AnyOf(()):
            return _YES
    return Not(condition)


def simplified(condition: Condition, domains: Domains) -> Condition:
    """A condition without what its own parts settle; `domains` are the values of the enumerations that it reads."""
    before: Condition | None = None
    found = pushed(condition)
    while found != before:
        before, found = found, Known(domains).simplified(found)
    return found
