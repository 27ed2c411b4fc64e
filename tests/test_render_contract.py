"""The JSON of a decision keeps to the contract, and the contract's schema stands in the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rules_engine import Engine
from rules_engine.render.contract import DecisionJson
from rules_engine.render.data import decision_data

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "docs" / "decision.schema.json"
CASES = {
    "denied": ("matter.decide", {"matter": ["funds"], "amount": "600万元", "decided_by": "head_office"}),
    "allowed": ("matter.decide", {"matter": ["funds"], "amount": "4999999.99", "decided_by": "head_office"}),
    "incomplete": ("matter.decide", {"matter": ["funds"], "decided_by": None}),
    "without facts": ("meeting.hold", {}),
    "an open set": ("matter.decide", {"matter": {"funds": "yes", "budget": "no"}}),
    "what has not come": ("meeting.hold", {"meeting": "executive", "minutes_issued_on": "not_yet"}),
}


@pytest.fixture(scope="module")
def engine():
    """The shipped packs."""
    return Engine.load()


@pytest.mark.parametrize("jurisdiction", ["funing", "hongqiao", "hongshan", "huancui", "lulong"])
@pytest.mark.parametrize(("action", "facts"), CASES.values(), ids=CASES)
def test_a_decision_s_json_is_what_the_contract_says(engine, jurisdiction, action, facts):
    """Every entry of the contract is there, none is missing from it, and reading it back loses nothing."""
    data = json.loads(
        json.dumps(decision_data(engine.check(jurisdiction, action, facts, date="2026-11-20"), engine.vocabulary))
    )
    read = DecisionJson.model_validate_json(json.dumps(data), extra="forbid")
    assert json.loads(read.model_dump_json()) == data


def test_the_schema_in_the_documents_is_the_contract_s():
    """Programs in other languages read the same contract."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == DecisionJson.model_json_schema()


def test_a_reader_accepts_entries_that_it_does_not_know(engine):
    """A later version may add entries, and an older reader goes on."""
    data = decision_data(engine.check("hongqiao", "matter.decide", {}, date="2026-11-20"), engine.vocabulary)
    assert DecisionJson.model_validate_json(json.dumps({**data, "later": 1})).jurisdiction == "hongqiao"
