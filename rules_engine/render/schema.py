"""The JSON Schemas of cases and decisions, for editors and for programs in other languages.

`python -m rules_engine.render.schema docs` writes them; a test holds the files current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rules_engine.intake import KEYS
from rules_engine.render.contract import CaseFileJson, DecisionJson


def schemas() -> Mapping[str, Mapping[str, Any]]:
    """The schemas by file name."""
    return {"case.schema.json": _case_schema(), "decision.schema.json": DecisionJson.model_json_schema()}


def _case_schema() -> Mapping[str, Any]:
    """That of a case file; every entry of a case may be written under its Chinese names, too."""
    schema = CaseFileJson.model_json_schema()
    case = schema["$defs"]["CaseJson"]
    properties = case["properties"]
    case["allOf"] = [
        {"anyOf": [{"required": [name]} for name in (english, *KEYS[english])]} for english in case.pop("required")
    ]
    for english, names in KEYS.items():
        properties.update({name: {**properties[english], "title": name} for name in names})
    return schema


if __name__ == "__main__":
    for file_name, content in schemas().items():
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (Path(sys.argv[1]) / file_name).write_text(text, encoding="utf-8", newline="\n")
