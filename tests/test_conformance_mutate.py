"""Mutations: what can be wrong in one place of a pack, and whether its cases notice."""

from dataclasses import replace

import pytest
import small_pack
from shown import shown

from rules_engine import CaseError, Engine
from rules_engine.conformance import mutate as module
from rules_engine.conformance.compare import differences
from rules_engine.conformance.mutate import mutate
from rules_engine.conformance.mutations import mutations
from rules_engine.conformance.reading import read_cases
from rules_engine.evaluate import reference

QUORUM_CASES = """\
- action: meeting.hold
  date: 2026-11-20
  articles: ["2.1"]
  given: {meeting: executive, members: 10}
  cases:
    - {id: half, facts: {present: 5}, expect: {verdict: allow, grounds: ["2.1"]}}
    - {id: less, facts: {present: 4}, expect: {verdict: deny, violated: ["2.1"]}}
    - {id: other-meeting, facts: {meeting: plenary, present: 4}, expect: {verdict: silent}}
"""

# One rule alone: no definition, and no other article that promises a rule.
ALONE = {
    "definitions": "{}",
    "parameters": 'quorum: {at_least: 1/2, cite: "2.1"}\nissue: {within: 3 days, cite: "2.1"}\n',
    "articles": "".join(
        f"- {{article: {n}, heading: {{zh: 条, en: article}}, status: {'encoded' if n == 2 else 'guidance'}, "
        f"why: {{zh: 略, en: none}}, paragraphs: 3}}\n"
        for n in range(1, 6)
    ),
}


@pytest.fixture
def pack(tmp_path):
    def packs(cases="", survivors="", **changed):
        small_pack.write(tmp_path, **changed)
        (tmp_path / "linhe" / "cases").mkdir()
        if cases:
            (tmp_path / "linhe" / "cases" / "all.yaml").write_text(cases, encoding="utf-8")
        if survivors:
            (tmp_path / "linhe" / "survivors.yaml").write_text(survivors, encoding="utf-8")
        return Engine.load(tmp_path)

    return packs


def texts(engine, target):
    return [mutation.text for mutation in mutations(engine.pack("linhe")) if mutation.target == target]


def test_a_quorum_can_be_wrong_in_eight_ways(pack):
    """Limits move to the next common share either way; operators flip; conditions are dropped; the must is softened."""
    assert texts(pack(), "quorum") == [
        "when: without meeting == executive",
        "when: meeting == executive → meeting != executive",
        "require: without meets(share(present, members), quorum)",
        "require: quorum: at_least 1/2 → more_than 1/2",
        "require: quorum: 1/2 → 2/5",
        "require: quorum: 1/2 → 3/5",
        "force: must → in_principle",
    ]


def test_overrides_are_removed_and_permits_are_not_softened(pack):
    """Whether a permit is a must changes nothing."""
    assert texts(pack(), "chaired-by-deputy") == [
        "when: meeting == executive and urgent → meeting == executive or urgent",
        "when: without meeting == executive",
        "when: without urgent",
        "when: meeting == executive → meeting != executive",
        "when: urgent → not urgent",
        "permit: without chair == deputy",
        "permit: chair == deputy → chair != deputy",
        "overrides: without chaired-by-head",
    ]


def test_a_due_date_moves_by_a_day(pack):
    """The period of a duty is a limit like others."""
    assert texts(pack(), "minutes-in-time") == ["due: issue: 3 days → 2 days", "due: issue: 3 days → 4 days"]


def test_a_definition_is_mutated_once_for_all_its_rules(pack):
    """A rule that uses a definition is mutated in its own parts only; negations are dropped, money moves by a fen."""
    engine = pack()
    assert texts(engine, "costly") == [
        "means: not meets(amount, funds) → meets(amount, funds)",
        "means: funds: less_than 5000000 → at_most 5000000",
        "means: funds: 5000000 → 4999999.99",
        "means: funds: 5000000 → 5000000.01",
    ]
    (first, *_) = [m for m in mutations(engine.pack("linhe")) if m.target == "costly"]
    assert list(first.rules) == ["linhe.3.costly-needs-hearing"]
    assert first.actions == {"meeting.hold"}


