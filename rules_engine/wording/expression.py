"""Problems of expressions."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def _nearest(near: str) -> Text | None:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None


def too_long(span: Span, path: str, limit: int) -> Problem:
    return Problem(
        "too-long", Text(f"表达式超过 {limit} 个字符", f"the expression is longer than {limit} characters"), span, path
    )


def too_nested(span: Span, path: str) -> Problem:
    return Problem("too-nested", Text("表达式嵌套过深", "the expression is nested too deeply"), span, path)


def bad_character(span: Span, path: str, character: str) -> Problem:
    return Problem(
        "bad-character",
        Text(f"表达式中不能有 `{character}`", f"an expression cannot hold `{character}`"),
        span,
        path,
        Text(
            "用半角符号和标识书写，如 funds in matter and not urgent",
            "write ASCII and ids, as in funds in matter and not urgent",
        ),
    )


def syntax(span: Span, path: str) -> Problem:
    return Problem(
        "syntax",
        Text("表达式不完整或写法有误", "the expression is incomplete or misspelt"),
        span,
        path,
        Text("相等写作 ==；以 and、or、not 连接；括号成对", "equality is ==; join by and, or, not; close each bracket"),
    )


def not_allowed(span: Span, path: str, text: str) -> Problem:
    return Problem(
        "not-allowed", Text(f"表达式语言没有 `{text}`", f"the expression language has no `{text}`"), span, path
    )


def unknown_name(span: Span, path: str, name: str, near: str) -> Problem:
    return Problem("unknown-name", Text(f"没有名称 `{name}`", f"there is no name `{name}`"), span, path, _nearest(near))


def not_of_action(span: Span, path: str, name: str, action: str) -> Problem:
    return Problem(
        "not-of-action",
        Text(f"行为 `{action}` 不用事实 `{name}`", f"the action `{action}` does not use the fact `{name}`"),
        span,
        path,
        Text(f"用 `rules-engine vocabulary {action}` 查看", f"`rules-engine vocabulary {action}` lists what it uses"),
    )


def not_of_event(span: Span, path: str, name: str, event: str, fields: str) -> Problem:
    return Problem(
        "not-of-event",
        Text(f"事件 `{event}` 不记载事实 `{name}`", f"the event `{event}` does not tell the fact `{name}`"),
        span,
        path,
        Text(f"可用：{fields or '无'}", f"accepted: {fields or 'none'}"),
    )


def unknown_value(span: Span, path: str, value: str, enumeration: str, near: str) -> Problem:
    return Problem(
        "unknown-value",
        Text(f"`{value}` 不是 `{enumeration}` 的值", f"`{value}` is no value of `{enumeration}`"),
        span,
        path,
        _nearest(near),
    )


def unknown_limit(span: Span, path: str, name: str, near: str) -> Problem:
    return Problem(
        "unknown-limit", Text(f"没有参数 `{name}`", f"there is no parameter `{name}`"), span, path, _nearest(near)
    )


def not_truth(span: Span, path: str, text: str) -> Problem:
    return Problem("not-truth", Text(f"`{text}` 没有真假", f"`{text}` is not true or false"), span, path)


def wrong_type(span: Span, path: str, text: str, expected: str) -> Problem:
    return Problem("wrong-type", Text(f"`{text}` 须是 {expected}", f"`{text}` must be {expected}"), span, path)


def two_enumerations(span: Span, path: str) -> Problem:
    return Problem(
        "two-enumerations",
        Text("两个枚举事实不能相比", "two enumeration facts are never compared with each other"),
        span,
        path,
    )


def no_order(span: Span, path: str, text: str) -> Problem:
    return Problem(
        "no-order",
        Text(f"`{text}` 没有大小先后", f"`{text}` has no order"),
        span,
        path,
        Text("请用 == 或 in", "use == or in"),
    )


def bare_number(span: Span, path: str, number: str) -> Problem:
    return Problem(
        "bare-number",
        Text(f"规则中不能直接写 `{number}`", f"`{number}` cannot stand in a rule"),
        span,
        path,
        Text("请写成带条款的参数", "write it as a parameter with its article"),
    )


def arguments(span: Span, path: str, function: str, accepted: str) -> Problem:
    return Problem(
        "arguments", Text(f"`{function}` 的写法是 {accepted}", f"`{function}` is written {accepted}"), span, path
    )


def share_alone(span: Span, path: str) -> Problem:
    return Problem("share-alone", Text("share 只能放在 meets 中", "share stands only inside meets"), span, path)


def wrong_limit(span: Span, path: str, limit: str, unit: str) -> Problem:
    return Problem("wrong-limit", Text(f"`{limit}` 不是 {unit} 的限额", f"`{limit}` is no limit of {unit}"), span, path)
