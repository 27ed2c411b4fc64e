"""Help pages in the user's language, laid out by the width of what they say; typer's own know English words alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from rules_engine.cli.language import LANG
from rules_engine.cli.misuse import BOUNDS, name_of
from rules_engine.source import display_width
from rules_engine.text import Text
from rules_engine.wording import usage as say

Function = TypeVar("Function", bound=Callable[..., Any])

WIDEST: Final = 100
"""Columns beyond which a help page is not spread."""

OF_CASES: Final = ("check", "ask", "options", "remedy", "ledger", "report", "batch")
"""The commands that take a case or a record of acts, in the order of the README; the others are about packs."""
OF_PACKS: Final = ("compare", "analyse", "show", "vocabulary", "packs", "lint", "test", "coverage", "source")

# What typer writes behind an option's text: its default, its bounds, whether it must be given.
_NOTES: Final = re.compile(r"\s+\\?\[((?:default: |required|-?\d+<=?x|x[<>]).*)\]$")
_CHOICES: Final = re.compile(r"[<\[]([\w-]+(?:\|[\w-]+)+)[>\]]$")


class Command(TyperCommand):
    """A command with a help page of our own."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _page(self, ctx, ())


class Group(TyperGroup):
    """A group of commands with a help page of our own; named alone, it shows it."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        names = self.list_commands(ctx)
        return _page(self, ctx, [(name, self.get_command(ctx, name)) for name in names])


class Application(typer.Typer):
    """An application or a group whose commands have help pages of our own."""

    def __init__(self, *, cls: type[TyperGroup] = Group, **options: Any) -> None:
        super().__init__(
            cls=cls,
            rich_markup_mode=None,
            context_settings={"help_option_names": ["-h", "--help"]},
            **options,
        )
        if cls is Group:
            self.callback(invoke_without_command=True)(_shown_alone)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """Register a command."""
        return super().command(name, cls=Command, **options)


def _shown_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _page(command: Any, ctx: Any, commands: Sequence[tuple[str, Any]]) -> str:
    from rules_engine.render.page import Page  # noqa: PLC0415 -- few runs show help

    page = Page()
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.get_params(ctx) if one.param_type_name == "option"]
    words = [say.SOME_OPTIONS.pick(LANG), *map(_usage, arguments), *([say.SOME_COMMAND.pick(LANG)] if commands else [])]
    page.add((f"{say.USAGE.pick(LANG)}: ", "label"), f"{ctx.command_path} {' '.join(words)}", hang=4)
    page.blank()
    page.add(command.help or "", indent=2)
    _rows(page, say.ARGUMENTS, [(name_of(one), _text(one, ctx)) for one in arguments])
    _rows(page, say.OPTIONS, [(_written(one, ctx), _text(one, ctx)) for one in options])
    for heading, names in _sorted(commands):
        made = dict(commands)
        _rows(page, heading, [(name, _first_sentence(made[name].help or "")) for name in names])
    if commands and ctx.parent is None:
        page.blank()
        page.add(say.MORE.pick(LANG))
    return page.plain(min(shutil.get_terminal_size().columns, WIDEST)).rstrip("\n")


def _usage(argument: Any) -> str:
    shown = argument.metavar or argument.name.upper()
    return shown if argument.required or shown.startswith("[") else f"[{shown}]"


def _rows(page: Any, heading: Text, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        page.heading(heading.pick(LANG))
        width = max(display_width(name) for name, _ in rows) + 2
        for name, text in rows:
            page.field(name, text, indent=2, width=width)


def _record(parameter: Any, ctx: Any) -> tuple[str, str]:
    name, text = parameter.get_help_record(ctx) or ("", parameter.help or "")
    return name, text


def _written(option: Any, ctx: Any) -> str:
    name, _ = _record(option, ctx)
    return _CHOICES.sub(r"\1", name)


def _text(parameter: Any, ctx: Any) -> str:
    _, text = _record(parameter, ctx)
    if "--help" in parameter.opts:
        return say.SHOW_HELP.pick(LANG)
    notes = _NOTES.search(text)
    told: list[Text] = []
    if notes and parameter.param_type_name == "option":
        for note in notes[1].split("; "):
            bounds = BOUNDS.fullmatch(note)
            if note == "required":
                told.append(say.MUST)
            elif bounds:
                told.append(say.between(bounds[1], bounds[2]))
            elif note.startswith("default: "):
                told.append(say.default(note.removeprefix("default: ")))
    return (text[: notes.start()] if notes else text) + say.in_brackets(told).pick(LANG)


def _sorted(commands: Iterable[tuple[str, Any]]) -> list[tuple[Text, Sequence[str]]]:
    names = [name for name, _ in commands]
    if set(names) == {*OF_CASES, *OF_PACKS}:
        return [(say.OF_CASES, OF_CASES), (say.OF_PACKS, OF_PACKS)]
    return [(say.COMMANDS, names)]


def _first_sentence(text: str) -> str:
    """What a command does; its exit codes stand on its own page."""
    zh, en = text.find("。"), text.find(". ")
    ends = [end for end in (zh, en) if end > 0]
    return text[: min(ends)] if ends else text.rstrip(".")
