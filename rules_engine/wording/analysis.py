"""Problems of what an analysis is asked of."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.source import Span
from rules_engine.text import Text


def not_in_version(span: Span | None, jurisdiction: str, place: str) -> Problem:
    return Problem(
        "not-in-version",
        Text(f"`{place}` 中没有 `{jurisdiction}` 的规则包", f"`{place}` has no pack of `{jurisdiction}`"),
        span,
    )


def no_case_files(place: str) -> Problem:
    return Problem(
        "no-cases",
        Text(f"文件夹 `{place}` 中没有案例文件", f"there is no case file in the folder `{place}`"),
        help=Text(
            "案例文件的扩展名为 .yaml、.yml、.json、.jsonl 或 .ndjson",
            "case files end in .yaml, .yml, .json, .jsonl or .ndjson",
        ),
    )


def whose_cases(name: str, shared: str) -> Problem:
    return Problem(
        "missing-key",
        Text(f"`{name}` 的案例未写辖区", f"the cases of `{name}` name no jurisdiction"),
        help=Text(
            f"请放在以辖区命名的文件夹中，或只比较一个规则包；两版都有的：{shared or '无'}",
            f"put them in a folder named after it, or compare one pack alone; both versions have: {shared or 'none'}",
        ),
    )
