"""The public names."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import rules_engine

OPTIONAL = {"typer", "rich", "polars", "pyspark", "durable_rules_engine", "z3", "duckdb", "docx", "openpyxl", "pyarrow"}


def test_the_public_names_are_sorted_and_there():
    """Every name of the list can be imported, and the list is in order."""
    assert rules_engine.__all__ == sorted(rules_engine.__all__)
    assert [name for name in rules_engine.__all__ if not hasattr(rules_engine, name)] == []


def test_the_public_names_are_complete():
    """What the package imports to pass on is in the list, and nothing else is."""
    tree = ast.parse(Path(rules_engine.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == set(rules_engine.__all__)


def test_every_public_name_says_what_it_is():
    """Each has a docstring of its own."""
    assert [name for name in rules_engine.__all__ if not getattr(rules_engine, name).__doc__] == []


def test_all_errors_are_public():
    """A user can catch each of them by name."""
    from rules_engine import problem

    kinds = {name for name, kind in vars(problem).items() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds - {"ProblemsError"} <= set(rules_engine.__all__)


def test_importing_the_library_loads_no_optional_engine():
    """Neither a screen nor an engine that a user may not need is loaded for the asking of one question."""
    code = "import sys, rules_engine; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert OPTIONAL & set(loaded) == set()


def test_the_version_is_the_distribution_s():
    """The package says the version under which it is installed."""
    assert importlib.metadata.version("rules-engine") == rules_engine.__version__


def test_the_package_is_typed():
    """Type checkers of users read the annotations."""
    assert (Path(rules_engine.__file__).parent / "py.typed").is_file()
