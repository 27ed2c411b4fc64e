"""Two versions of packs in folders, and one set of cases as each of them reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import PACK, VOCABULARY, write

from rules_engine.analyse.versions import case_sources, side_of, why_changed
from rules_engine.problem import CaseError, ParseError, RulesEngineError

RULES = PACK["rules/02-meetings.yaml"]
CASE = "jurisdiction: linhe\naction: meeting.hold\nid: {}\ndate: 2026-06-15\nfacts: {}\n"
OF_PACK = """\
- action: meeting.hold
  given: {meeting: executive, members: 9, present: 6}
  cases:
    - {id: by-head, facts: {chair: head}, expect: {verdict: allow}}
    - {id: by-clerk, facts: {chair: clerk}, expect: {verdict: deny, violated: ["2.2"]}}
"""


@pytest.fixture
def versions(tmp_path):
    """An old and a new version: the new one lets any leader chair."""
    old = write(tmp_path / "old")
    new = write(tmp_path / "new", rules=RULES.replace("chair == head", "chair in [head, clerk]"))
    return old, new


def compared(versions, *files, **options):
    """What becomes of the cases of files."""
    return why_changed(side_of(versions[0]), side_of(versions[1]), case_sources(files), **options)


def changed(found):
    """The changed cases with their causes."""
    return [(case.asked.name, [[one.name for one in cause] for cause in case.causes]) for case in found.changed]


def test_cases_as_users_write_them(versions, tmp_path):
    """A file of cases is put to both versions; a case goes by its id."""
    file = tmp_path / "cases.yaml"
    clerk = CASE.format("by-clerk", "{meeting: executive, members: 9, present: 6, chair: clerk}")
    file.write_text(
        clerk + "---\n" + CASE.format("by-head", "{meeting: executive, members: 9, present: 6, chair: head}")
    )
    found = compared(versions, file)
    assert changed(found) == [("by-clerk", [["chaired-by-head"]])]
    assert (found.cases, found.changed[0].asked.file, found.changed[0].asked.line) == (2, str(file), 1)


def test_cases_of_a_pack(versions):
    """A pack's own cases are read with what their groups give; whose they are, the folder says."""
    folder = versions[1] / "linhe" / "cases"
    folder.mkdir()
    (folder / "meetings.yaml").write_text(OF_PACK, encoding="utf-8")
    found = compared(versions, folder)
    assert changed(found) == [("by-clerk", [["chaired-by-head"]])]
    assert found.changed[0].asked.line == 5


def test_cases_of_a_pack_elsewhere(versions, tmp_path):
    """Where there is one pack alone, they need lie in no folder of its name."""
    file = tmp_path / "cases.yaml"
    file.write_text(OF_PACK, encoding="utf-8")
    assert [name for name, _ in changed(compared(versions, file))] == ["by-clerk"]


def test_one_pack_against_another(versions, tmp_path):
    """A version may be the folder of one pack."""
    file = tmp_path / "cases.yaml"
    file.write_text(OF_PACK, encoding="utf-8")
    found = compared((versions[0] / "linhe", versions[1] / "linhe"), file)
    assert [name for name, _ in changed(found)] == ["by-clerk"]


def test_a_fact_that_one_version_does_not_know(tmp_path):
    """The case is told with what is wrong in that version; the others are compared."""
    old = write(tmp_path / "old")
    noted, recorded = "noted: {type: flag, zh: 已记录, en: noted}", "recorded: {type: flag, zh: 已登记, en: recorded}"
    facts = VOCABULARY["facts.yaml"].replace(noted, recorded)
    actions = VOCABULARY["actions.yaml"].replace("noted", "recorded")
    new = write(tmp_path / "new", facts=facts, actions=actions)
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format("noted", "{noted: yes}") + "---\n" + CASE.format("urgent", "{urgent: yes}"))
    found = compared((old, new), file)
    (lost,) = found.unread
    assert (lost.name, lost.before is None, lost.after is None) == ("noted", False, True)
    assert [problem.code for problem in lost.problems] == ["unknown-fact"]
    assert (found.cases, found.changed) == (2, ())


def test_a_case_that_neither_version_can_read(versions, tmp_path):
    """It is invalid input, with its place, once."""
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format("wrong", "{nobody: yes}"))
    with pytest.raises(CaseError) as error:
        compared(versions, file)
    assert [(problem.code, problem.span.place) for problem in error.value.problems] == [("unknown-fact", f"{file}:5:9")]


def test_a_jurisdiction_that_one_version_lacks(versions, tmp_path):
    """Its cases can be read by one version alone."""
    (versions[1] / "linhe").rename(versions[1] / "linshan")
    pack = versions[1] / "linshan" / "pack.yaml"
    pack.write_text(PACK["pack.yaml"].replace("linhe", "linshan").replace("临河区", "临山区"), encoding="utf-8")
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format("one", "{urgent: yes}"))
    (lost,) = compared(versions, file).unread
    assert [problem.code for problem in lost.problems] == ["unknown-jurisdiction"]


def test_a_neighbour_of_the_pack_compared(versions, tmp_path):
    """Where one pack is compared, cases of the pack beside it are not asked of that version."""
    beside = versions[0] / "linshan"
    beside.mkdir()
    for path in (versions[0] / "linhe").rglob("*.yaml"):
        place = beside / path.relative_to(versions[0] / "linhe")
        place.parent.mkdir(exist_ok=True)
        place.write_text(
            path.read_text(encoding="utf-8").replace("linhe", "linshan").replace("临河区", "临山区"), encoding="utf-8"
        )
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format("one", "{urgent: yes}").replace("linhe", "linshan"))
    with pytest.raises(CaseError) as error:
        compared((versions[0] / "linhe", versions[1] / "linhe"), file)
    assert {problem.code for problem in error.value.problems} == {"not-in-version", "unknown-jurisdiction"}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"empty.yaml": "[]\n"}, "empty-file"),
        ({"broken.yaml": "- {a: \n"}, "not-yaml"),
        ({"notes.txt": "x"}, "no-cases"),
        ({"group.yaml": OF_PACK.replace("cases:", "casses:")}, "unknown-key"),
    ],
)
def test_files_that_are_no_cases(versions, tmp_path, files, code):
    """Each has one clear error."""
    folder = tmp_path / "cases"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(RulesEngineError) as error:
        compared(versions, folder)
    assert code in {problem.code for problem in error.value.problems}


def test_a_version_without_packs(tmp_path):
    """A folder in which there is no pack is no version."""
    with pytest.raises(CaseError, match="there is no pack"):
        side_of(tmp_path)
    with pytest.raises(ParseError):
        side_of(Path(tmp_path / "nothing"))
