"""Rules that do nothing are told of, and no others."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import PACK, VALUES, WORDS, conditions, facts_at, made
from shown import shown
from small_pack import VOCABULARY
from sole_rules import asks, engine

from rules_engine.check.idle import idle_rules
from rules_engine.evaluate.reference import evaluate
from rules_engine.norm import Form


def told(folder, *rules, **files):
    """The codes of what is found, with the rules by their slugs."""
    loaded = engine(folder, *rules, **files)
    problems = idle_rules(loaded.pack("linhe"), loaded.vocabulary)
    assert {problem.severity for problem in problems} <= {"warning"}
    return [(problem.path.rpartition(".")[2], problem.code) for problem in problems]


def test_a_warning_is_told_with_its_places(tmp_path):
    """The whole text of each warning."""
    loaded = engine(
        tmp_path,
        asks("a-never", "require: noted", "urgent and not urgent"),
        asks("b-displaced", "require: noted", "hearing in steps"),
        asks("c-displaces", "require: chair == head", "hearing in steps or urgent", overrides="[b-displaced]"),
        asks("d-granted", "require: meets(members, over_five)", "meets(present, over_five)"),
        asks("e-hopeless", "forbid: urgent", "urgent"),
        asks("f-idle", "permit: chair == deputy", "meeting == plenary", overrides="[g-other]"),
        asks("g-other", "require: chair == clerk", "meeting == executive"),
        asks("h-again", "forbid: chair != clerk", "meeting != plenary"),
        parameters='over_five: {more_than: 5, cite: "2.1"}\nfunds: {less_than: 5, cite: "3"}\n',
        vocabulary_parameters=(
            "over_five: {zh: 限, en: limit, unit: count}\nfunds: {zh: 限, en: limit, unit: money}\n"
        ),
    )
    name, at = "linhe/rules/02-meetings.yaml", "\n  - id: {0}\n        {1}\n"

    def line(number, slug, code, message):
        place = at.format(slug, "^" * len(slug))
        return f"{name}:{number}:7: {code}: {message} [linhe.2.{slug}]{place}"

    assert shown(idle_rules(loaded.pack("linhe"), loaded.vocabulary), tmp_path) == (
        line(1, "a-never", "never-applies", "the condition of `linhe.2.a-never` can never hold")
        + line(
            9,
            "b-displaced",
            "always-displaced",
            "wherever the condition of `linhe.2.b-displaced` holds, another rule displaces it",
        )
        + f"  see {name}:17:7\n"
        + line(26, "d-granted", "never-violated", "nothing can violate `linhe.2.d-granted`")
        + "  help: wherever it applies, what it asks holds already\n"
        + line(34, "e-hopeless", "never-satisfied", "nothing can satisfy `linhe.2.e-hopeless` where it applies")
        + "  help: take what it forbids or asks out of the condition, into the body\n"
        + line(
            42,
            "f-idle",
            "idle-override",
            "`linhe.2.f-idle` can never apply where `linhe.2.g-other`, which it displaces, would",
        )
        + f"  see {name}:51:7\n"
        + line(59, "h-again", "duplicate-rule", "`linhe.2.h-again` says the same as `linhe.2.g-other`")
        + "  help: make them one, with both places in its cite\n"
        + f"  see {name}:51:7\n"
    )


def test_a_pack_in_order_has_none(tmp_path):
    """Rules that make a difference, each in its own way, are not told of."""
    assert not told(
        tmp_path,
        asks("a", "require: chair == head", "meeting == executive"),
        asks("b", "permit: chair == deputy", "meeting == executive and urgent", overrides="[a]"),
        asks("c", "forbid: noted"),
        asks("d", "refer: {zh: 另有规定, en: other rules}", "urgent"),
        asks("e", "require: meets(share(present, members), half)"),
    )


def test_a_permit_that_can_never_hold_never_applies(tmp_path):
    """A permit needs its body as well as its condition."""
    assert told(tmp_path, asks("a", "permit: chair == head", "chair == deputy")) == [("a", "never-applies")]


def test_a_rule_of_several_actions_is_idle_only_if_it_is_in_all(tmp_path):
    """A constraint on facts of one action alone says nothing of the other, which does not use them."""
    facts = VOCABULARY["facts.yaml"] + "  - urgent or called_at != not_yet\n  - not urgent or called_at == not_yet\n"
    facts += "  - called_at == not_yet\n"
    assert told(tmp_path, asks("a", "forbid: not urgent"), facts=facts) == [("a", "never-violated")]
    assert not told(tmp_path, asks("a", "forbid: not urgent", action="[meeting.hold, paper.sign]"), facts=facts)


def test_an_override_counts_in_the_actions_that_the_two_share(tmp_path):
    """A rule about two actions may displace a rule that is about one of them."""
    both = "[meeting.hold, paper.sign]"
    below = asks("a", "require: chair == head", action="paper.sign")
    assert not told(tmp_path, below, asks("b", "require: chair == deputy", "urgent", action=both, overrides="[a]"))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("require: noted", "forbid: not noted", True),
        ("require: chair in [head, deputy]", "forbid: chair == clerk", True),
        ("require: noted", "permit: noted", False),
        ("permit: chair == head", "permit: chair == head", True),
        ("permit: chair == head", "permit: chair == deputy", False),
        ("refer: {zh: 甲, en: one}", "refer: {zh: 甲, en: one}", True),
        ("refer: {zh: 甲, en: one}", "refer: {zh: 乙, en: other}", False),
        (
            "duty: {act: {zh: 印发, en: issue}, done: minutes_on}",
            "duty: {act: {zh: 印发, en: issue}, done: minutes_on}",
            True,
        ),
        (
            "duty: {act: {zh: 印发, en: issue}, done: minutes_on}",
            "duty: {act: {zh: 印发, en: issue}, done: minutes_on, due: 'after(held_on, issue)'}",
            False,
        ),
    ],
)
def test_rules_that_say_the_same(tmp_path, first, second, alike):
    """Two rules are alike where they apply in the same cases and ask the same, however they are written."""
    found = told(tmp_path, asks("a", first, "urgent"), asks("b", second, "urgent and urgent"))
    assert found == ([("b", "duplicate-rule")] if alike else [])


def test_what_needs_too_much_is_left_alone(tmp_path):
    """No warning rests on a question that was not settled."""
    loaded = engine(tmp_path, asks("a", "forbid: chair == clerk", "chair == clerk"))
    assert idle_rules(loaded.pack("linhe"), loaded.vocabulary)
    assert not idle_rules(loaded.pack("linhe"), loaded.vocabulary, room=0)


@settings(max_examples=200)
@given(st.sampled_from((Form.REQUIRE, Form.FORBID)), conditions, conditions)
def test_trying_all_values_confirms_what_a_rule_can_do(form, when, body):
    """A rule never applies, is never violated or never satisfied exactly where no case shows otherwise."""
    pack = replace(PACK, rules=(made("a", form, when, body),))
    (found,) = [problem.code for problem in idle_rules(pack, WORDS)] or [""]
    cases = [facts_at(dict(zip(VALUES, values, strict=True))) for values in product(*VALUES.values())]
    outcomes = {evaluate(body, facts) is (form is Form.REQUIRE) for facts in cases if evaluate(when, facts) is True}
    assert found == {(): "never-applies", (True,): "never-violated", (False,): "never-satisfied"}.get(
        tuple(outcomes), ""
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("forbid: urgent", [("a", "presumed-kept")]),
        ("require: not urgent or noted", [("a", "presumed-kept")]),
        ("require: noted or urgent", []),
        ("forbid: urgent and not noted", [("a", "presumed-kept")]),
        ("forbid: noted", []),
    ],
)
def test_what_a_norm_asks_is_not_presumed(tmp_path, body, found):
    """A rule that a case keeps by saying nothing is told of; one that a presumption makes harder to keep is not."""
    assert told(tmp_path, asks("a", body)) == found
