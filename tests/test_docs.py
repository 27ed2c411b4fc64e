"""What the documents say is true: links lead somewhere, commands exist, examples give what they show."""

from __future__ import annotations

import contextlib
import functools
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

from rules_engine import Engine
from rules_engine.check.fields import is_id
from rules_engine.cli import app
from rules_engine.render.contract import (
    DecisionJson,
    DossierDecisionJson,
    DossierDutyJson,
    DutyJson,
    FindingJson,
    MissingJson,
    StepJson,
)
from rules_engine.source import Source

pytestmark = pytest.mark.usefixtures("kept_packs")

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
READMES = PAGES[:2]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
readmes = pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)


def text(page):
    """A page's text."""
    return page.read_text(encoding="utf-8")


def blocks(page, kind):
    """The code blocks of a kind."""
    return [body for name, body in BLOCK.findall(text(page)) if name == kind]


def prose(page):
    """What is said outside blocks."""
    return BLOCK.sub("", text(page))


@pages
def test_every_link_leads_somewhere(page):
    """A link names a file of the project, from where the page stands."""
    targets = re.findall(r"\]\(([^)#]+)\)", prose(page))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pages
def test_every_path_in_prose_exists(page):
    """What looks like a file or folder of the project is one, or the name of a file of a pack."""
    known = {path.name for path in (ROOT / "policies").rglob("*.yaml")} | {"cases/", "rules/"}
    named = re.findall(r"`([\w./-]+(?:\.(?:md|py|yaml|json|toml)|/))`", prose(page))
    assert [name for name in named if name not in known and not (ROOT / name).exists()] == []


@functools.cache
def commands():
    """The commands that there are, by name."""
    return typer.main.get_command(app).commands


@pages
def test_every_command_exists(page):
    """A command that a page names is one, and takes the options that it is shown with."""
    for line in re.findall(r"rules-engine ([^`\n]+)", text(page)):
        words = shlex.split(line, comments=True)
        if not is_id(words[0]):
            continue
        assert words[0] in commands(), line
        command = commands()[words[0]]
        for word in words[1:]:  # a command of a group
            command = getattr(command, "commands", {}).get(word, command)
        options = {name for param in command.params for name in param.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


@readmes
def test_every_command_is_named(page):
    """No command is left out of the README."""
    assert {command for command in commands() if f"`rules-engine {command}`" not in text(page)} == set()


@pages
def test_every_make_target_exists(page):
    """A target that a page names stands in the Makefile."""
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)$|`make ([a-z-]+)`", text(page))) <= {(name, "") for name in rules} | {
        ("", name) for name in rules
    }


def shown(command):
    """What a command prints, from a file where one is given to it."""
    command, _, file = command.partition(" < ")
    out = io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        if file:
            given = stack.enter_context(Path(file).open(encoding="utf-8"))
            stack.enter_context(pytest.MonkeyPatch.context()).setattr("sys.stdin", given)
        app(shlex.split(command)[1:], standalone_mode=False)
    return out.getvalue()


@readmes
def test_the_demo_prints_what_is_shown(page, monkeypatch):
    """Each line of the README's terminal is printed, in that order; an ellipsis stands for lines left out."""
    monkeypatch.chdir(ROOT)
    (block,) = blocks(page, "console")
    first, *expected = block.splitlines()
    printed = iter(shown(first.removeprefix("$ ")).splitlines())
    assert [line for line in expected if line != ELLIPSIS and line not in printed] == []


