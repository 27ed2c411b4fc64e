"""The page of a dossier, whole, in both languages; and the same as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from shown_pack import write_shown

from rules_engine import Engine
from rules_engine.render.contract import DossierDecisionJson, DossierFileJson
from rules_engine.render.data import decision_data
from rules_engine.render.dossier import dossier_page
from rules_engine.render.dossier_data import dossier_data

GOLDEN = Path(__file__).parent / "golden" / "dossier"
MEETING = {"id": "会", "title": "第七次会议", "action": "meeting.hold", "date": "2026-11-20"}
PAPER = {"action": "paper.sign", "date": "2026-11-22"}
DOSSIERS = {
    "settled": {
        "dossier": "资金安排",
        "facts": {"chair": "head", "noted": "yes"},
        "steps": [
            {**MEETING, "facts": {"meeting": "plenary", "amount": "5万元"}},
            {**PAPER, "facts": {"minutes_on": "2026-11-22"}},
        ],
    },
    "open": {
        "as_of": "2026-11-30",
        "steps": [
            {**MEETING, "facts": {"meeting": "executive", "urgent": "未知"}},
            {**PAPER, "facts": {"chair": "clerk", "held_on": "2026-11-20", "minutes_on": "2026-11-29"}},
            {"action": "meeting.hold", "date": "2026-11-27", "facts": {"meeting": "executive", "chair": "head"}},
            {"action": "meeting.hold", "facts": {"meeting": "plenary", "chair": "head", "held_on": "未知"}},
        ],
    },
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The pack with one rule of every sort."""
    return Engine.load(write_shown(tmp_path_factory.mktemp("packs")))


def decided(engine, name):
    """The decision of one of the dossiers."""
    return engine.check_dossier({"jurisdiction": "linhe", "date": "2026-11-28", **DOSSIERS[name]})


def page(engine, name, lang):
    """The text of a dossier; the digest, which any change of the pack changes, is left out."""
    text = dossier_page(decided(engine, name), engine.pack("linhe"), engine.vocabulary, lang).plain()
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DOSSIERS)
def test_the_page_of_a_dossier(engine, name, lang):
    """The whole page is as it was read and found right."""
    assert page(engine, name, lang) == (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOSSIERS)
def test_a_dossier_keeps_to_its_contract(engine, name):
    """Programs may rely on the types; every entry is one of the contract."""
    data = dossier_data(decided(engine, name))
    read = DossierDecisionJson.model_validate_json(json.dumps(data, ensure_ascii=False))
    assert set(data) == set(DossierDecisionJson.model_fields)
    assert [set(duty) for duty in data["duties"]] == [set(type(duty).model_fields) for duty in read.duties]
    assert [set(step) for step in data["steps"]] == [set(type(step).model_fields) for step in read.steps]


def test_a_dossier_as_data(engine):
    """Steps are numbered from one, and each has the whole decision of its case."""
    decision = decided(engine, "open")
    data = dossier_data(decision)
    assert (data["dossier"], data["as_of"], data["verdict"], data["shared"]) == (None, "2026-11-30", "deny", {})
    for number, (step, found) in enumerate(zip(data["steps"], decision.decisions, strict=True), 1):
        rest = {name: value for name, value in step.items() if name not in ("step", "title")}
        assert (step["step"], rest) == (number, decision_data(found, engine.vocabulary))
    assert [step["title"] for step in data["steps"]] == ["第七次会议", None, None, None]
    (first, *_) = data["duties"]
    assert (first["rule"], first["state"], first["due"]) == ("linhe.4.paper-after-meeting", "late", "2026-11-23")
    assert (first["arises_at"], first["discharged_at"], first["done"]) == (1, 2, "2026-11-29")
    assert {"fact": "members", "steps": [1, 3]} in data["missing"]


@pytest.mark.parametrize("name", DOSSIERS)
def test_the_schema_accepts_a_dossier(name):
    """The dossiers of these tests are written as the schema has them."""
    assert DossierFileJson.model_validate({"jurisdiction": "linhe", **DOSSIERS[name]})
