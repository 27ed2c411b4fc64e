"""Rules are put to other engines as they are meant; nothing is timed here, and no peer need be installed."""

from __future__ import annotations

import ast
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.peers.cases import Cases
from benchmarks.peers.chart import Panel, drawn
from benchmarks.peers.condition import AllOf, AnyOf, Flag, Holds, Not, OneOf, Order, pushed, truth
from benchmarks.peers.exporters.cedar import policies
from benchmarks.peers.exporters.columns import Polars, Sql, bits
from benchmarks.peers.exporters.json_logic import logic
from benchmarks.peers.exporters.rego import module
from benchmarks.peers.notation import Notation
from benchmarks.peers.page import BEGIN, END, with_tables
from benchmarks.peers.registry import PEERS, place_of
from benchmarks.peers.rules import exported
from benchmarks.peers.simplify import simplified
from benchmarks.peers.workload import ACTIONS, JURISDICTION
from rules_engine import Engine

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@pytest.fixture(scope="module")
def engine():
    """The shipped packs."""
    return Engine.load()


@pytest.fixture(scope="module", params=ACTIONS)
def asked(request, engine):
    """An action's rules as conditions, and complete cases with the ids that the reference finds violated."""
    action = exported(engine.evaluator(JURISDICTION, request.param).program)
    maker = Cases(engine, JURISDICTION, action)
    cases = []
    for _ in range(25):
        facts = maker.facts()
        decision = engine.decide(maker.case(facts), evaluator="reference")
        cases.append((facts, [finding.norm.id for finding in decision.violations]))
    return action, cases


def violated(action, holds):
    """The ids of the rules whose condition holds."""
    return [name for name, condition in action.rules if holds(condition)]


def test_conditions_hold_where_the_reference_finds_a_violation(asked):
    """Overrides and definitions written out, what parts settle left out: the same rules are violated."""
    action, cases = asked
    assert any(ids for _, ids in cases)
    for facts, ids in cases:
        assert violated(action, lambda condition, facts=facts: truth(condition, facts)) == ids


def test_negations_pushed_inwards_change_nothing(asked):
    """Peers without a negation of whole conditions are given the same rules."""
    action, cases = asked
    for facts, ids in cases:
        assert violated(action, lambda condition, facts=facts: truth(pushed(condition), facts)) == ids


def test_the_shared_notation_means_the_same(asked):
    """It is that of Python, too, which can therefore be asked what it means."""
    action, cases = asked
    for facts, ids in cases:
        assert violated(action, lambda condition, facts=facts: eval(Notation().text(condition), {}, dict(facts))) == ids


def said(rule, facts):
    """What JSONLogic means, for the operations that are exported."""
    if not isinstance(rule, dict):
        return rule
    ((operation, operands),) = rule.items()
    if operation == "var":
        return facts[operands]
    values = [said(operand, facts) for operand in operands]
    return {
        "and": lambda: all(values),
        "or": lambda: any(values),
        "!": lambda: not values[0],
        "in": lambda: values[0] in values[1],
        "==": lambda: values[0] == values[1],
        "*": lambda: values[0] * values[1],
        "<": lambda: values[0] < values[1],
        "<=": lambda: values[0] <= values[1],
        ">": lambda: values[0] > values[1],
        ">=": lambda: values[0] >= values[1],
    }[operation]()


def test_json_logic_means_the_same(asked):
    """Operation by operation, as its specification has them."""
    action, cases = asked
    for facts, ids in cases:
        assert violated(action, lambda condition, facts=facts: said(logic(condition), facts)) == ids


def in_columns(action, facts):
    """A case as a row whose sets are bits."""
    sets = {column.name: column for column in action.columns if column.kind == "set"}
    return {name: bits(sets[name], tuple(value)) if name in sets else value for name, value in facts.items()}


