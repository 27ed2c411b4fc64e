"""YAML as it was written: every scalar is text with its place, nothing is guessed.

A tree differs from what PyYAML's loaders give in that numbers, dates and booleans are not recognised (`41.10` stays
`41.10`), that every node knows its place, and that duplicate keys, aliases and tags have been refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules_engine.source import Source, Span


@dataclass(slots=True)
class Scalar:
    """A piece of text. `quoted` tells `"yes"` from `yes`; `block` is text in block style, whose columns are lost."""

    text: str
    source: Source = field(repr=False)
    line: int
    column: int
    quoted: bool = False
    block: bool = False

    @property
    def span(self) -> Span:
        """Where the text stands, without its quotes."""
        if self.block:
            return Span(self.source, self.line, self.column, 1)
        return Span(self.source, self.line, self.column + self.quoted, max(len(self.text), 1))


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    source: Source = field(repr=False)
    line: int
    column: int

    @property
    def span(self) -> Span:
        """Where the list begins."""
        return Span(self.source, self.line, self.column)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order in which they were written; keys are unique."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    source: Source = field(repr=False)
    line: int
    column: int

    @property
    def span(self) -> Span:
        """Where the mapping begins."""
        return Span(self.source, self.line, self.column)

    def get(self, key: str) -> Node | None:
        """The value of `key`, or nothing."""
        return self.entries.get(key)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return ((self.keys[key], node) for key, node in self.entries.items())


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class ParsedVocabulary:
    """The vocabulary's files."""

    values: Node
    facts: Node
    actions: Node
    parameters: Node
    readings: Node
    events: Node | None = None


@dataclass(frozen=True, slots=True)
class ParsedPack:
    """One jurisdiction's files; `digest` is the SHA-256 of their names and bytes."""

    jurisdiction: str
    pack: Node
    articles: Node
    parameters: Node
    definitions: Node | None
    rules: tuple[Node, ...]
    digest: str
    history: Node | None = None
