"""Case files: what they may say, how a case takes over what its group gives, and what is wrong with one."""

from datetime import date

import pytest
import small_pack
from shown import shown

from rules_engine import CaseError, Engine
from rules_engine.conformance.expected import ExpectedDuty
from rules_engine.conformance.reading import DEFAULT_DATE, read_cases
from rules_engine.decision import Basis, DutyState, Silence, Verdict
from rules_engine.norm import Cite
from rules_engine.text import Text


@pytest.fixture
def read(tmp_path):
    def reads(text, *, only=""):
        small_pack.write(tmp_path)
        (tmp_path / "linhe" / "cases").mkdir()
        (tmp_path / "linhe" / "cases" / "meetings.yaml").write_text(text, encoding="utf-8")
        return read_cases(Engine.load(tmp_path), "linhe", only=only)

    return reads


@pytest.fixture
def wrong(read, tmp_path):
    def problems(text):
        with pytest.raises(CaseError) as caught:
            read(text)
        return shown(caught.value.problems, tmp_path)

    return problems


def test_a_pack_without_cases_has_none(tmp_path):
    """A pack without a folder of cases has no cases, and that is no problem."""
    assert read_cases(Engine.load(small_pack.write(tmp_path)), "linhe") == ()


def test_a_case_adds_to_its_group(read):
    """The facts of a case stand beside those of its group, and in their place where both name one."""
    first, second, third = read("""\
- action: meeting.hold
  date: 2026-11-20
  articles: ["2"]
  given: {meeting: executive, members: 9, present: 3}
  cases:
    - {id: more, facts: {present: 5}, expect: {verdict: allow}}
    - {id: named-otherwise, facts: {到会人数: 6}, expect: {verdict: allow}}
    - {id: taken-away, facts: {present: ~}, expect: {verdict: incomplete}}
""")
    assert first.case.facts == {"meeting": "executive", "members": 9, "present": 5, "held_on": date(2026, 11, 20)}
    assert second.case.facts["present"] == 6
    assert "present" not in third.case.facts
    assert "present" not in third.case.withheld
    assert first.case.articles == (Cite(2),)


def test_a_case_may_replace_what_its_group_says_of_the_act(read):
    """Date, articles and strictness of a case stand before those of its group."""
    (case,) = read("""\
- action: meeting.hold
  date: 2026-11-20
  strict: yes
  because: {zh: 组, en: group}
  cases:
    - {id: other-day, date: 2026-11-21, as_of: 2026-11-30, articles: ["3"], strict: no, expect: {verdict: silent}}
""")
    assert (case.case.date, case.case.as_of) == (date(2026, 11, 21), date(2026, 11, 30))
    assert case.case.articles == (Cite(3),)
    assert not case.strict
    assert case.because == Text("组", "group")


def test_a_case_without_a_date_has_a_fixed_one(read):
    """What a case says never depends on the day on which it is run."""
    plain, dated = read("""\
- {id: plain, action: paper.sign, facts: {chair: head}, expect: {verdict: silent}}
- {id: dated, action: meeting.hold, facts: {held_on: 2026-01-05}, expect: {verdict: silent}}
""")
    assert plain.case.date == DEFAULT_DATE
    assert dated.case.date == date(2026, 1, 5)


def test_unknown_is_not_the_same_as_taken_away(read):
    """A fact written as unknown is withheld, so that nothing is presumed of it."""
    (case,) = read("- {id: said, action: meeting.hold, facts: {urgent: unknown}, expect: {verdict: silent}}\n")
    assert case.case.withheld == {"urgent"}


def test_everything_a_decision_says_may_be_expected(read):
    """Each entry of expect is read with its own type."""
    full, silent = read("""\
- id: full
  action: meeting.hold
  expect:
    verdict: allow
    grounds: ["2.1", 3]
    basis: grounded
    undetermined: []
    advice: ["4"]
    missing: [present, 已履行程序.听证]
    referrals: []
    arguable: ["4.1"]
    duties: [{cite: "4.1", due: 2026-11-23, state: late}]
- {id: silent, action: paper.sign, expect: {verdict: silent, silence: no_rule}}
""")
    expected = full.expected
    assert expected.verdict is Verdict.ALLOW
    assert expected.grounds == (Cite(2, 1), Cite(3))
    assert expected.basis is Basis.GROUNDED
    assert (expected.violated, expected.undetermined, expected.referrals) == ((), (), ())
    assert expected.missing == {"present", "steps.hearing"}
    assert expected.duties == (ExpectedDuty(Cite(4, 1), date(2026, 11, 23), DutyState.LATE),)
    assert silent.expected.silence is Silence.NO_RULE
    assert silent.expected.grounds is None


