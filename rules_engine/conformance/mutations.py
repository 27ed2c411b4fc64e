"""Rules that are wrong on purpose in one place: what a pack would say, were one thing in it otherwise.

Limits move by one step, comparisons and memberships flip, and/or flip, conditions and negations are dropped, overrides
are removed, musts are softened. A mutation's text is stable, so that it can be named in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Final

from rules_engine import expression as ex
from rules_engine.checked import Pack, Rule
from rules_engine.conformance.notation import amount_text, limit_text, notation
from rules_engine.norm import Force, Form
from rules_engine.period import Period

_FLIPPED: Final[Mapping[ex.CompareOp, ex.CompareOp]] = {
    "==": "!=",
    "!=": "==",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
}
_LIMIT_FLIPPED: Final[Mapping[ex.LimitOp, ex.LimitOp]] = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
    "exactly": "at_least",
}
_SHARES: Final = sorted({Fraction(part, whole) for whole in range(1, 6) for part in range(whole + 1)})
"""The shares that documents use, and their neighbours: one step of a share leads to the next of them."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong pack: `target` is a rule's slug or a definition's id; `rules` stand in place of the pack's, by id."""

    target: str
    text: str
    rules: Mapping[str, Rule] = field(compare=False, repr=False)

    @property
    def actions(self) -> frozenset[str]:
        """The actions about which the mutated rules speak, and those from which their duties arise."""
        found: set[str] = set()
        for rule in self.rules.values():
            found.update(rule.actions)
            found.update(rule.body.duty.arises_from if rule.body.duty else ())
        return frozenset(found)


def mutations(pack: Pack) -> Iterator[Mutation]:
    """All mutations of a pack, definitions last; texts are unique within their target."""
    for rule in pack.rules:
        taken: dict[str, int] = {}
        for text, mutated in _of_rule(rule):
            yield Mutation(rule.norm.slug, numbered(text, taken), {rule.id: mutated})
    for definition in pack.definitions.values():
        taken = {}
        for text, body in _of_expression(definition.body):
            rules = {
                rule.id: mutated
                for rule in pack.rules
                if (mutated := _with_definition(rule, definition.id, body)) is not rule
            }
            if rules:
                yield Mutation(definition.id, numbered(f"means: {text}", taken), rules)


def numbered(text: str, taken: dict[str, int]) -> str:
    """A text told apart from an equal one before it."""
    taken[text] = taken.get(text, 0) + 1
    return text if taken[text] == 1 else f"{text} #{taken[text]}"


# --- rules


