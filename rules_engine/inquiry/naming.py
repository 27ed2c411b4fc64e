"""What a user means by the name of a fact, or of an element of a set fact."""

from __future__ import annotations

import re
from typing import Final

from rules_engine.case import ORGAN
from rules_engine.checked import ActionDef, Vocabulary
from rules_engine.names import Names, key, nearest
from rules_engine.problem import CaseError
from rules_engine.text import Text
from rules_engine.value import Kind
from rules_engine.wording import inquiry as say

_PARTS: Final = re.compile(r"(.+?)\s*(?:[.．](.+)|[（(](.+)[）)])")


def fact_named(written: str, names: Names, vocabulary: Vocabulary, action: ActionDef) -> str:
    """The id of a fact of an action, or `fact.element`, by ids or labels: `steps.hearing`, 已履行程序（听证）.

    Raises CaseError where there is none of that name, or the action does not have it.
    """
    found, element = names.facts.get(key(written)), ""
    parts = None if found else _PARTS.fullmatch(written.strip())
    if parts:
        found, element = names.facts.get(key(parts[1])), parts[2] or parts[3]
    if found is None or (element and vocabulary.facts[found].type.kind is not Kind.SET):
        near = nearest(key(parts[1] if parts else written), (*action.facts, *names.facts))
        raise CaseError([say.no_such_fact(written, near)])
    if found not in action.facts and found != ORGAN:
        raise CaseError([say.fact_of_other_acts(written, action.label.text, _labels(vocabulary, action.facts))])
    return f"{found}.{element_named(element, found, names, vocabulary)}" if element else found


def element_named(written: str, fact: str, names: Names, vocabulary: Vocabulary) -> str:
    """The id of an element of a set fact. Raises CaseError where it has none of that name."""
    enumeration = vocabulary.facts[fact].type.enumeration
    found = names.values[enumeration].get(key(written))
    if found is None:
        labels = [label.text for label in vocabulary.enumerations[enumeration].values()]
        accepted = Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        near = nearest(key(written), names.values[enumeration])
        raise CaseError([say.no_such_element(vocabulary.facts[fact].label.text, written, accepted, near)])
    return found


def _labels(vocabulary: Vocabulary, facts: tuple[str, ...]) -> Text:
    labels = [vocabulary.facts[name].label.text for name in facts]
    return Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
