"""Taking mappings apart: required and optional keys, each with its problem where it is not as it should be."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from rules_engine import literal
from rules_engine.names import nearest
from rules_engine.norm import Cite
from rules_engine.parsed import Mapping, Node, Scalar, Sequence
from rules_engine.problem import Problem
from rules_engine.text import Text
from rules_engine.wording import pack as say

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


def is_id(text: str) -> bool:
    """Whether `text` may be the id of a fact, value, group or definition."""
    return bool(_ID.fullmatch(text)) and not keyword.iskeyword(text) and not keyword.issoftkeyword(text)


class Fields:
    """The entries of one mapping. Reading a key notes what is wrong with it; unknown keys are noted at once."""

    def __init__(self, node: Node, path: str, problems: list[Problem], known: Collection[str] | None) -> None:
        self.node, self.path, self.problems = node, path, problems
        self.entries: dict[str, Node] = {}
        if not isinstance(node, Mapping):
            problems.append(say.not_a_mapping(node.span, path))
            return
        self.entries = node.entries
        for key in node.entries if known is not None else ():
            if known is not None and key not in known:
                problems.append(say.unknown_key(node.keys[key].span, self.at(key), key, nearest(key, known)))

    def at(self, key: str) -> str:
        """The YAML path of an entry."""
        return f"{self.path}.{key}" if self.path else key

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def note(self, problem: Problem) -> None:
        """Note a problem."""
        self.problems.append(problem)

    def span(self, key: str) -> Any:
        """Where an entry's value stands, or the mapping where it is absent."""
        return self.entries.get(key, self.node).span

    def need(self, key: str) -> Node | None:
        """An entry that must be there."""
        node = self.entries.get(key)
        if node is None and isinstance(self.node, Mapping):
            self.note(say.lacks(self.node.span, self.path, key))
        return node

    def scalar(self, key: str, *, needed: bool = True) -> Scalar | None:
        """A piece of text with its place."""
        node = self.need(key) if needed else self.entries.get(key)
        if node is None or isinstance(node, Scalar):
            return node
        self.note(say.not_a_text(node.span, self.at(key)))
        return None

    def text(self, key: str, *, needed: bool = True) -> str:
        """A piece of text, empty where it is absent."""
        scalar = self.scalar(key, needed=needed)
        return scalar.text if scalar else ""

    def words(self, key: str, *, needed: bool = True) -> Text | None:
        """Text in both languages."""
        node = self.need(key) if needed else self.entries.get(key)
        if node is None:
            return None
        inner = Fields(node, self.at(key), self.problems, ("zh", "en"))
        return Text(inner.text("zh"), inner.text("en"))

    def words_here(self) -> Text:
        """The mapping's own `zh` and `en`."""
        return Text(self.text("zh"), self.text("en"))

    def choice(self, key: str, accepted: Collection[str], *, needed: bool = True) -> str:
        """One of several words, empty where it is absent or none of them."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None or scalar.text in accepted:
            return scalar.text if scalar else ""
        self.note(say.not_one_of(scalar.span, self.at(key), scalar.text, ", ".join(accepted)))
        return ""

    def flag(self, key: str) -> bool:
        """Yes or no, no where it is absent."""
        return self.choice(key, ("yes", "no"), needed=False) == "yes"

    def day(self, key: str) -> date | None:
        """A day, nothing where it is absent."""
        scalar = self.scalar(key, needed=False)
        if scalar is None:
            return None
        try:
            return literal.day(scalar.text)
        except literal.Unreadable:
            self.note(say.bad_date(scalar.span, self.at(key), scalar.text))
            return None

    def scalars(self, key: str) -> list[Scalar]:
        """A list of texts; one text stands for a list of one."""
        node = self.entries.get(key)
        if node is None:
            return []
        if isinstance(node, Scalar):
            return [node]
        if not isinstance(node, Sequence):
            self.note(say.not_a_list(node.span, self.at(key)))
            return []
        found = [item for item in node.items if isinstance(item, Scalar)]
        for item in node.items:
            if not isinstance(item, Scalar):
                self.note(say.not_a_text(item.span, self.at(key)))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts without their places."""
        return tuple(scalar.text for scalar in self.scalars(key))

    def cites(self, key: str, paragraphs: dict[int, int] | None, *, none: bool = False) -> tuple[Cite, ...]:
        """Places in the document, one at least unless there may be `none`.

        `paragraphs` tells how many each article has, to refuse places that are not there.
        """
        node = self.need(key)
        if node is None:
            return ()
        if isinstance(node, Sequence) and not node.items and not none:
            self.note(say.lacks(node.span, self.path, key))
        found: list[Cite] = []
        for scalar in self.scalars(key):
            cite = Cite.parse(scalar.text)
            if cite is None:
                self.note(say.bad_cite(scalar.span, self.at(key), scalar.text))
            elif paragraphs is not None and cite.paragraph > paragraphs.get(cite.article, -1):
                self.note(say.unknown_article(scalar.span, self.at(key), scalar.text))
            else:
                found.append(cite)
        return tuple(found)

    def cite(self, key: str, paragraphs: dict[int, int] | None) -> Cite:
        """The first of `cites`; what stands for a place that has a problem is article 0."""
        found = self.cites(key, paragraphs)
        return found[0] if found else Cite(0)


def entries(node: Node | None, path: str, problems: list[Problem]) -> Iterator[tuple[Scalar, Node]]:
    """The keys and values of a mapping of named things."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return
    if isinstance(node, Mapping):
        yield from node
    else:
        problems.append(say.not_a_mapping(node.span, path))


def items(node: Node | None, path: str, problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    """The entries of a list, each with its YAML path."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return
    if isinstance(node, Sequence):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(node.items))
    else:
        problems.append(say.not_a_list(node.span, path))
