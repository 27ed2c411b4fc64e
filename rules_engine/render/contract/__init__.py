"""The JSON contract as types: what programs may rely on in a decision's JSON. The only importer of pydantic.

`DecisionJson.model_validate_json` reads what `rules-engine check --format json` prints for one case. Entries may be
added to the contract in a later version, so that readers accept entries that they do not know; none is renamed.
The files of cases and dossiers have types, too, from which the schemas for editors are made.
"""

from rules_engine.render.contract.decision import (
    DecisionFromLedgerJson,
    DecisionJson,
    DutyJson,
    FilledJson,
    FindingJson,
    LedgerJson,
    LeftOutJson,
    PackJson,
    ReferralJson,
)
from rules_engine.render.contract.dossier import DossierDecisionJson, DossierDutyJson, MissingJson, StepJson
from rules_engine.render.contract.entry import CitationJson, TextJson
from rules_engine.render.contract.files import CaseFileJson, CaseJson, DossierFileJson, DossierStepJson

__all__ = [
    "CaseFileJson",
    "CaseJson",
    "CitationJson",
    "DecisionFromLedgerJson",
    "DecisionJson",
    "DossierDecisionJson",
    "DossierDutyJson",
    "DossierFileJson",
    "DossierStepJson",
    "DutyJson",
    "FilledJson",
    "FindingJson",
    "LedgerJson",
    "LeftOutJson",
    "MissingJson",
    "PackJson",
    "ReferralJson",
    "StepJson",
    "TextJson",
]
