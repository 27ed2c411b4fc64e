"""The one representation of vocabulary and packs after checking: resolved names, typed expressions, citations.

It differs from the parsed stage in that nothing here can be wrong any more: every name is known, every expression
has its type, every number its unit.
"""

from rules_engine.checked.pack import (
    Article,
    Body,
    CitedParameter,
    Definition,
    Document,
    Duty,
    Pack,
    Rival,
    Rule,
    Scope,
)
from rules_engine.checked.vocabulary import (
    BOUND,
    ActionDef,
    Concept,
    Constraint,
    FactDef,
    Group,
    SharedReading,
    Vocabulary,
)

__all__ = [
    "BOUND",
    "ActionDef",
    "Article",
    "Body",
    "CitedParameter",
    "Concept",
    "Constraint",
    "Definition",
    "Document",
    "Duty",
    "FactDef",
    "Group",
    "Pack",
    "Rival",
    "Rule",
    "Scope",
    "SharedReading",
    "Vocabulary",
]
