"""Problems of the case files of a pack."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def bad_case_id(span: Span, path: str, name: str) -> Problem:
    return Problem(
        "bad-case-id",
        Text(f"`{name}` 不能作案例标识", f"`{name}` cannot be the id of a case"),
        span,
        path,
        Text("只含小写字母、数字和连字符", "lower-case letters, digits and hyphens"),
    )


def case_twice(span: Span, path: str, name: str, first: Span | None) -> Problem:
    return Problem(
        "duplicate-id",
        Text(f"案例 `{name}` 重复", f"the case `{name}` stands twice"),
        span,
        path,
        related=(first,) if first else (),
    )


def removes_nothing(span: Span, path: str, name: str) -> Problem:
    return Problem(
        "removes-nothing",
        Text(f"`~` 去掉 given 中的事实，而 given 没有 `{name}`", f"`~` removes a fact of given, which has no `{name}`"),
        span,
        path,
        Text("要说明某事实未知，请写 unknown", "to say that a fact is unknown, write unknown"),
    )


def deny_without_violation(span: Span, path: str) -> Problem:
    return Problem(
        "no-violation",
        Text("预期为 deny 的案例须写明违反何处", "a case expected to be denied says what it violates"),
        span,
        path,
        Text('例如 violated: ["41.1"]', 'for example violated: ["41.1"]'),
    )


def only_for(span: Span, path: str, key: str, verdict: str) -> Problem:
    return Problem(
        "misplaced-key",
        Text(f"`{key}` 只用于预期为 {verdict} 的案例", f"`{key}` is only for a case expected to be {verdict}"),
        span,
        path,
    )


def no_survivor_rule(span: Span, path: str, name: str, near: str) -> Problem:
    return Problem(
        "unknown-name",
        Text(f"没有规则或定义 `{name}`", f"there is no rule or definition `{name}`"),
        span,
        path,
        Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None,
    )


def survivor_twice(span: Span, path: str, name: str, first: Span | None) -> Problem:
    return Problem(
        "duplicate-id",
        Text(f"`{name}` 的这一变异列了两次", f"this mutation of `{name}` is listed twice"),
        span,
        path,
        related=(first,) if first else (),
    )
