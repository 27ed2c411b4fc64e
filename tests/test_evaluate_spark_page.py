"""The page on clusters shows what the command and the program print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("polars", reason="the extra `batch` is not installed")
pytest.importorskip("pyspark", reason="the extra `spark` is not installed: `make test-spark` installs it")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not found", allow_module_level=True)

DOCS = Path(__file__).parent.parent / "docs"


def block(page, kind):
    """The first block of a kind on a page."""
    return re.search(rf"^```{kind}\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1]


def printed(folder, *words):
    """What a process prints that runs beside the table of the page on tables of cases."""
    (folder / "decisions.csv").write_text(block("batch.md", "csv"), encoding="utf-8")
    told = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_SUBMIT_ARGS": "pyspark-shell"}
    found = subprocess.run(
        [sys.executable, *words], cwd=folder, env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    return found.stdout


def test_the_command_prints_what_the_page_shows(tmp_path):
    """The same table as on the page on tables of cases, with the same summary."""
    first, expected = block("spark.md", "console").split("\n", 1)
    assert printed(tmp_path, "-m", "rules_engine", *shlex.split(first)[2:]) == expected


def test_the_program_prints_what_the_page_shows(tmp_path):
    """Its lines run as they stand."""
    assert printed(tmp_path, "-c", block("spark.md", "python")) == block("spark.md", "text")
