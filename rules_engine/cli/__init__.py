"""The command line: each module registers its commands on the application."""

from __future__ import annotations

from rules_engine.cli import checking as checking
from rules_engine.cli import linting as linting
from rules_engine.cli import originals as originals
from rules_engine.cli import showing as showing
from rules_engine.cli import testing as testing
from rules_engine.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line and exit with its code."""
    app(prog_name="rules-engine")
