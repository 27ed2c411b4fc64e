"""The names of facts, values and actions as a user may write them: ids, labels, aliases, local terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rules_engine.checked import Vocabulary
from rules_engine.text import Label

MAX_NAME: Final = 100
"""A longer name is like no other."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which facts and values may be written: ids, labels and aliases to ids."""

    facts: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    actions: Mapping[str, str]


def names_of(vocabulary: Vocabulary) -> Names:
    """All accepted names of a vocabulary."""
    return Names(
        facts=_index(fact.label for fact in vocabulary.facts.values()),
        values={enumeration: _index(labels.values()) for enumeration, labels in vocabulary.enumerations.items()},
        actions=_index(action.label for action in vocabulary.actions.values()),
    )


def with_terms(names: Names, terms: Mapping[str, tuple[str, ...]]) -> Names:
    """A vocabulary's names and the local names of posts of one pack."""
    roles = dict(names.values.get("role", {}))
    for role, local in terms.items():
        for name in local:
            roles.setdefault(key(name), role)
    return Names(names.facts, {**names.values, "role": roles}, names.actions)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing where none is."""
    if len(name) > MAX_NAME:
        return ""
    import difflib  # noqa: PLC0415 -- only mistakes need it

    found = difflib.get_close_matches(name, list(known), 1, 0.5)
    return found[0] if found else ""


def key(name: str) -> str:
    """A name as it is looked up: white space around it and capitals do not count."""
    return name.strip().casefold()


def _index(labels: Iterable[Label]) -> dict[str, str]:
    index: dict[str, str] = {}
    for label in labels:
        for name in (label.id, label.text.zh, label.text.en, *label.aliases):
            index.setdefault(key(name), label.id)
    return index
