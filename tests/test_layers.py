"""Imports run one way, each third-party package enters in one place, and no file grows out of hand."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rules_engine"

# A module or folder, and what it may import; a folder's modules may import one another, in no circle. Each name in a
# row stands in a row above it, so that the whole is one way.
LAYERS = {
    "text": "",
    "source": "",
    "value": "",
    "bundled": "",
    "user_folder": "",
    "stored": "user_folder",
    "norm": "text",
    "period": "value",
    "literal": "text value",
    "problem": "source text",
    "parsed": "source",
    "expression": "period text value",
    "case": "norm problem value",
    "decision": "case norm text value",
    "history": "expression norm period source text value",
    "record": "history",
    "checked": "case decision expression history norm source text value",
    "names": "checked text",
    "wording": "norm problem source text",
    "parse": "parsed problem source wording",
    "intake": "case checked history literal names norm parsed problem source text value wording",
    "program": "checked decision expression norm value",
    "plan": "case checked expression program value",
    "evaluate.reference": "case checked decision expression norm period value",
    "evaluate.history": "evaluate.reference expression history norm period record value",
    "evaluate.crowded": "evaluate.history history",
    "evaluate.audit": "evaluate.crowded evaluate.history evaluate.reference expression history period value",
    "evaluate.watch": "evaluate.crowded evaluate.history evaluate.reference history period problem value wording",
    "evaluate.stream": "evaluate.history evaluate.watch history problem text value",
    "rivals": "checked decision evaluate.reference norm",
    "evaluate.single": "case decision expression norm period program value",
    "evaluate.columnar": "case decision expression norm period program value",
    "intake.quick": "case checked evaluate.single literal names text value",
    "json_facts": "intake parse source",
    "check": (
        "case checked evaluate.reference expression history literal names norm parsed period problem source text value "
        "wording"
    ),
    "shelf": "check checked intake names parse parsed problem stored wording",
    "dispatch": (
        "case checked decision evaluate.single expression intake.quick json_facts literal names plan shelf value"
    ),
    "intake.files": "case evaluate.reference intake literal names parse parsed problem shelf source text wording",
    "render.amounts": "expression literal norm period text value",
    "render.labels": "decision history norm text",
    "render.naming": "checked render.amounts render.labels text value",
    "inquiry": (
        "case checked decision evaluate.reference expression intake literal names norm period problem render.amounts "
        "render.naming text value wording"
    ),
    "obligations": "checked decision evaluate.reference value",
    "dossier": (
        "case checked decision intake intake.files literal names obligations parsed problem source text value wording"
    ),
    "batch": (
        "case checked decision evaluate.columnar intake literal names parse plan problem program source text value "
        "wording"
    ),
    "library": "bundled check checked names problem shelf stored wording",
    "engine": (
        "batch case checked decision dispatch dossier evaluate.reference evaluate.single inquiry intake "
        "intake.files library parsed problem source stored text"
    ),
    "evaluate.spark": "batch checked decision engine names problem shelf wording",
    "originals": "checked expression norm parse period problem text user_folder wording",
    "ledger": (
        "case checked evaluate.audit evaluate.reference evaluate.stream evaluate.watch history intake names parse "
        "parsed problem record source text user_folder value wording"
    ),
    "conformance": (
        "case check checked decision engine evaluate.history evaluate.reference expression history intake literal "
        "names norm parse parsed period problem source text value wording"
    ),
    "analyse.revision": "checked expression",
    "analyse.changes": "analyse.revision case decision evaluate.reference norm problem",
    "analyse.versions": (
        "analyse.changes analyse.revision case conformance engine intake parse parsed problem source stored wording"
    ),
    "inventory": "engine checked norm conformance",
    "analyse": (
        "case check checked conformance decision engine evaluate.reference expression literal names norm parse parsed "
        "period problem source text value wording"
    ),
    "comparison": "case checked decision engine expression names norm problem text value wording",
    "render": (
        "analyse batch case checked comparison conformance decision dossier expression history inquiry intake "
        "inventory ledger literal names norm obligations originals period problem rivals source text value"
    ),
    "cli": (
        "analyse batch bundled case checked comparison conformance decision dossier engine evaluate.spark history "
        "inquiry intake inventory ledger literal names norm originals parse problem render rivals source "
        "stored text value wording"
    ),
    "": "case decision engine problem",
    "__main__": "cli",
}
THIRD_PARTY = {
    "yaml": "parse.yaml_text",
    "chinese_calendar": "period",
    "openpyxl": "batch.reading.workbook render.workbook",  # one reads, the other writes
    "rich": "render.terminal",
    "typer": "cli",
    "pydantic": "render.contract",
    "polars": "batch evaluate.columnar evaluate.audit.frame evaluate.spark",  # its frames are what they take and give
    "py4j": "evaluate.spark",
    "pyarrow": "evaluate.spark",
    "pyspark": "evaluate.spark",
    "icalendar": "render.calendar",
    "jinja2": "render.template",
    "docx": "render.document.docx",
    "weasyprint": "render.document.pdf",
    "z3": "analyse.solver",
    "msgspec": "json_facts",
    "sqlalchemy": "ledger.database ledger.store",  # one connects, the other keeps and reads
    "durable_rules_engine": "evaluate.stream.network",
}
DRAWERS = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "misc"}
LONGEST = 400


def dotted(path: Path) -> str:
    """The name of a module inside the package; the package itself has none."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


