"""The rules about one action as truth functions of all that its facts can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.check.cells import Variable, names_in, variables_of
from rules_engine.check.diagram import FALSE, TRUE, Diagrams, TooLarge
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.evaluate.reference import evaluate
from rules_engine.norm import Form
from rules_engine.value import NOT_YET, NOT_YET_TIME, Value

ROOM: Final = 20_000
"""Nodes that one question may need; the shipped packs need a few thousand at most."""
MOST_VARIABLES: Final = 250
"""So many facts and elements the rules about one action may read: questions go as deep as there are."""


class Space:
    """What the rules of a pack say of an action, for every assignment of the facts that they read.

    Assignments that break a constraint of the vocabulary are not `possible`. Organs that the document does not bind are
    not tried, nor is it that the date of the act has not come. Whatever needs more than `room` nodes raises TooLarge.
    """

    def __init__(self, pack: Pack, vocabulary: Vocabulary, action: str, room: int = ROOM) -> None:
        self.action, self.presumed = action, vocabulary.presumed
        self.rules = pack.rules_of(action)
        known = frozenset(vocabulary.actions[action].facts) | {ORGAN}
        self.constraints = [limit.condition for limit in vocabulary.constraints if limit.facts <= known]
        read = [part for rule in self.rules for part in (rule.when, rule.body.condition)]
        self.variables = dict(variables_of([*read, *self.constraints], vocabulary))
        bound = pack.scope.full | pack.scope.by_reference
        self.restrict(ORGAN, tuple(sorted(bound)))
        self.restrict(vocabulary.actions[action].dated_by, None)
        if len(self.variables) > MOST_VARIABLES:
            self.variables = {}
        self.numbers = {name: number for number, name in enumerate(self.variables)}
        self.names = tuple(self.variables)
        self.diagrams = Diagrams([len(variable.values) for variable in self.variables.values()], room)
        self._known: dict[ex.Expression, int] = {}
        self._applies: dict[str, int] = {}
        self._over: dict[str, tuple[Rule, ...]] = {}

    def restrict(self, name: str, values: tuple[Value, ...] | None) -> None:
        """Give a variable these values alone; where none are named, those that it has but for "not yet"."""
        if name in self.variables:
            come = tuple(value for value in self.variables[name].values if value not in (NOT_YET, NOT_YET_TIME))
            self.variables[name] = Variable(name, "", values or come)

    # --- expressions

    def holds(self, expression: ex.Expression) -> int:
        """Where an expression is true. Raises TooLarge, also where the values of a fact cannot be listed."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._holds(expression)
        return found

    def _holds(self, expression: ex.Expression) -> int:
        d = self.diagrams
        match expression:
            case ex.Const(value):
                return TRUE if value else FALSE
            case ex.Defined(body=body):
                return self.holds(body)
            case ex.Not(item):
                return d.negation(self.holds(item))
            case ex.And(items):
                found = TRUE
                for item in items:
                    found = d.both(found, self.holds(item))
                return found
            case ex.Or(items):
                found = FALSE
                for item in items:
                    found = d.either(found, self.holds(item))
                return found
            case ex.Has():
                (number,) = self.reads((expression,))
                return d.node(number, (FALSE, TRUE))
        return self._atom(expression)

    def _atom(self, atom: ex.Expression) -> int:
        order = sorted(self.reads((atom,)))

        def visit(position: int, values: dict[str, Value]) -> int:
            if position == len(order):
                truth = evaluate(atom, values)
                if truth is None:  # a year without a calendar
                    raise TooLarge
                return TRUE if truth else FALSE
            name = self.names[order[position]]
            tried = self.variables[name].values
            return self.diagrams.node(
                order[position], [visit(position + 1, {**values, name: value}) for value in tried]
            )

        return visit(0, {})

    @cached_property
    def possible(self) -> int:
        """Where every constraint holds."""
        found = TRUE
        for constraint in self.constraints:
            found = self.diagrams.both(found, self.holds(constraint))
        return found

    # --- rules

    def overriders(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules that displace `rule`."""
        found = self._over.get(rule.id)
        if found is None:
            found = self._over[rule.id] = tuple(other for other in self.rules if rule.id in other.overrides)
        return found

    def above(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules that displace `rule`, those that displace these, and so on."""
        found: dict[str, Rule] = {}
        todo = [rule]
        while todo:
            for other in self.overriders(todo.pop()):
                if other.id not in found:
                    found[other.id] = other
                    todo.append(other)
        return tuple(found.values())

    def own(self, rule: Rule) -> int:
        """Where a rule would apply if none displaced it: its condition holds, and the body of a permit."""
        when = self.diagrams.both(self.possible, self.holds(rule.when))
        permit = rule.norm.form is Form.PERMIT
        return self.diagrams.both(when, self.holds(rule.body.condition)) if permit else when

    def applies(self, rule: Rule) -> int:
        """Where a rule applies."""
        found = self._applies.get(rule.id)
        if found is None:
            found = self.own(rule)
            for other in self.overriders(rule):
                found = self.diagrams.both(found, self.diagrams.negation(self.applies(other)))
            self._applies[rule.id] = found
        return found

    def kept(self, rule: Rule) -> int:
        """Where the body of a requirement or a prohibition is as it should be."""
        body = self.holds(rule.body.condition)
        return self.diagrams.negation(body) if rule.norm.form is Form.FORBID else body

    def unbroken(self, rule: Rule) -> int:
        """Where a requirement or a prohibition is not violated: it does not apply, or it is kept."""
        d = self.diagrams
        return d.both(self.possible, d.either(d.negation(self.applies(rule)), self.kept(rule)))

    # --- variables

    def reads(self, expressions: Iterable[ex.Expression]) -> frozenset[int]:
        """The numbers of the variables that expressions read. Raises TooLarge where one cannot be listed."""
        names = {name for expression in expressions for name in names_in(expression)}
        if not self.variables.keys() >= names:
            raise TooLarge
        return frozenset(self.numbers[name] for name in names)

    @cached_property
    def everything(self) -> frozenset[int]:
        """The numbers of all variables."""
        return frozenset(range(len(self.names)))

    @cached_property
    def bonds(self) -> Mapping[int, int]:
        """For each variable a number that it shares with those that a constraint binds it to."""
        bond = {number: number for number in self.everything}
        for constraint in self.constraints:
            names = [self.numbers[name] for name in names_in(constraint) if name in self.numbers]
            merged = {bond[number] for number in names}
            bond = {number: min(merged) if own in merged else own for number, own in bond.items()}
        return bond

    def assignment(self, numbered: Mapping[int, int]) -> dict[str, Value]:
        """Numbers of variables and of values as names and values, in the order of the rules."""
        return {
            self.names[number]: self.variables[self.names[number]].values[value]
            for number, value in sorted(numbered.items())
        }
