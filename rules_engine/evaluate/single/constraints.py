"""Whether facts can be together: the vocabulary's constraints as one generated function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from rules_engine import expression as ex
from rules_engine.evaluate.single.fold import FALSE, joined
from rules_engine.evaluate.single.phrase import Phrases
from rules_engine.evaluate.single.run import run


class Unnamed:
    """Names for those who ask only whether something fails, not what would settle it."""

    def bit(self, name: str) -> int:  # noqa: ARG002 -- as `Names` has it
        """The bit of a fact, or of an element of a set."""
        return 1

    def bits(self, names: Iterable[str]) -> int:  # noqa: ARG002 -- the same
        """The bits of several names."""
        return 1

    def year_bit(self, year: int) -> int:  # noqa: ARG002 -- the same
        """The bit of a year of which the calendar is not published."""
        return 1


def possible(conditions: Iterable[ex.Expression], title: str) -> Callable[[Mapping[str, Any]], bool]:
    """A function of facts: false where a condition is false, true where each is true or unknown."""
    conditions = tuple(conditions)
    phrases = Phrases(Unnamed())
    facts = {part.id for e in conditions for part in ex.walk(e) if isinstance(part, ex.Fact)}
    lines = ["def possible(facts):", "    get = facts.get"]
    lines += [f"    {phrases.local(fact)} = get({fact!r})" for fact in sorted(facts)]
    lines.append(f"    return {' and '.join(f'{phrases.truth(e)} != -1' for e in conditions) or True}")
    found: Callable[[Mapping[str, Any]], bool] = run("\n".join(lines) + "\n", phrases.constants, title, "possible")
    return found


def favoured(e: ex.Expression, known: AbstractSet[str], *, holds: bool = True) -> ex.Expression:
    """A condition in which what asks of facts that are not `known` is taken in its favour.

    It is false where the condition is false, and true where that is true or unknown. Not `holds` takes it the other
    way round, as a negation needs it.
    """
    match e:
        case ex.Defined(body=body):
            return favoured(body, known, holds=holds)
        case ex.Not(item):
            inner = favoured(item, known, holds=not holds)
            return (FALSE if inner.value else ex.TRUE) if isinstance(inner, ex.Const) else ex.Not(inner)
        case ex.And(items):
            return joined([favoured(item, known, holds=holds) for item in items], ex.And, decisive=False)
        case ex.Or(items):
            return joined([favoured(item, known, holds=holds) for item in items], ex.Or, decisive=True)
    return e if ex.facts_of(e) <= known else ex.TRUE if holds else FALSE