def test_what_is_alike_in_a_rule_is_told_apart(pack):
    """Two equal places of one rule have two names."""
    found = texts(
        pack(rules=small_pack.rule("require: (urgent or noted) and (urgent or chair == head)"), **ALONE), "only"
    )
    assert [text for text in found if "not urgent" in text] == [
        "require: urgent → not urgent",
        "require: urgent → not urgent #2",
    ]


def test_every_mutation_has_a_name_of_its_own(pack):
    """A mutation is known by its rule and its text."""
    names = [(mutation.target, mutation.text) for mutation in mutations(pack().pack("linhe"))]
    assert len(set(names)) == len(names)


def test_cases_at_the_limit_notice_every_mutation(pack):
    """One case on the limit, one below it and one outside the condition hold a quorum in every way."""
    rules = small_pack.rule("require: meets(share(present, members), quorum)", when="meeting == executive")
    result = mutate(pack(QUORUM_CASES, rules=rules, **ALONE), "linhe")
    assert (result.survivors, result.passed, result.mutations) == ((), True, 7)


def test_what_no_case_notices_survives(pack):
    """Without a case on the limit nobody notices that it has moved."""
    rules = small_pack.rule("require: meets(share(present, members), quorum)", when="meeting == executive")
    far = QUORUM_CASES.replace("present: 5", "present: 9")
    done = []
    result = mutate(pack(far, rules=rules, **ALONE), "linhe", done.append)
    assert [(survivor.target, survivor.text, survivor.cases) for survivor in result.survivors] == [
        ("only", "require: quorum: at_least 1/2 → more_than 1/2", 3),
        ("only", "require: quorum: 1/2 → 3/5", 3),
    ]
    assert not result.passed
    assert sum(done) == result.mutations


def test_without_cases_everything_survives(pack):
    """A pack that nobody tries holds nothing."""
    result = mutate(pack(), "linhe")
    assert len(result.survivors) == result.mutations > 0


def test_a_removed_override_is_noticed(pack):
    """A deputy who may chair in an emergency is denied where the permit no longer displaces the rule."""
    cases = """\
- action: meeting.hold
  date: 2026-11-20
  articles: ["2.2"]
  given: {meeting: executive, chair: deputy}
  cases:
    - {id: may, facts: {urgent: yes}, expect: {verdict: allow, grounds: ["2.2"]}}
    - {id: may-not, expect: {verdict: deny, violated: ["2.2"]}}
"""
    result = mutate(pack(cases), "linhe")
    assert "overrides: without chaired-by-head" not in [survivor.text for survivor in result.survivors]
    assert ("chaired-by-deputy", "when: without urgent") not in [(s.target, s.text) for s in result.survivors]


def test_a_late_notice_is_noticed_at_the_act_it_arises_from(pack):
    """A mutated due date changes the duties that another act lists."""
    rules = small_pack.rule(
        "duty: {act: {zh: 印发, en: issue}, due: 'after(held_on, issue)', done: minutes_on}",
        action="paper.sign",
        arises_from="meeting.hold",
        kind="duty",
    )
    cases = """\
- id: listed
  action: meeting.hold
  date: 2026-11-20
  expect: {verdict: silent, duties: [{cite: "2.1", due: 2026-11-23}]}
"""
    result = mutate(pack(cases, rules=rules, **ALONE), "linhe")
    assert [survivor.text for survivor in result.survivors] == ["force: must → in_principle"]


