"""Cases from several files, with what the options ask of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.cli.cases import read_cases
from rules_engine.norm import Cite

CASE = "jurisdiction: linhe\naction: meeting.hold\ndate: 2026-11-20\narticles: ['3']\nfacts: {chair: head}\n"


@pytest.fixture
def engine(tmp_path):
    """The small pack, and one case in a file."""
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return Engine.load(write(tmp_path))


def read(engine, *names, **options):
    """The cases of files in the engine's folder."""
    return read_cases(engine, [str(engine.folder / name) for name in names], "en", **options)


def test_what_the_options_do_not_say_stays_as_the_case_says(engine):
    """Articles and the day of the question come from the case unless the command line names others."""
    (case,) = read(engine, "case.yaml").cases
    assert (case.articles, case.as_of) == ((Cite(3),), date(2026, 11, 20))
    (case,) = read(engine, "case.yaml", articles=["2.1", "4"], as_of="2026年12月1日").cases
    assert (case.articles, case.as_of) == ((Cite(2, 1), Cite(4)), date(2026, 12, 1))


def test_the_question_may_have_a_time_of_day(engine):
    """Duties of minutes are asked of at a moment."""
    assert read(engine, "case.yaml", as_of="2026-11-20 09:30").cases[0].as_of == datetime(2026, 11, 20, 9, 30)


def test_one_case_is_single_and_several_are_not(engine):
    """One answer is wanted for one case, even where it could have been a list."""
    assert read(engine, "case.yaml").single
    assert not read(engine, "case.yaml", "case.yaml").single
    assert not read(engine, "case.yaml", "nowhere.yaml").single


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(engine, capsys):
    """The user learns why, on standard error."""
    batch = read(engine, "nowhere.yaml", "case.yaml")
    assert (len(batch.cases), batch.failed) == (1, True)
    assert capsys.readouterr().err.startswith("file-not-found: ")


@pytest.mark.parametrize("options", [{"articles": ["x"]}, {"as_of": "soon"}])
def test_an_option_that_cannot_be_read_stops_all(engine, options):
    """No case is answered under a question that was not understood."""
    with pytest.raises(CaseError):
        read(engine, "case.yaml", **options)
