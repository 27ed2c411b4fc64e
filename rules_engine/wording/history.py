"""Problems of events in the vocabulary, and of norms about their history."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def patterns(span: Span, path: str, accepted: str) -> Problem:
    return Problem(
        "one-pattern",
        Text("一条历史规则须有且只有一种句式", "a norm about a history has exactly one pattern"),
        span,
        path,
        Text(f"{accepted} 之一", f"one of {accepted}"),
    )


def bookkeeping(span: Span, path: str, kind: str) -> Problem:
    return Problem(
        "event-kind",
        Text(f"`{kind}` 只关乎台账本身，不能计数", f"`{kind}` is about the ledger itself and cannot be counted"),
        span,
        path,
    )


def unknown_key_of(span: Span, path: str, name: str, event: str, names: str) -> Problem:
    return Problem(
        "unknown-name",
        Text(f"事件 `{event}` 没有名称项 `{name}`", f"the event `{event}` has no name `{name}`"),
        span,
        path,
        Text(f"可用：{names or '无'}", f"accepted: {names or 'none'}"),
    )


def optional_name(span: Span, path: str, name: str, event: str) -> Problem:
    return Problem(
        "optional-name",
        Text(
            f"事件 `{event}` 可以不写 `{name}`，不能据以分组",
            f"the event `{event}` may leave out `{name}`, so nothing can be grouped by it",
        ),
        span,
        path,
    )


def not_lasting(span: Span, path: str, event: str) -> Problem:
    return Problem(
        "not-lasting",
        Text(
            f"事件 `{event}` 没有起止日，不能按天数计", f"the event `{event}` does not last, so it has no days to count"
        ),
        span,
        path,
    )


def bad_per(span: Span, path: str, value: str) -> Problem:
    return Problem(
        "bad-per",
        Text(f"`{value}` 不是计数的期间", f"`{value}` is no period to count in"),
        span,
        path,
        Text(
            "month、quarter、half_year、year、term，或 {years: 2}、{days: 30} 之类",
            "month, quarter, half_year, year, term, or such as {years: 2} or {days: 30}",
        ),
    )


def per_pattern(span: Span, path: str) -> Problem:
    return Problem(
        "bad-per",
        Text("连续若干天的期间只用于次数上限", "so many days in a row are for a maximum of events only"),
        span,
        path,
        Text("“每若干天至少一次”写作 repeats", "write `at least once every so many days` as `repeats`"),
    )


def maximum_only(span: Span, path: str, name: str) -> Problem:
    return Problem(
        "wrong-limit",
        Text(f"`{name}` 须是上限（at_most、less_than）", f"`{name}` must be a maximum (at_most, less_than)"),
        span,
        path,
    )


def needs_roster(span: Span, path: str) -> Problem:
    return Problem(
        "roster",
        Text(
            "按名称分组的下限须有 roster，说明对谁要求",
            "a minimum by names needs a roster that tells of whom it is asked",
        ),
        span,
        path,
    )


def idle_roster(span: Span, path: str) -> Problem:
    return Problem(
        "roster",
        Text("只有按名称分组的下限才用 roster", "a roster is for a minimum by names only"),
        span,
        path,
    )


def not_standing(span: Span, path: str, event: str) -> Problem:
    return Problem(
        "roster",
        Text(f"`{event}` 不是任职一类的事件（standing）", f"`{event}` does not tell who holds an office (standing)"),
        span,
        path,
    )


def needs_clock(span: Span, path: str, event: str) -> Problem:
    return Problem(
        "needs-clock",
        Text(
            f"期限按时分计，而事件 `{event}` 只有日期",
            f"the deadline runs by the clock, and the event `{event}` has a day only",
        ),
        span,
        path,
    )


def two_deadlines(span: Span, path: str) -> Problem:
    return Problem(
        "two-deadlines",
        Text("期限只能写一种", "there is one deadline at most"),
        span,
        path,
        Text("within、same_day、due 之一", "one of within, same_day, due"),
    )


def needs_one(span: Span, path: str, keys: str) -> Problem:
    return Problem("missing-key", Text(f"须写 {keys} 之一", f"one of {keys} is needed"), span, path)


def other_article(span: Span, path: str, slug: str, rule: str) -> Problem:
    return Problem(
        "duplicate-id",
        Text(
            f"`{slug}` 已是 `{rule}` 的标识，而条款不同",
            f"`{slug}` is the id of `{rule}`, which stands in another article",
        ),
        span,
        path,
    )


def wrong_fact(span: Span, path: str, fact: str, accepted: str) -> Problem:
    return Problem(
        "wrong-type",
        Text(f"`{fact}` 的类型须是 {accepted}", f"`{fact}` must be a fact of type {accepted}"),
        span,
        path,
    )


def terms_overlap(span: Span, path: str) -> Problem:
    return Problem("terms", Text("届期须依次而不重叠", "terms follow one another and do not overlap"), span, path)


def bad_pair(span: Span, path: str) -> Problem:
    return Problem(
        "bad-pair",
        Text("pair 须是两个不同的名称项", "a pair is two different names"),
        span,
        path,
        Text("如 [leader, partner]", "such as [leader, partner]"),
    )
