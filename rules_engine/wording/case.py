"""Problems of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording.reading import table
from rules_engine.wording.syntax import full_width


def _both(name: Text | str) -> Text:
    return name if isinstance(name, Text) else Text(name, name)


def _nearest(near: str) -> Text | None:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None


A_DAY: Final = Text("请写存在的日期，如 2026-11-20", "write a day that exists, such as 2026-11-20")


def not_a_case(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-a-case",
        Text("案例须写成键与值", "a case is written as keys and values"),
        span,
        path,
        (full_width(span.source.line(span.line)) or table(span.source.name) if span else None)
        or Text(
            "至少要有 辖区、行为、事实（jurisdiction、action、facts）",
            "it needs jurisdiction, action and facts at least",
        ),
    )


def unknown_key(span: Span | None, path: str, key: str, near: str) -> Problem:
    return Problem(
        "unknown-key", Text(f"案例没有 `{key}` 这一项", f"a case has no entry `{key}`"), span, path, _nearest(near)
    )


def missing_key(span: Span | None, path: str, key: Text) -> Problem:
    return Problem("missing-key", Text(f"案例缺少 `{key.zh}`", f"the case lacks `{key.en}`"), span, path)


def not_text(span: Span | None, path: str) -> Problem:
    return Problem("not-text", Text(f"`{path}` 须是一段文字", f"`{path}` must be plain text"), span, path)


def not_facts(span: Span | None, path: str) -> Problem:
    return Problem(
        "not-facts",
        Text("事实须写成名称与值", "facts are written as names and values"),
        span,
        path,
        (full_width(span.source.line(span.line)) if span else None)
        or Text("例如 出席的组成人员人数: 6", "for example present: 6"),
    )


def unknown_jurisdiction(span: Span | None, path: str, name: str, known: str, near: str) -> Problem:
    return Problem(
        "unknown-jurisdiction",
        Text(f"没有辖区 `{name}` 的规则包", f"there is no pack for the jurisdiction `{name}`"),
        span,
        path,
        _nearest(near) or Text(f"现有：{known}", f"there are: {known}"),
    )


def unknown_action(span: Span | None, path: str, name: str, near: str) -> Problem:
    return Problem(
        "unknown-action",
        Text(f"词表没有行为 `{name}`", f"the vocabulary has no action `{name}`"),
        span,
        path,
        _nearest(near)
        or Text("用 `rules-engine vocabulary` 查看全部行为", "`rules-engine vocabulary` lists all actions"),
    )


def unknown_fact(span: Span | None, path: str, name: str, near: str) -> Problem:
    return Problem(
        "unknown-fact",
        Text(f"词表没有事实 `{name}`", f"the vocabulary has no fact `{name}`"),
        span,
        path,
        _nearest(near)
        or Text("用 `rules-engine vocabulary 行为` 查看可用事实", "`rules-engine vocabulary ACTION` lists the facts"),
    )


def not_read(span: Span | None, path: str, fact: str, raw: str, type_: str) -> Problem:
    return Problem(
        "wrong-value",
        Text(
            f"事实 `{fact}` 的值 `{raw}` 不是读入后的值（类型 {type_}）",
            f"`{raw}` is no read value of `{fact}` ({type_})",
        ),
        span,
        path,
        Text("用 Engine.case 或 Engine.check 读入所写的值", "Engine.case and Engine.check read what is written"),
    )


def unused_fact(span: Span | None, path: str, name: str, action: Text) -> Problem:
    return Problem(
        "unused-fact",
        Text(f"行为 `{action.zh}` 不用事实 `{name}`", f"the action `{action.en}` does not use the fact `{name}`"),
        span,
        path,
        severity="warning",
    )


def fact_twice(span: Span | None, path: str, fact: Text | str, first: Span | None) -> Problem:
    name = _both(fact)
    return Problem(
        "fact-twice",
        Text(f"事实 `{name.zh}` 给了两次", f"the fact `{name.en}` is given twice"),
        span,
        path,
        related=(first,) if first else (),
    )


def unknown_value(span: Span | None, path: str, fact: Text, value: str, accepted: Text, near: str) -> Problem:
    return Problem(
        "unknown-value",
        Text(f"`{value}` 不是 `{fact.zh}` 可取的值", f"`{value}` is no value of `{fact.en}`"),
        span,
        path,
        _nearest(near) or Text(f"可取：{accepted.zh}", f"accepted: {accepted.en}"),
    )


def wrong_value(span: Span | None, path: str, fact: Text | str, value: str, accepted: Text) -> Problem:
    name = _both(fact)
    return Problem(
        "wrong-value",
        Text(f"`{value}` 不能作为 `{name.zh}` 的值", f"`{value}` cannot be the value of `{name.en}`"),
        span,
        path,
        accepted,
    )


def not_a_set(span: Span | None, path: str, fact: Text) -> Problem:
    return Problem(
        "not-a-set",
        Text(f"`{fact.zh}` 是一个集合", f"`{fact.en}` is a set"),
        span,
        path,
        Text(
            "请写成列表 [甲, 乙]，或 {甲: 是, 乙: 否}（未写的为未知）",
            "write a list [a, b], or {a: yes, b: no} where what is not listed is unknown",
        ),
    )


def element_twice(span: Span | None, path: str, fact: Text, element: Text) -> Problem:
    return Problem(
        "element-twice",
        Text(f"`{fact.zh}` 中 `{element.zh}` 出现两次", f"`{element.en}` stands twice in `{fact.en}`"),
        span,
        path,
    )


def two_dates(span: Span | None, path: str, fact: Text) -> Problem:
    return Problem(
        "two-dates",
        Text(f"`{fact.zh}` 就是案例的日期，两处不一致", f"`{fact.en}` is the date of the case, and the two differ"),
        span,
        path,
    )


def two_organs(span: Span | None, path: str) -> Problem:
    return Problem("two-organs", Text("两处 organ 不一致", "the two values of organ differ"), span, path)


def impossible(span: Span | None, path: str, constraint: str, values: Sequence[tuple[Text, str]]) -> Problem:
    told = "，".join(f"{name.zh} = {value}" for name, value in values)
    listed = ", ".join(f"{name.en} = {value}" for name, value in values)
    spoken = {name.en: name.zh for name, _ in values}
    between = re.sub(r"[a-z_]\w*", lambda word: spoken.get(word[0], word[0]), constraint)
    return Problem(
        "impossible",
        Text(
            f"事实之间矛盾：{told}，但须 `{between}`",
            f"the facts contradict one another: {listed}, but `{constraint}` always holds",
        ),
        span,
        path,
    )


def unknown_article(span: Span | None, path: str, article: str) -> Problem:
    return Problem(
        "unknown-article",
        Text(f"文件没有 `{article}` 这一条", f"the document has no article `{article}`"),
        span,
        path,
        Text(
            "条款写作 41、41.1（款）或 62(2)（项）；用 `rules-engine show 辖区` 查看各条",
            "write 41, 41.1 for a paragraph or 62(2) for an item; `rules-engine show JURISDICTION` lists the articles",
        ),
    )
