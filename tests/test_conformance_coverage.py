"""Coverage: what the cases reach of a pack, and what they do not."""

import pytest
import small_pack

from rules_engine import Engine
from rules_engine.conformance.coverage import Atom, Outcome, Override, cover
from rules_engine.conformance.reading import read_cases

GIVEN = """\
- action: meeting.hold
  date: 2026-11-20
  given: {meeting: executive, members: 9, present: 5, chair: head, amount: 0, steps: []}
  cases:
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
def covered(tmp_path):
    def covers(*cases, **changed):
        small_pack.write(tmp_path, **changed)
        (tmp_path / "linhe" / "cases").mkdir()
        text = GIVEN + "".join(
            f"    - {{id: case-{n}, {case}, expect: {{verdict: silent}}}}\n" for n, case in enumerate(cases)
        )
        (tmp_path / "linhe" / "cases" / "all.yaml").write_text(text, encoding="utf-8")
        engine = Engine.load(tmp_path)
        found = cover(engine, "linhe", read_cases(engine, "linhe"))
        return {rule.rule.norm.slug: rule for article in found.articles for rule in article.rules}, found

    return covers


def test_a_rule_wants_to_be_seen_kept_and_broken(covered):
    """One case above the quorum leaves the violation, and the condition's other side, unseen."""
    rules, _ = covered("facts: {present: 5}")
    assert rules["quorum"].outcomes == {Outcome.SATISFIED}
    assert rules["quorum"].missing_outcomes == (Outcome.VIOLATED,)
    assert rules["quorum"].missing_atoms == (
        Atom("meeting == executive", truth=False),
        Atom("meets(share(present, members), quorum)", truth=False),
    )
    assert not rules["quorum"].complete


def test_a_rule_seen_both_ways_is_complete(covered):
    """A kept, a broken and a not applicable case are all that a requirement needs."""
    rules, pack = covered("facts: {present: 5}", "facts: {present: 4}", "facts: {meeting: plenary}")
    assert rules["quorum"].complete
    assert rules["quorum"].cases == 2
    assert not pack.complete
    assert [article.article.number for article in pack.articles] == [1, 2, 3, 4, 5]


def test_a_case_about_some_articles_does_not_reach_the_outcomes_of_others(covered):
    """What a case does not ask is not expected of it; the conditions of the action count all the same."""
    rules, _ = covered("facts: {present: 4, chair: clerk}, articles: ['2.1']")
    assert rules["chaired-by-head"].outcomes == set()
    assert Atom("chair == head", truth=False) not in rules["chaired-by-head"].missing_atoms


def test_an_override_wants_to_be_seen_displacing_and_not(covered):
    """Only cases in which the rule below has its own condition met tell anything of an override."""
    rules, _ = covered("facts: {meeting: plenary, urgent: yes, chair: deputy}")
    assert rules["chaired-by-deputy"].missing_overrides == (
        Override("linhe.2.chaired-by-head", displacing=True),
        Override("linhe.2.chaired-by-head", displacing=False),
    )


def test_an_override_is_seen_both_ways(covered):
    """A deputy in an emergency displaces the head; the head in an emergency does not."""
    rules, _ = covered("facts: {urgent: yes, chair: deputy}", "facts: {urgent: yes}")
    assert rules["chaired-by-deputy"].missing_overrides == ()
    assert rules["chaired-by-deputy"].missing_outcomes == ()


def test_presumptions_count_as_what_they_presume(covered):
    """An exceptional circumstance that a case does not name is seen absent."""
    rules, _ = covered("facts: {present: 5}")
    assert Atom("urgent", truth=True) in rules["chaired-by-deputy"].missing_atoms
    assert Atom("urgent", truth=False) not in rules["chaired-by-deputy"].missing_atoms


def test_a_definition_is_seen_through(covered):
    """The conditions inside a definition are conditions of the rules that use it."""
    rules, _ = covered("facts: {amount: 600万元}")
    assert Atom("meets(amount, funds)", truth=True) in rules["costly-needs-hearing"].missing_atoms


def test_a_soft_duty_wants_to_be_seen_in_time_and_late(covered):
    """A duty with a due date is kept, or departed from; that it is pending shows neither."""
    rules, _ = covered("facts: {minutes_on: not_yet}")
    assert rules["minutes-in-time"].missing_outcomes == (Outcome.IN_TIME, Outcome.LATE)


def test_a_late_duty_is_seen_late(covered):
    """Four days after a meeting are late, three are in time."""
    rules, _ = covered(
        "facts: {minutes_on: 2026-11-24}, as_of: 2026-11-24",
        "facts: {minutes_on: 2026-11-23}, as_of: 2026-11-24",
    )
    assert rules["minutes-in-time"].missing_outcomes == ()


@pytest.mark.parametrize(
    ("body", "force", "missing"),
    [
        ("refer: {zh: 见别处, en: see elsewhere}", "must", (Outcome.REFERS_NOT,)),
        ("permit: chair == head", "must", (Outcome.HOLDS_NOT,)),
        ("forbid: chair == head", "generally", (Outcome.SATISFIED,)),
        ("duty: {act: {zh: 印发, en: issue}, done: minutes_on}", "must", (Outcome.DONE,)),
    ],
)
def test_each_form_of_rule_has_its_two_outcomes(covered, body, force, missing):
    """A referral refers or not, a permit holds or not, a softer prohibition is departed from, a duty is done or not."""
    rules, _ = covered("facts: {minutes_on: not_yet}", rules=small_pack.rule(body, force=force), **ALONE)
    assert rules["only"].missing_outcomes == missing


def test_a_rival_is_told_and_not_required(covered):
    """Where no case makes a rule arguable, that is told, and the rule is complete all the same."""
    rules, _ = covered(
        "facts: {chair: head}",
        "facts: {chair: clerk}",
        rules=small_pack.rule("require: chair == head", rival="{zh: 甲, en: a, require: chair in leaders}"),
        **ALONE,
    )
    assert (rules["only"].arguable, rules["only"].not_arguable) == (False, True)
    assert rules["only"].complete
