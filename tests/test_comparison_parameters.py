"""Limits side by side: what is set, what is regulated without a number, and true silence."""

from __future__ import annotations

import pytest
from compared_packs import write_compared

from rules_engine import Engine
from rules_engine.comparison.parameters import Part, State, compare_parameters, uses_of
from rules_engine.comparison.topics import concepts_of
from rules_engine.norm import Force


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Three packs that differ."""
    return Engine.load(write_compared(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def rows(engine):
    """The rows of all limits, by concept."""
    table = compare_parameters([engine.pack(name) for name in engine.jurisdictions], engine.vocabulary)
    return {row.concept.label.id: row for row in table.rows}


def slugs(rules):
    """The last parts of the ids of rules."""
    return [rule.norm.slug for rule in rules]


def test_a_limit_and_its_rules(rows):
    """A cell has the limit with its article, the rules that read it, and how firm they are."""
    cell = rows["quorum"].cells["linhe"]
    assert (cell.state, str(cell.cited.cite), cell.forces) == (State.LIMIT, "2.1", (Force.MUST,))
    assert [(use.rule.norm.slug, use.part, use.rival) for use in cell.uses] == [("quorum", Part.DEMAND, False)]
    assert rows["quorum"].cells["linshan"].forces == (Force.IN_PRINCIPLE,)


def test_shares_of_different_wholes_are_told_apart(rows):
    """A share of the members and a share of those due to attend are not the same limit."""
    assert rows["quorum"].cells["linhe"].wholes == ("members",)
    assert rows["quorum"].cells["linshan"].wholes == ("due",)


def test_a_limit_of_a_rival_reading_alone(rows):
    """It is marked, and the documents that do not have the rival are not said to regulate the thing."""
    cells = rows["quorum.lenient"].cells
    assert cells["linshan"].rival_only
    assert cells["linhe"].state is State.SILENT
    assert [text.en for text in rows["quorum"].cells["linshan"].other_readings] == ["the number is included"]


def test_a_duty_without_a_day_regulates_what_others_limit(rows):
    """A duty to do the same deed, by no day, is no silence, whatever its rule is called."""
    cell = rows["issue"].cells["linshan"]
    assert (cell.state, slugs(cell.rules)) == (State.NO_NUMBER, ["minutes-issued"])


def test_a_rule_that_measures_the_same_is_related(rows):
    """It is named, and said to be another one."""
    cell = rows["funds"].cells["linshan"]
    assert (cell.state, slugs(cell.rules)) == (State.RELATED, ["large-sums"])


def test_silence_is_true_silence(rows):
    """A document without a rule near the thing is silent of each."""
    assert {row.cells["linhai"].state for row in rows.values()} == {State.SILENT}
    assert all(not row.cells["linhai"].rules for row in rows.values())


def test_a_limit_read_in_a_condition(engine):
    """Where the rule applies only from the limit on, the limit is part of its condition, inside definitions too."""
    assert [(use.rule.norm.slug, use.part) for use in uses_of(engine.pack("linhe"), "funds")] == [
        ("costly-needs-hearing", Part.CONDITION)
    ]


def shipped(concept):
    """The cells of a concept in the shipped packs: sign and amount, and the article."""
    engine = Engine.load()
    packs = [engine.pack(name) for name in engine.jurisdictions]
    (row,) = compare_parameters(packs, engine.vocabulary, [concept]).rows
    return {
        name: (cell.cited.limit.op, str(cell.cited.limit.amount), cell.cited.cite.article) if cell.cited else cell.state
        for name, cell in row.cells.items()
    }


def test_the_quorum_of_the_executive_meeting_in_the_five_documents():
    """More than half in Funing 43, Huancui 43 and Lulong 42, half in Hongqiao 41; Hongshan sets none."""
    assert shipped("quorum.executive") == {
        "funing": ("more_than", "1/2", 43),
        "hongqiao": ("at_least", "1/2", 41),
        "hongshan": State.SILENT,
        "huancui": ("more_than", "1/2", 43),
        "lulong": ("more_than", "1/2", 42),
    }


def test_large_funds_in_the_five_documents():
    """Hongqiao 41 alone has a sum; Funing 43 names the meeting without one, Huancui 48 and Lulong 40 any meeting."""
    assert shipped("funds.executive_meeting") == {
        "funing": State.NO_NUMBER,
        "hongqiao": ("at_least", "500000000", 41),
        "hongshan": State.SILENT,
        "huancui": State.RELATED,
        "lulong": State.RELATED,
    }


def test_a_topic_is_a_beginning_a_word_or_an_action():
    """Limits are found by their ids, by words of their labels in both languages, and by the act that they limit."""
    engine = Engine.load()
    packs = [engine.pack(name) for name in engine.jurisdictions]

    def named(topic):
        return concepts_of(topic, packs, engine.vocabulary)

    assert named("quorum.head") == ("quorum.head_office",)
    assert set(named("出席比例")) == {name for name in named("") if name.startswith("quorum")}
    assert named("Conference") == ("conference.preparation", "conference.yearly")
    assert named("外出请假") == named("leave.take") == ("leave.city_notice", "leave.leaders_away")
