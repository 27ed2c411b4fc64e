"""Rules that say too little, too much or something unknown: what the checker answers, in full."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import rule, write

from rules_engine import CheckError, Engine
from rules_engine import expression as ex

ALL_KEYS = ("cite", "action", "force", "kind", "title")


def problems(folder, only):
    """The whole text of what is wrong with a pack whose second file of rules is `only`."""
    with pytest.raises(CheckError) as caught:
        Engine.load(write(folder, only=only)).pack("linhe")
    return shown(caught.value.problems, folder)


def test_a_rule_without_its_head_lacks_each_key(tmp_path):
    """Article, action, force, kind and title are required, and all that is lacking is said at once, in that order."""
    place = "linhe/rules/99-only.yaml:1:3"
    expected = [f"{place}: missing-key: `[0]` lacks `{key}` [[0]]\n  - id: only\n    ^\n" for key in ALL_KEYS]
    assert problems(tmp_path, "- id: only\n  require: noted\n") == "".join(expected)


def test_an_empty_list_of_articles_is_none(tmp_path):
    """A rule rests on one article at least."""
    assert problems(tmp_path, rule("require: noted", cite="[]")) == (
        "linhe/rules/99-only.yaml:2:9: missing-key: `[0]` lacks `cite` [[0]]\n    cite: []\n          ^\n"
    )


def test_a_rule_has_exactly_one_body(tmp_path):
    """A rule with two bodies and one with none are both refused."""
    expected = (
        "linhe/rules/99-only.yaml:1:3: one-body: a rule has exactly one body [[0]]\n"
        "  - id: only\n"
        "    ^\n"
        "  help: one of require, forbid, permit, duty, refer\n"
    )
    assert problems(tmp_path / "two", rule("require: noted\n  forbid: urgent")) == expected
    assert problems(tmp_path / "none", rule("when: noted")) == expected


def test_words_of_the_head_are_from_fixed_lists(tmp_path):
    """A force or a kind that does not exist is answered by those that do."""
    assert problems(tmp_path, rule("require: noted", force="should", kind="quorum")) == (
        "linhe/rules/99-only.yaml:4:10: not-one-of: `should` is not accepted [[0].force]\n"
        "    force: should\n"
        "           ^^^^^^\n"
        "  help: accepted: must, in_principle, generally, encouraged\n"
        "linhe/rules/99-only.yaml:5:9: not-one-of: `quorum` is not accepted [[0].kind]\n"
        "    kind: quorum\n"
        "          ^^^^^^\n"
        "  help: accepted: competence, validity, procedure, prohibition, duty, disclosure, conduct\n"
    )


def test_an_unknown_key_is_answered_by_the_nearest(tmp_path):
    """A misspelt key is not ignored."""
    assert problems(tmp_path, rule("require: noted\n  wen: urgent")) == (
        "linhe/rules/99-only.yaml:8:3: unknown-key: there is no key `wen` here [[0].wen]\n"
        "    wen: urgent\n"
        "    ^^^\n"
        "  help: did you mean `when`?\n"
    )


def test_a_title_stands_in_both_languages(tmp_path):
    """A title without English is refused."""
    assert problems(tmp_path, rule("require: noted", title="{zh: 规定}")) == (
        "linhe/rules/99-only.yaml:6:10: missing-key: `[0].title` lacks `en` [[0].title]\n"
        "    title: {zh: 规定}\n"
        "           ^\n"
    )


@pytest.mark.parametrize("slug", ["Only", "only_one", "3-only", "only--one", "仅"])
def test_a_slug_is_lower_case_with_hyphens(tmp_path, slug):
    """The id of a rule is part of what programs read, so it is plain ASCII."""
    assert "bad-slug: " in problems(tmp_path, rule("require: noted", id=slug))


def test_a_slug_stands_once_in_a_pack(tmp_path):
    """Two rules with one id are refused, and both places are shown, even where they are in two files."""
    assert problems(tmp_path, rule("require: noted", id="quorum")) == (
        "linhe/rules/99-only.yaml:1:7: duplicate-id: `quorum` stands twice [[0].id]\n"
        "  - id: quorum\n"
        "        ^^^^^^\n"
        "  see linhe/rules/02-meetings.yaml:1:7\n"
    )


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ('"9"', "2:10: unknown-article: the document has no place `9`"),
        ('"2.4"', "2:10: unknown-article: the document has no place `2.4`"),
        ('"第二条"', "2:10: bad-cite: `第二条` is not how a place is written"),
        ('"2.0"', "2:10: bad-cite: `2.0` is not how a place is written"),
        ('["2.1", "2.10"]', "2:18: unknown-article: the document has no place `2.10`"),
    ],
)
def test_a_rule_cites_a_place_that_the_document_has(tmp_path, cite, expected):
    """An article, or a paragraph, that is not there cannot be cited; `2.10` is not 2.1."""
    text = problems(tmp_path, rule("require: noted", cite=cite))
    assert text.startswith(f"linhe/rules/99-only.yaml:{expected} [[0].cite]\n")


def test_an_unknown_action_is_answered_by_the_nearest(tmp_path):
    """A rule speaks of actions that the vocabulary has."""
    assert problems(tmp_path, rule("require: noted", action="meeting.held")) == (
        "linhe/rules/99-only.yaml:3:11: unknown-name: there is no action `meeting.held` [[0].action]\n"
        "    action: meeting.held\n"
        "            ^^^^^^^^^^^^\n"
        "  help: did you mean `meeting.hold`?\n"
    )


def test_an_unknown_shared_reading_is_answered_by_the_nearest(tmp_path):
    """A rule rests on readings that the vocabulary has."""
    text = problems(tmp_path, rule("require: noted", rests_on="[number_inclusive]"))
    assert "did you mean `numbers_inclusive`?" in text


def test_the_problems_of_all_rules_come_at_once_in_the_order_of_the_file(tmp_path):
    """A pack with three errors gets three problems, sorted by place."""
    only = rule("require: presnt > 0", id="a") + rule("forbid: chair", id="b", force="x") + rule("permit: (", id="c")
    found = [line.split(": ")[:2] for line in problems(tmp_path, only).splitlines() if line.startswith("linhe")]
    assert [(place.partition(".yaml:")[2], code) for place, code in found] == [
        ("7:12", "unknown-name"),
        ("11:10", "not-one-of"),
        ("14:11", "not-truth"),
        ("21:11", "syntax"),
    ]


def duty(**lines):
    """A rule that is a duty with the lines given."""
    entries = {"act": "{zh: 印发, en: issue}", "due": "after(held_on, issue)", "done": "minutes_on", **lines}
    return rule("duty:\n" + "\n".join(f"    {key}: {text}" for key, text in entries.items() if text))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"done": "minute_on"}, "10:11: unknown-name: there is no name `minute_on`"),
        ({"done": "noted"}, "10:11: wrong-type: `noted` must be date, datetime"),
        ({"done": "called_at"}, "10:11: wrong-type: `called_at` must be date, datetime"),
        ({"due": "held_on <= minutes_on"}, "9:10: not-allowed: the expression language has no `held_on <= minutes_on`"),
        ({"due": "after(amount, issue)"}, "9:16: wrong-type: `amount` must be date, datetime"),
        ({"due": "after(held_on, quorum)"}, "9:25: wrong-limit: `quorum` is no limit of period"),
        ({"due": "", "done": "amount"}, "9:11: wrong-type: `amount` must be date, datetime, flag"),
        ({"done": ""}, "8:5: missing-key: `[0].duty` lacks `done`"),
        ({"act": ""}, "8:5: missing-key: `[0].duty` lacks `act`"),
    ],
)
def test_a_duty_has_an_act_a_day_and_the_fact_that_tells_when_it_was_done(tmp_path, lines, expected):
    """A due date is a date, and what tells when the duty was done is of its type."""
    assert problems(tmp_path, duty(**lines)).startswith(f"linhe/rules/99-only.yaml:{expected}")


def test_a_duty_without_a_day_may_be_done_by_a_flag(tmp_path):
    """Promptly has no due date: then whether is enough, and when is not asked."""
    pack = Engine.load(write(tmp_path, only=duty(due="", done="noted"))).pack("linhe")
    assert next(r.body.duty.due for r in pack.rules if r.norm.slug == "only") is None


def test_a_rule_without_a_condition_always_applies(tmp_path):
    """`when` left out is the truth."""
    pack = Engine.load(write(tmp_path, only=rule("require: noted"))).pack("linhe")
    assert next(r.when for r in pack.rules if r.norm.slug == "only") == ex.TRUE


def test_a_rule_is_named_by_its_first_article(tmp_path):
    """The full id has the jurisdiction, the chief article and the slug."""
    pack = Engine.load(write(tmp_path, only=rule("require: noted", cite='["3", "2.1"]'))).pack("linhe")
    assert "linhe.3.only" in [r.id for r in pack.rules]


def test_a_rival_reading_replaces_the_parts_that_it_names(tmp_path):
    """A rival with a force of its own leaves the rest of the rule as it is."""
    rival = "{zh: 也可理解为一般, en: may be read as general, force: generally}"
    pack = Engine.load(write(tmp_path, only=rule("require: noted", rival=rival))).pack("linhe")
    own = next(r for r in pack.rules if r.norm.slug == "only")
    other = own.rivalled()
    assert (own.norm.force, other.norm.force, other.body, other.when) == ("must", "generally", own.body, own.when)
