"""Decisions as plain data: the JSON contract. Entries may be added to it; none is renamed.

Money is a text of yuan with two decimals, a day is ISO text or `not_yet`, a complete set is a list in the vocabulary's
order, an open set a mapping of its known elements to true or false.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules_engine import __version__
from rules_engine.checked import Vocabulary
from rules_engine.decision import Decision, DutyNotice, Finding
from rules_engine.literal import date_text, money_text
from rules_engine.norm import Citation, LeftOut
from rules_engine.text import Text
from rules_engine.value import FactType, Kind, OpenSet, Value

Data = dict[str, Any]


def decision_data(decision: Decision, vocabulary: Vocabulary) -> Data:
    """A decision as data."""
    case, frame = decision.case, decision.frame
    return {
        "case": case.id or None,
        "jurisdiction": frame.jurisdiction,
        "action": frame.action,
        "date": date_text(case.date),
        "as_of": date_text(case.as_of),
        "articles": [str(cite) for cite in case.articles],
        "partial": decision.partial,
        "verdict": decision.verdict.value,
        "basis": decision.basis.value if decision.basis else None,
        "silence": decision.silence.value if decision.silence else None,
        "by_reference": decision.by_reference,
        "findings": [finding_data(finding) for finding in decision.findings],
        "facts": facts_data(case.facts, vocabulary),
        "withheld": list(vocabulary.in_order(case.withheld)),
        "grounds": [finding.norm.id for finding in decision.grounds],
        "advice": [finding.norm.id for finding in decision.advice],
        "duties": [duty_data(notice) for notice in decision.duties],
        "referrals": [
            {
                "rule": finding.norm.id,
                "citation": citation_data(finding.norm.citation),
                "to": _text(finding.norm.refers_to),
            }
            for finding in decision.referrals
        ],
        "missing": list(decision.missing),
        "unknown_because": list(decision.unknown_because),
        "presumptions": {name: decision.presumptions[name] for name in vocabulary.in_order(decision.presumptions)},
        "left_out": [_left_out(left) for left in frame.left_out],
        "pack": {"version": frame.pack.version, "digest": frame.pack.digest},
        "engine": __version__,
    }


def finding_data(finding: Finding) -> Data:
    """What one rule says, as data."""
    norm = finding.norm
    return {
        "rule": norm.id,
        "status": finding.status.value,
        "force": norm.force.value,
        "form": norm.form.value,
        "kind": norm.kind.value,
        "citation": citation_data(norm.citation),
        "citations": [citation_data(citation) for citation in norm.citations],
        "title": _text(norm.title),
        "facts": list(norm.facts),
        "parameters": list(norm.parameters),
        "missing": list(finding.missing),
        "unknown_because": list(finding.unknown_because),
        "displaced_by": list(finding.displaced_by),
        "arguable": finding.arguable,
        "reading": _text(norm.reading),
        "rival": _text(norm.rival),
        "rests_on": list(norm.rests_on),
    }


def citation_data(citation: Citation) -> Data:
    """A place in a document as data; paragraph and item are null where they are not named."""
    cite = citation.cite
    return {
        "document": citation.document,
        "article": cite.article,
        "paragraph": cite.paragraph or None,
        "item": cite.item or None,
        "text": _text(citation.text),
    }


def facts_data(facts: Mapping[str, Value], vocabulary: Vocabulary) -> Data:
    """Facts and their values as data, in the vocabulary's order."""
    return {
        name: value_data(facts[name], vocabulary.facts[name].type, vocabulary) for name in vocabulary.in_order(facts)
    }


def value_data(value: Value, type_: FactType, vocabulary: Vocabulary) -> Any:
    """A value as data that can be read again as the same value."""
    if isinstance(value, OpenSet):
        known = _in_order(value.yes | value.no, type_, vocabulary)
        return {element: element in value.yes for element in known}
    if isinstance(value, frozenset):
        return _in_order(value, type_, vocabulary)
    if isinstance(value, date):
        return date_text(value)
    if type_.kind is Kind.MONEY and isinstance(value, int):
        return money_text(value)
    return value


def _in_order(elements: frozenset[str], type_: FactType, vocabulary: Vocabulary) -> list[str]:
    return [name for name in vocabulary.enumerations[type_.enumeration] if name in elements]


def duty_data(notice: DutyNotice) -> Data:
    """A duty that arises from an act, as data."""
    return {
        "rule": notice.norm.id,
        "citation": citation_data(notice.norm.citation),
        "force": notice.norm.force.value,
        "act": _text(notice.act),
        "by": _text(notice.by),
        "due": date_text(notice.due) if notice.due else None,
        "dated": notice.dated,
        "state": notice.state.value,
        "missing": list(notice.missing),
        "unknown_because": list(notice.unknown_because),
    }


def _left_out(left: LeftOut) -> Data:
    return {"cite": str(left.cite), "why": left.why, "text": _text(left.text)}


def _text(text: Text | None) -> Data | None:
    return {"zh": text.zh, "en": text.en} if text else None
