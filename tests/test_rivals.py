"""What rival readings would change."""

from __future__ import annotations

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.decision import Status, Verdict
from rules_engine.rivals import rival_outcomes


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def outcomes(engine, facts, *, strict=False):
    """What rival readings would make of a meeting."""
    case = engine.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", "facts": facts})
    decision = engine.decide(case, strict=strict)
    return rival_outcomes(engine.pack("linhe"), engine.vocabulary, decision, strict=strict)


PLENARY = {"meeting": "plenary", "noted": True, "amount": 0, "steps": []}


def test_a_rival_reading_that_lifts_the_only_violation_changes_the_verdict(engine):
    """Whoever lets a deputy chair the plenary meeting finds that the act conforms."""
    (found,) = outcomes(engine, {**PLENARY, "chair": "deputy"})
    assert found.norm.id == "linhe.2.plenary-chair"
    assert found.verdict is Verdict.ALLOW
    assert [(change.norm.id, change.before, change.after) for change in found.changes] == [
        ("linhe.2.plenary-chair", Status.VIOLATED, Status.HOLDS)
    ]


def test_a_rival_reading_that_changes_nothing_is_not_told(engine):
    """Under both readings the head may chair."""
    assert outcomes(engine, {**PLENARY, "chair": "head"}) == ()


def test_what_is_presumed_is_presumed_under_both_readings(engine):
    """A strict question stays open under the rival reading, too."""
    (found,) = outcomes(engine, {**PLENARY, "chair": "deputy", "organ": "government"}, strict=True)
    assert found.verdict is Verdict.INCOMPLETE


@pytest.mark.exhaustive
def test_every_arguable_finding_of_the_shipped_packs_is_explained():
    """A finding is arguable exactly where some rival reading changes it."""
    from rules_engine.conformance.reading import read_cases

    engine = Engine.load()
    seen = 0
    for jurisdiction in engine.jurisdictions:
        pack = engine.pack(jurisdiction)
        for written in read_cases(engine, jurisdiction)[::20]:
            decision = engine.decide(written.case, full=True)
            arguable = {finding.norm.id for finding in decision.findings if finding.arguable}
            asked = {finding.norm.id for finding in decision.findings}
            rivals = rival_outcomes(pack, engine.vocabulary, decision)
            changed = {change.norm.id for rival in rivals for change in rival.changes}
            assert changed & asked == arguable
            seen += bool(arguable)
    assert seen > 10
