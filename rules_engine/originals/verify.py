"""A pack compared with the text that it encodes: article by article, and its numbers and posts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules_engine.checked import Pack
from rules_engine.originals.anchors import anchor_problems
from rules_engine.originals.articles import Original
from rules_engine.originals.fold import fingerprint
from rules_engine.problem import Problem


class State(StrEnum):
    """How an article of the text stands to the pack's."""

    AS_ENCODED = "as_encoded"
    CHANGED = "changed"
    MISSING = "missing"  # the pack has it, the text does not
    EXTRA = "extra"  # the text has it, the pack does not
    UNMARKED = "unmarked"  # the pack gives no fingerprint


@dataclass(frozen=True, slots=True)
class ArticleState:
    """One article and how it stands; `fingerprint` is the text's, empty where the text lacks the article."""

    number: int
    state: State
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All articles of pack and text by number, and what of the pack does not stand in the text."""

    jurisdiction: str
    articles: tuple[ArticleState, ...]
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether no article differs and nothing is without an anchor; articles without fingerprint do not count."""
        kept = (State.AS_ENCODED, State.UNMARKED)
        return not self.problems and all(article.state in kept for article in self.articles)


def verify(pack: Pack, original: Original) -> Verification:
    """How a pack stands to the text of its document."""
    numbers = sorted({*pack.articles, *original.articles})
    return Verification(
        pack.jurisdiction,
        tuple(_state(pack, original, number) for number in numbers),
        anchor_problems(pack, original),
    )


def fingerprints(original: Original) -> dict[int, str]:
    """The fingerprint of each article, as `articles.yaml` gives it."""
    return {number: fingerprint(text) for number, text in sorted(original.articles.items())}


def _state(pack: Pack, original: Original, number: int) -> ArticleState:
    if number not in original.articles:
        return ArticleState(number, State.MISSING, "")
    found = fingerprint(original.text(number))
    if number not in pack.articles:
        return ArticleState(number, State.EXTRA, found)
    expected = pack.articles[number].fingerprint
    if not expected:
        return ArticleState(number, State.UNMARKED, found)
    return ArticleState(number, State.AS_ENCODED if expected == found else State.CHANGED, found)
