"""The application with all its commands, which register on it as their modules are loaded."""

from __future__ import annotations

from rules_engine.cli import (
    analysing,
    asking,
    batching,
    checking,
    comparing,
    differing,
    findings,
    ledgering,
    linting,
    mending,
    originals,
    reporting,
    revising,
    showing,
    testing,
    watching,
)
from rules_engine.cli.application import app

__all__ = [
    "analysing",
    "app",
    "asking",
    "batching",
    "checking",
    "comparing",
    "differing",
    "findings",
    "ledgering",
    "linting",
    "mending",
    "originals",
    "reporting",
    "revising",
    "showing",
    "testing",
    "watching",
]
