"""What travels to the workers of a cluster answers the same wherever, however often and in whatever pieces."""

from __future__ import annotations

import pickle

import pytest
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")
pytest.importorskip("pyarrow", reason="the extra `spark` is not installed")

import pyarrow as pa

from rules_engine import CaseError, Engine, EngineUnavailable
from rules_engine.batch.frames import check_frame
from rules_engine.batch.headers import layout_of
from rules_engine.batch.question import question
from rules_engine.evaluate.spark import shipment
from rules_engine.evaluate.spark.shipment import BROKEN, CarriedPacks, Question, Shipment, column_name, kept_name
from rules_engine.names import names_of

HEADERS = ["id", "行为", "金额", "已履行程序.听证", "urgent"]
ROWS = [
    ("a", "meeting.hold", "600万元", "是", "否"),
    ("b", "签发公文", None, None, "yes"),
    ("c", "meeting.hold", "a lot", "maybe", None),
    ("d", "meeting.hold", "4,999,999.99", "未知", "no"),
    ("e", None, "1", "否", "no"),
] * 20


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(autouse=True)
def nothing_opened(monkeypatch):
    """Each test is a process that has opened nothing."""
    monkeypatch.setattr(shipment, "_OPENED", {})


def shipped(engine, keep=()):
    layout = layout_of(HEADERS, engine.vocabulary, names_of(engine.vocabulary))
    asked = question(engine, jurisdiction="linhe")
    made = Shipment(engine, Question(asked, layout, tuple(keep)), ["linhe"])
    return pickle.loads(pickle.dumps(made))


def batch(rows, **more):
    columns = {column_name(place): pa.array(cells, pa.string()) for place, cells in enumerate(zip(*rows, strict=True))}
    return pa.record_batch({**columns, **more})


def answered(made, batches):
    return [row for found in made(iter(batches)) for row in found.to_pylist()]


def in_memory(engine, rows):
    columns = zip(*rows, strict=True)
    frame = {name: pa.array(cells, pa.string()) for name, cells in zip(HEADERS, columns, strict=True)}
    return check_frame(pa.table(frame), engine, question(engine, jurisdiction="linhe")).to_dicts()


def test_a_shipment_answers_as_the_frame_does(engine):
    """The same answers in the same order; a row with problems tells each with its column, value and code."""
    found = answered(shipped(engine), [batch(ROWS)])
    problems = [row.pop("problems") for row in found]
    expected = in_memory(engine, ROWS)
    assert [row.pop("problem") is None for row in expected] == [one is None for one in problems]
    assert found == expected
    assert [(one["column"], one["value"], one["code"]) for one in problems[2]] == [
        ("金额", "a lot", "wrong-value"),
        ("已履行程序.听证", "maybe", "wrong-value"),
    ]


@pytest.mark.parametrize(("size", "at_once"), [(1, 7), (3, 1), (10, 10_000), (100, 64)])
def test_how_rows_are_cut_into_pieces_changes_no_answer(engine, monkeypatch, size, at_once):
    """Rows are independent: batches of any size, gathered or not, asked again or not."""
    whole = answered(shipped(engine), [batch(ROWS)])
    monkeypatch.setattr(shipment, "_ROWS", at_once)
    pieces = [batch(ROWS[start : start + size]) for start in range(0, len(ROWS), size)]
    made = shipped(engine)
    assert answered(made, pieces) == whole
    assert answered(made, pieces) == whole


def test_a_process_opens_a_shipment_once(engine, monkeypatch):
    """Each task brings the bytes; the packs in them are unpickled for the first one."""
    made, opened = shipped(engine), []
    load = pickle.loads
    monkeypatch.setattr(pickle, "loads", lambda written: opened.append(written) or load(written))
    answered(made, [batch(ROWS[:2])])
    answered(load(pickle.dumps(made)), [batch(ROWS[2:])])
    assert len(opened) == 1


def test_rows_that_could_not_be_read_keep_their_places(engine):
    """They have no answers and one problem, with their text; what goes along does so for them, too."""
    texts, marks = pa.array([None, "b,签发公文", None], pa.string()), pa.array([1, 2, 3])
    found = answered(shipped(engine, ["mark"]), [batch(ROWS[:3], **{kept_name(0): marks, BROKEN: texts})])
    assert [(row["mark"], row["id"], row["verdict"] is None) for row in found] == [
        (1, "a", False),
        (2, None, True),
        (3, "c", True),
    ]
    assert [(one["code"], one["value"]) for one in found[1]["problems"]] == [("not-a-row", "b,签发公文")]


def test_nothing_comes_of_no_rows(engine):
    """A partition may be empty, with or without batches."""
    assert answered(shipped(engine), []) == []
    assert answered(shipped(engine), [batch(ROWS)[:0]]) == []


def test_another_version_of_the_engine_is_refused(engine, monkeypatch):
    """An executor with another engine says so before it reads anything, and answers nothing."""
    made = shipped(engine)
    monkeypatch.setattr(shipment, "__version__", "9.9")
    with pytest.raises(EngineUnavailable, match="9.9"):
        answered(made, [batch(ROWS)])


def test_carried_packs_are_known_by_the_same_names(engine):
    """Ids, labels and mistakes are told as by the engine that the packs come from."""
    carried = CarriedPacks(engine.vocabulary, {"linhe": engine.pack("linhe")})
    for name in ("linhe", "LINHE ", "临河区"):
        assert carried.pack(name) == engine.pack(name)
        assert carried.names(name) == engine.names(name)
    with pytest.raises(CaseError) as one:
        carried.jurisdiction_id("nowhere")
    with pytest.raises(CaseError) as other:
        engine.jurisdiction_id("nowhere")
    assert one.value.problems == other.value.problems
