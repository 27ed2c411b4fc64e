"""Where two versions of a pack differ, and packs that are part one, part the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_pack import PACK, write

from rules_engine import Engine
from rules_engine.analyse.revision import Mixture, Part, Sort, Version, changes

RULES = PACK["rules/02-meetings.yaml"]


@pytest.fixture
def version(tmp_path_factory):
    """Makes a version of the small pack, with other contents for some files."""

    def made(**changed):
        engine = Engine.load(write(tmp_path_factory.mktemp("packs"), **changed))
        return Version(engine.pack("linhe"), engine.vocabulary)

    return made


def told(old, new):
    """Each difference by its sort, name and parts."""
    return [(change.sort, change.name, change.parts) for change in changes(old, new)]


def test_a_pack_does_not_differ_from_itself(version):
    """Read twice, a pack is the same."""
    assert told(version(), version()) == []


@pytest.mark.parametrize(
    ("before", "after", "name", "part"),
    [
        ("when: meeting == executive and urgent", "when: urgent", "chaired-by-deputy", Part.WHEN),
        ("permit: chair == deputy", "permit: chair in leaders", "chaired-by-deputy", Part.BODY),
        ("require: hearing in steps\n  force: must", "require: hearing in steps\n  force: generally",
         "costly-needs-hearing", Part.FORCE),
        ("\n  overrides: [chaired-by-head]", "", "chaired-by-deputy", Part.OVERRIDES),
        ('"3"\n  action: meeting.hold', '"4"\n  action: meeting.hold', "costly-needs-hearing", Part.PLACE),
        ("due: after(held_on, issue)", "due: after(minutes_on, issue)", "minutes-in-time", Part.BODY),
    ],
)  # fmt: skip
def test_each_part_of_a_rule_is_told(version, before, after, name, part):
    """What differs in a rule is named by the part in which it does."""
    assert before in RULES
    assert told(version(), version(rules=RULES.replace(before, after))) == [(Sort.CHANGED, name, (part,))]


def test_a_limit_differs_in_the_rules_that_it_bounds(version):
    """A limit is part of the conditions that read it, through a definition too."""
    new = version(parameters=PACK["parameters.yaml"].replace("500万元", "800万元"))
    assert told(version(), new) == [(Sort.CHANGED, "costly-needs-hearing", (Part.WHEN,))]


def test_words_are_no_difference(version):
    """Titles and labels change no answer."""
    new = version(
        rules=RULES.replace("zh: 大额资金须经听证", "zh: 大笔资金先听证"),
        definitions=PACK["definitions.yaml"].replace("zh: 大额", "zh: 大笔"),
    )
    assert told(version(), new) == []


def test_rules_come_and_go(version):
    """A rule that the other version lacks is added or removed."""
    without = RULES[: RULES.index("- id: costly-needs-hearing")] + RULES[RULES.index("- id: minutes-in-time") :]
    shorter = version(
        rules=without,
        definitions="{}\n",
        parameters='quorum: {at_least: 1/2, cite: "2.1"}\nissue: {within: 3 days, cite: "4.1"}\n',
    )
    assert told(version(), shorter) == [(Sort.REMOVED, "costly-needs-hearing", ())]
    assert told(shorter, version()) == [(Sort.ADDED, "costly-needs-hearing", ())]


def test_what_frames_the_rules_is_compared(version):
    """Whom the document binds, when it is in force, and what the vocabulary presumes."""
    new = version(pack=PACK["pack.yaml"].replace("by_reference: [enterprise]", "by_reference: []"))
    assert told(version(), new) == [(Sort.SCOPE, "", ())]
    new = version(pack=PACK["pack.yaml"].replace("2020-01-01", "2021-01-01"))
    assert told(version(), new) == [(Sort.IN_FORCE, "", ())]
    old = version()
    other = replace(old, vocabulary=replace(old.vocabulary, presumed=frozenset({"organ"})))
    assert told(old, other) == [(Sort.PRESUMED, "urgent", ())]


def test_a_renumbered_rule_stays_the_same_norm(version):
    """A rule whose article has another number is told as moved, and overrides lead to it as before."""
    moved = RULES.replace(
        'cite: "2.2"\n  action: meeting.hold\n  when: meeting == executive\n  require',
        'cite: "3"\n  action: meeting.hold\n  when: meeting == executive\n  require',
    )
    old, new = version(), version(rules=moved)
    assert told(old, new) == [(Sort.CHANGED, "chaired-by-head", (Part.PLACE,))]
    mixed = Mixture(old, new).without(changes(old, new), "meeting.hold")
    over = {rule.id: rule.overrides for rule in mixed.pack.rules}
    assert over["chaired-by-deputy"] == ("chaired-by-head",)


def test_a_mixture_has_the_old_form_of_what_is_undone(version):
    """Undoing everything gives the old rules back, undoing nothing the new ones."""
    old, new = version(), version(rules=RULES.replace("chair == head", "chair in leaders"))
    mixture, differing = Mixture(old, new), changes(old, new)
    forms = {
        len(undone): {rule.id: rule.body for rule in mixture.without(undone, "meeting.hold").pack.rules}
        for undone in (differing, ())
    }
    assert forms[1] == {rule.norm.slug: rule.body for rule in old.pack.rules}
    assert forms[0] == {rule.norm.slug: rule.body for rule in new.pack.rules}


def test_a_circle_of_overrides_is_no_pack(version):
    """Where the two versions displace each other's rules in a circle, what lies between says nothing."""
    old = version()
    turned = RULES.replace("\n  overrides: [chaired-by-head]", "").replace(
        "en: the head chairs the executive meeting}",
        "en: the head chairs the executive meeting}\n  overrides: [chaired-by-deputy]",
    )
    new = version(rules=turned)
    deputy = next(change for change in changes(old, new) if change.name == "chaired-by-deputy")
    assert Mixture(old, new).without([deputy], "meeting.hold") is None
