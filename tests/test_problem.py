"""Problems and the errors that carry them."""

import pytest

from rules_engine.problem import CaseError, CheckError, PackError, ParseError, Problem, ProblemsError, RulesEngineError
from rules_engine.source import Source, Span
from rules_engine.text import Text


def problem(code="wrong", line=0, name="a.yaml", message="no"):
    """A problem on a line of a file, or without a place."""
    return Problem(code, Text("不", message), Span(Source(name, "x\ny"), line, 1) if line else None)


def test_a_problem_on_one_line_has_place_code_and_sentence():
    """Editors jump to it, and programs read the code."""
    assert problem(line=2).line() == "a.yaml:2:1: wrong: no"
    assert problem(line=2).line("zh") == "a.yaml:2:1: wrong: 不"
    assert problem().line() == "wrong: no"


def test_problems_are_sorted_by_place():
    """By file, then line, then code; those without a place come first."""
    given = [problem(line=2), problem("b", 1), problem("a", 1), problem(name="0.yaml", line=9), problem()]
    found = CaseError(given).problems
    assert [(p.span.source.name if p.span else "", p.span.line if p.span else 0, p.code) for p in found] == [
        ("", 0, "wrong"),
        ("0.yaml", 9, "wrong"),
        ("a.yaml", 1, "a"),
        ("a.yaml", 1, "b"),
        ("a.yaml", 2, "wrong"),
    ]


def test_a_problem_found_twice_is_told_once():
    """Two passes that see the same mistake report one."""
    assert len(CaseError([problem(line=1), problem(line=1)]).problems) == 1


def test_problems_of_one_place_stay_in_the_order_in_which_they_were_found():
    """The order never depends on hashing."""
    given = [problem(line=1, message=str(number)) for number in range(20)]
    assert [p.message.en for p in CaseError(given).problems] == [str(number) for number in range(20)]


@pytest.mark.parametrize("kind", [ParseError, CheckError, CaseError, PackError])
def test_every_error_of_the_library_has_one_root(kind):
    """One clause catches all that the library raises on purpose, and its text names all problems."""
    error = kind([problem(line=1), problem(line=2)])
    assert isinstance(error, RulesEngineError)
    assert isinstance(error, ProblemsError)
    assert str(error) == "a.yaml:1:1: wrong: no\na.yaml:2:1: wrong: no"


def test_a_message_cannot_steer_the_terminal():
    """Escape sequences that a user's file holds are shown as replacement characters."""
    assert "\x1b" not in problem(message="\x1b[2J`\x00").line()
