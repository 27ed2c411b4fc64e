"""What can be asked of a decision."""

from __future__ import annotations

import pytest
from small_pack import write

from rules_engine import Engine, Status, Verdict
from rules_engine.decision import Basis

GOOD = {"meeting": "executive", "members": 9, "present": 5, "chair": "head", "amount": "600万元"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def slugs(findings):
    """The names of the rules that findings are about."""
    return [finding.norm.slug for finding in findings]


def test_a_denial_has_violations_and_no_grounds(engine):
    """Grounds and basis belong to an allowance."""
    decision = engine.check("linhe", "meeting.hold", {**GOOD, "steps": []}, date="2026-11-20")
    assert (decision.verdict, decision.basis, decision.grounds) == (Verdict.DENY, None, ())
    assert slugs(decision.violations) == ["costly-needs-hearing"]


def test_an_allowance_names_its_grounds(engine):
    """Satisfied requirements and permits that hold."""
    facts = {**GOOD, "chair": "deputy", "urgent": "yes", "steps": ["hearing"]}
    decision = engine.check("linhe", "meeting.hold", facts, date="2026-11-20")
    assert (decision.verdict, decision.basis) == (Verdict.ALLOW, Basis.GROUNDED)
    assert slugs(decision.grounds) == ["quorum", "chaired-by-deputy", "costly-needs-hearing"]


def test_advice_is_what_the_act_departs_from(engine):
    """Late minutes are advice where the norm holds in principle."""
    facts = {**GOOD, "steps": ["hearing"], "minutes_on": "2026-11-30"}
    decision = engine.check("linhe", "meeting.hold", facts, date="2026-11-20", as_of="2026-12-01")
    assert (decision.verdict, slugs(decision.advice)) == (Verdict.ALLOW, ["minutes-in-time"])


def test_what_is_missing_and_what_nobody_knows_are_told_apart(engine):
    """A calendar that is not published is not asked of the user."""
    decision = engine.check("linhe", "meeting.hold", {**GOOD, "steps": {"experts": "yes"}}, date="2026-11-20")
    assert (decision.verdict, decision.missing, decision.unknown_because) == (
        Verdict.INCOMPLETE,
        ("steps.hearing",),
        (),
    )


def test_a_question_about_some_articles_is_partial(engine):
    """The answer says so."""
    assert engine.check("linhe", "meeting.hold", GOOD, articles=["2"]).partial
    assert not engine.check("linhe", "meeting.hold", GOOD).partial


def test_statuses_and_verdicts_are_plain_words():
    """They are what programs read in JSON."""
    assert [verdict.value for verdict in Verdict] == ["allow", "deny", "incomplete", "silent"]
    assert {status.value for status in Status} == {
        "violated",
        "departed",
        "undetermined",
        "satisfied",
        "holds",
        "pending",
        "moot",
        "refers",
        "not_applicable",
    }
