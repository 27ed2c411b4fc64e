"""History cases of a pack: read, run, compared with what they expect, and counted by coverage."""

from __future__ import annotations

import pytest
from test_check_history import COUNT, folder_of
from typer.testing import CliRunner

from rules_engine import CaseError, Engine
from rules_engine.cli import app
from rules_engine.conformance.coverage import cover
from rules_engine.conformance.histories import read_histories, run_histories
from rules_engine.history import Standing

CASE = """\
- id: twice
  at: 2026-12-31
  since: 2026-01-01
  events:
    - {id: a, kind: held, on: 2026-01-01, names: {about: 甲}}
    - {id: b, kind: held, on: 2026-12-31, names: {about: 甲}}
  expect:
    - {rule: yearly-limit, standing: violated, group: {about: 甲}, start: 2026-01-01, events: [a, b], number: 2}
"""


def engine(tmp_path, cases=CASE):
    """A pack with one norm about a history, and history cases."""
    folder = folder_of(tmp_path, COUNT)
    path = folder / "linhe" / "histories" / "cases.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(cases, encoding="utf-8")
    return Engine.load(folder)


def differences(tmp_path, cases):
    """What is not as a pack's history cases expect."""
    loaded = engine(tmp_path, cases)
    (result,) = run_histories(loaded, "linhe", read_histories(loaded, "linhe"))
    return [(one.expected, one.got) for one in result.differences]


def test_a_history_that_is_as_expected_passes(tmp_path):
    """Every finding that is not kept is expected, and every one expected is found."""
    assert differences(tmp_path, CASE) == []


def test_what_is_expected_and_what_is_found_are_both_told(tmp_path):
    """A part that differs, a finding too many, and one that is not there."""
    found = "yearly-limit violated group=about: 甲 start=2026-01-01 end=2026-12-31 events=a, b number=2"
    assert differences(tmp_path / "part", CASE.replace("number: 2", "number: 3"))[0] == (
        "yearly-limit violated group=about: 甲 start=2026-01-01 events=a, b number=3",
        found,
    )
    nothing = CASE[: CASE.index("  expect:")] + "  expect: []\n"
    assert differences(tmp_path / "more", nothing) == [("-", found)]
    once = CASE.replace("    - {id: b, kind: held, on: 2026-12-31, names: {about: 甲}}\n", "")
    assert differences(tmp_path / "less", once)[0][0].startswith("yearly-limit violated")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: twice", "id: Twice", "bad-case-id"),
        ("  at: 2026-12-31\n", "", "missing-key"),
        ("at: 2026-12-31", "at: soon", "bad-date"),
        ("rule: yearly-limit", "rule: yearly", "unknown-name"),
        ("standing: violated", "standing: denied", "not-one-of"),
        ("kind: held, on: 2026-01-01", "kind: hold, on: 2026-01-01", "unknown-event"),
        ("number: 2", "count: 2", "unknown-key"),
    ],
)
def test_a_mistake_in_a_history_case_has_its_place(tmp_path, old, new, expected):
    """It is told with the file and the line, as in other cases."""
    loaded = engine(tmp_path, CASE.replace(old, new, 1))
    with pytest.raises(CaseError) as caught:
        read_histories(loaded, "linhe")
    (found,) = caught.value.problems
    assert (found.code, found.span.source.name.endswith("histories/cases.yaml")) == (expected, True)


def test_one_name_for_two_cases_is_a_mistake(tmp_path):
    """The second one is told."""
    loaded = engine(tmp_path, CASE + CASE)
    with pytest.raises(CaseError) as caught:
        read_histories(loaded, "linhe")
    assert [found.code for found in caught.value.problems] == ["duplicate-id"]


def test_coverage_tells_what_no_history_case_has_shown(tmp_path):
    """A maximum must be seen kept and broken."""
    loaded = engine(tmp_path)
    coverage = cover(loaded, "linhe", (), histories=read_histories(loaded, "linhe"))
    (norm,) = (norm for article in coverage.articles for norm in article.history)
    assert (norm.cases, norm.standings, norm.missing) == (1, {Standing.VIOLATED}, (Standing.KEPT,))


def test_the_commands_run_and_count_history_cases(tmp_path):
    """`test` counts them and fails with them; `coverage` tells what they lack."""
    loaded = engine(tmp_path, CASE.replace("number: 2", "number: 3"))
    told = CliRunner().invoke(app, ["test", "--packs", str(loaded.folder), "--lang", "en"])
    assert (told.exit_code, "linhe: 1 cases, 1 not as expected" in told.stdout) == (1, True)
    covered = CliRunner().invoke(app, ["coverage", "--packs", str(loaded.folder), "--lang", "en"])
    assert "never kept" in covered.stdout
