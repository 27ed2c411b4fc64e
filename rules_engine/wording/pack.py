"""Problems of the vocabulary and of packs."""

from __future__ import annotations

from typing import Final

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording.syntax import full_width

_FOR_PEOPLE: Final = ("title", "name", "heading", "why", "reading", "rival", "act", "refer")


def _nearest(near: str) -> Text | None:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None


# --- shape


def not_a_mapping(span: Span, path: str) -> Problem:
    help_ = full_width(span.source.line(span.line))
    if help_ is None and path.endswith(_FOR_PEOPLE):
        help_ = Text("给人看的文字写作 {zh: 中文, en: English}", "write text for people as {zh: 中文, en: English}")
    message = Text(f"`{path}` 须写成键与值", f"`{path}` must be keys and values")
    return Problem("not-a-mapping", message, span, path, help_)


def not_a_list(span: Span, path: str) -> Problem:
    return Problem("not-a-list", Text(f"`{path}` 须是列表", f"`{path}` must be a list"), span, path)


def not_a_text(span: Span, path: str) -> Problem:
    return Problem("not-a-text", Text(f"`{path}` 须是一段文字", f"`{path}` must be plain text"), span, path)


def lacks(span: Span, path: str, key: str) -> Problem:
    return Problem("missing-key", Text(f"`{path}` 缺少 `{key}`", f"`{path}` lacks `{key}`"), span, path)


def unknown_key(span: Span, path: str, key: str, near: str) -> Problem:
    return Problem(
        "unknown-key", Text(f"此处没有 `{key}` 这一键", f"there is no key `{key}` here"), span, path, _nearest(near)
    )


def not_one_of(span: Span, path: str, value: str, accepted: str) -> Problem:
    return Problem(
        "not-one-of",
        Text(f"`{value}` 不可用", f"`{value}` is not accepted"),
        span,
        path,
        Text(f"可用：{accepted}", f"accepted: {accepted}"),
    )


def bad_id(span: Span, path: str, value: str) -> Problem:
    return Problem(
        "bad-id",
        Text(f"`{value}` 不能作标识", f"`{value}` cannot be an id"),
        span,
        path,
        Text(
            "小写字母起首，只含小写字母、数字和下划线，且不是关键字",
            "a lower-case letter, then lower-case letters, digits and underscores; no keyword",
        ),
    )


def bad_slug(span: Span, path: str, value: str) -> Problem:
    return Problem(
        "bad-slug",
        Text(f"`{value}` 不能作规则标识", f"`{value}` cannot be the id of a rule"),
        span,
        path,
        Text(
            "小写字母起首，只含小写字母、数字和连字符",
            "a lower-case letter, then lower-case letters, digits and hyphens",
        ),
    )


def bad_date(span: Span, path: str, value: str) -> Problem:
    return Problem("bad-date", Text(f"`{value}` 不是存在的日期", f"`{value}` is no day that exists"), span, path)


# --- vocabulary


def bad_type(span: Span, path: str, value: str, near: str) -> Problem:
    return Problem(
        "bad-type",
        Text(f"没有类型 `{value}`", f"there is no type `{value}`"),
        span,
        path,
        _nearest(near)
        or Text(
            "flag、count、money、date、datetime、枚举名或 set of 枚举名",
            "flag, count, money, date, datetime, an enumeration, or `set of` an enumeration",
        ),
    )


def name_taken(span: Span, path: str, name: str, owner: str) -> Problem:
    return Problem(
        "name-taken", Text(f"`{name}` 已是 {owner} 的名称", f"`{name}` is already a name of {owner}"), span, path
    )


def ambiguous(name: str, owner: str) -> Problem:
    return Problem(
        "ambiguous",
        Text(f"`{name}` 既是事实又是 `{owner}` 的值", f"`{name}` is a fact's id and a value's in `{owner}`"),
        help=Text("请改其中一个名称", "rename one of the two"),
    )


def only_absence_presumed(span: Span, path: str) -> Problem:
    return Problem(
        "presumed",
        Text(
            "只能推定例外情形不存在（presumed: no）",
            "only the absence of an exceptional circumstance is presumed (presumed: no)",
        ),
        span,
        path,
    )


def unknown_name(span: Span, path: str, what: Text, name: str, near: str) -> Problem:
    return Problem(
        "unknown-name", Text(f"没有{what.zh} `{name}`", f"there is no {what.en} `{name}`"), span, path, _nearest(near)
    )


# --- packs


def unknown_article(span: Span, path: str, cite: str) -> Problem:
    return Problem(
        "unknown-article",
        Text(f"文件没有 `{cite}` 这一处", f"the document has no place `{cite}`"),
        span,
        path,
        Text("条和款须列在 articles.yaml 中", "articles.yaml lists the articles and counts their paragraphs"),
    )