def test_sql_means_the_same(asked):
    """The bits that a database works out are those of the violated rules."""
    action, cases = asked
    rows = [in_columns(action, facts) for facts, _ in cases]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"create table acts ({', '.join(rows[0])})")
        marks = ", ".join("?" for _ in rows[0])
        database.executemany(f"insert into acts values ({marks})", [tuple(row.values()) for row in rows])
        masks = [mask for (mask,) in database.execute(f"select {Sql(action).mask()} from acts")]
    assert [[name for at, name in enumerate(action.ids) if mask >> at & 1] for mask in masks] == [
        ids for _, ids in cases
    ]


def test_polars_by_hand_means_the_same(asked):
    """The floor of the bulk table decides the same rules."""
    pl = pytest.importorskip("polars", reason="the extra `batch` is not installed")
    action, cases = asked
    types = {column.name: pl.Enum(column.values) for column in action.columns if column.kind == "enum"}
    frame = pl.DataFrame([in_columns(action, facts) for facts, _ in cases], schema_overrides=types)
    masks = frame.select(mask=Polars(action).mask())["mask"]
    assert [[name for at, name in enumerate(action.ids) if mask >> at & 1] for mask in masks] == [
        ids for _, ids in cases
    ]


def test_every_rule_is_exported_under_its_own_id(asked):
    """What cannot be run here names every rule once, and every text is well formed as far as brackets tell."""
    action, _ = asked
    for text in (policies(action), module(action)):
        assert all(text.count(f'"{name}"') == 1 for name in action.ids)
        assert all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "{}"))


A, B = Flag("a"), Flag("b")
WORDS = {"word": frozenset({"one", "two", "three"})}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (AllOf((A, AnyOf((Not(A), B)))), AllOf((A, B))),
        (AnyOf((A, AllOf((Not(A), B)))), AnyOf((A, B))),
        (AllOf((OneOf("word", ("one",)), Not(OneOf("word", ("two",))))), OneOf("word", ("one",))),
        (AllOf((OneOf("word", ("one",)), OneOf("word", ("two",)))), AnyOf(())),
        (AnyOf((Holds("set", ("x",)), Not(Holds("set", ("x",))))), AllOf(())),
        (
            AllOf((AnyOf((A, B)), AnyOf((A, Holds("set", ("x",)))))),
            AnyOf((A, AllOf((B, Holds("set", ("x",)))))),
        ),
    ],
)
def test_what_other_parts_settle_is_left_out(condition, expected):
    """A condition is as short as a person would write it."""
    assert simplified(condition, WORDS) == expected


def test_what_is_left_out_is_read_from_the_expression_itself(asked):
    """No condition asks the same thing twice in one conjunction, and none is always or never so."""
    action, _ = asked
    for _, condition in action.rules:
        assert condition not in (AllOf(()), AnyOf(()))
        assert isinstance(condition, AllOf | Holds | OneOf | Flag | Not | Order)
        if isinstance(condition, AllOf):
            assert len(set(condition.items)) == len(condition.items)


def test_peers_are_imported_only_when_rules_are_loaded():
    """So that the exporters can be held to their rules where no peer is installed."""
    for peer in PEERS:
        module_name, name = place_of(peer)
        tree = ast.parse((PAGE.parent.parent / (module_name.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        roots = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0] for node in top
        }
        assert peer.module.split(".")[0] not in roots, name


def test_only_what_stands_between_the_marks_is_written():
    """What a person wrote stays, and a page without marks is refused."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert with_tables(page, "new\n") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="marks"):
        with_tables("before", "new")


def test_the_page_names_every_peer():
    """Each has its row, or a word on why it was left out."""
    page = PAGE.read_text(encoding="utf-8")
    between = page.partition(BEGIN)[2].partition(END)[0]
    assert [peer.name for peer in PEERS if peer.name not in between] == []


def test_a_chart_is_a_picture_with_every_line():
    """It is well-formed, and a line has as many points as were measured."""
    panel = Panel("Rules", "rules", "µs", {"one": [(10, 1.0), (100, 2.0)], "two": [(10, 3.0), (1000, 40.0)]})
    picture = ET.fromstring(drawn([panel, panel, panel]))
    lines = [node.attrib["points"].split() for node in picture.iter("{http://www.w3.org/2000/svg}polyline")]
    assert [len(points) for points in lines] == [2] * 6
