"""Problems of the documents' own texts, and of packs compared with them."""

from __future__ import annotations

from rules_engine.norm import Cite
from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def no_articles(name: str) -> Problem:
    return Problem(
        "no-articles",
        Text(f"`{name}` 中没有找到条文", f"no articles are found in `{name}`"),
        help=Text("条文须在行首写作 第四十一条 或 四十一、", "an article begins a line, as 第四十一条 or as 四十一、"),
    )


def no_source(jurisdiction: str, place: str) -> Problem:
    return Problem(
        "no-source",
        Text(f"没有 `{jurisdiction}` 的文件原文", f"there is no source text of `{jurisdiction}`"),
        help=Text(
            f"用 rules-engine source add {jurisdiction} 文件 添加（现查找 {place}）",
            f"add it with rules-engine source add {jurisdiction} FILE (looked for in {place})",
        ),
    )


def unanchored_number(span: Span | None, path: str, name: str, cite: Cite) -> Problem:
    return Problem(
        "unanchored-number",
        Text(
            f"`{name}` 的数字不在{cite.text.zh}所在的条文中",
            f"the number of `{name}` does not stand in article {cite.article}",
        ),
        span,
        path,
        Text("请核对条款，或写明 derived", "check the article, or say how it is derived"),
    )


def unanchored_post(span: Span | None, path: str, rule: str, posts: tuple[str, ...], cite: Cite) -> Problem:
    named = "/".join(posts)
    return Problem(
        "unanchored-post",
        Text(
            f"`{rule}` 所要求的 `{named}` 没有以 terms 中的名称出现在第 {cite.article} 条",
            f"`{named}`, whom `{rule}` requires, stands in article {cite.article} under none of the pack's terms",
        ),
        span,
        path,
        Text("请核对条款与 terms，或写明 reading", "check the article and the terms, or give a reading"),
    )
