"""The solver says what can be, what cannot, and when it gave up; z3 is asked for by name where it is missing."""

from __future__ import annotations

import subprocess
import sys

from rules_engine.analyse.solver import Logic, Model, Solver, Undecided


def test_what_can_be_comes_with_an_assignment():
    """The model makes every formula true."""
    logic = Logic()
    one, number = logic.truth("one"), logic.number("number")
    solver = Solver(logic)
    solver.add(logic.either((logic.negation(one), number > 3)), number < 5)
    model = solver.model(one)
    assert isinstance(model, Model)
    assert (model.truth(one), model.number(number)) == (True, 4)


def test_what_cannot_be_is_told_apart():
    """There is no model, and a scope that has ended asks for nothing any more."""
    logic = Logic()
    number = logic.number("number")
    solver = Solver(logic)
    with solver.scope(number > 3):
        assert solver.model(number < 4) is None
    assert isinstance(solver.model(number < 4), Model)


def test_bounds_that_come_later_hold_too():
    """A bound that is noted while a question is open is asked for, inside scopes and after them."""
    logic = Logic()
    bounds = []
    number = logic.number("number")
    solver = Solver(logic, bounds)
    with solver.scope(number < 0):
        bounds.append(number >= 0)
        assert solver.model() is None
    assert solver.model(number < 0) is None


def test_a_question_that_takes_too_long_is_given_up():
    """No answer is no claim: the reason is told, and it is the same every time."""
    answers = []
    for _ in range(2):
        logic = Logic()
        x, y, z = (logic.number(name) for name in "xyz")
        solver = Solver(logic, steps=2000)
        solver.add(x * x * x + y * y * y == z * z * z, x > 0, y > 0)
        answers.append(solver.model())
    assert answers == [Undecided("canceled")] * 2


def test_nothing_joined():
    """Nothing at all is true together, and false as a choice."""
    logic = Logic()
    solver = Solver(logic)
    assert solver.model(logic.either(())) is None
    assert isinstance(solver.model(logic.both(())), Model)


def test_without_z3_the_message_names_the_extra():
    """Without the extra the command ends with 2 and says what to install, without a traceback."""
    code = (
        "import sys; sys.modules['z3'] = None; from rules_engine.cli import main;"
        "sys.argv = ['rules-engine', 'analyse', 'diff', 'hongqiao', 'funing', 'gift.accept']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install -e ".[analysis]"' in done.stderr
    assert "Traceback" not in done.stderr
