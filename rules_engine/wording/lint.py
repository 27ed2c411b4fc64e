"""Problems that only a closer look at a pack finds: rules that do nothing, and pairs that were not looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text

YES: Final = Text("是", "yes")
NO: Final = Text("否", "no")

# --- a situation


def situation(action: Text, parts: Iterable[Text]) -> Text:
    told = tuple(parts)
    zh = "，".join(part.zh for part in told) or "任何情形"
    en = ", ".join(part.en for part in told) or "in every case"
    return Text(f"{action.zh}：{zh}", f"{action.en}: {en}")


def value(label: Text, told: Text) -> Text:
    return Text(f"{label.zh}＝{told.zh}", f"{label.en} = {told.en}")


def membership(label: Text, element: Text, *, inside: bool) -> Text:
    zh, en = ("含", "with") if inside else ("不含", "without")
    return Text(f"{label.zh}{zh}“{element.zh}”", f"{label.en} {en} {element.en}")


def day(text: str) -> Text:
    return Text("尚未", "not yet") if text == "not_yet" else Text(text, text)


def sum_of(yuan: str) -> Text:
    return Text(f"{yuan}元", f"{yuan} yuan")


# --- problems


def not_examined(span: Span | None, path: str, first: str, second: str, related: tuple[Span, ...]) -> Problem:
    return Problem(
        "not-examined",
        Text(
            f"`{first}` 与 `{second}` 牵涉的情形太多，未查是否矛盾",
            f"`{first}` and `{second}` read too much to tell whether they contradict each other",
        ),
        span,
        path,
        related=related,
        severity="warning",
    )


def never_applies(span: Span | None, path: str, rule: str) -> Problem:
    return Problem(
        "never-applies",
        Text(f"`{rule}` 的条件不可能成立", f"the condition of `{rule}` can never hold"),
        span,
        path,
        severity="warning",
    )


def always_displaced(span: Span | None, path: str, rule: str, related: tuple[Span, ...]) -> Problem:
    return Problem(
        "always-displaced",
        Text(
            f"凡 `{rule}` 的条件成立，总有别的规则取代它",
            f"wherever the condition of `{rule}` holds, another rule displaces it",
        ),
        span,
        path,
        related=related,
        severity="warning",
    )


def never_violated(span: Span | None, path: str, rule: str) -> Problem:
    return Problem(
        "never-violated",
        Text(f"`{rule}` 不可能被违反", f"nothing can violate `{rule}`"),
        span,
        path,
        Text("其条件成立时，主体总是满足", "wherever it applies, what it asks holds already"),
        severity="warning",
    )


def never_satisfied(span: Span | None, path: str, rule: str) -> Problem:
    return Problem(
        "never-satisfied",
        Text(f"`{rule}` 适用时不可能被满足", f"nothing can satisfy `{rule}` where it applies"),
        span,
        path,
        Text(
            "请把所禁止或要求的内容从条件移到主体", "take what it forbids or asks out of the condition, into the body"
        ),
        severity="warning",
    )


def presumed_kept(span: Span | None, path: str, rule: str) -> Problem:
    return Problem(
        "presumed-kept",
        Text(f"案情什么都不说，`{rule}` 也算已满足", f"a case that says nothing keeps `{rule}`"),
        span,
        path,
        Text(
            "推定只用于例外情形，不用于规定所禁止的内容：请删去该事实的 presumed",
            "circumstances out of the ordinary are presumed absent, never what a norm forbids: take `presumed` away",
        ),
        severity="warning",
    )


def idle_override(span: Span | None, path: str, rule: str, below: str, related: tuple[Span, ...]) -> Problem:
    return Problem(
        "idle-override",
        Text(
            f"`{rule}` 不可能与它所取代的 `{below}` 同时适用",
            f"`{rule}` can never apply where `{below}`, which it displaces, would",
        ),
        span,
        path,
        related=related,
        severity="warning",
    )


def duplicate_rule(span: Span | None, path: str, rule: str, first: str, related: tuple[Span, ...]) -> Problem:
    return Problem(
        "duplicate-rule",
        Text(f"`{rule}` 与 `{first}` 说的是同一件事", f"`{rule}` says the same as `{first}`"),
        span,
        path,
        Text("请合并，并在 cite 中列出两处", "make them one, with both places in its cite"),
        related,
        "warning",
    )
