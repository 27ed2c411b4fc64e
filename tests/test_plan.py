"""Programs: rules by position, what displaces what, and which facts are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from random_packs import packs, vocabularies
from small_pack import write

from rules_engine import Engine
from rules_engine import expression as ex
from rules_engine.norm import Form
from rules_engine.plan import plan


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def program(engine):
    """The program of the small pack's only action with rules."""
    return plan(engine.pack("linhe"), engine.vocabulary, "meeting.hold")


def position(program, slug):
    """Where a rule stands."""
    return next(at for at, line in enumerate(program.lines) if line.norm.slug == slug)


def test_lines_stand_in_the_documents_order(engine, program):
    """Positions are those of the checked pack's rules about the action."""
    assert [line.norm for line in program.lines] == [
        rule.norm for rule in engine.pack("linhe").rules_of("meeting.hold")
    ]


def test_what_displaces_a_rule_is_known_from_both_sides(program):
    """The permit of article 2.2 stands over the rule that the head chairs, and that rule under it."""
    head, deputy = position(program, "chaired-by-head"), position(program, "chaired-by-deputy")
    assert program.lines[head].under == (deputy,)
    assert program.lines[deputy].over == (head,)
    assert program.order.index(deputy) < program.order.index(head)
    assert program.reach[head] == (head, deputy)
    assert program.reach[deputy] == (deputy,)


def test_slots_are_the_facts_that_rules_read_in_the_vocabularys_order(program):
    """Nothing else is read, but for the organ, which decides whom the document binds."""
    assert tuple(program.slots) == (
        *("meeting", "chair", "members", "present", "amount", "steps", "urgent", "held_on", "minutes_on", "organ"),
    )
    assert program.slots["urgent"].presumed
    assert program.slots["meeting"].values == {"plenary", "executive"}


def test_in_force_days_are_open_where_the_document_says_nothing(program):
    """The small document is in force from 2020 on, without end."""
    assert (program.first_day, program.last_day) == (date(2020, 1, 1), date.max)


def test_an_action_without_rules_has_an_empty_program(engine):
    """No lines, no duties, no presumptions to be read."""
    program = plan(engine.pack("linhe"), engine.vocabulary, "paper.sign")
    assert (program.lines, program.duties) == ((), ())


def test_names_sort_by_fact_and_then_by_element(program):
    """Elements of a set follow their fact; what is no fact comes last."""
    names = ["organ", "steps.hearing", "calendar:2031", "steps.experts", "meeting", "meeting"]
    assert program.in_order(names) == ("meeting", "steps.experts", "steps.hearing", "organ", "calendar:2031")


@settings(max_examples=100)
@given(packs(), vocabularies)
def test_every_line_stands_after_what_displaces_it(pack, vocabulary):
    """The order is one of all lines, and keeps to the overrides."""
    program = plan(pack, vocabulary, "meeting.hold")
    assert sorted(program.order) == list(range(len(program.lines)))
    for at, line in enumerate(program.lines):
        assert all(program.order.index(above) < program.order.index(at) for above in line.under)


@settings(max_examples=100)
@given(packs(), vocabularies)
def test_a_rival_reading_is_a_line_of_its_own(pack, vocabulary):
    """It has the norm's own id, and the form of its own body."""
    for line in plan(pack, vocabulary, "meeting.hold").lines:
        if line.rival:
            assert line.rival.norm.id == line.norm.id
            assert line.rival.rival is None
            assert (line.rival.duty is not None) == (line.rival.form is Form.DUTY)
            assert all(isinstance(part, ex.Expression) for part in line.rival.expressions)