@pytest.mark.parametrize(
    "name", ["analyse.md", "compare.md", "dossier.md", "duties.md", "json.md", "judging.md", "ledger.md", "remedy.md"]
)
def test_a_page_prints_what_it_shows(name, tmp_path, monkeypatch):
    """The same of the pages that show much, with what is told beside the answer; and their Python runs."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / name
    for block in blocks(page, "console"):
        first, *expected = block.splitlines()
        told = io.StringIO()
        with contextlib.redirect_stderr(told):
            printed = iter([*shown(first.removeprefix("$ ")).splitlines(), *told.getvalue().splitlines()])
        assert [line for line in expected if line != ELLIPSIS and line not in printed] == []
    for code, expected in zip(blocks(page, "python"), blocks(page, "text"), strict=True):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, name, "exec"), {})
        assert out.getvalue() == expected


def test_the_dossiers_of_the_documents_are_dossiers():
    """Those that the page shows can be put to the packs as they stand, and say the same in both languages."""
    engine = Engine.load()
    found = [
        dossier
        for block in blocks(ROOT / "docs" / "dossier.md", "yaml")
        for dossier in engine.matters(Source("dossier.md", block))
    ]
    assert [dossier.warnings for dossier in found] == [(), ()]
    english, chinese = ([step.case for step in dossier.steps] for dossier in found)
    assert english == chinese


@readmes
def test_the_library_prints_what_is_shown(page):
    """The README's ten lines of Python run as they stand."""
    (code,) = blocks(page, "python")
    (expected,) = blocks(page, "text")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, str(page), "exec"), {})
    assert out.getvalue() == expected
    assert len(code.splitlines()) <= 10


def test_both_readmes_say_the_same():
    """The same headings, blocks, links, tables and points, in two languages."""
    english, chinese = (text(page) for page in READMES)
    for pattern in (r"^#+ ", r"^```\w*", r"^- ", r"^\|"):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE)), (
            pattern
        )
    links = [re.findall(r"\]\(([^)]+)\)", readme)[1:] for readme in (english, chinese)]
    assert links[0] == links[1]


def test_the_cases_of_the_documents_are_cases():
    """Every case that the page of cases shows can be put to the packs as it stands."""
    engine = Engine.load()
    found = [
        engine.cases(Source("case-format.md", block)) for block in blocks(ROOT / "docs" / "case-format.md", "yaml")
    ]
    assert [len(cases) for cases in found] == [1, 2, 1, 2]


def test_every_example_can_be_read():
    """The examples are cases and dossiers, and are read without a warning."""
    engine = Engine.load()
    for path in sorted((ROOT / "examples").glob("*.*")):
        (matter,) = engine.matters(Source(path.name, path.read_text(encoding="utf-8")))
        assert matter.warnings == ()


@pytest.mark.parametrize(
    ("name", "verdict", "article"),
    [
        ("hongqiao-funds.yaml", "deny", 41),
        ("hongqiao-funds-exactly.json", "deny", 41),
        ("hongqiao-funds-below.yaml", "allow", 42),
    ],
)
def test_the_examples_are_decided_by_the_document(name, verdict, article):
    """From five million yuan on the executive meeting decides (article 41), below it the head's office (42)."""
    engine = Engine.load()
    (case,) = engine.cases(Source(name, (ROOT / "examples" / name).read_text(encoding="utf-8")))
    decision = engine.decide(case)
    assert decision.verdict == verdict
    assert {finding.norm.citation.cite.article for finding in (*decision.violations, *decision.grounds)} == {article}


def test_the_page_of_json_names_every_entry():
    """The table of the contract is complete."""
    page = text(ROOT / "docs" / "json.md")
    for model in (DecisionJson, FindingJson, DutyJson, DossierDecisionJson, DossierDutyJson, MissingJson, StepJson):
        assert [name for name in model.model_fields if f"`{name}`" not in page] == []


def test_the_page_of_expressions_names_every_function():
    """No function of the language is left out."""
    from rules_engine.check.operands import FORMS

    page = text(ROOT / "docs" / "expressions.md")
    assert [name for name in FORMS if f"{name}(" not in page] == []


@pages
def test_no_page_has_a_tab_or_a_trailing_space(page):
    """Pages are plain text that diffs well."""
    assert not re.search(r"\t|[ ]$", text(page), re.MULTILINE)
