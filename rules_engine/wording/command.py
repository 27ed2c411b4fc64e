"""Problems of what a command is asked for."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.text import Text


def no_such_part(name: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-part",
        Text(f"规则包没有条款或规则 `{name}`", f"the pack has no article or rule `{name}`"),
        help=help_ or Text("条款写作 41 或 41.1，规则写其标识", "write an article as 41 or 41.1, a rule by its id"),
    )


def no_such_action(name: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-action", Text(f"词表没有行为 `{name}`", f"the vocabulary has no action `{name}`"), help=help_
    )


def no_packs(name: str) -> Problem:
    return Problem(
        "no-packs",
        Text(f"`{name}` 中没有规则包", f"there is no pack in `{name}`"),
        help=Text("规则包是含有 pack.yaml 的文件夹", "a pack is a folder with a pack.yaml"),
    )


def cannot_write(name: str, reason: str) -> Problem:
    return Problem("cannot-write", Text(f"无法写入 `{name}`：{reason}", f"`{name}` cannot be written: {reason}"))


def unknown_paper(name: str, known: str) -> Problem:
    return Problem(
        "unknown-format",
        Text(f"不能由 `{name}` 的后缀看出文件格式", f"the name `{name}` does not tell the format of the file"),
        help=Text(f"请用以下后缀之一：{known}", f"end it with one of: {known}"),
    )


def no_calendar_file(name: str) -> Problem:
    return Problem(
        "no-file",
        Text(f"`--ics {name}` 不是文件名", f"`--ics {name}` names no file"),
        help=Text(
            "标准输出已用于显示结论，请给出日历文件名，如 duties.ics",
            "standard output has the answer: name a calendar file, such as duties.ics",
        ),
    )
