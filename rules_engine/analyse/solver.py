"""Formulas over truths and whole numbers, and whether something makes them true: the only importer of z3.

Importing this module raises EngineUnavailable where z3 is not installed. How long a question may take is counted in
the solver's own steps, not in seconds: so the same question has the same answer on every run and every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from rules_engine.problem import EngineUnavailable
from rules_engine.text import Text

try:
    import z3
except ImportError:
    raise EngineUnavailable.lacking(Text("分析", "analysis"), "z3", "analysis") from None

Formula: TypeAlias = Any
"""A truth-valued term of z3."""
Number: TypeAlias = Any
"""A whole number as a term of z3: `+`, `-`, `<`, `<=`, `==` and the product with an int make terms of it."""

STEPS: Final = 20_000_000
"""Steps that one question may take, some seconds; a question of the shipped packs takes a few ten thousand."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why the solver has no answer, in its own words."""

    reason: str


class Logic:
    """A world of formulas of its own. Formulas of two worlds cannot be mixed; a world belongs to one thread."""

    def __init__(self) -> None:
        self.context = z3.Context()
        self.true, self.false = z3.BoolVal(True, self.context), z3.BoolVal(False, self.context)  # noqa: FBT003 -- z3's

    def truth(self, name: str) -> Formula:
        """A truth that the solver may choose."""
        return z3.Bool(name, self.context)

    def number(self, name: str) -> Number:
        """A whole number that the solver may choose."""
        return z3.Int(name, self.context)

    def constant(self, number: int) -> Number:
        """A number as a term."""
        return z3.IntVal(number, self.context)

    def both(self, formulas: Iterable[Formula]) -> Formula:
        """And; true of none."""
        items = list(formulas)
        return self.true if not items else items[0] if len(items) == 1 else z3.And(items)

    def either(self, formulas: Iterable[Formula]) -> Formula:
        """Or; false of none."""
        items = list(formulas)
        return self.false if not items else items[0] if len(items) == 1 else z3.Or(items)

    def negation(self, formula: Formula) -> Formula:
        """Not."""
        return z3.Not(formula)

    def chosen(self, condition: Formula, yes: Number, no: Number) -> Number:
        """One number where a condition holds, another where not."""
        return z3.If(condition, yes, no)


class Model:
    """An assignment that makes the formulas of a question true."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def truth(self, formula: Formula) -> bool:
        """Whether a formula is true in it; what bears on nothing counts as false."""
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def number(self, term: Number) -> int:
        """The value of a number in it; what bears on nothing is 0."""
        return int(self._model.eval(term, model_completion=True).as_long())


class Solver:
    """Formulas that are to be true together; `bounds` is a list that may grow, and is always asked for."""

    def __init__(self, logic: Logic, bounds: Sequence[Formula] = (), *, steps: int = STEPS) -> None:
        self._solver = z3.SimpleSolver(ctx=logic.context)
        self._solver.set("random_seed", 0)
        self._solver.set("rlimit", steps)
        self._bounds, self._told = bounds, [0]

    def add(self, *formulas: Formula) -> None:
        """Ask that formulas be true, until the scope ends in which this is asked."""
        self._solver.add(*formulas)

    @contextmanager
    def scope(self, *formulas: Formula) -> Iterator[None]:
        """Ask that formulas be true for a while."""
        self._tell_bounds()
        self._solver.push()
        self._told.append(self._told[-1])
        try:
            self._solver.add(*formulas)
            yield
        finally:
            self._told.pop()
            self._solver.pop()

    def model(self, *formulas: Formula) -> Model | Undecided | None:
        """An assignment that makes everything asked, and `formulas`, true; None where there is none."""
        if formulas:
            with self.scope(*formulas):
                return self.model()
        self._tell_bounds()
        found = self._solver.check()
        if found == z3.sat:
            return Model(self._solver.model())
        return None if found == z3.unsat else Undecided(str(self._solver.reason_unknown()))

    def _tell_bounds(self) -> None:
        self._solver.add(*self._bounds[self._told[-1] :])
        self._told[-1] = len(self._bounds)