def bad_cite(span: Span, path: str, cite: str) -> Problem:
    return Problem(
        "bad-cite",
        Text(f"`{cite}` 不是条款的写法", f"`{cite}` is not how a place is written"),
        span,
        path,
        Text(
            '如 "41.1"（第四十一条第一款）、"62(2)"（第六十二条第二项）',
            'such as "41.1" (article 41, paragraph 1) or "62(2)" (item 2)',
        ),
    )


def duplicate_id(span: Span, path: str, name: str, first: Span | None) -> Problem:
    return Problem(
        "duplicate-id", Text(f"`{name}` 重复", f"`{name}` stands twice"), span, path, related=(first,) if first else ()
    )


def bodies(span: Span, path: str) -> Problem:
    return Problem(
        "one-body",
        Text("一条规则须有且只有一个主体", "a rule has exactly one body"),
        span,
        path,
        Text("require、forbid、permit、duty、refer 之一", "one of require, forbid, permit, duty, refer"),
    )


def bad_limit(span: Span, path: str, value: str, accepted: Text) -> Problem:
    return Problem(
        "bad-limit", Text(f"限额 `{value}` 无法读取", f"the limit `{value}` is not readable"), span, path, accepted
    )


def wrong_unit(span: Span, path: str, name: str, unit: str) -> Problem:
    return Problem("wrong-unit", Text(f"`{name}` 的单位须是 {unit}", f"`{name}` must be a limit of {unit}"), span, path)


def cycle(span: Span | None, path: str, names: str) -> Problem:
    return Problem("cycle", Text(f"循环：{names}", f"a cycle: {names}"), span, path)


def restores(span: Span | None, path: str, rule: str, middle: str, first: str) -> Problem:
    return Problem(
        "restores",
        Text(
            f"`{rule}` 取代 `{middle}`，而后者取代 `{first}`：请说明 `{first}` 是否恢复",
            f"`{rule}` displaces `{middle}`, which displaces `{first}`: say what becomes of `{first}`",
        ),
        span,
        path,
        Text(
            f"在 overrides 中列出 {first}，或写 restores: [{first}]",
            f"list {first} in overrides, or write restores: [{first}]",
        ),
    )


def soft_over_must(span: Span | None, path: str, rule: str, must: str) -> Problem:
    return Problem(
        "soft-over-must",
        Text(
            f"`{rule}` 不是强制规定，却取代强制规定 `{must}`",
            f"`{rule}` is not a must, and displaces the must `{must}`",
        ),
        span,
        path,
        Text("请写明 reading", "give a reading that says why"),
    )


def no_common_action(span: Span | None, path: str, rule: str, other: str) -> Problem:
    return Problem(
        "no-common-action",
        Text(
            f"`{rule}` 与 `{other}` 没有共同的行为，不能取代",
            f"`{rule}` and `{other}` share no action, so one cannot displace the other",
        ),
        span,
        path,
    )


def unread_article(span: Span | None, path: str, article: int) -> Problem:
    return Problem(
        "status",
        Text(
            f"第 {article} 条没有规则也没有遗漏说明，状态却是 encoded",
            f"article {article} has no rule and nothing left out, yet its status is encoded",
        ),
        span,
        path,
    )


def encoded_article(span: Span | None, path: str, article: int, status: str) -> Problem:
    return Problem(
        "status",
        Text(f"第 {article} 条有规则，状态却是 {status}", f"article {article} has rules, yet its status is {status}"),
        span,
        path,
    )


def articles_order(span: Span, path: str, article: str, expected: int) -> Problem:
    return Problem(
        "articles-order",
        Text(f"此处应是第 {expected} 条，而不是 `{article}`", f"here stands article {expected}, not `{article}`"),
        span,
        path,
        Text("每一条都须列出，按顺序", "every article is listed, in order"),
    )


def contradiction(
    span: Span | None, path: str, first: str, second: str, case: Text, related: tuple[Span, ...]
) -> Problem:
    return Problem(
        "contradiction",
        Text(
            f"`{first}` 与 `{second}` 可能同时适用而无法同时满足",
            f"`{first}` and `{second}` can both apply where none can satisfy both",
        ),
        span,
        path,
        Text(f"例如：{case.zh}", f"for example: {case.en}"),
        related,
    )


def unused_parameter(span: Span | None, path: str, name: str) -> Problem:
    return Problem(
        "unused-parameter",
        Text(f"没有规则使用参数 `{name}`", f"no rule uses the parameter `{name}`"),
        span,
        path,
        severity="warning",
    )
