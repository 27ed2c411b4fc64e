"""The JSON Schemas of cases, dossiers and decisions, for editors and for programs in other languages.

`python -m rules_engine.render.schema docs` writes them; a test holds the files current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rules_engine.dossier import reading as dossier
from rules_engine.intake.cases import KEYS
from rules_engine.render.contract import CaseFileJson, DecisionJson, DossierDecisionJson, DossierFileJson


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """The schemas by file name."""
    return {
        "case.schema.json": _case_schema(),
        "decision.schema.json": DecisionJson.model_json_schema(),
        "dossier.schema.json": _dossier_schema(),
        "dossier-decision.schema.json": DossierDecisionJson.model_json_schema(),
    }


def _case_schema() -> Mapping[str, Any]:
    """That of a case file."""
    schema = CaseFileJson.model_json_schema()
    _name(schema["$defs"]["CaseJson"], KEYS)
    return schema


def _dossier_schema() -> Mapping[str, Any]:
    """That of a dossier file."""
    schema = DossierFileJson.model_json_schema()
    schema["properties"]["steps"]["minItems"] = 1
    _name(schema["$defs"]["DossierStepJson"], dossier.STEP_KEYS)
    _name(schema, dossier.KEYS)
    return schema


def _name(entries: dict[str, Any], keys: Mapping[str, Sequence[str]]) -> None:
    """Let every entry be written under its Chinese names, too."""
    properties = entries["properties"]
    entries["allOf"] = [
        {"anyOf": [{"required": [name]} for name in (english, *keys[english])]} for english in entries.pop("required")
    ]
    for english, names in keys.items():
        properties.update({name: {**properties[english], "title": name} for name in names})


if __name__ == "__main__":
    for file_name, content in schemas().items():
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (Path(sys.argv[1]) / file_name).write_text(text, encoding="utf-8", newline="\n")
