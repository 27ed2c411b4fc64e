"""What a pack says, as data: the document, an article, a rule with its sentence in both languages."""

from __future__ import annotations

from typing import Any

from rules_engine.checked import Definition, Pack, Rule, Vocabulary
from rules_engine.history import HistoryRule
from rules_engine.literal import date_text
from rules_engine.norm import Cite
from rules_engine.render import amounts
from rules_engine.render.history_words import HistoryWords
from rules_engine.render.words import Words
from rules_engine.text import Text

Data = dict[str, Any]


def document_data(pack: Pack) -> Data:
    """The document and its articles, without their rules."""
    document = pack.document
    return {
        "jurisdiction": pack.jurisdiction,
        "name": _text(pack.name),
        "document": document.title,
        "number": document.number or None,
        "issued": date_text(document.issued) if document.issued else None,
        "in_force": {
            "from": date_text(document.in_force_from) if document.in_force_from else None,
            "to": date_text(document.in_force_to) if document.in_force_to else None,
            "cite": str(document.in_force_cite) if document.in_force_cite else None,
        },
        "repeals": list(document.repeals),
        "binds": {
            "cite": str(pack.scope.cite),
            "full": sorted(pack.scope.full),
            "by_reference": sorted(pack.scope.by_reference),
        },
        "terms": {role: list(names) for role, names in pack.terms.items()},
        "articles": [
            {
                "article": number,
                "heading": _text(article.heading),
                "status": article.status,
                "rules": [rule.id for rule in pack.rules if rule.norm.cited_in((Cite(number),))],
                "history": [rule.id for rule in pack.history if rule.norm.cited_in((Cite(number),))],
            }
            for number, article in pack.articles.items()
        ],
        "pack": {"version": pack.version, "digest": pack.digest},
    }


def article_data(pack: Pack, vocabulary: Vocabulary, cite: Cite, original: str = "") -> Data:
    """An article, or a part of it; `text` is its own text where a source was added."""
    article = pack.articles[cite.article]
    return {
        "jurisdiction": pack.jurisdiction,
        "cite": str(cite),
        "article": cite.article,
        "heading": _text(article.heading),
        "status": article.status,
        "why": _text(article.why),
        "text": original or None,
        "rules": [rule_data(pack, vocabulary, rule) for rule in pack.rules if rule.norm.cited_in((cite,))],
        "history": [history_data(pack, vocabulary, rule) for rule in pack.history if rule.norm.cited_in((cite,))],
        "parameters": [_parameter(pack, name) for name, found in pack.parameters.items() if cite.covers(found.cite)],
        "definitions": [
            _definition(pack, vocabulary, found) for found in pack.definitions.values() if cite.covers(found.cite)
        ],
        "left_out": [
            {"cite": str(left.cite), "why": left.why, "text": _text(left.text)}
            for left in article.left_out
            if cite.covers(left.cite)
        ],
    }


def history_data(pack: Pack, vocabulary: Vocabulary, rule: HistoryRule) -> Data:
    """A norm about a history; `sentence` is what it says in words."""
    norm = rule.norm
    words = [HistoryWords(vocabulary, lang, pack) for lang in ("zh", "en")]
    return {
        "rule": rule.id,
        "cites": [str(citation.cite) for citation in norm.citations],
        "pattern": type(rule.pattern).__name__.lower(),
        "events": sorted(rule.kinds),
        "force": norm.force.value,
        "kind": norm.kind.value,
        "title": _text(norm.title),
        "sentence": {one.lang: one.history(rule) for one in words},
        "asked_of": {one.lang: one.roster(rule) for one in words} if rule.roster else None,
        "facts": list(norm.facts),
        "parameters": [_parameter(pack, name) for name in norm.parameters],
        "reading": _text(norm.reading),
        "rests_on": list(norm.rests_on),
        "rival": _text(norm.rival),
    }


def rule_data(pack: Pack, vocabulary: Vocabulary, rule: Rule) -> Data:
    """A rule; `sentence` is what it says in words."""
    norm = rule.norm
    words = [Words(vocabulary, lang, pack) for lang in ("zh", "en")]
    rival = rule.rivalled()
    return {
        "rule": rule.id,
        "cites": [str(citation.cite) for citation in norm.citations],
        "actions": list(rule.actions),
        "form": norm.form.value,
        "force": norm.force.value,
        "kind": norm.kind.value,
        "title": _text(norm.title),
        "sentence": {one.lang: one.rule(rule) for one in words},
        "facts": list(norm.facts),
        "parameters": [_parameter(pack, name) for name in norm.parameters],
        "definitions": [_definition(pack, vocabulary, found) for found in words[0].definitions(rule)],
        "arises_from": list(rule.body.duty.arises_from) if rule.body.duty else [],
        "overrides": list(rule.overrides),
        "restores": list(rule.restores),
        "reading": _text(norm.reading),
        "rests_on": [
            {
                "reading": name,
                "text": _text(vocabulary.readings[name].text),
                "rival": _text(vocabulary.readings[name].rival),
            }
            for name in norm.rests_on
        ],
        "rival": {
            "text": _text(rule.rival.text),
            "force": rival.norm.force.value,
            "form": rival.norm.form.value,
            "sentence": {one.lang: one.rule(rival) for one in words},
            "overrides": list(rival.overrides),
        }
        if rule.rival
        else None,
    }


def _parameter(pack: Pack, name: str) -> Data:
    cited = pack.parameters[name]
    return {
        "parameter": name,
        "cite": str(cited.cite),
        "limit": {"zh": amounts.limit(cited.limit, "zh"), "en": amounts.limit(cited.limit, "en")},
        "derived": _text(cited.derived),
    }


def _definition(pack: Pack, vocabulary: Vocabulary, definition: Definition) -> Data:
    return {
        "definition": definition.id,
        "cite": str(definition.cite),
        "label": _text(definition.label),
        "means": {
            "zh": Words(vocabulary, "zh", pack).condition(definition.body),
            "en": Words(vocabulary, "en", pack).condition(definition.body),
        },
    }


def _text(text: Text | None) -> Data | None:
    return {"zh": text.zh, "en": text.en} if text else None
