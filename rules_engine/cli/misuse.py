"""Mistakes in the words of a command line, told in the user's language: typer tells them in English alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from rules_engine.text import Lang, Text
from rules_engine.wording import usage as say

_COMMAND: Final = re.compile(r"No such command '(.+?)'", re.DOTALL)
_CHOICE: Final = re.compile(r"'(.*)' is not one of (.+?)\.?$", re.DOTALL)
_EXTRA: Final = re.compile(r"Got unexpected extra argument\S* \((.+)\)", re.DOTALL)
BOUNDS: Final = re.compile(r"(-?\d+)<=x<=(-?\d+)")
"""How typer writes the bounds of a number."""
_VALUE: Final = re.compile(r"Option '(.+?)' requires an argument")


def misuse(error: Any, lang: Lang) -> str:
    """The lines that tell a mistake, how to mend it, and where the command's help page is."""
    told, mend = _told(error)
    lines = [f"{say.WRONG.pick(lang)}: {told.pick(lang)}"]
    if mend:
        lines.append(f"  {say.HELP.pick(lang)}: {mend.pick(lang)}")
    context = getattr(error, "ctx", None)
    if context is not None:
        lines.append(f"  {say.PAGE.pick(lang)}: {context.command_path} --help")
    return "\n".join(lines)


def _told(error: Any) -> tuple[Text, Text | None]:
    message: str = error.format_message()
    parameter = getattr(error, "param", None)
    # What a mistake is, typer says by the name of a class that it does not make public.
    sort = type(error).__name__
    if sort == "MissingParameter" and parameter is not None:
        return say.missing(name_of(parameter), option=parameter.param_type_name == "option"), None
    if sort == "NoSuchOption":
        return say.no_option(error.option_name), _instead(error.option_name, error.ctx)
    if found := _COMMAND.match(message):
        return say.no_command(found[1]), _nearest(found[1], error.ctx.command.list_commands(error.ctx))
    if parameter is not None and (found := _CHOICE.search(message)):
        value = found[1].rpartition("'")[2]
        return say.wrong_choice(name_of(parameter), value), say.choose(re.findall(r"'([^']*)'", found[2]))
    if parameter is not None:
        bounds = BOUNDS.search((parameter.get_help_record(error.ctx) or ("", ""))[1])
        return say.wrong_number(name_of(parameter)), say.whole_number(bounds[1], bounds[2]) if bounds else None
    if found := _EXTRA.match(message):
        return say.too_many(found[1]), None
    if found := _VALUE.match(message):
        return say.no_value(found[1]), None
    return Text(message, message), None


def name_of(parameter: Any) -> str:
    """How help pages and messages name an argument or an option."""
    if parameter.param_type_name == "option":
        return max(map(str, parameter.opts), key=len)
    shown: str = parameter.metavar or parameter.name.upper()
    return re.sub(r"^\[(.*)\]", r"\1", shown)


def _instead(option: str, ctx: Any) -> Text | None:
    if ctx is None:
        return None
    if ctx.parent is None:
        return say.AFTER
    return _nearest(option, [name for one in ctx.command.get_params(ctx) for name in one.opts if name.startswith("--")])


def _nearest(name: str, known: Iterable[str]) -> Text | None:
    from rules_engine.names import nearest  # noqa: PLC0415 -- most mistakes are none of names

    near = nearest(name, list(known))
    return say.did_you_mean(near) if near else None
