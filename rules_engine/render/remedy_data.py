"""Remedies as plain data: a contract like that of decisions. Entries may be added to it; none is renamed."""

from __future__ import annotations

from typing import Any

from rules_engine.checked import Pack, Vocabulary
from rules_engine.inquiry.change import Blocked, Change, Remedies, Remedy
from rules_engine.inquiry.spans import ValueWords
from rules_engine.norm import Norm
from rules_engine.render.data import Data, citation_data, decision_data, facts_data, value_data
from rules_engine.text import Text
from rules_engine.value import FLAG, FactType, Value

_IDENTITY = ("case", "jurisdiction", "action", "date", "as_of", "articles", "partial", "verdict", "facts", "withheld")


def remedies_data(found: Remedies, pack: Pack, vocabulary: Vocabulary) -> Data:
    """The remedies of a case as data."""
    writer = _Writer(pack, vocabulary)
    decision = decision_data(found.decision, vocabulary)
    none = found.none_because
    return {
        **{name: decision[name] for name in _IDENTITY},
        "presumptions": decision["presumptions"],
        "violated": [_norm(finding.norm) for finding in found.decision.violations],
        "remedies": [writer.remedy(remedy) for remedy in found.remedies],
        "more": found.more,
        "complete": found.complete,
        "ruled_out": found.ruled_out,
        "short_of_allow": found.short_of_allow.value if found.short_of_allow else None,
        "none_because": {"reason": none.value, "norms": [_blocked(norm) for norm in found.blocked]} if none else None,
        "pack": decision["pack"],
        "engine": decision["engine"],
    }


class _Writer:
    def __init__(self, pack: Pack, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.words = vocabulary, ValueWords(vocabulary, pack)

    def remedy(self, remedy: Remedy) -> Data:
        """A set of changes, and where it leads."""
        decision = remedy.decision
        return {
            "changes": [self.change(change) for change in remedy.changes],
            "verdict": decision.verdict.value,
            "basis": decision.basis.value if decision.basis else None,
            "missing": list(decision.missing),
            "unknown_because": list(decision.unknown_because),
            "arguable": [finding.norm.id for finding in decision.findings if finding.arguable],
            "facts": facts_data(remedy.case.facts, self.vocabulary),
        }

    def change(self, change: Change) -> Data:
        """One change."""
        type_ = FLAG if "." in change.name else self.vocabulary.facts[change.name].type
        return {
            "fact": change.name,
            "label": _text(self.words.fact(change.name)),
            "from": self.value(change.before, type_),
            "presumed": change.presumed,
            "to": [self.value(value, type_) for value in change.values],
            "ranges": [
                {"first": self.value(run.first, type_), "last": self.value(run.last, type_)} for run in change.ranges
            ],
            "articles": [_norm(norm) for norm in change.norms],
            "governing": change.governing,
            "constraints": [constraint.text for constraint in change.constraints],
        }

    def value(self, value: Value | None, type_: FactType) -> Any:
        """A value as data; null where it is unknown, or where a range has no end."""
        return None if value is None else value_data(value, type_, self.vocabulary)


def _blocked(blocked: Blocked) -> Data:
    return {**_norm(blocked.norm), "facts": list(blocked.facts)}


def _norm(norm: Norm) -> Data:
    return {"rule": norm.id, "citation": citation_data(norm.citation), "title": _text(norm.title)}


def _text(text: Text) -> Data:
    return {"zh": text.zh, "en": text.en}
