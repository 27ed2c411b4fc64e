"""Whether a proposed act of a county government conforms to its work rules, by which article, and what is missing."""

from rules_engine.case import Case
from rules_engine.decision import Decision, Finding, Status, Verdict
from rules_engine.engine import Engine
from rules_engine.problem import (
    CaseError,
    CheckError,
    EngineUnavailable,
    LedgerError,
    PackError,
    ParseError,
    Problem,
    RulesEngineError,
)

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "CheckError",
    "Decision",
    "Engine",
    "EngineUnavailable",
    "Finding",
    "LedgerError",
    "PackError",
    "ParseError",
    "Problem",
    "RulesEngineError",
    "Status",
    "Verdict",
]
