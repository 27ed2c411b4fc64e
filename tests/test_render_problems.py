"""Problems as people see them, and as data."""

from __future__ import annotations

from rules_engine.problem import Problem
from rules_engine.render.problems import lint_data, lint_page, problem_data, problems_page
from rules_engine.source import Source, Span
from rules_engine.text import Text

SOURCE = Source("case.yaml", "facts:\n  会议: 常务会\n" + "x" * 100 + "here" + "y" * 100 + "\n")
NEAR = Problem(
    "unknown-value",
    Text("`常务会` 不是 `meeting` 可取的值", "`常务会` is no value of `meeting`"),
    Span(SOURCE, 2, 7, 3),
    "facts.会议",
    Text("是否指 `常务会议`？", "did you mean `常务会议`?"),
    (Span(SOURCE, 1, 1, 5),),
)
WARNING = Problem("unused-fact", Text("没有用到", "not used"), Span(SOURCE, 1, 1, 5), severity="warning")
FAR = Problem("far", Text("远", "far"), Span(SOURCE, 3, 101, 4))
NOWHERE = Problem("file-not-found", Text("没有文件 `a`", "there is no file `a`"))


def test_a_problem_shows_its_place_its_line_and_its_help():
    """The carets stand under the Chinese text, and the help has its own line."""
    assert problems_page([NEAR], "en").plain() == (
        "case.yaml:2:7: unknown-value: `常务会` is no value of `meeting`\n"
        "      会议: 常务会\n"
        "            ^^^^^^\n"
        "  help: did you mean `常务会议`?\n"
        "  see: case.yaml:1:1\n"
    )
    assert problems_page([NEAR], "zh").plain().endswith("  提示: 是否指 `常务会议`？\n  另见: case.yaml:1:1\n")


def test_problems_are_sorted_by_place_each_once():
    """A problem without a place comes first; a repeated one is told once; warnings are marked."""
    lines = problems_page([NEAR, WARNING, NOWHERE, NEAR], "en").plain().splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [
        "file-not-found: there is no file `a`",
        "case.yaml:1:1: unused-fact: not used (warning)",
        "case.yaml:2:7: unknown-value: `常务会` is no value of `meeting`",
    ]


def test_a_long_line_is_cut_around_its_place():
    """Line and carets stay together on a narrow terminal."""
    _, line, caret = problems_page([FAR], "en").plain(80).splitlines()
    assert len(line) <= 68
    assert line[caret.index("^") : caret.index("^") + 4] == "here"


def test_lint_counts_errors_and_warnings():
    """The last line says what was looked at and what was found."""
    assert lint_page(["linhe"], [NEAR, WARNING], "zh").plain().splitlines()[-1] == "linhe: 错误 1，警告 1"
    assert lint_page(["linhe"], [WARNING], "en").plain().splitlines()[-1] == "linhe: 0 errors, 1 warning"
    data = lint_data(["linhe"], [NEAR, WARNING])
    assert (data["packs"], data["errors"], data["warnings"]) == (["linhe"], 1, 1)


def test_a_problem_as_data():
    """A program gets every part of a problem, and null where there is none."""
    assert problem_data(NEAR) == {
        "code": "unknown-value",
        "severity": "error",
        "file": "case.yaml",
        "line": 2,
        "column": 7,
        "path": "facts.会议",
        "message": {"zh": "`常务会` 不是 `meeting` 可取的值", "en": "`常务会` is no value of `meeting`"},
        "help": {"zh": "是否指 `常务会议`？", "en": "did you mean `常务会议`?"},
        "related": ["case.yaml:1:1"],
    }
    assert problem_data(NOWHERE)["file"] is None
