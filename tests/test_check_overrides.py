"""Which rule stands in whose place: what the checker refuses, in full."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import rule, write

from rules_engine import CheckError, Engine


def problems(folder, *rules):
    """The whole text of what is wrong with a pack whose second file of rules holds `rules`."""
    with pytest.raises(CheckError) as caught:
        Engine.load(write(folder, only="".join(rules))).pack("linhe")
    return shown(caught.value.problems, folder)


def named(slug, **lines):
    """A rule with a name and other lines."""
    return rule("require: noted", **{"id": slug, **lines})


def test_a_cycle_is_named_once_from_its_least_rule(tmp_path):
    """Rules that displace one another in a circle are one problem, wherever the search begins."""
    assert problems(
        tmp_path,
        named("second", overrides="[first]", restores="[third]"),
        named("third", overrides="[second]", restores="[first]"),
        named("first", overrides="[third]", restores="[second]"),
    ) == (
        "linhe/rules/99-only.yaml:19:7: cycle: "
        "a cycle: linhe.2.first → linhe.2.third → linhe.2.second → linhe.2.first [linhe.2.first]\n"
        "  - id: first\n"
        "        ^^^^^\n"
    )


def test_a_rule_does_not_displace_itself(tmp_path):
    """A rule that names itself is the shortest cycle."""
    assert problems(tmp_path, named("own", overrides="[own]")) == (
        "linhe/rules/99-only.yaml:1:7: cycle: a cycle: linhe.2.own → linhe.2.own [linhe.2.own]\n"
        "  - id: own\n"
        "        ^^^\n"
    )


def test_a_rival_reading_closes_no_circle_either(tmp_path):
    """A rival is evaluated as the rule itself is, so that its overrides may not lead back to it."""
    rival = "{zh: 另解, en: another, overrides: [upper]}"
    assert problems(tmp_path, named("lower", rival=rival), named("upper", overrides="[lower]")) == (
        "linhe/rules/99-only.yaml:1:7: cycle: a cycle: linhe.2.lower → linhe.2.upper → linhe.2.lower [linhe.2.lower]\n"
        "  - id: lower\n"
        "        ^^^^^\n"
    )


def test_a_chain_must_say_what_becomes_of_its_end(tmp_path):
    """Where C displaces B and B displaces A, C says whether A stands again."""
    chain = (named("a"), named("b", overrides="[a]"), named("c", overrides="[b]"))
    assert problems(tmp_path, *chain) == (
        "linhe/rules/99-only.yaml:16:7: restores: `linhe.2.c` displaces `linhe.2.b`, which displaces `linhe.2.a`: "
        "say what becomes of `linhe.2.a` [linhe.2.c]\n"
        "  - id: c\n"
        "        ^\n"
        "  help: list linhe.2.a in overrides, or write restores: [linhe.2.a]\n"
    )


@pytest.mark.parametrize("said", [{"overrides": "[b, a]"}, {"overrides": "[b]", "restores": "[a]"}])
def test_a_chain_that_says_it_is_accepted(tmp_path, said):
    """Either word of the third rule settles the first."""
    only = "".join((named("a"), named("b", overrides="[a]"), named("c", **said)))
    assert len(Engine.load(write(tmp_path, only=only)).pack("linhe").rules) == 8


def test_a_soft_rule_over_a_must_needs_a_reading(tmp_path):
    """What is only generally so does not quietly lift what must be."""
    assert problems(tmp_path, named("must"), named("soft", force="generally", overrides="[must]")) == (
        "linhe/rules/99-only.yaml:8:7: soft-over-must: "
        "`linhe.2.soft` is not a must, and displaces the must `linhe.2.must` [linhe.2.soft]\n"
        "  - id: soft\n"
        "        ^^^^\n"
        "  help: give a reading that says why\n"
    )


@pytest.mark.parametrize("why", [{"reading": "{zh: 理由, en: why}"}, {"rests_on": "[numbers_inclusive]"}])
def test_a_soft_rule_over_a_must_with_a_reading_is_accepted(tmp_path, why):
    """A reading of the rule's own, or one that all packs share, is enough."""
    only = named("must") + named("soft", force="generally", overrides="[must]", **why)
    assert Engine.load(write(tmp_path, only=only)).pack("linhe").rules


def test_only_rules_of_one_action_displace_each_other(tmp_path):
    """Rules that never meet in a case cannot stand in each other's place."""
    paper = rule("require: urgent", id="paper", action="paper.sign", overrides="[meeting]")
    assert problems(tmp_path, named("meeting"), paper) == (
        "linhe/rules/99-only.yaml:8:7: no-common-action: `linhe.2.paper` and `linhe.2.meeting` share no action, "
        "so one cannot displace the other [linhe.2.paper]\n"
        "  - id: paper\n"
        "        ^^^^^\n"
    )


def test_an_unknown_rule_is_not_displaced(tmp_path):
    """An override names a rule of the same pack; the nearest is offered."""
    assert problems(tmp_path, named("own", overrides="[chaired-by-hed]")) == (
        "linhe/rules/99-only.yaml:7:15: unknown-name: there is no rule `chaired-by-hed` [[0].overrides]\n"
        "    overrides: [chaired-by-hed]\n"
        "                ^^^^^^^^^^^^^^\n"
        "  help: did you mean `chaired-by-head`?\n"
    )