def _of_rule(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for text, when in changed_conditions(rule.when):
        yield f"when: {text}", replace(rule, when=when)
    body = rule.body
    for text, condition in changed_conditions(body.condition):
        yield f"{body.form}: {text}", replace(rule, body=replace(body, condition=condition))
    if body.duty and body.duty.due:
        for text, due in _of_expression(body.duty.due):
            duty = replace(body.duty, due=due)
            yield f"due: {text}", replace(rule, body=replace(body, duty=duty))
    for below in rule.overrides:
        others = tuple(other for other in rule.overrides if other != below)
        yield f"overrides: without {below.rpartition('.')[2]}", replace(rule, overrides=others)
    # Whether a permit or a referral is a must has no bearing on any outcome.
    if rule.norm.force is Force.MUST and rule.norm.form not in (Form.PERMIT, Form.REFER):
        softened = replace(rule.norm, force=Force.IN_PRINCIPLE)
        yield f"force: {Force.MUST} → {Force.IN_PRINCIPLE}", replace(rule, norm=softened)


def changed_conditions(e: ex.Expression) -> Iterator[tuple[str, ex.Expression]]:
    """The mutations of a condition, and the condition dropped where it is a single one."""
    if e == ex.TRUE:
        return
    if not isinstance(e, ex.And):
        yield f"without {notation(e)}", ex.TRUE
    yield from _of_expression(e)


def _with_definition(rule: Rule, name: str, body: ex.Expression) -> Rule:
    """The rule with another meaning of a definition; the very rule where it does not use it."""
    when, condition = _redefined(rule.when, name, body), _redefined(rule.body.condition, name, body)
    if when is rule.when and condition is rule.body.condition:
        return rule
    return replace(rule, when=when, body=replace(rule.body, condition=condition))


def _redefined(e: ex.Expression, name: str, body: ex.Expression) -> ex.Expression:
    match e:
        case ex.Defined(id_, inner, label):
            new = body if id_ == name else _redefined(inner, name, body)
            return e if new is inner else ex.Defined(id_, new, label)
        case ex.Not(item):
            new = _redefined(item, name, body)
            return e if new is item else ex.Not(new)
        case ex.And(items) | ex.Or(items):
            news = tuple(_redefined(item, name, body) for item in items)
            return e if all(a is b for a, b in zip(items, news, strict=True)) else type(e)(news)
    return e


# --- expressions


def _of_expression(e: ex.Expression) -> Iterator[tuple[str, ex.Expression]]:
    """Each way in which one place of an expression may be wrong, with the whole expression then.

    Definitions are not entered: they are mutated where they stand, once for all rules that use them.
    """
    yield from _here(e)
    for replaced, part in _parts(e):
        for text, mutated in _of_expression(part):
            yield text, replaced(mutated)


def _parts(e: ex.Expression) -> Iterator[tuple[Callable[[ex.Expression], ex.Expression], ex.Expression]]:
    """The parts of an expression that can be wrong by themselves, each with the expression around it."""
    match e:
        case ex.And(items) | ex.Or(items):
            for index, item in enumerate(items):
                yield partial(_with_item, e, index), item
        case ex.Not(item) if isinstance(item, ex.And | ex.Or | ex.Compare | ex.Meets):
            yield ex.Not, item
        case ex.Compare(op, left, right):
            yield (lambda new: ex.Compare(op, new, right)), left
            yield (lambda new: ex.Compare(op, left, new)), right
        case ex.Shift(start, period, forward):
            yield (lambda new: ex.Shift(new, period, forward)), start


def _with_item(e: ex.And | ex.Or, index: int, item: ex.Expression) -> ex.Expression:
    return type(e)((*e.items[:index], item, *e.items[index + 1 :]))


def _here(e: ex.Expression) -> Iterator[tuple[str, ex.Expression]]:
    match e:
        case ex.And(items):
            yield _changed(e, ex.Or(items))
            for index, item in enumerate(items):
                rest = items[:index] + items[index + 1 :]
                yield f"without {notation(item)}", rest[0] if len(rest) == 1 else ex.And(rest)
        case ex.Or(items):
            yield _changed(e, ex.And(items))
        case ex.Not(item):
            yield _changed(e, item)
        case ex.Compare(op, left, right):
            yield _changed(e, ex.Compare(_FLIPPED[op], left, right))
        case ex.Has() | ex.OneOf() | ex.Defined():
            yield _changed(e, ex.Not(e))
        case ex.Fact() if e.type.kind == "flag":
            yield _changed(e, ex.Not(e))
        case ex.Meets(subject, limit):
            flipped = replace(limit, op=_LIMIT_FLIPPED[limit.op])
            yield f"{limit.id}: {limit_text(limit)} → {limit_text(flipped)}", ex.Meets(subject, flipped)
            for other in neighbours(limit):
                yield stepped(limit, other), ex.Meets(subject, other)
        case ex.Shift(start, limit, forward):
            for other in neighbours(limit):
                yield stepped(limit, other), ex.Shift(start, other, forward)


def _changed(old: ex.Expression, new: ex.Expression) -> tuple[str, ex.Expression]:
    return f"{notation(old)} → {notation(new)}", new


def stepped(old: ex.Parameter, new: ex.Parameter) -> str:
    """What a mutation of a limit's number is called."""
    return f"{old.id}: {amount_text(old)} → {amount_text(new)}"


def neighbours(limit: ex.Parameter) -> Iterator[ex.Parameter]:
    """A limit one step less and one step more: a fen, a person, a day, the next common share."""
    amount = limit.amount
    steps: list[Fraction | int | Period]
    if isinstance(amount, Period):
        steps = [replace(amount, number=number) for number in (amount.number - 1, amount.number + 1) if number >= 0]
    elif limit.unit == "share":
        below, above = [s for s in _SHARES if s < amount], [s for s in _SHARES if s > amount]
        steps = [*below[-1:], *above[:1]]
    else:
        steps = [step for step in (int(amount) - 1, int(amount) + 1) if step >= 0]
    for step in steps:
        yield replace(limit, amount=step)
