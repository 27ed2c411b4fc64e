"""What is shipped: a wheel that holds the package with its packs, works anywhere and brings no stray names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import rules_engine

ROOT = Path(__file__).parent.parent
# What an installer says where the index cannot be asked, or stops answering half-way.
OUT_OF_REACH = ("no matching distribution", "connection", "http error", "timed out", "incompleteread", "ssl")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*words, **options):
    """A command's outcome, as text."""
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built with the hatchling of this environment, so without asking any registry."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The Python of a fresh environment with the wheel alone; what it depends on is lent by this environment."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    places = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    site = Path(places.stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The path of the dependencies comes after the wheel's own, and the checkout is on none.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_the_package_and_its_packs_alone(wheel):
    """Nothing lands beside the package: no launcher, no tests, no folder named `policies`."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"rules_engine", f"rules_engine-{rules_engine.__version__}.dist-info"}
    packs = {path.relative_to(ROOT / "policies").as_posix() for path in (ROOT / "policies").rglob("*.yaml")}
    assert {name for name in names if name.endswith(".yaml")} == {f"rules_engine/policies/{pack}" for pack in packs}
    assert "rules_engine/py.typed" in names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_wheel_is_for_every_machine(wheel):
    """It has no compiled part."""
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_command_works_from_another_folder(installed, tmp_path):
    """The wheel finds its packs wherever it is run, and answers as the checkout does."""
    case = {"jurisdiction": "hongqiao", "action": "matter.decide", "date": "2026-11-20"}
    case["facts"] = {"matter": ["funds"], "amount": "600万元", "decided_by": "head_office"}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"}
    where = "import rules_engine, sys; print(rules_engine.__file__)"
    found = run(installed, "-P", "-c", where, cwd=tmp_path, env=environment)
    assert Path(found.stdout.strip()).is_relative_to(installed.parent.parent), found.stderr
    command = ("-P", "-m", "rules_engine", "check", "case.json", "--format", "json")
    done = run(installed, *command, cwd=tmp_path, env=environment)
    assert done.returncode == 1, done.stderr
    decision = json.loads(done.stdout)
    assert decision["verdict"] == "deny"
    assert [finding["citation"]["article"] for finding in decision["findings"] if finding["status"] == "violated"] == [
        41
    ]


def test_an_opinion_can_be_written_from_the_wheel(installed, tmp_path):
    """The template and the style of papers are shipped."""
    case = "{jurisdiction: hongqiao, action: matter.decide, date: 2026-11-20, facts: {amount: 600万元}}"
    (tmp_path / "case.yaml").write_text(case, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"}
    for name in ("opinion.html", "opinion.docx"):
        command = ("-P", "-m", "rules_engine", "report", "case.yaml", "-o", name, "--lang", "zh")
        done = run(installed, *command, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).stat().st_size > 5000


def test_the_command_is_the_distribution_s_script(wheel):
    """`rules-engine` runs the command line's main function."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert archive.read(name).decode().split("\n")[:2] == [
            "[console_scripts]",
            "rules-engine = rules_engine.cli:main",
        ]


def test_what_the_code_imports_is_declared():
    """The main dependencies are those that the package itself imports, each with a lower bound."""
    declared = {Requirement(text).name.lower(): Requirement(text).specifier for text in PROJECT["dependencies"]}
    assert all(str(specifier).startswith(">=") for specifier in declared.values())
    formats = {"icalendar", "jinja2", "openpyxl", "python-docx"}
    assert declared.keys() == {"chinesecalendar", "pydantic", "pyyaml", "rich", "typer", *formats}


def test_the_launcher_of_a_checkout_is_six_lines():
    """It hands over to the command line and does nothing else."""
    assert len((ROOT / "cli.py").read_text(encoding="utf-8").splitlines()) <= 6
    done = run(sys.executable, "cli.py", "--help", cwd=ROOT)
    assert done.returncode == 0
    assert "check" in done.stdout


@pytest.mark.skipif(not os.environ.get("CI"), reason="asks the package index; done where CI is set")
def test_a_fresh_install_brings_all_that_is_needed(wheel, tmp_path):
    """An installer takes the wheel with its dependencies into an empty environment, and the command runs."""
    venv.create(tmp_path / "fresh", with_pip=False)
    python = tmp_path / "fresh" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--disable-pip-version-check")
    done = run(*pip, "--no-compile", "--only-binary", ":all:", wheel)
    if done.returncode and any(sign in done.stderr.lower() for sign in OUT_OF_REACH):
        pytest.skip("no package index within reach")
    assert done.returncode == 0, done.stderr
    shown = run(tmp_path / "fresh" / "bin" / "rules-engine", "packs", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "hongqiao" in shown.stdout
