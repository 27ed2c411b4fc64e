"""`test` and `coverage` on the command line."""

import json

import pytest
import small_pack

from rules_engine.cli import app

CASES = """\
- action: meeting.hold
  date: 2026-11-20
  articles: ["2.1"]
  given: {meeting: executive, members: 10}
  cases:
    - {id: half, facts: {present: 5}, expect: {verdict: allow, grounds: ["2.1"]}}
    - {id: less, facts: {present: 4}, expect: {verdict: %s}}
    - {id: other-meeting, facts: {meeting: plenary, present: 4}, expect: {verdict: silent}}
"""
DENY = 'deny, violated: ["2.1"]'


@pytest.fixture
def run(tmp_path, capsys):
    rules = small_pack.PACK["rules/02-meetings.yaml"].split("- id: chaired-by-head")[0]
    articles = "".join(
        f"- {{article: {n}, heading: {{zh: 条, en: article}}, status: {'encoded' if n == 2 else 'guidance'}, "
        f"why: {{zh: 略, en: none}}, paragraphs: 3}}\n"
        for n in range(1, 6)
    )
    parameters = 'quorum: {at_least: 1/2, cite: "2.1"}\n'
    small_pack.write(tmp_path, rules=rules, articles=articles, parameters=parameters, definitions="{}")
    (tmp_path / "linhe" / "cases").mkdir()

    def runs(*words, cases=CASES % DENY):
        (tmp_path / "linhe" / "cases" / "quorum.yaml").write_text(cases, encoding="utf-8")
        code = app([*words, "--packs", str(tmp_path)], standalone_mode=False)
        found = capsys.readouterr()
        return code, found.out.replace(f"{tmp_path}/", ""), found.err.replace(f"{tmp_path}/", "")

    return runs


def test_cases_as_expected_are_counted(run):
    """Where all is as expected one line says so."""
    assert run("test", "临河区", "--lang", "en") == (0, "linhe: 3 cases, all as expected\n", "")
    assert run("test", "--lang", "zh") == (0, "linhe: 3 个案例，均符合预期\n", "")


def test_a_difference_is_told_with_place_and_rules(run):
    """The exit code is 1."""
    code, out, _ = run("test", "--lang", "en", cases=CASES % "allow")
    assert code == 1
    assert (
        out
        == """\
less  linhe/cases/quorum.yaml:7
    verdict: expected allow, got deny
        linhe.2.quorum  an executive meeting needs half of its members
    violated: expected -, got 2.1
        linhe.2.quorum  an executive meeting needs half of its members

linhe: 3 cases, 1 not as expected
"""
    )


def test_differences_are_given_as_data(run):
    """`--format json` gives what the text says."""
    code, out, _ = run("test", "--format", "json", cases=CASES % "allow")
    assert code == 1
    assert json.loads(out) == [
        {
            "jurisdiction": "linhe",
            "cases": 3,
            "failed": 1,
            "failures": [
                {
                    "case": "less",
                    "file": "linhe/cases/quorum.yaml",
                    "line": 7,
                    "differences": [
                        {"entry": "verdict", "expected": "allow", "got": "deny", "rules": ["linhe.2.quorum"]},
                        {"entry": "violated", "expected": "-", "got": "2.1", "rules": ["linhe.2.quorum"]},
                    ],
                }
            ],
        }
    ]


def test_some_cases_may_be_run(run):
    """`--only` takes a part of an id or of a file's name."""
    assert run("test", "--only", "half", "--lang", "en")[1] == "linhe: 1 cases, all as expected\n"
    assert run("test", "--only", "quorum.yaml", "--lang", "en")[1] == "linhe: 3 cases, all as expected\n"


def test_a_wrong_case_file_is_an_error(run):
    """Problems are told with their places, and the exit code is 2."""
    code, out, err = run("test", "--lang", "en", cases="- {id: less}\n")
    assert (code, out) == (2, "")
    assert err.startswith("linhe/cases/quorum.yaml:1:3: missing-key")


def test_cases_that_hold_the_pack_notice_every_mutation(run):
    """`--mutate` runs the cases, then breaks the pack in one place at a time."""
    assert run("test", "--mutate", "--lang", "en") == (
        0,
        """\
linhe: 3 cases, all as expected

linhe: 7 mutations, 0 that no case notices, 0 listed as equivalent
""",
        "",
    )


def test_survivors_are_printed(run):
    """A mutation that no case notices fails."""
    code, out, _ = run("test", "--mutate", "--lang", "zh", cases=(CASES % DENY).replace("present: 5", "present: 9"))
    assert code == 1
    assert (
        out
        == """\
linhe: 3 个案例，均符合预期

quorum
    require: quorum: at_least 1/2 → more_than 1/2（问过 3 个案例）
    require: quorum: 1/2 → 3/5（问过 3 个案例）

linhe: 7 处变异，2 处未被案例发现，0 处已列明等价
"""
    )


def test_a_case_that_fails_anyway_notices_nothing(run):
    """What is not as expected on the pack itself proves nothing of a mutation."""
    code, out, _ = run("test", "--mutate", "--format", "json", cases=CASES % "allow")
    found = json.loads(out)[0]
    assert code == 1
    assert found["failed"] == 1
    survivors = [survivor["mutation"] for survivor in found["mutate"]["survivors"]]
    assert survivors == [
        "require: without meets(share(present, members), quorum)",
        "require: quorum: 1/2 → 2/5",
    ]


def test_coverage_tells_what_is_missing(run):
    """Each article is on a line; below it stand its rules with what no case has shown."""
    code, out, _ = run("coverage", "--lang", "en", cases=CASES.split("    - {id: less", maxsplit=1)[0])
    assert code == 1
    assert (
        out
        == """\
✓ Article 1  article  guidance, 0 rules
✗ Article 2  article  encoded, 1 rules
    quorum  an executive meeting needs half of its members
        never violated
        never false: meeting == executive
        never false: meets(share(present, members), quorum)
✓ Article 3  article  guidance, 0 rules
✓ Article 4  article  guidance, 0 rules
✓ Article 5  article  guidance, 0 rules

linhe: 1 cases, 1 rules, 1 not wholly covered
"""
    )


def test_complete_coverage_ends_with_zero(run):
    """As data each rule says that it is complete."""
    code, out, _ = run("coverage", "--format", "json")
    (found,) = json.loads(out)
    assert code == 0
    assert found["complete"]
    assert found["articles"][1]["rules"] == [
        {
            "rule": "linhe.2.quorum",
            "cases": 2,
            "complete": True,
            "outcomes": ["satisfied", "violated"],
            "missing_outcomes": [],
            "missing_conditions": [],
            "missing_overrides": [],
            "rival": None,
        }
    ]
