"""The schemas in the documents are current, and the schema of cases accepts what is accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from rules_engine.dossier import reading as dossier
from rules_engine.intake.cases import KEYS
from rules_engine.render.contract import CaseFileJson, CaseJson, DossierFileJson, DossierStepJson
from rules_engine.render.schema import schemas

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", schemas())
def test_the_schema_in_the_documents_is_current(name):
    """`python -m rules_engine.render.schema docs` would change nothing."""
    assert json.loads((DOCS / name).read_text(encoding="utf-8")) == schemas()[name]


def test_the_schema_of_cases_knows_every_entry_under_every_name():
    """English and Chinese names of entries are the ones that cases are read by."""
    case = schemas()["case.schema.json"]["$defs"]["CaseJson"]
    assert set(CaseJson.model_fields) == set(KEYS)
    assert set(case["properties"]) == {name for key, names in KEYS.items() for name in (key, *names)}
    assert case["additionalProperties"] is False


def test_a_case_without_its_action_is_refused():
    """Jurisdiction and action are needed, under one name or another."""
    case = schemas()["case.schema.json"]["$defs"]["CaseJson"]
    needed = [{entry["required"][0] for entry in one["anyOf"]} for one in case["allOf"]]
    assert needed == [{"jurisdiction", "辖区", "地区"}, {"action", "行为", "动作"}]
    with pytest.raises(ValidationError):
        CaseFileJson.model_validate({"jurisdiction": "hongqiao"})


def test_a_file_holds_one_case_or_a_list():
    """Both forms are accepted, with every way to write a value."""
    case = {
        "jurisdiction": "hongqiao",
        "action": "matter.decide",
        "facts": {"matter": {"funds": True}, "amount": "600万元", "urgent": None, "present": 3},
    }
    assert CaseFileJson.model_validate(case)
    assert CaseFileJson.model_validate([case, case])


def test_the_schema_of_dossiers_knows_every_entry_under_every_name():
    """English and Chinese names, of the dossier and of its steps, are the ones that dossiers are read by."""
    schema = schemas()["dossier.schema.json"]
    step = schema["$defs"]["DossierStepJson"]
    for entries, model, keys in ((schema, DossierFileJson, dossier.KEYS), (step, DossierStepJson, dossier.STEP_KEYS)):
        assert set(model.model_fields) == set(keys)
        assert set(entries["properties"]) == {name for key, names in keys.items() for name in (key, *names)}
        assert entries["additionalProperties"] is False
    needed = [{entry["required"][0] for entry in one["anyOf"]} for one in schema["allOf"]]
    assert needed == [{"jurisdiction", "辖区", "地区"}, {"steps", "步骤"}]
    assert schema["properties"]["steps"]["minItems"] == schema["properties"]["步骤"]["minItems"] == 1
