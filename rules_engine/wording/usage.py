"""What is wrong with the words of a command line, and the words of help pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules_engine.text import Text

WRONG: Final = Text("命令有误", "usage")
HELP: Final = Text("提示", "help")
PAGE: Final = Text("用法", "see")

USAGE: Final = Text("用法", "Usage")
ARGUMENTS: Final = Text("参数", "Arguments")
OPTIONS: Final = Text("选项", "Options")
COMMANDS: Final = Text("命令", "Commands")
OF_CASES: Final = Text("就案例", "Of a case")
OF_PACKS: Final = Text("就规则包", "Of packs")
SOME_OPTIONS: Final = Text("[选项]", "[OPTIONS]")
SOME_COMMAND: Final = Text("命令 [参数]…", "COMMAND [ARGS]…")
SHOW_HELP: Final = Text("显示本页", "show this page")
MUST: Final = Text("必填", "required")
MORE: Final = Text(
    "rules-engine 命令 --help 说明各命令的参数、选项和退出码。",
    "rules-engine COMMAND --help tells each command's arguments, options and exit codes.",
)
AFTER: Final = Text(
    "选项写在命令之后，如 rules-engine check --lang zh",
    "options follow the command, as in rules-engine check --lang en",
)


def default(value: str) -> Text:
    return Text(f"默认 {value}", f"default: {value}")


def between(low: str, high: str) -> Text:
    return Text(f"{low} 至 {high}", f"{low} to {high}")


def in_brackets(notes: Iterable[Text]) -> Text:
    told = list(notes)
    if not told:
        return Text("", "")
    return Text(f"（{'；'.join(one.zh for one in told)}）", f" ({'; '.join(one.en for one in told)})")


def missing(name: str, *, option: bool) -> Text:
    sort = Text("选项", "option") if option else Text("参数", "argument")
    return Text(f"缺少{sort.zh} `{name}`", f"the {sort.en} `{name}` is missing")


def no_option(name: str) -> Text:
    return Text(f"没有选项 `{name}`", f"there is no option `{name}`")


def no_command(name: str) -> Text:
    return Text(f"没有命令 `{name}`", f"there is no command `{name}`")


def wrong_choice(option: str, value: str) -> Text:
    return Text(f"`{option}` 不能是 `{value}`", f"`{option}` cannot be `{value}`")


def wrong_number(option: str) -> Text:
    return Text(f"`{option}` 的值不对", f"the value of `{option}` cannot be taken")


def whole_number(low: str, high: str) -> Text:
    return Text(f"请写 {low} 至 {high} 的整数", f"write a whole number from {low} to {high}")


def too_many(names: str) -> Text:
    return Text(f"多了参数 `{names}`", f"the argument `{names}` is one too many")


def no_value(option: str) -> Text:
    return Text(f"选项 `{option}` 后面须有值", f"the option `{option}` needs a value")


def did_you_mean(near: str) -> Text:
    return Text(f"是否指 `{near}`？", f"did you mean `{near}`?")


def choose(known: Iterable[str]) -> Text:
    listed = list(known)
    return Text(f"可用：{'、'.join(listed)}", f"there are: {', '.join(listed)}")
