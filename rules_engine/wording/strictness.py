"""Problems of what a comparison of strictness is asked of."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.text import Text


def two_needed() -> Problem:
    return Problem(
        "two-jurisdictions",
        Text("需要两个辖区", "two jurisdictions are needed"),
        help=Text(
            "如 analyse diff 红桥区 抚宁区 召开会议；全部对照用 --all",
            "such as: analyse diff hongqiao funing meeting.hold; --all compares all of them",
        ),
    )


def not_both() -> Problem:
    return Problem(
        "all-and-two",
        Text("--all 对照全部辖区，不能再写辖区", "--all compares all jurisdictions: name none beside it"),
        help=Text("限定行为用 --action", "name an action with --action"),
    )


def same_twice(name: str) -> Problem:
    return Problem(
        "same-jurisdiction",
        Text(f"两个辖区都是 `{name}`", f"both jurisdictions are `{name}`"),
        help=Text("请写两个不同的辖区", "name two different ones"),
    )


def too_few() -> Problem:
    return Problem("too-few-packs", Text("至少要有两个规则包才能对照", "there must be two packs to compare"))


def not_published(year: int, latest: int) -> Problem:
    return Problem(
        "calendar-unpublished",
        Text(f"{year}年的工作日历尚未公布或未收录", f"the working days of {year} are not published, or not at hand"),
        help=Text(f"可用 --year {latest}", f"take --year {latest}"),
    )