def test_a_survivor_with_a_proof_is_listed(pack):
    """A listed survivor does not fail; one that a case notices is stale, and fails."""
    rules = small_pack.rule("require: meets(share(present, members), quorum)", when="meeting == executive")
    far = QUORUM_CASES.replace("present: 5", "present: 9")
    listed = """\
- {rule: only, mutation: "require: quorum: at_least 1/2 → more_than 1/2", why: {zh: 等价, en: equal}}
- {rule: only, mutation: "require: quorum: 1/2 → 3/5", why: {zh: 等价, en: equal}}
- {rule: only, mutation: "force: must → in_principle", why: {zh: 等价, en: equal}}
"""
    result = mutate(pack(far, listed, rules=rules, **ALONE), "linhe")
    assert result.unlisted == ()
    assert [survivor.mutation for survivor in result.stale] == ["force: must → in_principle"]
    assert not result.passed


def test_a_wrong_list_of_survivors_has_problems(pack, tmp_path):
    """A survivor names a rule or a definition of the pack, once."""
    survivors = """\
- {rule: qorum, mutation: a, why: {zh: 甲, en: a}}
- {rule: quorum, mutation: a, why: {zh: 甲, en: a}}
- {rule: quorum, mutation: a, why: {zh: 甲, en: a}}
"""
    engine = pack(QUORUM_CASES, survivors)
    with pytest.raises(CaseError) as caught:
        mutate(engine, "linhe")
    assert (
        shown(caught.value.problems, tmp_path)
        == """\
linhe/survivors.yaml:1:10: unknown-name: there is no rule or definition `qorum` [[0].rule]
  - {rule: qorum, mutation: a, why: {zh: 甲, en: a}}
           ^^^^^
  help: did you mean `quorum`?
linhe/survivors.yaml:3:10: duplicate-id: this mutation of `quorum` is listed twice [[2]]
  - {rule: quorum, mutation: a, why: {zh: 甲, en: a}}
           ^^^^^^
  see linhe/survivors.yaml:2:10
"""
    )


def test_what_is_not_asked_again_would_not_have_noticed(pack):
    """Mutations that leave the tied rules as they were on a case leave its whole decision as it was."""
    cases = """\
- action: meeting.hold
  date: 2026-11-20
  given: {meeting: executive, members: 10, present: 5, chair: head, amount: 0, steps: []}
  cases:
    - {id: kept, expect: {verdict: allow, grounds: ["2.1", "2.2"]}}
    - {id: few, facts: {present: ~}, expect: {verdict: incomplete, missing: [present]}}
    - {id: clerk, facts: {chair: clerk, urgent: yes}, expect: {verdict: deny, violated: ["2.2"]}}
    - {id: deputy, facts: {chair: deputy, urgent: yes}, expect: {verdict: allow}}
    - {id: costly, facts: {amount: 500万元, steps: {experts: yes}}, expect: {verdict: incomplete}}
    - {id: late, facts: {minutes_on: 2026-11-24}, as_of: 2026-11-24, expect: {verdict: allow, advice: ["4"]}}
"""
    engine = pack(cases)
    own, kept = engine.pack("linhe"), read_cases(engine, "linhe")

    def noticed(mutation):
        wrong = replace(own, rules=tuple(mutation.rules.get(rule.id, rule) for rule in own.rules))
        decisions = (reference.decide(wrong, engine.vocabulary, case.case, strict=case.strict) for case in kept)
        return any(differences(case, decision) for case, decision in zip(kept, decisions, strict=True))

    survivors = [(survivor.target, survivor.text) for survivor in mutate(engine, "linhe").survivors]
    assert survivors == [(m.target, m.text) for m in mutations(own) if not noticed(m)]
    assert 0 < len(survivors) < len(list(mutations(own)))


def test_several_processes_find_the_same(pack, monkeypatch):
    """The survivors do not depend on how many processes share the work."""
    engine = pack(QUORUM_CASES)
    alone = mutate(engine, "linhe", processes=1)
    monkeypatch.setattr(module, "WORTH_A_PROCESS", 1)
    assert mutate(engine, "linhe", processes=2) == alone
