"""Kinds of events in the vocabulary, and the facts that a ledger fills: what can be wrong with them."""

from __future__ import annotations

import pytest
from small_pack import VOCABULARY, write
from test_check_history import EVENTS

from rules_engine import CheckError, Engine
from rules_engine.history import Per

FACTS = VOCABULARY["facts.yaml"].replace(
    "constraints:",
    "this_year: {type: count, zh: 今年次数, en: this year}\n"
    "mate_away: {type: flag, zh: 搭档外出, en: mate away}\n"
    "constraints:",
)
ACTIONS = VOCABULARY["actions.yaml"].replace("facts: [chair, urgent", "facts: [this_year, mate_away, chair, urgent")


def problems(tmp_path, events):
    """What is wrong with a vocabulary's events, one line each."""
    with pytest.raises(CheckError) as caught:
        Engine.load(write(tmp_path, events=events, facts=FACTS, actions=ACTIONS))
    return [f"{found.path}: {found.code}: {found.message.en}" for found in caught.value.problems]


def test_events_and_fills_are_read(tmp_path):
    """Names, facts and marks of a kind; how a fact is counted."""
    fills = (
        "fills:\n  this_year: {action: paper.sign, count: held, by: about, per: year, on: minutes_on}\n"
        "  mate_away: {action: paper.sign, concurrent: away, pair: [who, mate]}\n"
    )
    words = Engine.load(write(tmp_path, events=EVENTS + fills, facts=FACTS, actions=ACTIONS)).vocabulary
    away = words.events["away"]
    assert (list(away.names), away.optional, away.lasting, away.timed) == (["who", "mate"], {"mate"}, True, False)
    assert words.events["held"].fields == ("meeting", "noted", "held_on")
    counted, paired = words.fills
    assert (counted.fact, counted.by, counted.per, counted.on) == ("this_year", ("about",), Per("year"), "minutes_on")
    assert (paired.fact, paired.pair, paired.per) == ("mate_away", ("who", "mate"), None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gone: {zh: 走, en: gone}", ["events.Gone: bad-id: `Gone` cannot be an id"]),
        ("gone: {en: gone}", ["events.gone: missing-key: `events.gone` lacks `zh`"]),
        ("gone: {zh: 外出, en: gone}", ["events.gone: name-taken: `外出` is already a name of away"]),
        (
            "gone: {zh: 走, en: gone, fields: [metting]}",
            ["events.gone.fields: unknown-name: there is no name `metting`"],
        ),
        (
            "gone: {zh: 走, en: gone, names: {Who: {zh: 谁, en: who}}}",
            ["events.gone.names.Who: bad-id: `Who` cannot be an id"],
        ),
        ("gone: {zh: 走, en: gone, lasting: maybe}", ["events.gone.lasting: not-one-of: `maybe` is not accepted"]),
        ("gone: {zh: 走, en: gone, lasts: yes}", ["events.gone.lasts: unknown-key: there is no key `lasts` here"]),
        (
            "fills: {nothing: {action: paper.sign, count: held, per: year}}",
            ["fills.nothing: unknown-name: there is no name `nothing`"],
        ),
        (
            "fills: {this_year: {action: paper.read, count: held, per: year}}",
            ["fills.this_year.action: unknown-name: there is no action `paper.read`"],
        ),
        (
            "fills: {members: {action: paper.sign, count: held, per: year}}",
            ["fills.members: not-of-action: the action `paper.sign` does not use the fact `members`"],
        ),
        (
            "fills: {urgent: {action: paper.sign, count: held, per: year}}",
            ["fills.urgent: wrong-type: `urgent` must be a fact of type count"],
        ),
        (
            "fills: {this_year: {action: paper.sign, count: held}}",
            ["fills.this_year: missing-key: `fills.this_year` lacks `per`"],
        ),
        (
            "fills: {this_year: {action: paper.sign, per: year}}",
            ["fills.this_year: one-pattern: a norm about a history has exactly one pattern"],
        ),
        (
            "fills: {this_year: {action: paper.sign, concurrent: away}}",
            ["fills.this_year: missing-key: one of distinct, pair is needed"],
        ),
        (
            "fills: {this_year: {action: paper.sign, count: held, per: year, on: chair}}",
            ["fills.this_year.on: wrong-type: `chair` must be a fact of type date, datetime"],
        ),
    ],
)
def test_a_mistake_gets_one_answer_with_its_place(tmp_path, line, expected):
    """What is lacking, unknown, of the wrong type or named twice is said once, where it stands."""
    assert problems(tmp_path, EVENTS + line + "\n") == expected


def test_a_vocabulary_may_have_no_events(tmp_path):
    """Then it has none, and fills nothing."""
    words = Engine.load(write(tmp_path)).vocabulary
    assert (words.events, words.fills) == ({}, ())
