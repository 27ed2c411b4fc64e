"""The application that commands register on, and the options that all of them take.

Commands import what they need inside themselves or from light modules: a command should not pay for another's imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rules_engine import __version__
from rules_engine.cli.failure import PipeClosed, guarded
from rules_engine.cli.help import Application, Group
from rules_engine.cli.language import language_of, told
from rules_engine.text import Lang

if TYPE_CHECKING:
    from rules_engine.engine import Engine

__all__ = [
    "Commands",
    "Format",
    "FormatOption",
    "LangOption",
    "Language",
    "PacksOption",
    "Version",
    "app",
    "engine_of",
    "lang_of",
    "start",
    "told",
]


class Format(StrEnum):
    """For a person or for a program."""

    TEXT = "text"
    JSON = "json"


class Language(StrEnum):
    """The language of what is printed."""

    ZH = "zh"
    EN = "en"


class Commands(Group):
    """The commands, none of which ever ends in a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 -- as typer has it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 -- as typer has it
        **extra: Any,
    ) -> Any:
        """Run a command; what goes wrong becomes a message and an exit code."""
        words = list(sys.argv[1:] if args is None else args)
        run, options = super().main, {**extra, "windows_expand_args": windows_expand_args}
        code = guarded(
            lambda: run(words, prog_name, complete_var, standalone_mode=False, **options),
            language_of(words, os.environ),
        )
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the words name."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise PipeClosed from None  # typer would end with 1, which says that an act does not conform


app = Application(
    name="rules-engine",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=told(
        "政府工作规则核对：拟作的行为是否符合工作规则、依据哪一条、还缺什么。",
        "Whether a proposed act conforms to a government's work rules, by which article, and what is missing.",
    ),
)


def _version(*, wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"rules-engine {__version__}\n")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version",
        is_eager=True,
        callback=lambda wanted: _version(wanted=wanted),
        help=told("版本", "the version"),
    ),
]


@app.callback(invoke_without_command=True)
def start(context: typer.Context, *, version: Version = False) -> None:  # noqa: ARG001 -- its callback acts
    """Show the help page where no command is named."""
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


FormatOption = Annotated[
    Format,
    typer.Option("--format", help=told("text 供人阅读，json 供程序读取", "text for a person, json for a program")),
]
LangOption = Annotated[
    Language | None, typer.Option("--lang", help=told("语言，默认随系统", "the language; by default the locale's"))
]
PacksOption = Annotated[
    Path | None,
    typer.Option("--packs", metavar="DIR", help=told("自备规则包的文件夹", "a folder of your own packs")),
]


def lang_of(option: Language | None) -> Lang:
    """The language to print in."""
    return language_of(["--lang", option] if option else [], os.environ)


def engine_of(packs: Path | None) -> Engine:
    """The engine over the shipped packs, or over a folder's. Raises PackError."""
    from rules_engine.engine import Engine  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.stored import Store  # noqa: PLC0415

    return Engine.load(packs, store=Store.of_user())
