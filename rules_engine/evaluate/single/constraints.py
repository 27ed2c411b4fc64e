"""Whether facts can be together: the vocabulary's constraints as one generated function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rules_engine import expression as ex
from rules_engine.evaluate.single.phrase import Phrases
from rules_engine.evaluate.single.run import run


class _Unnamed:
    """Names for those who ask only whether something fails, not what would settle it."""

    def bit(self, name: str) -> int:  # noqa: ARG002 -- as `Names` has it
        return 1

    def bits(self, names: Iterable[str]) -> int:  # noqa: ARG002 -- the same
        return 1

    def year_bit(self, year: int) -> int:  # noqa: ARG002 -- the same
        return 1


def possible(conditions: Iterable[ex.Expression], title: str) -> Callable[[Mapping[str, Any]], bool]:
    """A function of facts: false where a condition is false, true where each is true or unknown."""
    conditions = tuple(conditions)
    phrases = Phrases(_Unnamed())
    facts = {part.id for e in conditions for part in ex.walk(e) if isinstance(part, ex.Fact)}
    lines = ["def possible(facts):", "    get = facts.get"]
    lines += [f"    {phrases.local(fact)} = get({fact!r})" for fact in sorted(facts)]
    lines.append(f"    return {' and '.join(f'{phrases.truth(e)} != -1' for e in conditions) or True}")
    found: Callable[[Mapping[str, Any]], bool] = run("\n".join(lines) + "\n", phrases.constants, title, "possible")
    return found
