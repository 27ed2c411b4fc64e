"""Laws of the meaning, on random packs and cases: what is final, and what never matters."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_packs import TYPES, VALUES, cases, packs, values, vocabularies

from rules_engine.decision import Status, Verdict
from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator
from rules_engine.plan import plan
from rules_engine.value import OpenSet

FINAL = {Status.SATISFIED, Status.VIOLATED, Status.DEPARTED, Status.HOLDS, Status.REFERS, Status.NOT_APPLICABLE}


@st.composite
def fuller(draw, case, presumed):
    """The case with more facts: none of the known ones changed, no presumption contradicted."""
    facts = dict(case.facts)
    for name, type_ in TYPES.items():
        taken_for_granted = name in presumed and name not in case.withheld
        if isinstance(facts.get(name), OpenSet):
            facts[name] = draw(rest_of(facts[name]))
        elif name not in facts and draw(st.booleans()):
            if taken_for_granted:
                facts[name] = "government" if name == "organ" else False
            else:
                facts[name] = draw(values(type_))
    return replace(case, facts=facts, withheld=case.withheld - facts.keys())


@st.composite
def rest_of(draw, told):
    """A whole set of which `told` is a part."""
    return told.yes | {name for name in VALUES["matter"] if name not in told.no and draw(st.booleans())}


@settings(max_examples=400)
@given(packs(), vocabularies, cases(), st.data(), st.booleans())
def test_what_is_decided_stays_decided_when_facts_are_added(pack, vocabulary, case, data, strict):
    """Allow, deny and silent are final; so is what a rule says, unless it was unknown, moot or pending.

    So a missing fact never yields `allow` where some value of it would yield something else.
    """
    before = reference.decide(pack, vocabulary, case, strict=strict, full=True)
    assume(before.verdict is not Verdict.INCOMPLETE or any(finding.status in FINAL for finding in before.findings))
    presumed = frozenset() if strict else vocabulary.presumed
    after = reference.decide(pack, vocabulary, data.draw(fuller(case, presumed)), strict=strict, full=True)
    if before.verdict is not Verdict.INCOMPLETE:
        assert after.verdict is before.verdict
    later = {finding.norm.id: finding.status for finding in after.findings}
    for finding in before.findings:
        if finding.status in FINAL:
            assert later[finding.norm.id] is finding.status


@settings(max_examples=300)
@given(packs(), vocabularies, cases(), st.data())
def test_the_order_of_rules_never_matters(pack, vocabulary, case, data):
    """Another order of the rules gives the same decision, its lists in another order at most."""
    other = replace(pack, rules=tuple(data.draw(st.permutations(pack.rules))))
    assert unordered(reference.decide(other, vocabulary, case)) == unordered(reference.decide(pack, vocabulary, case))
    quick = Evaluator(plan(other, vocabulary, case.action)).decide(case)
    assert unordered(quick) == unordered(reference.decide(pack, vocabulary, case))


def unordered(decision):
    """A decision without the order of its lists; what is missing keeps its order, which is the vocabulary's."""
    findings = {
        (finding.norm.id, finding.status, finding.unknowns, frozenset(finding.displaced_by), finding.arguable)
        for finding in decision.findings
    }
    duties = {(notice.norm.id, notice.due, notice.state) for notice in decision.duties}
    return decision.verdict, decision.silence, decision.unknowns, decision.presumptions, findings, duties


@settings(max_examples=200)
@given(packs(), vocabularies, cases())
def test_asking_of_some_articles_changes_no_finding(pack, vocabulary, case):
    """A question about some articles gives the findings of the whole question that stand in them."""
    whole = reference.decide(pack, vocabulary, replace(case, articles=()), full=True)
    part = reference.decide(pack, vocabulary, case, full=True)
    assert part.findings == tuple(finding for finding in whole.findings if finding.norm.cited_in(case.articles))
