"""Problems of what is asked of a case, and of answers to questions about it."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.text import Text


def no_such_fact(name: str, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem("unknown-fact", Text(f"词表没有事实 `{name}`", f"the vocabulary has no fact `{name}`"), help=help_)


def fact_of_other_acts(name: str, action: Text, facts: Text) -> Problem:
    return Problem(
        "unused-fact",
        Text(f"“{action.zh}”不涉及事实 `{name}`", f"`{name}` is no fact of the act “{action.en}”"),
        help=Text(f"涉及的事实：{facts.zh}", f"its facts are: {facts.en}"),
    )


def no_such_element(fact: Text, name: str, accepted: Text, near: str) -> Problem:
    help_ = Text(f"是否指 `{near}`？", f"did you mean `{near}`?") if near else None
    return Problem(
        "unknown-value",
        Text(f"“{fact.zh}”没有 `{name}` 这一项", f"“{fact.en}” has no element `{name}`"),
        help=help_ or Text(f"可填：{accepted.zh}", f"there are: {accepted.en}"),
    )


def no_such_choice(number: str, most: int) -> Problem:
    return Problem(
        "unknown-choice",
        Text(f"没有第 `{number}` 项", f"there is no choice `{number}`"),
        help=Text(f"请填 1 至 {most}，或选项名称", f"write a number from 1 to {most}, or a choice by its name"),
    )


def nothing_before() -> Problem:
    return Problem(
        "nothing-before", Text("这是第一个问题，没有上一步", "this is the first question: nothing to go back to")
    )


def what_to_ask() -> Problem:
    return Problem(
        "nothing-asked",
        Text(
            "请指明辖区和行为，或用 --case 给出案例文件",
            "name a jurisdiction and an action, or give a case with --case",
        ),
        help=Text("例如 rules-engine ask 红桥区 决定事项", "for example rules-engine ask hongqiao matter.decide"),
    )


def asked_twice() -> Problem:
    return Problem(
        "asked-twice",
        Text(
            "已用 --case 给出案例，不再另写辖区、行为、日期",
            "with --case the file says jurisdiction, action and date: name them there alone",
        ),
    )


def not_one_case(name: str, found: int) -> Problem:
    return Problem(
        "not-one-case",
        Text(
            f"`{name}` 中有 {found} 个案例，此命令只问一个", f"`{name}` has {found} cases, and this command asks of one"
        ),
    )


def answers_come_here(name: str) -> Problem:
    return Problem(
        "not-a-file",
        Text(
            f"案例不能从 `{name}` 读取：标准输入用来作答",
            f"the case cannot come from `{name}`: the answers come from there",
        ),
    )


def cannot_save(name: str) -> Problem:
    return Problem(
        "cannot-save",
        Text(f"不能写入 `{name}`：没有这个文件夹", f"`{name}` cannot be written: there is no such folder"),
    )
