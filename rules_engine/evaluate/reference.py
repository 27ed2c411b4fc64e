"""The meaning: what a checked pack says of a case. Short enough to read aloud; every other evaluator agrees with it."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision, DutyNotice, DutyState, Finding, Silence, Status, Verdict, same_outcome
from rules_engine.norm import Force, Form
from rules_engine.period import shifted, unpublished_year
from rules_engine.value import NOT_YET, Truth, Value, both, either, holds, negation

Facts = Mapping[str, Value]

_ORDER: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_LIMIT: Final = {"at_least": operator.ge, "more_than": operator.gt, "at_most": operator.le, "less_than": operator.lt}
_COMPARE: Final = {**_ORDER, **_LIMIT, "==": operator.eq, "!=": operator.ne, "exactly": operator.eq}


def evaluate(e: ex.Expression, facts: Facts) -> Any:
    """The value of an expression; None where it is unknown."""
    match e:
        case ex.Const(value):
            return value
        case ex.Fact(name):
            return facts.get(name)
        case ex.Defined(body=body):
            return evaluate(body, facts)
        case ex.Not(item):
            return negation(evaluate(item, facts))
        case ex.And(items):
            return both([evaluate(item, facts) for item in items])
        case ex.Or(items):
            return either([evaluate(item, facts) for item in items])
        case ex.Has(fact, element):
            return holds(evaluate(fact, facts), element)
    operands = [evaluate(child, facts) for child in ex.children(e)]
    if None in operands:
        return None
    match e:
        case ex.OneOf(_, values):
            return operands[0] in values
        case ex.Compare(op):
            return _COMPARE[op](*operands)
        case ex.Share():
            return tuple(operands)
        case ex.Meets(ex.Share(), limit):
            ((part, whole),) = operands
            bound = Fraction(limit.number)
            return _COMPARE[limit.op](part * bound.denominator, whole * bound.numerator)
        case ex.Meets(_, limit):
            return _COMPARE[limit.op](operands[0], limit.number)
        case ex.Shift(_, limit, forward):
            return shifted(operands[0], limit.length, forward=forward)
        case ex.DaysBetween():
            return (operands[1] - operands[0]).days  # `not_yet` is later than every date: so it is here
    raise AssertionError(e)


def unknowns(e: ex.Expression, facts: Facts) -> frozenset[str]:
    """Why an expression is unknown: its unknown facts, and `calendar:YEAR` where working days are not published."""
    if evaluate(e, facts) is not None:
        return frozenset()
    match e:
        case ex.Has(fact, element):
            return frozenset({f"{fact.id}.{element}"})
        case ex.Fact(name):
            return frozenset({name})
        case ex.Shift(start, limit, forward) if (day := evaluate(start, facts)) is not None:
            return frozenset({f"calendar:{unpublished_year(day, limit.length, forward=forward)}"})
    return frozenset().union(*(unknowns(child, facts) for child in ex.children(e)))


def late(due: Any, done: Any, as_of: date) -> Truth:
    """Whether the earlier of `done` and `as_of` lies after `due`: never while `as_of` does not."""
    if due is None:
        return None
    if isinstance(due, datetime) != isinstance(as_of, datetime):  # asked of a day: asked at its end
        as_of = as_of.date() if isinstance(as_of, datetime) else datetime.combine(as_of, time.max)
    return both((as_of > due, None if done is None else done > due))


class Reading:
    """What the rules of a pack say of one set of facts; `bound` tells whether the document binds who acts."""

    def __init__(self, rules: Iterable[Rule], facts: Facts, as_of: date, bound: Truth) -> None:
        self.rules, self.facts, self.as_of, self.bound = tuple(rules), facts, as_of, bound

    def when(self, rule: Rule) -> Truth:
        return both((self.bound, evaluate(rule.when, self.facts)))

    def overriders(self, rule: Rule) -> tuple[Rule, ...]:
        return tuple(other for other in self.rules if rule.id in other.overrides)

    def applies(self, rule: Rule) -> Truth:
        own = both((self.when(rule), self.body(rule))) if rule.norm.form is Form.PERMIT else self.when(rule)
        return both((own, negation(either([self.applies(other) for other in self.overriders(rule)]))))

    def body(self, rule: Rule) -> Truth:
        if duty := rule.body.duty:
            done = self.facts.get(duty.done.id)
            return True if duty.due is None else negation(late(evaluate(duty.due, self.facts), done, self.as_of))
        condition = evaluate(rule.body.condition, self.facts)
        return negation(condition) if rule.norm.form is Form.FORBID else condition

    def status(self, rule: Rule, *, soft: bool = False) -> Status:
        applies, form = self.applies(rule), rule.norm.form
        never = form in (Form.PERMIT, Form.REFER)
        violation = False if never else both((applies, negation(self.body(rule))))
        if violation:
            return Status.DEPARTED if soft or rule.norm.force is not Force.MUST else Status.VIOLATED
        if violation is None:
            return Status.UNDETERMINED
        if not applies:
            return Status.MOOT if applies is None else Status.NOT_APPLICABLE
        if never:
            return Status.HOLDS if form is Form.PERMIT else Status.REFERS
        return Status.PENDING if rule.body.duty and not self.discharged(rule) else Status.SATISFIED

    def discharged(self, rule: Rule) -> bool:
        duty, done = rule.body.duty, rule.body.duty and self.facts.get(rule.body.duty.done.id)
        due = evaluate(duty.due, self.facts) if duty and duty.due else None
        in_time = not isinstance(done, date) or (done.year < NOT_YET.year and (due is None or done <= due))
        return bool(done) and in_time

    def unknowns(self, rule: Rule, *, body: bool = True) -> frozenset[str]:
        """What settles a rule: the unknowns of its condition, its body, and the overriders that may apply."""
        duty, over = rule.body.duty, [r for r in self.overriders(rule) if self.applies(r) is None]
        parts = [rule.body.condition, *([duty.due, duty.done] if duty and duty.due else [])] if body else []
        found = [unknowns(e, self.facts) for e in (rule.when, *parts)] + [self.unknowns(r, body=body) for r in over]
        return frozenset({ORGAN} if self.bound is None else ()).union(*found)

    def notice(self, rule: Rule, vocabulary: Vocabulary) -> DutyNotice:
        """A duty as it is shown at the act from which it arises; it waits for what tells whether and when."""
        duty, waits = rule.body.duty, vocabulary.in_order(())
        assert duty
        due, state = evaluate(duty.due, self.facts) if duty.due else None, DutyState.PENDING
        if self.discharged(rule):
            state = DutyState.DONE
        elif self.applies(rule) is None or (duty.due and due is None):
            why = self.unknowns(rule, body=False) | (unknowns(duty.due, self.facts) if duty.due else frozenset())
            state, waits = DutyState.UNKNOWN, vocabulary.in_order(why)
        elif due is not None and late(due, type(due).max, self.as_of):
            state = DutyState.LATE
        day = None if due is None or due.year == NOT_YET.year else due
        return DutyNotice(rule.norm, duty.act, duty.by, day, state, waits, bool(duty.due))


def decide(pack: Pack, vocabulary: Vocabulary, case: Case, *, strict: bool = False, full: bool = False) -> Decision:
    """The decision of a case. `strict` presumes nothing; `full` lists findings that do not apply, too."""
    facts, held = vocabulary.given(case, strict=strict)
    organ = facts.get(ORGAN)
    soft = organ in pack.scope.by_reference
    bound = True if ORGAN in held else None if organ is None else soft or organ in pack.scope.full
    silence = pack.silent_on(case.date) or (Silence.NOT_BOUND if bound is False else None)
    bound = bound if silence is None else False
    ours = pack.rules_of(case.action)
    reading, owed = (Reading(rs, facts, case.as_of, bound) for rs in (ours, pack.duties_from(case.action)))
    rules = [rule for rule in ours if rule.norm.cited_in(case.articles)]
    status = {rule.id: reading.status(rule, soft=soft) for rule in rules}
    arguable: set[str] = set()
    for rule in (rule for rule in ours if rule.rival):
        other = Reading([rule.rivalled() if r is rule else r for r in ours], facts, case.as_of, bound)
        now = {r.id: other.status(r, soft=soft) for r in other.rules if r.id in status}
        arguable |= {name for name, changed in now.items() if not same_outcome(changed, status[name])}
    findings = []
    for rule in rules:
        displaced_by = tuple(other.id for other in reading.overriders(rule) if reading.applies(other))
        lacking = vocabulary.in_order(reading.unknowns(rule) if status[rule.id] is Status.UNDETERMINED else ())
        findings.append(Finding(rule.norm, status[rule.id], lacking, displaced_by, rule.id in arguable))
    whens = [reading.when(rule) for rule in rules]
    asked = [f.unknowns for f in findings if f.unknowns and f.norm.force is Force.MUST and not soft]
    if silence is None and all(when is False for when in whens):
        silence = Silence.NONE_APPLIES if rules else Silence.NO_RULE
    if silence:
        verdict = Verdict.SILENT
    elif Status.VIOLATED in status.values():
        verdict = Verdict.DENY
    elif asked or True not in whens:
        verdict = Verdict.INCOMPLETE
        asked = asked or [(ORGAN,) if bound is None else (), *(tuple(unknowns(rule.when, facts)) for rule in rules)]
    else:
        verdict = Verdict.ALLOW
    return Decision(
        frame=pack.frame(vocabulary, case.action),
        case=case,
        verdict=verdict,
        findings=tuple(f for f in findings if full or f.arguable or f.status is not Status.NOT_APPLICABLE),
        silence=silence,
        unknowns=vocabulary.in_order(name for names in asked for name in names),
        presumptions={n: v for n, v in held.items() if any(n in (*r.norm.facts, ORGAN) for r in (*rules, *owed.rules))},
        duties=tuple(owed.notice(rule, vocabulary) for rule in owed.rules if owed.applies(rule) is not False),
        by_reference=soft,
    )