def test_only_some_cases_may_be_read(read):
    """Cases are chosen by a part of their id."""
    text = """\
- {id: one-thing, action: paper.sign, expect: {verdict: silent}}
- {id: other-thing, action: paper.sign, expect: {verdict: silent}}
"""
    assert [case.id for case in read(text, only="other")] == ["other-thing"]


def test_all_problems_of_a_file_are_told_at_once(wrong):
    """Every mistake in a case file has its place, and the first does not hide the others."""
    assert wrong("""\
- action: meeting.hold
  given: {meeting: executive}
  colour: red
  cases:
    - id: Twice!
      facts: {presnt: 4, members: ~, chair: emperor}
      expect: {verdict: deny}
    - id: twice
      expect: {verdict: perhaps}
    - id: twice
      expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
    - facts: {meeting: executive}
- {id: alone, action: meeting.hold, facts: [a], expect: {verdict: silent}}
- {id: unused, action: paper.sign, facts: {amount: 5}, expect: {verdict: silent}}
""") == (
        """\
linhe/cases/meetings.yaml:3:3: unknown-key: there is no key `colour` here [[0].colour]
    colour: red
    ^^^^^^
linhe/cases/meetings.yaml:5:11: bad-case-id: `Twice!` cannot be the id of a case [[0].cases[0].id]
      - id: Twice!
            ^^^^^^
  help: lower-case letters, digits and hyphens
linhe/cases/meetings.yaml:6:15: unknown-fact: the vocabulary has no fact `presnt` [[0].cases[0].facts.presnt]
        facts: {presnt: 4, members: ~, chair: emperor}
                ^^^^^^
  help: did you mean `present`?
linhe/cases/meetings.yaml:6:35: removes-nothing: `~` removes a fact of given, which has no `members` \
[[0].cases[0].facts]
        facts: {presnt: 4, members: ~, chair: emperor}
                                    ^
  help: to say that a fact is unknown, write unknown
linhe/cases/meetings.yaml:6:45: unknown-value: `emperor` is no value of `chair` [[0].cases[0].facts.chair]
        facts: {presnt: 4, members: ~, chair: emperor}
                                              ^^^^^^^
  help: accepted: head 区长, deputy 副区长, clerk 科员
linhe/cases/meetings.yaml:7:15: no-violation: a case expected to be denied says what it violates [[0].cases[0].expect]
        expect: {verdict: deny}
                ^
  help: for example violated: ["41.1"]
linhe/cases/meetings.yaml:9:25: not-one-of: `perhaps` is not accepted [[0].cases[1].expect.verdict]
        expect: {verdict: perhaps}
                          ^^^^^^^
  help: accepted: allow, deny, incomplete, silent
linhe/cases/meetings.yaml:10:11: duplicate-id: the case `twice` stands twice [[0].cases[2].id]
      - id: twice
            ^^^^^
  see linhe/cases/meetings.yaml:8:11
linhe/cases/meetings.yaml:11:42: misplaced-key: `violated` is only for a case expected to be deny \
[[0].cases[2].expect.violated]
        expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
                                           ^
linhe/cases/meetings.yaml:11:59: unknown-fact: the vocabulary has no fact `presentt` [[0].cases[2].expect.missing]
        expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
                                                            ^^^^^^^^
  help: did you mean `present`?
linhe/cases/meetings.yaml:11:80: unknown-article: the document has no place `9` [[0].cases[2].expect.advice]
        expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
                                                                                 ^
  help: articles.yaml lists the articles and counts their paragraphs
linhe/cases/meetings.yaml:11:94: missing-key: `[0].cases[2].expect.duties[0]` lacks `cite` \
[[0].cases[2].expect.duties[0]]
        expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
                                                                                               ^
linhe/cases/meetings.yaml:11:100: bad-date: `soon` is no day that exists [[0].cases[2].expect.duties[0].due]
        expect: {verdict: allow, violated: ["2"], missing: [presentt], advice: ["9"], duties: [{due: soon}]}
                                                                                                     ^^^^
linhe/cases/meetings.yaml:12:7: missing-key: `[0].cases[3]` lacks `id` [[0].cases[3]]
      - facts: {meeting: executive}
        ^
linhe/cases/meetings.yaml:12:7: missing-key: `[0].cases[3]` lacks `expect` [[0].cases[3]]
      - facts: {meeting: executive}
        ^
linhe/cases/meetings.yaml:13:44: not-facts: facts are written as names and values [[1].facts]
  - {id: alone, action: meeting.hold, facts: [a], expect: {verdict: silent}}
                                             ^
  help: for example present: 6
linhe/cases/meetings.yaml:14:44: unused-fact: the action `paper.sign` does not use the fact `amount` [[2].facts.amount]
  - {id: unused, action: paper.sign, facts: {amount: 5}, expect: {verdict: silent}}
                                             ^^^^^^
"""
    )
