"""What the analysis finds in a pack: every planted fault, nothing that a case contradicts, and cases that show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
import random_packs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planted_pack import RULES, planted

from rules_engine import Engine
from rules_engine.analyse.findings import Sort
from rules_engine.analyse.pack import analyse_pack
from rules_engine.decision import Status
from rules_engine.evaluate import reference
from rules_engine.norm import NormKind
from rules_engine.problem import CaseError
from rules_engine.value import NOT_YET, OpenSet

YEAR = 2026
BROKEN = (Status.VIOLATED, Status.DEPARTED)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The planted pack."""
    return Engine.load(planted(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def found(engine):
    """What is found in it."""
    return analyse_pack(engine.pack("linhe"), engine.vocabulary, YEAR)


def test_every_planted_fault_is_found_and_nothing_else(found):
    """There is one of each sort, the gravest first."""
    assert [finding.id for finding in found.findings] == [
        "never-satisfied/sealed-unsealed",
        "unmeetable/no-experts+no-hearing+some-step",
        "crossed/executive-chair+executive-not-head",
        "permit-denied/plenary-clerk/plenary-chair",
        "never-applies/two-meetings",
        "always-displaced/noted-topical",
        "amount-gap/paper.sign/signer/amount/100000000-499999999",
        "kind-gap/meeting.hold/chair/meeting/topical",
        "partly/meeting.hold/chair/meeting/briefing",
        "equal/executive-heard+executive-not-unheard",
        "implied/plenary-heard",
        "never-violated/sealed-sealed",
    ]


def test_the_days_and_the_year_are_told(found):
    """An answer holds for the year that it names."""
    assert (found.year, found.first, found.last, found.uncertain) == (YEAR, date(2026, 1, 1), date(2026, 12, 31), ())


def statuses(engine, decision):
    """What each rule says of a case, by slug."""
    pack, words = engine.pack("linhe"), engine.vocabulary
    whole = reference.decide(pack, words, decision.case, full=True)
    return {finding.norm.slug: finding.status for finding in whole.findings}


def test_every_case_does_what_it_says(engine, found):
    """The reference evaluator says of each case what it was chosen to show."""
    shown = {finding.sort: [statuses(engine, one) for one in finding.shown] for finding in found.findings}
    assert shown[Sort.NEVER_SATISFIED][0]["sealed-unsealed"] is Status.VIOLATED
    first, second = shown[Sort.CROSSED]
    assert (first["executive-chair"], first["executive-not-head"]) == (Status.SATISFIED, Status.VIOLATED)
    assert (second["executive-chair"], second["executive-not-head"]) == (Status.VIOLATED, Status.SATISFIED)
    (permit,) = shown[Sort.PERMIT_DENIED]
    assert (permit["plenary-clerk"], permit["plenary-chair"]) == (Status.HOLDS, Status.VIOLATED)
    gap, beside = shown[Sort.AMOUNT_GAP]
    assert (gap["small-signer"], gap["large-signer"]) == (Status.NOT_APPLICABLE, Status.NOT_APPLICABLE)
    assert (beside["small-signer"], beside["large-signer"]) == (Status.UNDETERMINED, Status.NOT_APPLICABLE)
    chairs = ("plenary-chair", "executive-chair", "executive-not-head", "plenary-clerk", "briefing-chair")
    for sort in (Sort.KIND_GAP, Sort.PARTLY):
        assert {shown[sort][0][slug] for slug in chairs} == {Status.NOT_APPLICABLE}
    (both,) = shown[Sort.EQUAL]
    assert (both["executive-heard"], both["executive-not-unheard"]) == (Status.VIOLATED, Status.VIOLATED)
    (implied,) = shown[Sort.IMPLIED]
    assert (implied["plenary-heard"], implied["plenary-minuted"]) == (Status.VIOLATED, Status.VIOLATED)


def test_no_fact_of_a_case_can_be_spared(engine, found):
    """Without any of its facts, a case would not show what it shows."""
    implied = next(finding for finding in found.findings if finding.sort is Sort.IMPLIED)
    (case,) = [decision.case for decision in implied.shown]
    assert set(case.facts) == {"meeting", "steps"}
    for name in case.facts:
        fewer = replace(case, facts={key: value for key, value in case.facts.items() if key != name})
        assert (
            statuses(engine, reference.decide(engine.pack("linhe"), engine.vocabulary, fewer))["plenary-heard"]
            is not Status.VIOLATED
        )


def test_the_same_on_every_run(engine, found):
    """Cases and all, an analysis is repeated exactly."""
    again = analyse_pack(engine.pack("linhe"), engine.vocabulary, YEAR)
    assert [[one.case.facts for one in finding.shown] for finding in again.findings] == [
        [one.case.facts for one in finding.shown] for finding in found.findings
    ]


def test_a_mended_pack_has_no_findings(tmp_path):
    """Where the faults are taken away, nothing is found."""
    keep = ("plenary-chair", "plenary-minuted")
    rules = "".join(f"- id:{part}" for part in RULES.split("- id:")[1:] if part.split()[0] in keep)
    engine = Engine.load(planted(tmp_path, rules=rules, parameters="{}\n"))
    assert analyse_pack(engine.pack("linhe"), engine.vocabulary, YEAR).findings == ()


def test_a_rule_about_two_actions_is_empty_only_if_it_is_so_for_both(tmp_path):
    """What holds of a rule on one of its actions alone is not told."""
    texts = (
        ("never", "[meeting.hold, paper.sign]", "urgent and not urgent", "urgent"),
        ("implied-once", "[meeting.hold, paper.sign]", "urgent", "hearing in steps"),
        ("both-steps", "meeting.hold", "urgent", "all_of(steps, [hearing, experts])"),
    )
    rules = "".join(
        f'- {{id: {slug}, cite: "2.1", action: {actions}, when: {when}, require: "{body}",\n'
        "   force: must, kind: validity, title: {zh: 规定, en: a norm}}\n"
        for slug, actions, when, body in texts
    )
    engine = Engine.load(planted(tmp_path, rules=rules, parameters="{}\n"))
    (finding,) = analyse_pack(engine.pack("linhe"), engine.vocabulary, YEAR).findings
    assert (finding.id, finding.actions) == ("never-applies/never", ("meeting.hold", "paper.sign"))


def test_a_year_before_the_document(engine):
    """An analysis of a year in which nothing is in force would find that nothing ever applies: it is refused."""
    with pytest.raises(CaseError, match="is not in force in 2019"):
        analyse_pack(engine.pack("linhe"), engine.vocabulary, 2019)


# --- random packs


@st.composite
def examined(draw):
    """A random pack some of whose rules are about competence, in a vocabulary in which posts can be chosen."""
    pack = draw(random_packs.packs(5))
    competent = draw(st.sets(st.sampled_from([rule.id for rule in pack.rules])))
    rules = tuple(
        replace(rule, norm=replace(rule.norm, kind=NormKind.COMPETENCE)) if rule.id in competent else rule
        for rule in pack.rules
    )
    words = draw(random_packs.vocabularies)
    chosen = {name: replace(fact, controllable=True) for name, fact in words.facts.items()}
    return replace(pack, rules=rules), replace(words, facts=chosen)


def complete(case):
    """A case with all facts, done and asked of on one day."""
    facts = {
        name: value.yes if isinstance(value, OpenSet) else value
        for name, value in case.facts.items()
        if name != "organ"
    }
    facts = {"urgent": False, **facts, "organ": "government"}
    return replace(case, facts=facts, as_of=case.date, withheld=frozenset(), articles=())


def inside(found, case):
    """Whether a case lies within the bounds that an analysis states."""
    days = [value for value in case.facts.values() if isinstance(value, date) and value.year < NOT_YET.year]
    days = [day.date() if isinstance(day, datetime) else day for day in days]
    return case.date.year == found.year and all(found.first <= day <= found.last for day in days)


@pytest.mark.exhaustive
@settings(max_examples=50)
@given(examined(), st.lists(random_packs.cases(most_missing=0), min_size=20, max_size=20))
def test_no_case_contradicts_what_is_found(pair, cases):
    """Of random complete cases none makes apply what never applies, or breaks alone what others imply."""
    pack, words = pair
    found = analyse_pack(pack, words, YEAR)
    assume(found.findings)
    for case in map(complete, cases):
        if not inside(found, case) or pack.silent_on(case.date):
            continue
        reading = reference.Reading(pack.rules_of(case.action), case.facts, case.as_of, bound=True)
        for finding in found.findings:
            if case.action in finding.actions and finding.rules:
                contradicted(reading, finding, case.facts)


def contradicted(reading, finding, facts):
    """Check that a case does not contradict a finding."""
    first, *others = finding.rules
    broken = {rule.id: reading.status(rule) is Status.VIOLATED for rule in finding.involved}
    match finding.sort:
        case Sort.NEVER_APPLIES | Sort.ALWAYS_DISPLACED:
            assert reading.applies(first) is not True
        case Sort.NEVER_SATISFIED:
            assert reading.status(first) is not Status.SATISFIED
        case Sort.NEVER_VIOLATED:
            assert reading.status(first) not in BROKEN
        case Sort.EQUAL:
            known = reading.status(first), reading.status(others[0])
            assert Status.UNDETERMINED in known or broken[first.id] == broken[others[0].id]
        case Sort.IMPLIED:
            unsure = any(reading.status(rule) is Status.UNDETERMINED for rule in finding.by)
            assert unsure or not broken[first.id] or any(broken[rule.id] for rule in finding.by)
        case Sort.UNMEETABLE:
            if all(holding(facts, name) == value for name, value in finding.situation.items()):
                assert any(broken.values()) or any(reading.applies(rule) is None for rule in finding.rules)


def holding(facts, name):
    """A fact's value, or whether a set has an element."""
    fact, _, element = name.partition(".")
    return element in facts[fact] if element else facts[fact]
