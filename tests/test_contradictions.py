"""Two musts that cannot both be met are found, and only those."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import VOCABULARY
from sole_rules import asks, engine

from rules_engine.check.contradictions import contradictions, examine
from rules_engine.text import Text


def found(folder, *rules, **files):
    """What contradicts what, by slug, and the situation of the example."""
    loaded = engine(folder, *rules, **files)
    pairs = {}
    for conflict in examine(loaded.pack("linhe"), loaded.vocabulary).conflicts:
        pairs[conflict.first.norm.slug, conflict.second.norm.slug] = dict(conflict.situation)
    return pairs


def test_a_contradiction_is_told_with_both_places_and_an_example(tmp_path):
    """The error stands at the first rule, shows the second, and says in words when both apply."""
    loaded = engine(
        tmp_path,
        asks("by-head", "require: chair == head", "meeting == executive"),
        asks("by-deputy", "require: chair == deputy", "urgent and hearing in steps"),
    )
    problems = contradictions(loaded.pack("linhe"), loaded.vocabulary)
    assert [problem.severity for problem in problems] == ["error"]
    assert shown(problems, tmp_path) == (
        "linhe/rules/02-meetings.yaml:9:7: contradiction: "
        "`linhe.2.by-deputy` and `linhe.2.by-head` can both apply where none can satisfy both [linhe.2.by-deputy]\n"
        "  - id: by-deputy\n"
        "        ^^^^^^^^^\n"
        "  help: for example: hold a meeting: meeting = executive meeting, steps carried out with hearing, "
        "emergency = yes\n"
        "  see linhe/rules/02-meetings.yaml:1:7\n"
    )
    assert shown(problems, tmp_path, "zh").splitlines()[0].endswith("可能同时适用而无法同时满足 [linhe.2.by-deputy]")
    assert "例如：召开会议：会议＝常务会议，已履行程序含“听证”，紧急情况＝是" in shown(problems, lang="zh")


def test_a_contradiction_that_needs_nothing_holds_in_every_case(tmp_path):
    """Where the two always apply, no fact is named."""
    loaded = engine(tmp_path, asks("a", "require: noted"), asks("b", "forbid: noted"))
    (problem,) = contradictions(loaded.pack("linhe"), loaded.vocabulary)
    assert problem.help == Text("例如：召开会议：任何情形", "for example: hold a meeting: in every case")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("require: chair == head", "forbid: chair in leaders"),
        ("require: hearing in steps", "forbid: any_of(steps, [hearing, experts])"),
        ("require: meets(share(present, members), two_thirds)", "forbid: meets(share(present, members), half)"),
        ("require: meets(share(present, members), over_half)", "require: meets(share(present, members), at_most_half)"),
        ("require: meets(amount, funds)", "require: meets(amount, large)"),
        ("require: meets(present, five)", "require: meets(members, under_five)"),
        ("require: minutes_on <= after(held_on, issue)", "require: minutes_on >= after(held_on, week)"),
        ("require: minutes_on <= after(held_on, week)", "require: minutes_on >= after(held_on, seven_working)"),
        ("require: minutes_on == not_yet", "require: minutes_on <= held_on"),
        ("require: minutes_on < held_on", "require: held_on <= minutes_on"),
    ],
)
def test_bodies_that_exclude_each_other(tmp_path, first, second):
    """Enumerations, sets, limits and dates that leave no value for both."""
    assert found(tmp_path, asks("a", first), asks("b", second)) == {("a", "b"): {}}


HALF, TWO_THIRDS = ("meets(share(present, members), over_half)", "meets(share(present, members), under_two_thirds)")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("require: chair in leaders", "forbid: chair == head"),
        ("require: hearing in steps", "forbid: experts in steps"),
        ("require: meets(share(present, members), half)", "require: meets(share(present, members), at_most_half)"),
        (f"require: {HALF}", f"require: {TWO_THIRDS}"),
        ("require: meets(amount, up_to)", "require: meets(amount, large)"),
        ("require: meets(members, five)", "require: meets(present, under_five)"),
        ("require: minutes_on >= after(held_on, issue)", "require: minutes_on <= after(held_on, week)"),
        ("require: minutes_on == not_yet", "require: held_on <= minutes_on"),
        ("require: minutes_on > held_on", "require: minutes_on < after(held_on, issue)"),
    ],
)
def test_bodies_that_leave_something_for_both(tmp_path, first, second):
    """A single value that meets both is enough."""
    assert found(tmp_path, asks("a", first), asks("b", second)) == {}


def test_a_whole_that_no_share_divides(tmp_path):
    """Of nine members exactly half are never present, so both limits together ask the impossible of them."""
    assert found(
        tmp_path,
        asks("a", "require: meets(share(present, members), half)", "meets(members, nine)"),
        asks("b", "require: meets(share(present, members), at_most_half)"),
    ) == {("a", "b"): {"members": 9}}


def test_conditions_that_exclude_each_other(tmp_path):
    """Rules that never apply together do not contradict each other."""
    assert not found(
        tmp_path,
        asks("a", "require: chair == head", "meeting == executive"),
        asks("b", "require: chair == deputy", "meeting == plenary"),
    )


def test_a_situation_that_breaks_one_rule_alone_is_no_contradiction(tmp_path):
    """Where a deputy's chairing is itself against one rule, what another asks of deputies does not contradict it."""
    assert not found(
        tmp_path,
        asks("a", "require: chair == head"),
        asks("b", "require: noted", "chair == deputy"),
        asks("c", "forbid: noted and chair == head"),
    )


def test_musts_that_leave_no_lawful_way(tmp_path):
    """Where a condition reads what the other rule asks for, what is asked for is free."""
    assert found(
        tmp_path,
        asks("a", "require: chair == head", "urgent and chair in leaders"),
        asks("b", "require: chair == deputy"),
    ) == {("a", "b"): {"urgent": True}}


