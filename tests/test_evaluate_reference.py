"""The meaning, on rules small enough to decide by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from small_pack import rule, write

from rules_engine import Engine, Status, Verdict
from rules_engine.decision import Basis, DutyState, Silence
from rules_engine.evaluate.reference import late

DAY = "2026-11-20"
PARAMETERS = """\
quorum: {at_least: 1/2, cite: "2.1"}
funds: {at_least: 500万元, cite: "3"}
crowd: {at_most: 8, cite: "2.1"}
issue: {within: 3 working_days, cite: "4.1"}
"""


@pytest.fixture
def decide(tmp_path):
    """Decide a case of a meeting under the rules given."""

    def decided(facts, *rules, **options):
        folder = write(tmp_path, rules="".join(rules), parameters=PARAMETERS, definitions="{}\n")
        options = {"date": DAY, "full": True, **options}
        return Engine.load(folder).check("linhe", "meeting.hold", facts, **options)

    return decided


def require(expression, **lines):
    """A rule that requires `expression`."""
    return rule(f"require: {expression}", **lines)


def status(decision, slug="only"):
    """What one rule says."""
    return next(finding.status for finding in decision.findings if finding.norm.slug == slug)


@pytest.mark.parametrize(
    ("when", "body", "expected"),
    [
        ("yes", "yes", Status.SATISFIED),
        ("yes", "no", Status.VIOLATED),
        ("yes", None, Status.UNDETERMINED),
        ("no", "yes", Status.NOT_APPLICABLE),
        ("no", "no", Status.NOT_APPLICABLE),
        ("no", None, Status.NOT_APPLICABLE),
        (None, "yes", Status.MOOT),
        (None, "no", Status.UNDETERMINED),
        (None, None, Status.UNDETERMINED),
    ],
)
def test_a_requirement_in_three_valued_logic(decide, when, body, expected):
    """Violated where it applies and its body fails; open where that may be."""
    facts = {"meeting": {"yes": "executive", "no": "plenary", None: None}[when], "noted": body}
    assert status(decide(facts, require("noted", when="meeting == executive"))) is expected


@pytest.mark.parametrize(
    ("body", "expected"), [("yes", Status.VIOLATED), ("no", Status.SATISFIED), (None, Status.UNDETERMINED)]
)
def test_a_prohibition_is_a_requirement_of_the_contrary(decide, body, expected):
    """`forbid e` asks that e is not so."""
    assert status(decide({"noted": body}, rule("forbid: noted"))) is expected


@pytest.mark.parametrize(
    ("body", "expected"), [("yes", Status.HOLDS), ("no", Status.NOT_APPLICABLE), (None, Status.MOOT)]
)
def test_a_permit_is_never_violated(decide, body, expected):
    """It holds, or it is not used."""
    assert status(decide({"noted": body}, rule("permit: noted"))) is expected


@pytest.mark.parametrize("force", ["in_principle", "generally", "encouraged"])
def test_departing_from_a_softer_norm_denies_nothing(decide, force):
    """It is advice."""
    decision = decide({"noted": "no"}, require("noted", force=force))
    assert (decision.verdict, decision.basis) == (Verdict.ALLOW, Basis.NOT_FORBIDDEN)
    assert [finding.status for finding in decision.advice] == [Status.DEPARTED]


@pytest.mark.parametrize(
    ("present", "members", "expected"),
    [
        (4, 7, Status.SATISFIED),
        (3, 7, Status.VIOLATED),
        (3, 6, Status.SATISFIED),
        (None, 6, Status.UNDETERMINED),
        (10**9 // 2 - 1, 10**9 - 1, Status.VIOLATED),
        (10**9 // 2, 10**9 - 1, Status.SATISFIED),
    ],
)
def test_a_share_is_decided_without_rounding(decide, present, members, expected):
    """Half of seven is more than three."""
    facts = {"present": present, "members": members}
    assert status(decide(facts, require("meets(share(present, members), quorum)"))) is expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("5,000,000", Status.SATISFIED), ("4999999.99", Status.VIOLATED), ("5000000.01", Status.SATISFIED)],
)
def test_a_limit_includes_what_it_says(decide, amount, expected):
    """At least five million yuan includes five million, and not a fen less."""
    assert status(decide({"amount": amount}, require("meets(amount, funds)"))) is expected


@pytest.mark.parametrize(
    ("steps", "both", "one"),
    [
        (["hearing", "experts"], Status.SATISFIED, Status.SATISFIED),
        (["hearing"], Status.VIOLATED, Status.SATISFIED),
        ([], Status.VIOLATED, Status.VIOLATED),
        ({"hearing": "yes"}, Status.UNDETERMINED, Status.SATISFIED),
        ({"hearing": "no"}, Status.VIOLATED, Status.UNDETERMINED),
        (None, Status.UNDETERMINED, Status.UNDETERMINED),
    ],
)
def test_a_set_may_be_known_in_part(decide, steps, both, one):
    """What settles the question is enough."""
    decision = decide(
        {"steps": steps},
        require("all_of(steps, [hearing, experts])", id="both"),
        require("any_of(steps, [hearing, experts])", id="one"),
    )
    assert (status(decision, "both"), status(decision, "one")) == (both, one)


def test_what_is_missing_of_a_set_is_its_element(decide):
    """The user is asked for the step, not for all steps."""
    decision = decide({"steps": {"hearing": "yes"}}, require("all_of(steps, [hearing, experts])"))
    assert decision.missing == ("steps.experts",)


def test_only_what_bears_on_the_answer_is_missing(decide):
    """Of `or`, only the open parts; nothing where one part settles it."""
    decision = decide({"noted": "no"}, require("noted or meets(amount, funds) or chair == head"))
    assert decision.missing == ("chair", "amount")
    assert decide({"noted": "yes"}, require("noted or meets(amount, funds)")).missing == ()


def test_a_rule_that_stands_over_another_displaces_it(decide):
    """Where the special rule applies, the general one does not."""
    rules = (
        require("chair == head", id="general"),
        require("chair == deputy", id="special", when="urgent", overrides="[general]"),
    )
    usual = decide({"chair": "deputy"}, *rules)
    assert (status(usual, "general"), status(usual, "special")) == (Status.VIOLATED, Status.NOT_APPLICABLE)
    urgent = decide({"chair": "deputy", "urgent": "yes"}, *rules)
    assert (status(urgent, "general"), status(urgent, "special")) == (Status.NOT_APPLICABLE, Status.SATISFIED)
    assert next(f.displaced_by for f in urgent.findings if f.norm.slug == "general") == ("linhe.2.special",)
    unknown = decide({"chair": "deputy", "urgent": None}, *rules)
    assert (status(unknown, "general"), unknown.verdict) == (Status.UNDETERMINED, Verdict.INCOMPLETE)
    assert unknown.missing == ("urgent",)


def test_a_permit_displaces_only_where_it_holds(decide):
    """An added way leaves the ordinary one open."""
    rules = (
        require("chair == head", id="general"),
        rule("permit: chair == deputy", id="added", when="urgent", overrides="[general]"),
    )
    for chair, expected in [("deputy", Verdict.ALLOW), ("head", Verdict.ALLOW), ("clerk", Verdict.DENY)]:
        assert decide({"chair": chair, "urgent": "yes"}, *rules).verdict is expected
    assert decide({"chair": "deputy"}, *rules).verdict is Verdict.DENY


def test_a_restored_rule_applies_again(decide):
    """A rule displaced by a displaced rule stands."""
    rules = (
        require("noted", id="low"),
        require("chair == head", id="middle", when="urgent", overrides="[low]"),
        require("chair == deputy", id="high", when="meeting == plenary", overrides="[middle]", restores="[low]"),
    )
    decision = decide({"urgent": "yes", "meeting": "plenary", "noted": "no", "chair": "deputy"}, *rules)
    assert [status(decision, slug) for slug in ("low", "middle", "high")] == [
        Status.VIOLATED,
        Status.NOT_APPLICABLE,
        Status.SATISFIED,
    ]


def test_an_exception_is_presumed_away_and_said_so(decide):
    """The answer lists what it takes for granted, if a rule reads it."""
    decision = decide({}, rule("forbid: urgent"))
    assert decision.verdict is Verdict.ALLOW
    assert decision.presumptions == {"urgent": False, "organ": "bound"}
    assert decide({}, rule("forbid: urgent"), strict=True).verdict is Verdict.INCOMPLETE
    assert "urgent" not in decide({"noted": "yes"}, require("noted")).presumptions


def test_what_a_duty_takes_for_granted_is_said_too(decide):
    """A duty that arises from the act reads facts of the act that discharges it: what is presumed of them is listed."""
    arising = duty(when="not urgent", action="paper.sign", arises_from="meeting.hold")
    decision = decide({}, arising, require("noted", id="own"))
    assert [notice.norm.slug for notice in decision.duties] == ["only"]
    assert decision.presumptions == {"urgent": False, "organ": "bound"}
    assert "urgent" not in decide({}, duty(action="paper.sign", arises_from="meeting.hold")).presumptions


def test_silence_is_no_permission(decide):
    """Where no rule governs, the answer is that none does, and why."""
    none_applies = decide({"meeting": "plenary"}, require("noted", when="meeting == executive"))
    assert (none_applies.verdict, none_applies.silence) == (Verdict.SILENT, Silence.NONE_APPLIES)
    no_rule = decide({}, require("urgent", action="paper.sign"))
    assert (no_rule.verdict, no_rule.silence) == (Verdict.SILENT, Silence.NO_RULE)


def test_where_only_conditions_are_open_they_are_asked(decide):
    """Not knowing whether any rule governs is incomplete, not silent."""
    decision = decide({"noted": "yes"}, require("noted", when="meeting == executive"))
    assert (decision.verdict, decision.missing) == (Verdict.INCOMPLETE, ("meeting",))


def test_a_prohibition_kept_is_no_ground(decide):
    """Nothing is against the act, and nothing carries it: the answer tells the two apart."""
    decision = decide({"noted": "no"}, rule("forbid: noted"))
    assert (decision.verdict, decision.basis, decision.grounds) == (Verdict.ALLOW, Basis.NOT_FORBIDDEN, ())
    grounded = decide({"noted": "yes"}, require("noted"))
    assert (grounded.basis, len(grounded.grounds)) == (Basis.GROUNDED, 1)


def test_a_referral_is_listed_and_decides_nothing(decide):
    """It sends the reader on, whatever the verdict."""
    refer = rule("refer: {zh: 另行规定, en: other rules}", id="elsewhere")
    decision = decide({"noted": "no"}, require("noted"), refer)
    assert decision.verdict is Verdict.DENY
    assert [finding.norm.refers_to.en for finding in decision.referrals] == ["other rules"]


def duty(**lines):
    """The duty to issue the minutes within three working days."""
    body = "duty:\n    act: {zh: 印发纪要, en: issue}\n    due: after(held_on, issue)\n    done: minutes_on"
    return rule(body, **{"kind": "duty", **lines})


@pytest.mark.parametrize(
    ("done", "as_of", "expected"),
    [
        # Friday 20 November 2026, so that three working days end on Wednesday the 25th.
        (None, "2026-11-25", Status.PENDING),
        (None, "2026-11-26", Status.UNDETERMINED),
        ("not_yet", "2026-11-25", Status.PENDING),
        ("not_yet", "2026-11-26", Status.VIOLATED),
        ("2026-11-25", "2026-11-26", Status.SATISFIED),
        ("2026-11-26", "2026-11-26", Status.VIOLATED),
        ("2026-11-26", "2026-11-25", Status.PENDING),
        ("2026-11-25", DAY, Status.SATISFIED),
    ],
)
def test_a_duty_is_late_only_after_its_day(decide, done, as_of, expected):
    """Until the day has passed nothing is late; after it, what is not known to be done is asked."""
    assert status(decide({"minutes_on": done}, duty(), as_of=as_of)) is expected


def test_a_duty_is_told_at_the_act_from_which_it_arises(decide):
    """With its day and its state, and without part in the verdict."""
    rules = (duty(action="paper.sign", arises_from="meeting.hold"), require("noted", id="own"))
    decision = decide({"noted": "yes"}, *rules, as_of="2026-11-26")
    assert decision.verdict is Verdict.ALLOW
    (notice,) = decision.duties
    assert (notice.act.en, notice.due, notice.state) == ("issue", date(2026, 11, 25), DutyState.LATE)
    assert decide({"noted": "yes"}, *rules).duties[0].state is DutyState.PENDING
    assert decide({"noted": "yes", "minutes_on": DAY}, *rules).duties[0].state is DutyState.DONE


def test_a_duty_of_unknown_state_says_what_it_waits_for(decide):
    """The facts that tell whether it applies and by when, and not the one that tells whether it is done."""
    when = {"action": "paper.sign", "arises_from": "meeting.hold"}
    (notice,) = decide({"urgent": "未知"}, duty(**when, when="urgent")).duties
    assert (notice.state, notice.missing, notice.dated) == (DutyState.UNKNOWN, ("urgent",), True)
    (notice,) = decide({"held_on": "未知"}, duty(**when)).duties
    assert (notice.state, notice.missing, notice.due) == (DutyState.UNKNOWN, ("held_on",), None)
    (notice,) = decide({"urgent": "yes"}, duty(**when, when="urgent")).duties
    assert (notice.state, notice.unknowns) == (DutyState.PENDING, ())


def test_a_duty_says_whether_its_article_sets_a_day(decide):
    """Where none is set there is no due date, and none is unknown."""
    undated = "duty: {act: {zh: 印发, en: issue}, done: minutes_on}"
    (notice,) = decide({}, rule(undated, action="paper.sign", arises_from="meeting.hold")).duties
    assert (notice.dated, notice.due, notice.state) == (False, None, DutyState.PENDING)


def test_an_unpublished_calendar_is_said_and_no_fact_is_asked(decide):
    """What nobody can know yet is not asked of the user."""
    decision = decide({"minutes_on": "2031-03-09"}, duty(), date="2031-03-03", as_of="2031-03-31")
    assert decision.verdict is Verdict.INCOMPLETE
    assert (decision.missing, decision.unknown_because) == ((), ("calendar:2031",))


@pytest.mark.parametrize(
    ("due", "done", "as_of", "expected"),
    [
        (date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 6), True),
        (date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 9), False),
        (date(2026, 1, 5), None, date(2026, 1, 5), False),
        (date(2026, 1, 5), None, date(2026, 1, 6), None),
        (None, date(2026, 1, 5), date(2026, 1, 6), None),
        (datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 10), date(2026, 1, 5), True),
        (datetime(2026, 1, 5, 9), None, datetime(2026, 1, 5, 8), False),
        (date(2026, 1, 5), date(2026, 1, 7), datetime(2026, 1, 5, 23), False),
    ],
)
def test_late_is_after_the_due_day_or_moment(due, done, as_of, expected):
    """A question of a day is asked at its end; a day has no clock."""
    assert late(due, done, as_of) is expected


def test_a_finding_is_arguable_only_where_another_reading_changes_it(decide):
    """The rival has to matter on this case."""
    rival = '{zh: 另解, en: another reading, require: "chair in leaders"}'
    ours = require("chair == head", rival=rival)
    assert [decide({"chair": chair}, ours).findings[0].arguable for chair in ("head", "deputy", "clerk")] == [
        False,
        True,
        False,
    ]


def test_findings_of_other_articles_are_left_out_after_displacement(decide):
    """A question about one article still knows what displaces its rules."""
    rules = (
        require("noted", id="general", cite='"2.1"'),
        require("chair == head", id="special", cite='"3"', when="urgent", overrides="[general]"),
    )
    decision = decide({"noted": "no", "urgent": "yes", "chair": "clerk"}, *rules, articles=["2"])
    assert [finding.norm.slug for finding in decision.findings] == ["general"]
    assert decision.verdict is Verdict.ALLOW


def test_the_answer_does_not_hang_on_the_order_of_rules(decide):
    """Findings come in the document's order, however the rules are written down."""
    rules = [require("noted", id="a", cite='"3"'), require("urgent", id="b", cite='"2.1"'), duty(id="c", cite='"4.1"')]
    facts = {"noted": "yes", "urgent": "yes", "minutes_on": DAY}
    first, second = decide(facts, *rules), decide(facts, *reversed(rules))
    assert first.findings == second.findings
    assert [finding.norm.slug for finding in first.findings] == ["b", "a", "c"]


@pytest.mark.parametrize(("done", "expected"), [("not_yet", Status.VIOLATED), (DAY, Status.SATISFIED)])
def test_a_day_that_has_not_come_is_farther_than_any_limit(decide, done, expected):
    """`not_yet` is later than every date, so the days until then keep no limit, and nothing is left open."""
    decision = decide({"minutes_on": done}, rule("forbid: days_between(held_on, minutes_on) > 0"))
    assert status(decision) is expected
