"""Problems of what an analysis is asked of."""

from __future__ import annotations

from collections.abc import Iterable

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


def binds_nobody(jurisdiction: str, year: int) -> Problem:
    return Problem(
        "binds-nobody",
        Text(
            f"`{jurisdiction}` 的文件在 {year} 年不施行，或不约束任何机关",
            f"the document of `{jurisdiction}` is not in force in {year}, or binds nobody",
        ),
        help=Text("请用 --year 选择施行期内的一年", "choose a year in which it is in force with --year"),
    )


# --- reviews


def no_reason(span: Span, path: str, finding: str) -> Problem:
    return Problem(
        "no-reason",
        Text(f"`{finding}` 的保留理由须有中文和英文", f"the reason to let `{finding}` stand needs Chinese and English"),
        span,
        path,
    )


def reviewed_twice(span: Span, path: str, finding: str, first: Span | None) -> Problem:
    return Problem(
        "duplicate-id",
        Text(f"`{finding}` 列了两次", f"`{finding}` stands twice"),
        span,
        path,
        related=(first,) if first else (),
    )


def not_in_pack(span: Span, path: str, name: str, near: str) -> Problem:
    return Problem(
        "unknown-name",
        Text(f"规则包没有规则或条款 `{name}`", f"the pack has no rule or article `{name}`"),
        span,
        path,
        Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None,
    )


def bad_digest(span: Span, path: str, text: str, length: int) -> Problem:
    return Problem(
        "bad-digest",
        Text(f"`{text}` 不是 {length} 位的摘要", f"`{text}` is no digest of {length} digits"),
        span,
        path,
        Text("`rules-engine analyse pack … --reviews` 会写出摘要", "`rules-engine analyse pack … --reviews` writes it"),
    )


def expired(span: Span | None, finding: str, changed: Iterable[str]) -> Problem:
    names = ", ".join(changed)
    return Problem(
        "review-expired",
        Text(f"`{finding}` 的审阅已失效：{names} 有变", f"the review of `{finding}` has expired: {names} changed"),
        span,
        finding,
        Text(
            "请重新审阅；`rules-engine analyse pack … --reviews` 会写出新的摘要",
            "look at it again; `rules-engine analyse pack … --reviews` writes the new digests",
        ),
        severity="warning",
    )


def stale(span: Span | None, finding: str) -> Problem:
    return Problem(
        "review-stale",
        Text(f"已不再发现 `{finding}`，请删去此项审阅", f"`{finding}` is not found any more: delete its review"),
        span,
        finding,
        severity="warning",
    )
