"""What a topic names: concepts of limits, by their ids, their labels, or the action that they limit."""

from __future__ import annotations

from collections.abc import Sequence

from rules_engine.checked import Concept, Pack, Vocabulary
from rules_engine.comparison.parameters import uses_of
from rules_engine.names import key, names_of, nearest
from rules_engine.problem import CaseError
from rules_engine.wording.comparison import unknown_topic


def concepts_of(topic: str, packs: Sequence[Pack], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The concepts that a topic names, of those that some pack sets; all of them where the topic is empty.

    A topic is the beginning of an id (`quorum`), a word of a label (出席, minutes), or an action by id or label. Raises
    CaseError where it is none of them.
    """
    word = key(topic)
    limited = [name for name in vocabulary.concepts if any(name in pack.parameters for pack in packs)]
    action = names_of(vocabulary).actions.get(word)
    found = [
        name for name in limited if _named(vocabulary.concepts[name], word) or (action and _limits(name, action, packs))
    ]
    if topic and not found:
        known = [*limited, *dict.fromkeys(name.partition(".")[0] for name in limited)]
        known += [text for name in limited for text in _labels(vocabulary.concepts[name])]
        raise CaseError([unknown_topic(topic, nearest(word, known))])
    return tuple(found)


def _named(concept: Concept, word: str) -> bool:
    return concept.label.id.startswith(word) or any(word in text for text in _labels(concept))


def _labels(concept: Concept) -> tuple[str, ...]:
    return tuple(key(name) for name in (concept.label.text.zh, concept.label.text.en, *concept.label.aliases))


def _limits(concept: str, action: str, packs: Sequence[Pack]) -> bool:
    """Whether some pack's rules about an action read a limit."""
    return any(action in use.rule.actions for pack in packs for use in uses_of(pack, concept))
