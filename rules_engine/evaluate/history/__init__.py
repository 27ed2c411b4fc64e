"""The meaning of norms about a history of events. Short enough to read aloud; whatever is quicker agrees with it.

One module for each pattern. An event of which it is unknown whether it counts is unsure: it breaks no maximum and
settles no minimum, and where it could do so, the answer is unknown. What is asked of a day is asked at that day's end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rules_engine import history as noun
from rules_engine.evaluate.history import repeated, sequel, together, total
from rules_engine.evaluate.history.question import Question
from rules_engine.history import Event, HistoryFinding, HistoryRule, Term
from rules_engine.record import counted


def judge(
    rules: Iterable[HistoryRule],
    events: Iterable[Event],
    at: date,
    since: date,
    terms: Sequence[Term] = (),
    in_force: date = date.min,
) -> tuple[HistoryFinding, ...]:
    """What rules say of events on the day `at`, kept ones included, in the order of rules, groups and days.

    `since` is the day from which the events are complete; `terms` are the terms of office whose days are known. What
    happened before the document is `in_force` is not judged by it.
    """
    told = counted(events, at)
    questions = (Question(rule, told, at, since, tuple(terms), in_force) for rule in rules)
    return tuple(found for question in questions for found in answer(question))


def answer(question: Question) -> list[HistoryFinding]:
    """What one rule says, in the order of groups and days."""
    match question.rule.pattern:
        case noun.Count() | noun.Total() as pattern:
            found = total.findings(question, pattern)
        case noun.Every() as pattern:
            found = repeated.findings(question, pattern)
        case noun.Concurrent() as pattern:
            found = together.findings(question, pattern)
        case noun.Follows() as pattern:
            found = sequel.findings(question, pattern)
    return sorted(found, key=lambda one: (one.group, one.start, one.end or date.max, one.events))
