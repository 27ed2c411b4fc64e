"""Problems of comparisons: topics that are none, forms that cannot be written where they were asked for."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.text import Text


def unknown_topic(topic: str, near: str) -> Problem:
    return Problem(
        "unknown-topic",
        Text(f"没有名为 `{topic}` 的限额", f"no limit is named `{topic}`"),
        help=Text(f"是否指 `{near}`？", f"did you mean `{near}`?")
        if near
        else Text(
            "写限额标识的开头（如 quorum）、名称中的词（如 出席），或行为（如 召开会议）；不写则列出全部",
            "write the beginning of an id (quorum), a word of a name (minutes), or an action (meeting.hold); without a "
            "topic all are listed",
        ),
    )


def needs_file(form: str) -> Problem:
    return Problem(
        "needs-a-file",
        Text(f"{form} 不能写到标准输出", f"{form} cannot be written to standard output"),
        help=Text(f"加上 `-o 文件.{form}`", f"add `-o FILE.{form}`"),
    )


def unknown_form(name: str, accepted: str) -> Problem:
    return Problem(
        "unknown-form",
        Text(f"从文件名 `{name}` 看不出要写成哪种格式", f"the file's name `{name}` does not tell what to write"),
        help=Text(f"文件名以 {accepted} 结尾，或用 --format", f"end it in one of {accepted}, or use --format"),
    )


def one_jurisdiction() -> Problem:
    return Problem(
        "nothing-to-compare",
        Text("至少要有两个辖区才能对照", "a comparison needs at least two jurisdictions"),
        help=Text("重复使用 --jurisdiction，或不写以对照全部", "repeat --jurisdiction, or leave it out to compare all"),
    )
