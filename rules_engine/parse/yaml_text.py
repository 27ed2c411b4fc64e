"""YAML as trees: the only importer of PyYAML.

PyYAML's events are walked with a stack of our own, because its C composer crashes on deep nesting. Depth, size and
the number of nodes are bounded; aliases and tags are refused, since packs and cases have no use for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import yaml

from rules_engine.parsed import Mapping, Node, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS, ParseError, Problem
from rules_engine.source import Source, Span
from rules_engine.wording import reading as say

MAX_DEPTH: Final = 64
"""How deep lists and mappings may stand in one another."""
MAX_NODES: Final = 1_000_000
"""How many lists, mappings and scalars a text may have."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS: Final = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


def parse_yaml(source: Source) -> list[Node]:
    """The trees of the documents of a text, one at least. Raises ParseError, with all duplicate keys at once."""
    try:
        documents = _Builder(source).build(iter(_Loader(source.text).get_event, None))
    except yaml.MarkedYAMLError as error:
        raise ParseError([say.not_yaml(_mark(source, error), error.problem or "")]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        line, column = _bad_character(source)
        raise ParseError([say.not_yaml(Span(source, line, column), str(error).splitlines()[0])]) from None
    if not documents:
        raise ParseError([say.empty(source.name, Span(source, 1, 1))])
    return documents


def _mark(source: Source, error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    return Span(source, mark.line + 1, mark.column + 1) if mark else Span(source, 1, 1)


def _bad_character(source: Source) -> tuple[int, int]:
    """Where a character stands that YAML does not take (a control character, half of a surrogate pair)."""
    for number, line in enumerate(source.text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if (
                (character < " " and character not in "\t\r")
                or "\x7f" <= character <= "\x9f"
                or "\ud800" <= character <= "\udfff"
            ):
                return number, column
    return 1, 1


class _Builder:
    """Nodes from events, with a stack of open collections and, for mappings, the key whose value comes next."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.documents: list[Node] = []
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.problems: list[Problem] = []

    def build(self, events: Iterable[Any]) -> list[Node]:
        count = 0
        for event in events:
            kind = type(event)
            if kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
                self.open.pop()
                self.keys.pop()
            elif kind in (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent):
                node = self._node(event, kind)
                count += 1
                if count > MAX_NODES:
                    raise ParseError([say.too_many(node.span, MAX_NODES)])
                self._attach(node)
                if not isinstance(node, Scalar):
                    if len(self.open) == MAX_DEPTH:
                        raise ParseError([say.too_deep(node.span, MAX_DEPTH)])
                    self.open.append(node)
                    self.keys.append(None)
        if self.problems:
            raise ParseError(self.problems)
        return self.documents

    def _node(self, event: Any, kind: type) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor is not None:
            raise ParseError([say.no_alias(Span(self.source, line, column))])
        if event.tag not in _PLAIN_TAGS:
            raise ParseError([say.no_tag(Span(self.source, line, column), event.tag)])
        if kind is yaml.ScalarEvent:
            style = event.style
            return Scalar(event.value, self.source, line, column, style in ("'", '"'), style in ("|", ">"))
        if kind is yaml.SequenceStartEvent:
            return Sequence([], self.source, line, column)
        return Mapping({}, {}, self.source, line, column)

    def _attach(self, node: Node) -> None:
        if not self.open:
            self.documents.append(node)
            return
        collection, key = self.open[-1], self.keys[-1]
        if isinstance(collection, Sequence):
            collection.items.append(node)
        elif key is None:
            if not isinstance(node, Scalar):
                raise ParseError([say.key_not_text(node.span)])
            self.keys[-1] = node
            if node.text in collection.keys:
                self.problems.append(say.duplicate_key(node.span, node.text, collection.keys[node.text].span))
                if len(self.problems) == MAX_PROBLEMS:
                    raise ParseError([*self.problems, say.too_many_problems(node.span, MAX_PROBLEMS)])
        else:
            self.keys[-1] = None
            if key.text not in collection.entries:
                collection.entries[key.text] = node
                collection.keys[key.text] = key
