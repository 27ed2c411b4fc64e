"""Which cases another version answers otherwise, and which of its changes made it so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
import random_packs
from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import DAY, PACK, WORDS, fact, made

from rules_engine import expression as ex
from rules_engine.analyse.changes import Answer, Asked, compare
from rules_engine.analyse.revision import Sort, Version
from rules_engine.case import Case
from rules_engine.decision import Verdict
from rules_engine.evaluate import reference
from rules_engine.norm import Form


def asked(**facts):
    """A case about a meeting, read alike by both versions."""
    case = Case("linhe", "meeting.hold", facts, DAY, DAY)
    return Asked("case", "cases.yaml", 1, case, case)


def compared(old, new, *cases, findings=False):
    """What becomes of cases between two sets of rules."""
    sides = tuple(Version(replace(PACK, rules=tuple(rules)), WORDS) for rules in (old, new))
    return compare({"linhe": sides}, cases, findings=findings)


def causes(comparison):
    """The names of the changes that made each case so."""
    return [[tuple(change.name for change in cause) for cause in case.causes] for case in comparison.changed]


NOTED, URGENT = fact("noted"), fact("urgent")
HEARING, EXPERTS = ex.Has(fact("steps"), "hearing"), ex.Has(fact("steps"), "experts")
ASKS_NOTE = made("note", Form.REQUIRE, ex.TRUE, NOTED)
ASKS_HEARING = made("hearing", Form.REQUIRE, ex.TRUE, HEARING)
ASKS_EXPERTS = made("experts", Form.REQUIRE, ex.TRUE, EXPERTS)


def test_a_new_rule_is_the_cause():
    """A case that a new rule denies is put down to that rule, and to no other that is new."""
    found = compared(
        [ASKS_NOTE], [ASKS_NOTE, ASKS_HEARING, ASKS_EXPERTS], asked(noted=True, steps=frozenset({"experts"}))
    )
    assert causes(found) == [[("hearing",)]]
    (case,) = found.changed
    assert (case.before.verdict, case.after.verdict) == (Verdict.ALLOW, Verdict.DENY)
    assert [change.name for change in found.no_causes] == ["experts"]


def test_a_removed_rule_is_a_cause():
    """So is one that is there no more."""
    found = compared([ASKS_NOTE, ASKS_HEARING], [ASKS_NOTE], asked(noted=True, steps=frozenset()))
    assert causes(found) == [[("hearing",)]]
    assert [change.sort for change in found.changes] == [Sort.REMOVED]


def test_two_causes_together():
    """Where either of two new rules denies by itself, only both together are the cause."""
    found = compared([ASKS_NOTE], [ASKS_NOTE, ASKS_HEARING, ASKS_EXPERTS], asked(noted=True, steps=frozenset()))
    assert causes(found) == [[("hearing", "experts")]]


def test_either_cause():
    """Where two changes were both needed, undoing either is enough."""
    old = [ASKS_NOTE, ASKS_HEARING]
    new = [made("note", Form.REQUIRE, URGENT, NOTED), made("hearing", Form.REQUIRE, URGENT, HEARING)]
    found = compared(old, new, asked(noted=False, urgent=False, steps=frozenset()))
    assert found.changed[0].after.verdict is Verdict.SILENT
    assert causes(found) == [[("note",), ("hearing",)]]


def test_more_changes_than_pairs():
    """A set of three is found, and none of it can be spared."""
    extra = made("called", Form.FORBID, ex.TRUE, URGENT)
    found = compared(
        [ASKS_NOTE], [ASKS_NOTE, ASKS_HEARING, ASKS_EXPERTS, extra], asked(noted=True, steps=frozenset(), urgent=True)
    )
    assert causes(found) == [[("hearing", "experts", "called")]]


def test_the_same_verdict_by_other_rules():
    """It is told only where findings are asked for."""
    old, new = [ASKS_NOTE, ASKS_HEARING], [ASKS_NOTE, ASKS_EXPERTS]
    case = asked(noted=False, steps=frozenset({"experts"}))
    assert compared(old, new, case).changed == ()
    (changed,) = compared(old, new, case, findings=True).changed
    assert (changed.before.violated, changed.after.violated) == ({"note", "hearing"}, {"note"})
    assert [[change.name for change in cause] for cause in changed.causes] == [["hearing"]]


def test_a_case_that_one_version_cannot_read():
    """It is neither changed nor lost."""
    lost = replace(asked(noted=True), after=None)
    found = compared([ASKS_NOTE], [ASKS_HEARING], lost)
    assert (found.changed, found.unread) == ((), (lost,))


def test_a_fact_that_was_renamed_by_alias():
    """The rules of each version get the fact under the name that they know."""
    before = Case("linhe", "meeting.hold", {"noted": True}, DAY, DAY)
    after = Case("linhe", "meeting.hold", {"urgent": True}, DAY, DAY)
    new = made("note", Form.FORBID, ex.TRUE, URGENT)
    found = compared([ASKS_NOTE], [new], Asked("case", "cases.yaml", 1, before, after))
    assert causes(found) == [[("note",)]]


def test_an_answer_that_only_the_vocabulary_changed():
    """Where no rule differs, no rule is blamed."""
    before = Case("linhe", "meeting.hold", {"noted": True}, DAY, DAY)
    after = Case("linhe", "meeting.hold", {"noted": False}, DAY, DAY)
    found = compared([ASKS_NOTE], [ASKS_NOTE], Asked("case", "cases.yaml", 1, before, after))
    assert causes(found) == [[]]


@pytest.mark.parametrize("articles", [(), ("4",)])
def test_a_rule_in_another_place_matters_to_those_who_ask_by_article(articles):
    """A rule that moved to another article changes an answer only for who asks of the one article."""
    case = asked(noted=False)
    if articles:
        with_articles = replace(case.before, articles=(ASKS_NOTE.norm.citation.cite,))
        case = replace(case, before=with_articles, after=with_articles)
    place = replace(ASKS_NOTE.norm.citation, cite=replace(ASKS_NOTE.norm.citation.cite, article=3))
    moved = replace(ASKS_NOTE, norm=replace(ASKS_NOTE.norm, citations=(place,)))
    assert causes(compared([ASKS_NOTE], [moved], case)) == ([[("note",)]] if articles else [])


@st.composite
def revisions(draw):
    """Two versions of a random pack: some rules taken away, some in another form."""
    old, other = draw(random_packs.packs(5)), draw(random_packs.packs(5))
    forms = {rule.norm.slug: rule for rule in other.rules}
    kept = [rule for rule in old.rules if draw(st.integers(0, 3))]
    new = []
    for rule in kept:
        form = forms.get(rule.norm.slug)
        changed = form is not None and draw(st.booleans())
        new.append(replace(form, norm=replace(form.norm, id=rule.id), overrides=()) if changed else rule)
    return replace(old, rules=tuple(new)), old


@pytest.mark.exhaustive
@settings(max_examples=150)
@given(revisions(), random_packs.vocabularies, st.lists(random_packs.cases(), min_size=1, max_size=4), st.booleans())
def test_a_cause_gives_the_old_answer_back_and_nothing_less_does(pair, words, cases, findings):
    """Every changed case is told, each cause undoes it, and no smaller part of a cause does."""
    new, old = pair
    sides = (Version(old, words), Version(new, words))
    all_asked = [Asked(str(number), "cases.yaml", number, case, case) for number, case in enumerate(cases)]
    found = compare({"place": sides}, all_asked, findings=findings)

    def answer(pack, case):
        return Answer.of(reference.decide(pack, words, case))

    def same(one, other):
        return one == other if findings else one.verdict is other.verdict

    expected = [one.name for one in all_asked if not same(answer(old, one.before), answer(new, one.before))]
    assert [case.asked.name for case in found.changed] == expected
    before = {rule.norm.slug: rule for rule in old.rules}

    def undone(some):
        rules = {rule.norm.slug: rule for rule in new.rules}
        for change in some:
            rules.pop(change.name, None)
            if change.name in before:
                rules[change.name] = before[change.name]
        return replace(new, rules=tuple(rules.values()))

    for case in found.changed:
        assert case.causes
        for cause in case.causes:
            assert same(answer(undone(cause), case.asked.before), case.before)
            for size in range(len(cause)):
                for fewer in combinations(cause, size):
                    if len(cause) <= 2 or size == len(cause) - 1:
                        assert not same(answer(undone(fewer), case.asked.before), case.before)


def test_cases_of_another_day_are_asked_of_that_day():
    """Where the days differ from which a document is in force, that is a cause."""
    day = date(2019, 6, 18)
    case = Case("linhe", "meeting.hold", {"noted": True}, day, day)
    old = replace(PACK, rules=(ASKS_NOTE,))
    new = replace(old, document=replace(old.document, in_force_from=date(2018, 1, 1)))
    found = compare({"linhe": (Version(old, WORDS), Version(new, WORDS))}, [Asked("case", "cases.yaml", 1, case, case)])
    assert [[change.sort for change in cause] for cause in found.changed[0].causes] == [[Sort.IN_FORCE]]
