"""How strict documents are beside one another, as plain data; entries may be added, none is renamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rules_engine.analyse.strictness import Bounds, Difference, Found, Silent, Unsettled
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision
from rules_engine.literal import date_text
from rules_engine.norm import Norm
from rules_engine.render.data import citation_data, facts_data

Data = dict[str, Any]


def difference_data(difference: Difference, vocabulary: Vocabulary) -> Data:
    """Two documents on one action."""
    first, second = difference.silence
    return {
        "action": difference.action,
        "first": difference.first,
        "second": difference.second,
        "relation": difference.relation.value,
        "speaks": {"first": difference.first_speaks, "second": difference.second_speaks},
        "stricter": _found(difference.stricter, vocabulary),
        "looser": _found(difference.looser, vocabulary),
        "norms": {
            "first": [_norm(norm) for norm in difference.first_norms],
            "second": [_norm(norm) for norm in difference.second_norms],
        },
        "silence": {"first": _silence(first, vocabulary), "second": _silence(second, vocabulary)},
        "bounds": _bounds(difference.bounds),
    }


def tables_data(differences: Sequence[Difference], packs: Iterable[Pack], vocabulary: Vocabulary) -> Data:
    """All documents: for each action a table, row beside column, and what stands behind it."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for difference in differences:
        rows = tables.setdefault(difference.action, {})
        for each in (difference, difference.mirrored):
            rows.setdefault(each.first, {})[each.second] = each.relation.value
    return {
        "jurisdictions": [pack.jurisdiction for pack in packs],
        "tables": [{"action": action, "rows": rows} for action, rows in tables.items()],
        "differences": [difference_data(difference, vocabulary) for difference in differences],
    }


def _found(found: Found, vocabulary: Vocabulary) -> Data | None:
    if found is None:
        return None
    if isinstance(found, Unsettled):
        return {"undecided": found.reason}
    case = found.case
    return {
        "date": date_text(case.date),
        "facts": facts_data(case.facts, vocabulary),
        "first": _decision(found.first),
        "second": _decision(found.second),
        "aside": found.aside,
    }


def _decision(decision: Decision) -> Data:
    return {
        "jurisdiction": decision.case.jurisdiction,
        "verdict": decision.verdict.value,
        "violated": [_norm(finding.norm) for finding in decision.violations],
        "grounds": [_norm(finding.norm) for finding in decision.grounds],
        "advice": [_norm(finding.norm) for finding in decision.advice],
        "presumptions": dict(sorted(decision.presumptions.items())),
    }


def _norm(norm: Norm) -> Data:
    return {
        "rule": norm.id,
        "citation": citation_data(norm.citation),
        "title": {"zh": norm.title.zh, "en": norm.title.en},
    }


def _silence(silent: Silent, vocabulary: Vocabulary) -> Data:
    return {"denied": _found(silent.denied, vocabulary), "allowed": _found(silent.allowed, vocabulary)}


def _bounds(bounds: Bounds) -> Data:
    return {
        "year": bounds.year,
        "first": date_text(bounds.first),
        "last": date_text(bounds.last),
        "organs": list(bounds.organs),
        "uncertain": list(bounds.uncertain),
    }
