"""What a user writes in an interview: several elements at once, don't knows, commands."""

from __future__ import annotations

import pytest
from small_pack import rule, write

from rules_engine import CaseError, Engine
from rules_engine.cli.choosing import Command, answers_in, command_in
from rules_engine.value import holds


def told(case, name):
    """Whether a case says that an element is in its set."""
    return holds(case.facts.get("steps"), name.partition(".")[2])


@pytest.fixture
def ask(tmp_path):
    """What a line answers to the question about both steps."""
    engine = Engine.load(write(tmp_path, rules=rule("require: all_of(steps, [experts, hearing])")))
    at = engine.interview(engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "facts": {}}))

    def answered(line):
        after = at.answered(answers_in(line, engine.names("linhe"), at))
        assert after.skipped == {name for name in ("steps.hearing", "steps.experts") if told(after.case, name) is None}
        return told(after.case, "steps.hearing"), told(after.case, "steps.experts")

    return answered


@pytest.mark.parametrize(
    ("line", "hearing", "experts"),
    [
        ("听证，专家论证", True, True),
        ("听证、专家论证", True, True),
        ("1 2", True, True),
        ("1,2", True, True),
        ("hearing", True, False),
        ("Expert Review", False, True),
        ("2", False, True),
        ("无", False, False),
        ("none", False, False),
        ("听证，其余未知", True, None),
        ("hearing, others unknown", True, None),
        ("其余不清楚", None, None),
        ("不知道", None, None),
        ("", None, None),
    ],
)
def test_elements_are_listed(ask, line, hearing, experts):
    """By number, by either language's name; what is not named is not there, or is not known."""
    assert ask(line) == (hearing, experts)


@pytest.mark.parametrize("line", ["3", "0 1", "听政", "听证 表决", "1" * 5000])
def test_what_is_no_element_is_an_error(ask, line):
    """The whole line counts for nothing."""
    with pytest.raises(CaseError):
        ask(line)


@pytest.mark.parametrize(
    ("line", "command"),
    [("?", "HELP"), ("？", "HELP"), (" 上一步 ", "BACK"), ("BACK", "BACK"), ("退出", "QUIT"), ("quit", "QUIT")],
)
def test_commands_stand_beside_answers(line, command):
    """In both languages, whatever the case and the space around them."""
    assert command_in(line) is Command[command]
    assert command_in(f"{line} x") is None
