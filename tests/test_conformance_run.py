"""Running cases: what is compared, at what granularity, and what the module prints."""

import sys

import pytest
import small_pack

from rules_engine import Engine
from rules_engine.conformance import __main__ as command
from rules_engine.conformance.run import processes_for, run_pack

QUORUM = """\
- action: meeting.hold
  date: 2026-11-20
  given: {meeting: executive, members: 9, present: 5, chair: head, amount: 0, steps: [], minutes_on: 2026-11-21}
  cases:
    - {id: case, facts: {%s}, expect: {%s}}
"""


@pytest.fixture
def packs(tmp_path):
    small_pack.write(tmp_path)
    (tmp_path / "linhe" / "cases").mkdir()
    return tmp_path


@pytest.fixture
def run(packs):
    def runs(facts, expect):
        (packs / "linhe" / "cases" / "all.yaml").write_text(QUORUM % (facts, expect), encoding="utf-8")
        (result,) = run_pack(Engine.load(packs), "linhe").results
        return [(d.entry, d.expected, d.got, [norm.slug for norm in d.rules]) for d in result.differences]

    return runs


@pytest.mark.parametrize(
    ("facts", "expect"),
    [
        ("present: 5", 'verdict: allow, grounds: ["2.1", "2.2"], basis: grounded'),
        ("present: 4", 'verdict: deny, violated: ["2.1"]'),
        ("present: 4", 'verdict: deny, violated: ["2"]'),
        ("present: 4, chair: clerk", 'verdict: deny, violated: ["2"]'),
        ("present: ~", 'verdict: incomplete, undetermined: ["2.1"], missing: [present]'),
        ("minutes_on: 2026-11-25, held_on: 2026-11-20", "verdict: allow, advice: []"),
        ("chair: deputy, urgent: yes", 'verdict: allow, grounds: ["2.2"]'),
    ],
)
def test_a_decision_as_expected_shows_no_difference(run, facts, expect):
    """Places match at whatever granularity they are written."""
    assert run(facts, expect) == []


@pytest.mark.parametrize(
    ("facts", "expect", "found"),
    [
        (
            "present: 4",
            "verdict: allow",
            [("verdict", "allow", "deny", ["quorum"]), ("violated", "-", "2.1", ["quorum"])],
        ),
        (
            "present: 4, chair: clerk",
            'verdict: deny, violated: ["2.1"]',
            [("violated", "2.1", "2.1, 2.2", ["quorum", "chaired-by-head"])],
        ),
        ("present: 4", 'verdict: deny, violated: ["2.1", "3"]', [("violated", "2.1, 3", "2.1", ["quorum"])]),
        ("present: 4", 'verdict: deny, violated: ["2.1(1)"]', [("violated", "2.1(1)", "2.1", ["quorum"])]),
        (
            "present: ~",
            "verdict: incomplete, missing: [present, chair]",
            [("missing", "chair, present", "present", [])],
        ),
        ("present: ~", "verdict: incomplete, undetermined: []", [("undetermined", "-", "2.1", ["quorum"])]),
        (
            "present: 5",
            'verdict: allow, grounds: ["3"]',
            [("grounds", "3", "2.1, 2.2", ["quorum", "chaired-by-head"])],
        ),
        ("present: 5", "verdict: allow, basis: not_forbidden", [("basis", "not_forbidden", "grounded", [])]),
        ("present: 5", 'verdict: allow, advice: ["4.1"]', [("advice", "4.1", "-", [])]),
        ("present: 5", 'verdict: allow, referrals: ["4"], arguable: []', [("referrals", "4", "-", [])]),
        ("present: 5", 'verdict: allow, duties: [{cite: "4", state: late}]', [("duties", "4 late", "-", [])]),
        ("present: 5", "verdict: silent, silence: no_rule", None),
    ],
)
def test_what_is_not_as_expected_is_told_with_the_rules_behind_it(run, facts, expect, found):
    """A violation that is not listed counts, and so does a listed place that nothing violates."""
    differences = run(facts, expect)
    if found is None:
        found = [
            ("verdict", "silent", "allow", ["quorum", "chaired-by-head"]),
            ("silence", "no_rule", "-", []),
        ]
    assert differences == found


def test_several_processes_give_the_same_results(packs):
    """The results do not depend on how many processes share the work."""
    lines = "".join(
        f"- {{id: case-{n}, action: meeting.hold, articles: ['2.1'], facts: {{meeting: executive, members: 9, "
        f"present: {n}}}, expect: {{verdict: deny, violated: ['2.1']}}}}\n"
        for n in range(10)
    )
    (packs / "linhe" / "cases" / "all.yaml").write_text(lines, encoding="utf-8")
    engine = Engine.load(packs)
    seen = []
    alone = run_pack(engine, "linhe", processes=1, progress=seen.append)
    assert [failure.case.id for failure in alone.failures] == [f"case-{n}" for n in range(5, 10)]
    assert sum(seen) == 10
    assert run_pack(engine, "linhe", processes=2) == alone


def test_few_cases_are_not_worth_a_process():
    """A process reads the packs anew, which a few cases do not repay."""
    assert processes_for(20, None) == 1
    assert processes_for(20, 3) == 3


def test_the_module_prints_differences_and_exits_with_one(packs, capsys, monkeypatch):
    """`python -m rules_engine.conformance` names the case, its place, what was expected and what came."""
    (packs / "linhe" / "cases" / "all.yaml").write_text(QUORUM % ("present: 4", "verdict: allow"), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["conformance", "linhe", "--packs", str(packs)])
    assert command.main() == 1
    assert (
        capsys.readouterr().out.replace(f"{packs}/", "")
        == """\
case  (linhe/cases/all.yaml:5)
    verdict: expected allow, got deny
        linhe.2.quorum  常务会议须有半数以上出席
    violated: expected -, got 2.1
        linhe.2.quorum  常务会议须有半数以上出席
linhe: 0 of 1 cases as expected
"""
    )


def test_the_module_exits_with_two_where_a_file_is_wrong(packs, capsys, monkeypatch):
    """A case file with problems is told with places, and nothing of that pack is run."""
    (packs / "linhe" / "cases" / "all.yaml").write_text("- {id: a}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["conformance", "--packs", str(packs)])
    assert command.main() == 2
    assert "all.yaml:1:3: missing-key" in capsys.readouterr().err
