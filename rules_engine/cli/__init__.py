"""The command line. `app` is the application with all its commands; `main` is what the script runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from rules_engine.cli.plain import plain_check

if TYPE_CHECKING:
    from rules_engine.cli.commands import app as app

__all__ = ["app", "main"]


def __getattr__(name: str) -> Any:
    """The application, which is made when it is first asked for."""
    if name == "app":
        from rules_engine.cli.commands import app as made  # noqa: PLC0415 -- a plain check needs no application

        return made
    raise AttributeError(name)


def main() -> None:
    """Run the command line and exit with its code."""
    # On Windows typer spells out patterns such as *.yaml, which other systems' shells do.
    asked = plain_check(sys.argv[1:], os.environ) if os.name != "nt" else None
    if asked is None:
        from rules_engine.cli.commands import app as made  # noqa: PLC0415 -- as above

        made(prog_name="rules-engine")
        return
    from rules_engine.cli.answer import answer  # noqa: PLC0415 -- the application brings its own
    from rules_engine.cli.failure import guarded  # noqa: PLC0415

    sys.exit(guarded(lambda: answer(asked), asked.lang))
