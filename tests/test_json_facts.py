"""Facts of JSON text: exact numbers, no name twice, the same with and without msgspec."""

from __future__ import annotations

import importlib
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import write

from rules_engine import CaseError, Engine, ParseError, json_facts
from rules_engine.decision import Verdict

MEETING = {"meeting": "executive", "members": 9, "present": 4, "chair": "head", "amount": 1, "steps": ["hearing"]}


@pytest.fixture(params=["msgspec", "json"])
def reading(request, monkeypatch):
    """The module with msgspec, and as it is where that is not installed."""
    if request.param == "json":
        monkeypatch.setitem(sys.modules, "msgspec", None)
    yield importlib.reload(json_facts)
    monkeypatch.undo()
    importlib.reload(json_facts)


def test_numbers_stay_exact(reading):
    """What is no whole number stays text, and whole ones have no limit: neither passes through a binary float."""
    text = '{"a": 5000000.10, "b": 123456789012345678901234567890, "c": 1e3, "d": [0.1], "e": -0.0}'
    assert reading.read_facts(text) == {"a": "5000000.10", "b": 123456789012345678901234567890} | {
        "c": "1e3",
        "d": ["0.1"],
        "e": "-0.0",
    }


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', '{"a": 1, "\\u0061": 1}', '{"a": {"b": 1, "b": 1}}', '{"a": "x:y", "a": 1}']
)
def test_a_name_that_comes_twice_is_an_error_with_its_place(reading, text):
    """Though readers of JSON take the last of the two."""
    with pytest.raises(ParseError, match=r"facts\.json:1:\d+"):
        reading.read_facts(text)


@pytest.mark.parametrize("text", ["", "{", "[1", '{"a": NaN}', '{"a": Infinity}', '{"a": 01}', "{'a': 1}", "[" * 9999])
def test_what_is_no_json_is_an_error(reading, text):
    """With its place, and never a traceback."""
    for written in (text, text.encode()):
        with pytest.raises(ParseError, match=r"facts\.json"):
            reading.read_facts(written)


def test_bytes_that_are_no_text_are_an_error(reading):
    """JSON is UTF-8."""
    with pytest.raises(ParseError, match="UTF-8"):
        reading.read_facts(b'{"a": "\xff"}')


def test_colons_inside_text_and_mappings_inside_mappings_are_read(reading):
    """They go a longer way, to the same end."""
    written = {"called_at": "2026-05-06 09:30", "steps": {"hearing": True, "others": False}, "noted": None, "空": "：:"}
    for text in (json.dumps(written), json.dumps(written, ensure_ascii=False).encode()):
        assert reading.read_facts(text) == written


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.dictionaries(st.text(max_size=4), TREES, max_size=5), st.booleans())
def test_what_was_written_is_read(written, ascii_only):
    """Any mapping, of any depth."""
    assert json_facts.read_facts(json.dumps(written, ensure_ascii=ascii_only)) == written


def test_json_text_is_judged_as_its_mapping_is(tmp_path):
    """Before and after code has been made for its names, and with what goes the longer way."""
    engine = Engine.load(write(tmp_path))
    of_text = engine.judging("linhe", "meeting.hold", date="2026-05-06", texts=True)
    of_mapping = engine.judging("linhe", "meeting.hold", date="2026-05-06")
    for _ in range(120):
        assert of_text(json.dumps(MEETING)) == (Verdict.DENY, ("linhe.2.quorum",))
        assert of_text(json.dumps(MEETING).encode()) == (Verdict.DENY, ("linhe.2.quorum",))
    odd = [{"amount": 499.5}, {"called_at": "2026-05-05 09:30"}, {"present": None}, {"steps": {"hearing": False}}]
    for other in odd:
        written = MEETING | other
        assert of_text(json.dumps(written)) == of_mapping({**written, "amount": str(written["amount"])})
        assert of_text(json.dumps(written).encode()) == of_text(json.dumps(written))


def test_mistakes_in_json_text_are_told(tmp_path):
    """A name twice, a wrong value, a text that holds no facts."""
    engine = Engine.load(write(tmp_path))
    judging = engine.judging("linhe", "meeting.hold", texts=True)
    for _ in range(120):
        judging(json.dumps(MEETING))
    with pytest.raises(ParseError):
        judging(json.dumps(MEETING)[:-1] + ', "present": 5}')
    for text in (json.dumps(MEETING | {"present": 5.0}), json.dumps(MEETING | {"present": True}), "[]", "7"):
        with pytest.raises(CaseError):
            judging(text)
