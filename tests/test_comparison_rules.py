"""Norms about one action, aligned by what they regulate."""

from __future__ import annotations

import pytest
from compared_packs import write_compared

from rules_engine import Engine
from rules_engine.comparison.rules import compare_rules
from rules_engine.norm import NormKind


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """What three packs say of holding a meeting."""
    engine = Engine.load(write_compared(tmp_path_factory.mktemp("packs")))
    return compare_rules([engine.pack(name) for name in engine.jurisdictions], engine.vocabulary, "meeting.hold")


def row(table, slug):
    """The row of a norm."""
    return next(found for found in table.rows if found.slug == slug)


def test_norms_are_aligned_by_the_last_part_of_their_ids(table):
    """A norm that two documents have is one row; every norm of every document is in some row, once."""
    assert {found.slug for found in table.shared} == {"quorum", "chaired-by-head"}
    assert [found.slug for found in table.alone("linshan")] == ["large-sums", "minutes-issued"]
    for pack in table.packs:
        rules = [rule for found in table.rows for rule in found.rules[pack.jurisdiction]]
        assert sorted(rule.id for rule in rules) == sorted(rule.id for rule in pack.rules_of("meeting.hold"))


def test_who_says_the_same(table):
    """The same norm with another name for the post is the same; another limit is not."""
    assert row(table, "chaired-by-head").like == {"linshan": "linhe"}
    assert row(table, "chaired-by-head").variants == 1
    assert row(table, "quorum").like == {}
    assert row(table, "quorum").variants == 2


def test_rows_stand_by_kind(table):
    """Competence comes first, duties last of those that there are."""
    assert [found.kind for found in table.rows] == sorted((f.kind for f in table.rows), key=list(NormKind).index)


def test_what_packs_leave_out_is_told(table):
    """The clauses beside the encoded ones are there for each document."""
    assert [str(left.cite) for left in table.left_out["linshan"]] == ["2.3", "3", "4.2"]
    assert table.left_out["linhai"] == ()


def test_bills_are_signed_by_the_head_in_all_five_documents():
    """Funing 56, Hongqiao 51, Hongshan 54, Huancui 62 and Lulong 59 say the same of bills to the people's congress."""
    engine = Engine.load()
    packs = [engine.pack(name) for name in engine.jurisdictions]
    bills = row(compare_rules(packs, engine.vocabulary, "document.sign"), "bill-by-head")
    assert {name: rules[0].norm.citation.cite.article for name, rules in bills.rules.items()} == {
        "funing": 56,
        "hongqiao": 51,
        "hongshan": 54,
        "huancui": 62,
        "lulong": 59,
    }
    assert bills.variants == 1
