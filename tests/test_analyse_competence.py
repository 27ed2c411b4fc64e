"""Kinds and amounts for which nobody is competent."""

from __future__ import annotations

import pytest
from planted_pack import FACTS, PARAMETERS, planted

from rules_engine import Engine
from rules_engine.analyse.competence import choices, gaps, named_values
from rules_engine.analyse.findings import Range, Sort
from rules_engine.expression import Fact

HEAD = (
    '- {id: %s, cite: "2.1", action: %s, when: "%s", %s: "%s",\n'
    "   force: must, kind: %s, title: {zh: 规定, en: a norm}}\n"
)


def text(*rules):
    """The text of rules: each an id, a condition, a body, and perhaps a kind and an action."""
    found = ""
    for slug, when, body, *rest in rules:
        form, _, condition = body.partition(" ")
        kind, action = (*rest, *("competence", "meeting.hold")[len(rest) :])
        found += HEAD % (slug, action, when, form, condition, kind)
    return found


@pytest.fixture
def told(tmp_path):
    """What is found in a pack of some rules about an action."""

    def run(*rules, action="meeting.hold", parameters="{}\n"):
        engine = Engine.load(planted(tmp_path, rules=text(*rules), parameters=parameters))
        return list(gaps(engine.pack("linhe"), engine.vocabulary, action, 2026))

    return run


def kinds(findings):
    """The values of gaps with their sorts."""
    return [(finding.sort, finding.subject.value) for finding in findings]


PLENARY = ("plenary", "meeting == plenary", "require chair == head")
EXECUTIVE = ("executive", "meeting == executive", "require chair == head")


def test_a_kind_that_only_other_rules_speak_of(told):
    """Nobody is named for it, whatever else is so; the rules that speak of it are told."""
    (finding,) = told(PLENARY, EXECUTIVE, ("topical", "meeting == topical", "require noted", "procedure"))
    assert (finding.sort, finding.id) == (Sort.KIND_GAP, "kind-gap/meeting.hold/chair/meeting/topical")
    assert [rule.norm.slug for rule in finding.rules] == ["topical"]
    assert finding.subject.beside == ("plenary", "executive")
    assert finding.shown[0].case.facts == {"meeting": "topical"}


def test_a_kind_that_no_rule_names(told):
    """The vocabulary is shared: what the document does not speak of is no gap of it."""
    assert told(PLENARY, EXECUTIVE) == []


def test_one_kind_beside_one(told):
    """Where as many kinds are left alone as are settled, by one, the fact does not tell who is competent."""
    assert told(PLENARY, ("topical", "meeting == topical", "require noted", "procedure")) == []


def test_a_kind_for_which_another_choice_is_settled(told):
    """A kind for which some rule of competence speaks is no gap, though it says nothing of the choice."""
    other = ("topical", "meeting == topical", "require noted")
    assert told(PLENARY, EXECUTIVE, other, ("spoken", "meeting == topical", "require noted", "procedure")) == []


def test_a_kind_that_is_settled_under_a_condition(told):
    """The case shown is one in which the condition fails."""
    (finding,) = told(PLENARY, ("executive", "meeting == executive and noted", "require chair == head"))
    assert kinds([finding]) == [(Sort.PARTLY, "executive")]
    assert finding.shown[0].case.facts == {"meeting": "executive", "noted": False}
    assert [rule.norm.slug for rule in finding.rules] == ["executive"]


def test_elements_of_a_set(told):
    """Of a set that tells what an act is about, one element is looked at a time."""
    found = told(
        ("hearing", "hearing in steps", "require chair == head"),
        ("experts", "experts in steps and noted", "permit chair == head"),
    )
    assert kinds(found) == [(Sort.PARTLY, "experts")]


SMALL, LARGE = ("meets(amount, funds)", "require signer == clerk"), ("meets(amount, large)", "require signer == head")


def test_a_range_between_two_limits(told):
    """The range is told with the sums in it, beside the rule next to it, with one case in it and one beside it."""
    found = told(
        ("small", *SMALL, "competence", "paper.sign"),
        ("large", *LARGE, "competence", "paper.sign"),
        action="paper.sign",
        parameters=PARAMETERS,
    )
    (finding,) = found
    assert finding.subject.span == Range(100_000_000, 499_999_999)
    assert [rule.norm.slug for rule in finding.rules] == ["small"]
    assert [decision.case.facts["amount"] for decision in finding.shown] == [100_000_000, 99_999_999]


def test_a_single_sum(told):
    """Less than a sum and more than it leave out the sum itself."""
    found = told(
        ("small", *SMALL, "competence", "paper.sign"),
        ("large", *LARGE, "competence", "paper.sign"),
        action="paper.sign",
        parameters='funds: {less_than: 100万元, cite: "2.1"}\nlarge: {more_than: 100万元, cite: "2.1"}\n',
    )
    assert [finding.subject.span for finding in found] == [Range(100_000_000, 100_000_000)]


def test_ranges_that_meet(told):
    """Where one begins where the other ends, there is no gap."""
    limits = 'funds: {less_than: 100万元, cite: "2.1"}\nlarge: {at_least: 100万元, cite: "2.1"}\n'
    rules = (("small", *SMALL, "competence", "paper.sign"), ("large", *LARGE, "competence", "paper.sign"))
    assert told(*rules, action="paper.sign", parameters=limits) == []


def test_a_range_without_end(told):
    """Above the only limit nobody is named."""
    limits = 'funds: {less_than: 100万元, cite: "2.1"}\n'
    found = told(("small", *SMALL, "competence", "paper.sign"), action="paper.sign", parameters=limits)
    assert [finding.subject.span for finding in found] == [Range(100_000_000, None)]


def test_choices(tmp_path):
    """A fact that is asked about only together with another is a part of that choice, and no other."""
    engine = Engine.load(
        planted(
            tmp_path,
            rules=text(
                ("one", "meeting == plenary", "require chair == head"),
                ("two", "meeting == executive", "require chair == head and meeting != briefing"),
                ("three", "noted", "require hearing in steps", "procedure"),
            ),
            parameters="{}\n",
            facts=FACTS.replace(
                "meeting: {type: body, zh: 会议, en: meeting}",
                "meeting: {type: body, zh: 会议, en: meeting, controllable: yes}",
            ),
        )
    )
    pack, words = engine.pack("linhe"), engine.vocabulary
    assert {name: len(rules) for name, rules in choices(pack, words, "meeting.hold").items()} == {"chair": 2}


def test_the_values_that_a_condition_names(tmp_path):
    """Through comparisons, lists, groups, elements and definitions, but not where it says what a fact is not."""
    engine = Engine.load(planted(tmp_path))
    rules = {rule.norm.slug: rule for rule in engine.pack("linhe").rules}
    assert named_values(rules["briefing-chair"].when, "meeting") == {"briefing"}
    assert named_values(rules["executive-chair"].body.condition, "chair") == {"head", "deputy"}
    assert named_values(rules["some-step"].body.condition, "steps") == {"hearing", "experts"}
    assert named_values(Fact("noted", engine.vocabulary.facts["noted"].type), "meeting") == set()
