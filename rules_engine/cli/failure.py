"""What goes wrong in a command, as a message on standard error and an exit code; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from rules_engine.problem import EngineUnavailable, Problem, ProblemsError, RulesEngineError
from rules_engine.text import Lang, Text

INVALID: Final = 2
INTERNAL: Final = 70
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

_INTERNAL: Final = Text(
    "内部错误：{}。请附上所用文件报告此问题；设 RULES_ENGINE_TRACEBACK=1 可看详情",
    "internal error: {}. Please report it with the files used; RULES_ENGINE_TRACEBACK=1 shows where",
)


class PipeClosed(Exception):
    """Nobody reads standard output any more."""


def guarded(run: Callable[[], Any], lang: Lang) -> int:
    """The exit code of a run."""
    _tolerate_any_text()
    try:
        code = run()
        sys.stdout.flush()
    except ProblemsError as error:
        report(error.problems, lang)
    except EngineUnavailable as error:
        _say(error.message.pick(lang))
    except RulesEngineError as error:
        _say(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, PipeClosed):
        _silence()
        return PIPE_CLOSED
    except OSError as error:
        _say(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
    except Exception as error:
        usage, stopped = _classes_of_typer()
        if isinstance(error, stopped):
            return INTERRUPTED
        if isinstance(error, usage):
            from rules_engine.cli.misuse import misuse  # noqa: PLC0415 -- most runs are told nothing

            _say(misuse(error, lang))
            return INVALID
        if os.environ.get("RULES_ENGINE_TRACEBACK"):
            raise
        _say(_INTERNAL.pick(lang).format(f"{type(error).__name__} {error}".strip()))
        return INTERNAL
    else:
        return code if isinstance(code, int) else 0
    return INVALID


def report(problems: Iterable[Problem], lang: Lang) -> None:
    """Print problems to standard error."""
    from rules_engine.render.problems import problems_page  # noqa: PLC0415 -- needed only when there are any
    from rules_engine.render.terminal import write  # noqa: PLC0415

    sys.stdout.flush()
    write(problems_page(problems, lang), sys.stderr)


def _classes_of_typer() -> tuple[Any, Any]:
    """Mistakes on the command line, and a prompt that was broken off; nothing where typer was never loaded."""
    typer = sys.modules.get("typer")
    # The class of all mistakes has no public name.
    return (typer.BadParameter.__base__, typer.Abort) if typer else ((), ())


def _say(message: str) -> None:
    try:
        sys.stdout.flush()
    except OSError:  # a full disk: what waits to be written never will be
        _silence()
    sys.stderr.write(message + "\n")


def _tolerate_any_text() -> None:
    """Let a terminal that cannot show a character show its code instead."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _silence() -> None:
    """Nobody reads any more, or nothing can be written: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