def test_an_override_settles_a_contradiction(tmp_path):
    """The displaced rule asks nothing where the other applies."""
    general = asks("a", "require: chair == head", "meeting == executive")
    special = asks("b", "require: chair == deputy", "urgent", overrides="[a]")
    assert not found(tmp_path, general, special)


def test_an_override_settles_a_contradiction_only_where_it_applies(tmp_path):
    """A third rule takes one of the two away in some cases; the others remain, and the example is one of them."""
    assert found(
        tmp_path,
        asks("a", "require: chair == head"),
        asks("b", "require: chair == deputy"),
        asks("c", "require: noted", "urgent", overrides="[a]"),
    ) == {("a", "b"): {"urgent": False}}


def test_a_permit_opens_a_way(tmp_path):
    """Where a permit displaces one of the two, what it permits may meet the other."""
    musts = (asks("a", "require: chair == head"), asks("b", "forbid: chair == head", "urgent"))
    assert found(tmp_path, *musts) == {("a", "b"): {"urgent": True}}
    assert not found(tmp_path, *musts, asks("c", "permit: chair == deputy", "urgent", overrides="[a]"))


def test_soft_rules_and_other_forms_never_contradict(tmp_path):
    """Only what must be can be impossible to keep."""
    assert not found(
        tmp_path,
        asks("a", "require: noted"),
        asks("b", "forbid: noted", force="generally"),
        asks("c", "permit: not noted"),
        asks("d", "refer: {zh: 另有规定, en: other rules}"),
    )


def test_constraints_rule_cases_out(tmp_path):
    """What the vocabulary says can never be is no situation."""
    rules = (asks("a", "require: noted", "urgent"), asks("b", "forbid: noted", "chair == head"))
    assert found(tmp_path, *rules) == {("a", "b"): {"urgent": True, "chair": "head"}}
    facts = VOCABULARY["facts.yaml"] + "  - not urgent or chair != head\n"
    assert not found(tmp_path, *rules, facts=facts)


def test_constraints_bind_what_is_asked_for(tmp_path):
    """Two different facts may still exclude each other."""
    rules = (asks("a", "require: noted"), asks("b", "require: chair == clerk"))
    assert not found(tmp_path, *rules)
    facts = VOCABULARY["facts.yaml"] + "  - not noted or chair in leaders\n"
    assert found(tmp_path, *rules, facts=facts) == {("a", "b"): {}}


def test_organs_that_are_not_bound_are_no_situation(tmp_path):
    """Rules about an organ outside the document's scope contradict nothing, wherever the vocabulary lists it."""
    values = VOCABULARY["values.yaml"].replace("organ:\n", "organ:\n  street: {zh: 街道, en: street}\n")
    actions = VOCABULARY["actions.yaml"].replace("called_at]", "called_at, organ]")
    rules = [asks("a", "require: noted", "organ == {}"), asks("b", "forbid: noted", "organ != government")]
    for organ, expected in (("street", {}), ("enterprise", {("a", "b"): {"organ": "enterprise"}})):
        told = [text.replace("{}", organ) for text in rules]
        assert found(tmp_path, *told, values=values, actions=actions) == expected


def test_a_pair_of_several_actions_is_reported_once(tmp_path):
    """The first action in which it occurs is named."""
    both = "[paper.sign, meeting.hold]"
    rules = (asks("a", "require: urgent", action=both), asks("b", "forbid: urgent", action=both))
    loaded = engine(tmp_path, *rules)
    (conflict,) = examine(loaded.pack("linhe"), loaded.vocabulary).conflicts
    assert conflict.action == "meeting.hold"


def test_what_is_not_examined_is_said(tmp_path):
    """A pair that needs more than its room is neither passed nor reported as a contradiction, but named."""
    loaded = engine(tmp_path, asks("a", "require: chair == head"), asks("b", "require: chair == deputy"))
    pack = loaded.pack("linhe")
    examined = examine(pack, loaded.vocabulary, room=1)
    assert examined.conflicts == ()
    assert [(one.norm.slug, other.norm.slug) for one, other in examined.unexamined] == [("a", "b")]


def test_a_fact_with_too_many_values_is_not_examined(tmp_path):
    """Days between two dates compared with a count that is itself a fact are beyond the lists of values."""
    loaded = engine(
        tmp_path,
        asks("a", "require: days_between(held_on, minutes_on) <= members"),
        asks("b", "forbid: days_between(held_on, minutes_on) <= members"),
        asks("c", "require: noted"),
        asks("d", "forbid: noted"),
        facts=VOCABULARY["facts.yaml"].split("constraints:")[0],
    )
    problems = contradictions(loaded.pack("linhe"), loaded.vocabulary)
    told = [(problem.severity, problem.code, problem.path) for problem in problems]
    assert ("warning", "not-examined", "linhe.2.a") in told
    assert ("error", "contradiction", "linhe.2.c") in told
    assert "`linhe.2.a` and `linhe.2.b` read too much to tell whether they contradict each other" in shown(problems)


def test_only_lint_looks_for_contradictions(tmp_path):
    """A pack whose musts contradict each other loads and answers; `lint` tells of it among all else."""
    loaded = engine(tmp_path, asks("a", "require: noted"), asks("b", "forbid: noted"), asks("c", "require: noted"))
    assert "contradiction" not in {problem.code for problem in loaded.warnings("linhe")}
    problems = loaded.lint("linhe")
    assert {"contradiction", "duplicate-rule", "unused-parameter"} <= {problem.code for problem in problems}
    assert list(problems) == sorted(problems, key=lambda problem: problem.order)
