"""Rules that come to nothing: that never apply, cannot be kept or broken, or break only where others are broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules_engine.analyse.examination import Examination, broken, deniable
from rules_engine.analyse.findings import PackFinding, Sort
from rules_engine.analyse.witness import GivenUp
from rules_engine.checked import Rule
from rules_engine.norm import Form


def lone_findings(examination: Examination) -> Iterator[PackFinding]:
    """What is found of each rule on the action."""
    for rule in examination.rules:
        try:
            found = _effect(examination, rule) or _implied(examination, rule)
        except GivenUp as error:
            action = (examination.action,)
            found = PackFinding(Sort.NOT_DECIDED, action, (rule,), reason=str(error), asked=Sort.IMPLIED)
        if found:
            yield found


def _effect(examination: Examination, rule: Rule) -> PackFinding | None:
    """Whether a rule can come to bear, be kept and be broken."""
    reading, action = examination.reading, (examination.action,)
    applies = reading.applies(rule)
    own = [reading.when(rule), *([reading.body(rule)] if rule.norm.form is Form.PERMIT else [])]
    if not examination.possible(*own):
        return PackFinding(Sort.NEVER_APPLIES, action, (rule,))
    if not examination.possible(applies):
        return PackFinding(Sort.ALWAYS_DISPLACED, action, (rule,), reading.overriders(rule))
    duty = rule.body.duty
    if rule.norm.form in (Form.PERMIT, Form.REFER) or (duty and not duty.due):
        return None
    if not examination.possible(applies, reading.body(rule)):
        shown = examination.shown((rule,), lambda now: broken(now, rule), applies)
        return PackFinding(Sort.NEVER_SATISFIED, action, (rule,), shown=(shown,) if shown else ())
    if not examination.possible(reading.unkept(rule)):
        return PackFinding(Sort.NEVER_VIOLATED, action, (rule,))
    return None


def _implied(examination: Examination, rule: Rule) -> PackFinding | None:
    """Whether every case that violates a must violates others, too: then it denies nothing by itself."""
    others = [other for other in examination.rules if other is not rule and deniable(other)]
    if not deniable(rule) or not _follows(examination, rule, others):
        return None
    by = next(([other] for other in others if _follows(examination, rule, [other])), others)
    for other in others if len(by) > 1 else ():
        fewer = [one for one in by if one is not other]
        if _follows(examination, rule, fewer):
            by = fewer

    def both_broken(now: object) -> bool:
        return broken(now, rule) and any(broken(now, other) for other in by)  # type: ignore[arg-type]

    violated = examination.reading.violated(rule)
    shown = examination.shown((rule, *by), both_broken, violated)
    return PackFinding(Sort.IMPLIED, (examination.action,), (rule,), tuple(by), shown=(shown,) if shown else ())


def _follows(examination: Examination, rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether no case violates a rule and none of some others."""
    reading = examination.reading
    return not examination.possible(reading.violated(rule), examination.none(map(reading.violated, others)))
