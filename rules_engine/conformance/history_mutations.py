"""Norms about a history that are wrong on purpose in one place: what `test --mutate` tries besides the rules.

Limits and deadlines move by one step and turn round, periods become the next shorter and longer, conditions break as
those of rules do and lose each value of a list, names by which events are told apart are dropped, and what is a must
no longer is one, or is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rules_engine import expression as ex
from rules_engine import history as noun
from rules_engine.checked import Pack
from rules_engine.conformance.mutations import changed_conditions, neighbours, numbered, stepped
from rules_engine.conformance.notation import limit_text, notation
from rules_engine.expression import LimitOp, Parameter
from rules_engine.history import HistoryRule, Per, PerUnit, Selection
from rules_engine.norm import Force
from rules_engine.period import Period, Unit

_TURNED: Final[Mapping[LimitOp, LimitOp]] = {
    "at_least": "at_most",
    "more_than": "less_than",
    "at_most": "at_least",
    "less_than": "more_than",
    "exactly": "at_least",
}
_BY_LENGTH: Final[Sequence[PerUnit]] = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True, slots=True)
class HistoryMutation:
    """One wrong norm: `rule` stands in place of the pack's, whose slug is `target`."""

    target: str
    text: str
    rule: HistoryRule = field(compare=False, repr=False)


def history_mutations(pack: Pack) -> Iterator[HistoryMutation]:
    """All mutations of a pack's norms about a history; their texts differ from those of a rule of the same slug."""
    for rule in pack.history:
        taken: dict[str, int] = {}
        for text, wrong in _of_rule(rule):
            yield HistoryMutation(rule.norm.slug, numbered(f"history: {text}", taken), wrong)


def _of_rule(rule: HistoryRule) -> Iterator[tuple[str, HistoryRule]]:
    for text, pattern in _of_pattern(rule.pattern):
        yield text, replace(rule, pattern=pattern)
    if rule.roster:
        for text, roster in _of_selection(rule.roster):
            yield f"roster: {text}", replace(rule, roster=roster)
    if isinstance(rule.pattern, noun.Follows) and not rule.pattern.within and not rule.pattern.due:
        return  # what is owed promptly is never broken, whatever its force
    force = rule.norm.force
    other = Force.IN_PRINCIPLE if force is Force.MUST else Force.MUST
    yield f"force: {force} → {other}", replace(rule, norm=replace(rule.norm, force=other))


def _of_pattern(pattern: noun.Pattern) -> Iterator[tuple[str, noun.Pattern]]:
    match pattern:
        case noun.Follows():
            yield from _of_sequel(pattern)
            return
        case noun.Concurrent():
            yield from _of_concurrent(pattern)
        case noun.Every():
            for text, within in _of_deadline(pattern.within):
                yield text, replace(pattern, within=within)
        case noun.Count() | noun.Total():
            for text, limit in _of_limit(pattern.limit):
                yield text, replace(pattern, limit=limit)
            for per in _of_per(pattern.per):
                yield f"per: {_per_text(pattern.per)} → {_per_text(per)}", replace(pattern, per=per)
    if isinstance(pattern, noun.Total):
        yield f"in_months: {_yes(pattern.in_months)}", replace(pattern, in_months=not pattern.in_months)
    for text, events in _of_selection(pattern.events):
        yield f"where: {text}", replace(pattern, events=events)
    for name, by in _without_each(pattern.by):
        yield f"by: without {name}", replace(pattern, by=by)


def _of_concurrent(pattern: noun.Concurrent) -> Iterator[tuple[str, noun.Pattern]]:
    for text, limit in _of_limit(pattern.limit) if pattern.limit else ():
        yield text, replace(pattern, limit=limit)
    if pattern.distinct:
        yield f"distinct: without {pattern.distinct}", replace(pattern, distinct="")
    if pattern.pair:
        yield f"pair: without {pattern.pair[1]}", replace(pattern, pair=None, distinct=pattern.pair[0])


def _of_sequel(pattern: noun.Follows) -> Iterator[tuple[str, noun.Pattern]]:
    if pattern.within:
        for text, within in _of_deadline(pattern.within):
            yield text, replace(pattern, within=within)
        yield "without the deadline", replace(pattern, within=None)
    if pattern.due:
        yield f"due: without {pattern.due}", replace(pattern, due="")
    for text, first in _of_selection(pattern.first):
        yield f"where: {text}", replace(pattern, first=first)
    for text, then in _of_selection(pattern.then):
        yield f"then_where: {text}", replace(pattern, then=then)
    for name, same in _without_each(pattern.same):
        yield f"same: without {name}", replace(pattern, same=same)


# --- parts


def _of_selection(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """The condition broken in each place; definitions are written out, so that the history cases hold them, too."""
    condition = _written_out(selection.where)
    for text, where in (*changed_conditions(condition), *_narrowed(condition)):
        yield text, replace(selection, where=where)


def _written_out(e: ex.Expression) -> ex.Expression:
    match e:
        case ex.Defined(_, body):
            return _written_out(body)
        case ex.Not(item):
            return ex.Not(_written_out(item))
        case ex.And(items) | ex.Or(items):
            return type(e)(tuple(map(_written_out, items)))
    return e


def _narrowed(e: ex.Expression) -> Iterator[tuple[str, ex.Expression]]:
    """The expression with one value less in one of its lists; groups of the vocabulary are held by its own checks."""
    match e:
        case ex.OneOf(values=values, group="") if len(values) > 1:
            for value in values:
                fewer = replace(e, values=tuple(other for other in values if other != value))
                yield f"{notation(e)} → without {value}", fewer
        case ex.Not(item):
            for text, new in _narrowed(item):
                yield text, ex.Not(new)
        case ex.And(items) | ex.Or(items):
            for index, item in enumerate(items):
                for text, new in _narrowed(item):
                    yield text, type(e)((*items[:index], new, *items[index + 1 :]))


def _of_limit(limit: Parameter) -> Iterator[tuple[str, Parameter]]:
    """A limit one less, one more, and the other way round; how strict it is, is one of these for whole numbers."""
    turned = replace(limit, op=_TURNED[limit.op])
    yield f"{limit.id}: {limit_text(limit)} → {limit_text(turned)}", turned
    for other in neighbours(limit):
        yield stepped(limit, other), other


def _of_deadline(limit: Parameter) -> Iterator[tuple[str, Parameter]]:
    """A deadline a step shorter and longer; weeks move by a day."""
    length = limit.length
    start = replace(limit, amount=Period(7 * length.number, Unit.DAYS)) if length.unit is Unit.WEEKS else limit
    for other in neighbours(start):
        yield stepped(limit, other) if limit.id else f"same_day: {limit_text(other)}", other


def _of_per(per: Per) -> Iterator[Per]:
    """The next shorter and the next longer period."""
    if per.unit == "term":
        yield Per("year")
    elif per.unit == "days" or per.number > 1:
        yield replace(per, number=per.number - 1)
        yield replace(per, number=per.number + 1)
    else:
        place = _BY_LENGTH.index(per.unit)
        for unit in _BY_LENGTH[max(0, place - 1) : place + 2]:
            if unit != per.unit:
                yield Per(unit)
        if per.unit == "year":
            yield Per("year", 2)


def _per_text(per: Per) -> str:
    return per.unit if per.number == 1 else f"{per.number} {per.unit.removesuffix('s')}s"


def _without_each(names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for index, name in enumerate(names):
        yield name, (*names[:index], *names[index + 1 :])


def _yes(truth: bool) -> str:  # noqa: FBT001 -- the two ways in which a flag may be wrong
    return "yes → no" if truth else "no → yes"