MODULES = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imports(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """The own modules and the third-party packages that a module imports, wherever in it the import stands."""
    own: set[str] = set()
    foreign: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            inside = [f"{node.module}.{alias.name}" for alias in node.names if alias.name != "__version__"]
            names = [full if full.removeprefix("rules_engine.") in MODULES else str(node.module) for full in inside]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            top = name.partition(".")[0]
            if top == "rules_engine":
                own.add(name.removeprefix("rules_engine").lstrip("."))
            elif top not in sys.stdlib_module_names:
                foreign.add(top)
    return frozenset(own), frozenset(foreign)


def layer(module: str) -> str:
    """The row of the table to which a module belongs."""
    parts = module.split(".")
    rows = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return next((row for row in rows if row in LAYERS), module)


def inside(module: str, row: str) -> bool:
    """Whether a module is a row's module, or lies in its folder."""
    return module == row or module.startswith(f"{row}.")


def test_every_module_has_its_layer():
    """No module stands outside the table, and the table names none that is gone."""
    folders = {module for module in MODULES if MODULES[module].name == "__init__.py"}
    assert [module for module in MODULES if layer(module) not in LAYERS and module not in folders] == []
    assert [row for row in LAYERS if not any(inside(module, row) for module in MODULES)] == []


def test_the_table_runs_one_way():
    """What a layer imports stands above it."""
    rows = list(LAYERS)
    for row, allowed in LAYERS.items():
        assert [name for name in allowed.split() if name not in rows[: rows.index(row)]] == [], row


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_what_its_layer_may(module):
    """An import that the table does not allow is a new dependency, and is written there first."""
    own = layer(module)
    allowed = [*LAYERS.get(own, "").split(), own] if own else LAYERS[""].split()
    assert [name for name in imports(module)[0] if not any(inside(name, row) for row in allowed)] == []


def test_no_modules_import_one_another():
    """There is no circle, inside folders too."""
    graph = {module: imports(module)[0] & MODULES.keys() for module in MODULES}
    assert list(graphlib.TopologicalSorter(graph).static_order())


def test_each_third_party_package_enters_in_one_place():
    """An engine can be replaced by replacing one module, or the few that the table names with the reason."""
    found = {(name, module) for module in MODULES for name in imports(module)[1]}
    rows = {name: row.split() for name, row in THIRD_PARTY.items()}
    strays = {(name, module) for name, module in found if not any(inside(module, row) for row in rows.get(name, ()))}
    assert strays == set()
    assert set(THIRD_PARTY) == {name for name, _ in found}


@pytest.mark.parametrize(
    "path", sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]), ids=lambda p: p.name
)
def test_no_file_is_too_long(path):
    """A file that passes 400 lines is two files."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_meaning_is_short_enough_to_read_aloud():
    """The reference evaluator has at most 200 lines."""
    assert len(MODULES["evaluate.reference"].read_text(encoding="utf-8").splitlines()) <= 200


def test_no_module_is_a_drawer():
    """Names say what a module is about."""
    assert [module for module in MODULES if DRAWERS & set(re.split(r"[._]", module))] == []


def test_the_package_tells_where_to_look_for_a_part():
    """The first page of the package names each module and folder at its top, and none that is gone."""
    story = ast.get_docstring(ast.parse(MODULES[""].read_text(encoding="utf-8")))
    tops = {module.partition(".")[0] for module in MODULES} - {"", "__main__"}
    assert set(re.findall(r"`(\w+)`", story)) == tops


def test_every_test_states_a_fact():
    """Each test has a docstring, and no test is named by a number."""
    silent, numbered = [], []
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                silent += [] if ast.get_docstring(node) else [f"{path.name}: {node.name}"]
                numbered += [f"{path.name}: {node.name}"] if re.search(r"_\d+$", node.name) else []
    assert silent == []
    assert numbered == []
