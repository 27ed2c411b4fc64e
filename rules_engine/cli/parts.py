"""What the arguments of `show` and `vocabulary` name: a document, an article, a rule, an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rules_engine.checked import ActionDef, Pack, Vocabulary
from rules_engine.engine import Engine
from rules_engine.names import key, names_of, nearest
from rules_engine.norm import Cite
from rules_engine.originals.store import source_of
from rules_engine.problem import CaseError
from rules_engine.render import pack as pages
from rules_engine.render import pack_data
from rules_engine.render.page import Page
from rules_engine.text import Lang
from rules_engine.wording import command as say


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pack, ready to be shown either way."""

    page: Callable[[Lang], Page]
    data: Callable[[], Any]


def part_of(engine: Engine, jurisdiction: str, name: str) -> Part:
    """The document where `name` is empty, else the article or the rule that it names. Raises CaseError."""
    pack, words = engine.pack(jurisdiction), engine.vocabulary
    if not name:
        return Part(lambda lang: pages.document_page(pack, words, lang), lambda: pack_data.document_data(pack))
    cite = _cite(pack, name)
    if cite:
        text = original_of(pack, cite.article)
        return Part(
            lambda lang: pages.article_page(pack, words, lang, cite, text),
            lambda: pack_data.article_data(pack, words, cite, text),
        )
    rule = next((rule for rule in pack.rules if name in (rule.id, rule.norm.slug)), None)
    history = next((rule for rule in pack.history if name in (rule.id, rule.norm.slug)), None)
    norm = rule.norm if rule else history.norm if history else None
    if norm is None:
        norms = [*(rule.norm for rule in pack.rules), *(rule.norm for rule in pack.history)]
        known = [*(one.slug for one in norms), *(one.id for one in norms)]
        raise CaseError([say.no_such_part(name, nearest(name, known))])
    text = original_of(pack, norm.citation.cite.article)
    of_history = pack_data.history_data(pack, words, history) if history else None
    if rule is None:
        assert history
        return Part(
            lambda lang: pages.history_page(pack, words, lang, history, text),
            lambda: (of_history or {}) | {"text": text or None},
        )
    return Part(
        lambda lang: pages.rule_page(pack, words, lang, rule, text),
        lambda: pack_data.rule_data(pack, words, rule) | {"text": text or None, "history": of_history},
    )


def action_of(vocabulary: Vocabulary, name: str) -> ActionDef:
    """An action by its id or a label. Raises CaseError."""
    known = names_of(vocabulary).actions
    found = known.get(key(name))
    if found is None:
        raise CaseError([say.no_such_action(name, nearest(key(name), known))])
    return vocabulary.actions[found]


def original_of(pack: Pack, article: int) -> str:
    """The article's own text, where the user added a source; empty where not. Raises ParseError."""
    source = source_of(pack.jurisdiction)
    return source.text(article) if source else ""


def _cite(pack: Pack, name: str) -> Cite | None:
    """The place that `name` writes, as `41.1` or 第四十一条第一款, if the document has it."""
    cite = Cite.said(name)
    if cite is None or cite.article not in pack.articles or cite.paragraph > pack.articles[cite.article].paragraphs:
        return None
    return cite
