"""Facts, all of them whole numbers, in a network of durable-rules, and what its rules make of them.

Importing this module raises EngineUnavailable where durable-rules is not installed; it alone imports it. The package's
own host is left aside, since its threads take actions away from who waits for them. A ruleset is never deleted, and
neither is its state, because that can end the process: a network that is no longer used takes its facts back, and the
next one of the same ruleset is given its place.
"""

from __future__ import annotations

import json
import weakref
from collections import defaultdict
from itertools import count
from typing import Any, Final

from rules_engine.problem import EngineUnavailable
from rules_engine.text import Text

try:
    import durable_rules_engine as durable
except ImportError:
    work = Text(
        "由 durable-rules 监测台账（限 Python 3.12 及更早版本）", "a watch on durable-rules (Python up to 3.12)"
    )
    raise EngineUnavailable.lacking(work, "durable-rules", "stream") from None

Condition = dict[str, Any]
"""Conditions on one fact, in the package's own words."""
Ruleset = dict[str, tuple[Condition, ...]]
"""The rules by their names, each the facts that it joins; the first one is `a`, the second `b`, the third `c`."""
Fired = tuple[str, dict[str, dict[str, int]]]
"""A rule that has come true, and its facts."""

_AT_ONCE: Final = 1000  # of one rule, so many are told in one answer; there may be several
_DUPLICATE: Final = 2
_IDLE: Final[dict[str, list[int]]] = defaultdict(list)
_NAMES: Final = count()  # a process takes each name once
_NUMBERS: Final = count(1)


def fact(kind: int) -> Condition:
    """A fact of a kind."""
    return {"kind": kind}


def joined(kind: int, key: str, earlier: str, *compared: Condition) -> Condition:
    """A fact of a kind that has the key of an earlier one (`"a.place"`), and what else is compared.

    The package reads beyond the end of a join of which the last comparison alone is false. So what is known to be true
    by then stands last: the key, which is what facts are looked up by.
    """
    same = {key: _other(earlier)}
    return {"$and": [{"kind": kind}, same, *compared, same]}


def compared(op: str, field: str, earlier: str) -> Condition:
    """A comparison (`$gt`, `$gte`, `$lte`, `$neq`) of a field with that of an earlier fact."""
    return {op: {field: _other(earlier)}}


def _other(earlier: str) -> dict[str, str]:
    alias, _, field = earlier.partition(".")
    return {alias: field}


class Network:
    """The facts of one ruleset."""

    def __init__(self, ruleset: Ruleset) -> None:
        definition = json.dumps(
            {
                name: {"all": [{alias: fact} for alias, fact in zip("abc", facts, strict=False)], "cap": _AT_ONCE}
                for name, facts in ruleset.items()
            }
        )
        idle = _IDLE[definition]
        self._handle = idle.pop() if idle else durable.create_ruleset(f"rules_engine_{next(_NAMES)}", definition)
        self._facts: set[int] = set()
        weakref.finalize(self, _release, self._handle, self._facts, idle).atexit = False

    def put(self, **values: int) -> tuple[int, list[Fired]]:
        """Assert a fact; its number, and what has come true by it, of which each is told once."""
        told = "".join(f',"{field}":{value}' for field, value in values.items())
        while True:
            number = next(_NUMBERS)
            result, state = durable.assert_fact(self._handle, f'{{"id":"{number}","sid":"0"{told}}}')
            # The package knows facts by a hash of their ids alone: two may be one to it.
            if result != _DUPLICATE:
                break
        assert not result, values
        self._facts.add(number)
        return number, self._fired(state)

    def take(self, number: int) -> None:
        """Retract a fact."""
        self._facts.remove(number)
        durable.retract_fact(self._handle, f'{{"id":"{number}","sid":"0"}}')

    def _fired(self, state: int) -> list[Fired]:
        """All that waits for an answer. None may wait when a fact is retracted: the package would mix them up."""
        started = durable.start_action_for_state(self._handle, state)
        if started is None:
            return []
        fired: list[Fired] = []
        batch: str | None = started[1]
        while batch is not None:
            for name, matches in json.loads(batch).items():
                fired += [(name, match) for match in matches]
            batch = durable.complete_and_start_action(self._handle, state)
        return fired


def _release(handle: int, facts: set[int], idle: list[int]) -> None:
    for number in facts:
        durable.retract_fact(handle, f'{{"id":"{number}","sid":"0"}}')
    idle.append(handle)
