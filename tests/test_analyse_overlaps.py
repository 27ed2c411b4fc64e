"""Rules that bear on the same choice in the same case with different outcomes."""

from __future__ import annotations

import pytest
from planted_pack import planted
from test_analyse_competence import text

from rules_engine import Engine
from rules_engine.analyse.overlaps import overlaps


@pytest.fixture
def told(tmp_path):
    """The ids of what is found in a pack of some rules."""

    def run(*rules, **changed):
        engine = Engine.load(planted(tmp_path, rules=text(*rules), parameters="{}\n", **changed))
        found = list(overlaps(engine.pack("linhe"), engine.vocabulary, "meeting.hold", 2026))
        return [(finding.id, [decision.case.facts for decision in finding.shown]) for finding in found]

    return run


CLERK = ("clerk", "meeting == plenary", "permit chair == clerk")
HEAD = ("head", "meeting == plenary and noted", "require chair == head")


def test_a_permit_that_a_must_denies(told):
    """The case shown is small, and both rules bear on it."""
    assert told(CLERK, HEAD) == [
        ("permit-denied/clerk/head", [{"meeting": "plenary", "chair": "clerk", "noted": True}])
    ]


def test_a_permit_that_displaces_the_must(tmp_path):
    """Where the permit says which prevails, nothing is found."""
    rules = text(CLERK, HEAD).replace('permit: "chair == clerk",', 'permit: "chair == clerk", overrides: [head],')
    assert "overrides" in rules
    engine = Engine.load(planted(tmp_path, rules=rules, parameters="{}\n"))
    assert list(overlaps(engine.pack("linhe"), engine.vocabulary, "meeting.hold", 2026)) == []


def test_a_permit_about_something_else(told):
    """A must that asks for another thing takes nothing from the permit."""
    assert told(CLERK, ("heard", "meeting == plenary", "require hearing in steps", "procedure")) == []


def test_two_kinds_at_once_are_no_overlap(told):
    """That each of two matters goes to its own body is no conflict of the two rules."""
    hearing = ("hearing", "hearing in steps", "permit chair == clerk")
    experts = ("experts", "experts in steps", "require chair == head")
    assert told(hearing, experts) == []


def test_rules_of_which_neither_is_stricter(told):
    """Each accepts someone whom the other does not; the case is shown with both choices."""
    first = ("first", "meeting == plenary", "require chair in [head, deputy]")
    second = ("second", "meeting == plenary", "require chair in [deputy, clerk]")
    ((name, shown),) = told(first, second)
    assert name == "crossed/first+second"
    assert [facts["chair"] for facts in shown] == ["head", "clerk"]


def test_a_stricter_rule_beside_a_general_one(told):
    """A rule that takes away some of what the other accepts is no conflict."""
    general = ("general", "meeting == plenary", "require chair in [head, deputy]")
    assert told(general, ("stricter", "meeting == plenary and noted", "require chair == head")) == []
