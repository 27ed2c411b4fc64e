"""Norms about a history asked of a ledger's columns.

Columns tell the groups, periods and days in which a norm is plainly kept, and nothing is found of those. For the few
others the events that lie there are made, and the meaning answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rules_engine.evaluate.audit.frame import repeated, sequel, together, total
from rules_engine.evaluate.audit.frame.asked import FrameAsked
from rules_engine.evaluate.audit.frame.events import EventFrame, LedgerFrame, Told
from rules_engine.evaluate.history.question import Question
from rules_engine.history import Concurrent, Count, Every, Follows, HistoryFinding, HistoryRule, Standing, Term, Total

__all__ = ["EventFrame", "LedgerFrame", "judge_frame"]


def judge_frame(
    rules: Sequence[HistoryRule],
    events: EventFrame,
    at: date,
    since: date,
    terms: Sequence[Term] = (),
    in_force: date = date.min,
) -> tuple[HistoryFinding, ...]:
    """As `judge` of the meaning, but for the findings that are kept."""
    told = Told(events, frozenset().union(*(rule.kinds for rule in rules)), at)
    found: list[HistoryFinding] = []
    for rule in rules:
        asked = FrameAsked(Question(rule, (), at, since, tuple(terms), in_force), told)
        # Places may share what they say; each is said once.
        ours = dict.fromkeys(one for one in _findings(asked) if one.standing is not Standing.KEPT)
        found += sorted(ours, key=lambda one: (one.group, one.start, one.end or date.max, one.events))
    return tuple(found)


def _findings(asked: FrameAsked) -> Iterator[HistoryFinding]:
    match asked.question.rule.pattern:
        case Count() | Total() as pattern:
            return total.findings(asked, pattern)
        case Every() as pattern:
            return repeated.findings(asked, pattern)
        case Concurrent() as pattern:
            return together.findings(asked, pattern)
        case Follows() as pattern:
            return sequel.findings(asked, pattern)
