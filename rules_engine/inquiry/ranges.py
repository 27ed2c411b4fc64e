"""Values that lead to the same, put together: each value with a name for itself, numbers and days as ranges."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from rules_engine.case import Case
from rules_engine.decision import Decision
from rules_engine.inquiry.answers import Answers
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.trials import Decide
from rules_engine.value import NOT_YET, Value

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Range(Generic[Key]):
    """Consecutive values whose decisions have the same key; `first` and `last` are None where there is no end."""

    value: Value
    first: Value | None
    last: Value | None
    key: Key
    decision: Decision


class Ranges(Generic[Key]):
    """Decides a case for the values of a fact; `key` says which decisions come to the same."""

    def __init__(self, answers: Answers, decide: Decide, key: Callable[[Decision], Key]) -> None:
        self.answers, self.decide, self.key = answers, decide, key

    def of(self, name: str, case: Case) -> Iterator[Range[Key]]:
        """The ranges of a number or a day, in order; what has not come yet stands by itself."""
        tried = [self._tried(name, value, case) for value in self.answers.some(name, case)]
        come = [each for each in tried if not _not_yet(each.value)]
        line = self.answers.line(name, case)
        todo = list(pairwise(come))
        while todo:  # where other facts are unknown a change may lie between two values that were tried
            low, high = todo.pop()
            below, above = line.place(low.value), line.place(high.value)
            if low.key != high.key and above - below > 1:
                between = self._tried(name, line.value((below + above) // 2), case)
                come.append(between)
                todo += [(low, between), (between, high)]
        come.sort(key=lambda each: line.place(each.value))
        starts = [at for at in range(len(come)) if at == 0 or come[at].key != come[at - 1].key]
        for start, end in zip(starts, [*starts[1:], len(come)], strict=True):
            first, last = come[start], come[end - 1]
            yield Range(
                first.value,
                first.value if start else self._end(name, case, line.place(first.value), -1),
                last.value if end < len(come) else self._end(name, case, line.place(last.value), 1),
                first.key,
                first.decision,
            )
        yield from (each for each in tried if _not_yet(each.value))

    def _tried(self, name: str, value: Value, case: Case) -> Range[Key]:
        decision = self.decide(with_answer(case, name, value, self.answers.vocabulary))
        return Range(value, value, value, self.key(decision), decision)

    def _end(self, name: str, case: Case, place: int, way: int) -> Value | None:
        """The outermost value where a constraint forbids the next one; None where none does, or where it is plain."""
        line = self.answers.line(name, case)
        beyond = place + way
        if beyond < 0 or (way < 0 and place <= 1 and not line.of_days):
            return None
        return None if self.answers.possible(name, line.value(beyond), case) else line.value(place)


def _not_yet(value: Value) -> bool:
    return isinstance(value, date) and value.year == NOT_YET.year
