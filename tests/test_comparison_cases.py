"""One case put to every document."""

from __future__ import annotations

import pytest
from compared_packs import CASE, write_compared

from rules_engine import Engine
from rules_engine.comparison.cases import compare_case
from rules_engine.decision import Status, Verdict
from rules_engine.source import Source


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Three packs that differ."""
    return Engine.load(write_compared(tmp_path_factory.mktemp("packs")))


def compared(engine, text=CASE):
    """The table of a case."""
    (case,) = engine.cases(Source("case.yaml", text))
    return compare_case(engine, case, [engine.pack(name) for name in engine.jurisdictions])


def test_every_document_answers_for_itself(engine):
    """The verdicts and what decides them are those that each document gives by itself."""
    table = compared(engine)
    assert table.verdicts == {Verdict.SILENT: ("linhai",), Verdict.DENY: ("linhe", "linshan")}
    assert [[finding.norm.id for finding in opinion.deciding] for opinion in table.opinions] == [
        [],
        ["linhe.3.costly-needs-hearing"],
        ["linshan.2.chaired-by-head"],
    ]


def test_the_norms_that_make_the_difference(engine):
    """They are those that decide somewhere and come out otherwise elsewhere; what is alike everywhere is none."""
    told = {
        divergence.slug: {name: finding and finding.status for name, finding in divergence.findings.items()}
        for divergence in compared(engine).divergences
    }
    assert told == {
        "chaired-by-head": {"linhai": None, "linhe": Status.NOT_APPLICABLE, "linshan": Status.VIOLATED},
        "costly-needs-hearing": {"linhai": None, "linhe": Status.VIOLATED, "linshan": None},
    }


def test_what_all_violate_makes_no_difference(engine):
    """A norm that two documents have and the act violates in both is no divergence between them."""
    (case,) = engine.cases(Source("case.yaml", CASE.replace("deputy", "clerk")))
    both = compare_case(engine, case, [engine.pack("linhe"), engine.pack("linshan")])
    assert "chaired-by-head" not in {divergence.slug for divergence in both.divergences}


def test_facts_that_no_rule_reads_are_named(engine):
    """The day of the act is read by all; a fact of a rival reading alone counts as read."""
    unread = {opinion.pack.jurisdiction: opinion.unread for opinion in compared(engine).opinions}
    assert unread["linhe"] == ()
    assert unread["linshan"] == ("members", "steps", "urgent")


def test_a_post_that_a_district_does_not_have_is_named(engine):
    """It is told of the district without a deputy; a post that none of them has a name for is not told."""
    posts = {opinion.pack.jurisdiction: opinion.unknown_posts for opinion in compared(engine).opinions}
    assert posts == {"linhe": (), "linshan": ("deputy",), "linhai": ()}
    clerk = compared(engine, CASE.replace("deputy", "clerk"))
    assert all(opinion.unknown_posts == () for opinion in clerk.opinions)


def test_a_question_about_some_articles_becomes_one_about_the_act(engine):
    """Articles of one document mean nothing in another."""
    table = compared(engine, CASE.replace("facts:", 'articles: ["2.1"]\nfacts:'))
    assert table.case.articles
    assert not any(opinion.decision.partial for opinion in table.opinions)


def test_six_million_decided_by_the_head_s_office_meeting():
    """Hongqiao 41 and Funing 43 want the executive meeting, Huancui 48 and Lulong 40 any, Hongshan says nothing."""
    engine = Engine.load()
    facts = {"matter": ["funds"], "amount": "600万元", "decided_by": "head_office"}
    case = engine.case({"jurisdiction": "hongqiao", "action": "matter.decide", "date": "2026-11-20", "facts": facts})
    table = compare_case(engine, case, [engine.pack(name) for name in engine.jurisdictions])
    assert {
        opinion.pack.jurisdiction: (opinion.decision.verdict, [f.norm.citation.cite.article for f in opinion.deciding])
        for opinion in table.opinions
    } == {
        "funing": (Verdict.DENY, [43]),
        "hongqiao": (Verdict.DENY, [41]),
        "hongshan": (Verdict.SILENT, []),
        "huancui": (Verdict.ALLOW, [48]),
        "lulong": (Verdict.ALLOW, [40]),
    }
