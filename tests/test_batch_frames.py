"""Frames of polars, pandas and Arrow, screened in memory."""

from __future__ import annotations

import importlib.util

import pytest
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl

from rules_engine import CaseError, Engine

ROWS = {
    "编号": ["甲", "乙", "丙"],
    "meeting": ["executive", "常务会议", "什么会"],
    "chair": ["区长", "副区长", "区长"],
    "members": [9, 9, 9],
    "present": [6, 4, None],
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def check(engine, frame, **options):
    """The answers to a frame of meetings of Linhe."""
    return engine.check_frame(frame, jurisdiction="临河区", action="召开会议", lang="zh", **options)


def expected(engine):
    """The answers to `ROWS`."""
    return check(engine, pl.DataFrame(ROWS))


def test_rows_are_answered_in_their_order(engine):
    """A row that cannot be read has no verdict, and says why."""
    found = expected(engine)
    assert found["id"].to_list() == ROWS["编号"]
    assert found["verdict"].to_list() == ["incomplete", "deny", None]
    assert found["violated"].to_list() == [[], ["linhe.2.quorum", "linhe.2.chaired-by-head"], None]
    assert found["articles"].to_list() == [[], ["2.1", "2.2"], None]
    assert found["problem"].to_list() == [None, None, "meeting: `什么会` 不是 `会议` 可取的值"]


def test_only_the_columns_that_are_wanted_are_made(engine):
    """In the order of answers; the acts themselves and problems are always told."""
    found = check(engine, pl.DataFrame(ROWS), columns=["missing", "verdict"])
    assert found.columns == ["id", "jurisdiction", "action", "date", "verdict", "missing", "problem"]


@pytest.mark.parametrize("rows", [0, 1])
def test_a_frame_of_few_rows_has_as_few_answers(engine, rows):
    """With the same columns and types."""
    found = check(engine, pl.DataFrame(ROWS).head(rows))
    assert found.schema == expected(engine).schema
    assert found.height == rows


def test_a_lazy_frame_is_collected(engine):
    """It is a frame as well."""
    assert check(engine, pl.LazyFrame(ROWS)).equals(expected(engine))


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_arrow_tables_and_batches_are_frames(engine):
    """Whatever speaks the Arrow interchange."""
    import pyarrow as pa

    table = pa.table(ROWS)
    assert check(engine, table).equals(expected(engine))
    assert check(engine, pa.RecordBatchReader.from_batches(table.schema, table.to_batches())).equals(expected(engine))


@pytest.mark.skipif(
    not (importlib.util.find_spec("pandas") and importlib.util.find_spec("pyarrow")), reason="pandas is not installed"
)
def test_frames_of_pandas_are_frames(engine):
    """Their index is no column; not-a-number is an empty cell."""
    import pandas as pd

    frame = pd.DataFrame(ROWS).set_index(pd.Index([7, 8, 9], name="chair_entrusted"))
    assert check(engine, frame).equals(expected(engine))


def test_long_frames_are_screened_in_parts(engine, monkeypatch):
    """Which changes nothing."""
    whole = check(engine, pl.concat([pl.DataFrame(ROWS)] * 5))
    monkeypatch.setattr("rules_engine.batch.frames._ROWS", 4)
    assert check(engine, pl.concat([pl.DataFrame(ROWS)] * 5)).equals(whole)


def test_a_column_of_a_type_that_is_not_read_is_named(engine):
    """As the frame names it, before any row is read; columns that are left out may be of any type."""
    with pytest.raises(CaseError) as error:
        check(engine, pl.DataFrame({"出席人数": [b"6"]}))
    assert [problem.message.en for problem in error.value.problems] == [
        "the column `出席人数` is of the type Binary, which is not read"
    ]
    assert check(engine, pl.DataFrame({"present": [6], "scan": [b"6"]}), ignore_unknown=True).height == 1


def test_what_is_no_frame_is_refused(engine):
    """A list of rows is none."""
    with pytest.raises(TypeError, match="no frame of polars, pandas or Arrow: list"):
        check(engine, [ROWS])


@pytest.mark.parametrize(
    ("frame", "options", "codes"),
    [
        ({"presnt": [1]}, {"jurisdiction": "linhe", "action": "meeting.hold"}, ["unknown-column"]),
        ({"present": [1]}, {}, ["missing-column", "missing-column"]),
        ({"present": [1]}, {"jurisdiction": "x", "action": "y"}, ["unknown-action", "unknown-jurisdiction"]),
        ({"present": [b"1"]}, {"jurisdiction": "linhe", "action": "meeting.hold"}, ["column-type"]),
    ],
)
def test_columns_and_options_are_understood_first(engine, frame, options, codes):
    """Or one error tells all that is wrong with them."""
    with pytest.raises(CaseError) as error:
        engine.check_frame(pl.DataFrame(frame), **options)
    assert sorted(problem.code for problem in error.value.problems) == codes
