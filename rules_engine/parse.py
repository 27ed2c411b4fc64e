"""Text to trees: the only importer of PyYAML.

PyYAML's events are walked with a stack of our own, because its C composer crashes on deep nesting. Depth, size and
the number of nodes are bounded; aliases and tags are refused, since packs and cases have no use for them.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import yaml

from rules_engine.parsed import Mapping, Node, ParsedPack, ParsedVocabulary, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS, ParseError, Problem
from rules_engine.source import Source, Span
from rules_engine.wording import reading as say

MAX_BYTES = 16 * 2**20
MAX_DEPTH = 64
MAX_NODES = 1_000_000

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_JSON_ESCAPE = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\.", re.IGNORECASE)
_PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


def read_file(path: Path, name: str | None = None) -> Source:
    """A file's text. Raises ParseError where it is missing, too large, not a file or not UTF-8."""
    shown = name or str(path)
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise ParseError([say.not_a_file(shown)])
        with open(path, "rb", opener=_open_at_once) as stream:
            return read_stream(stream, shown)
    except FileNotFoundError:
        raise ParseError([say.not_found(shown)]) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ParseError([say.not_readable(shown, reason)]) from None


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe into which nobody writes is an empty file."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def read_stream(stream: IO[bytes], name: str) -> Source:
    """The text of a stream of bytes, read no further than the largest file accepted. Raises ParseError."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ParseError([say.too_large(name, MAX_BYTES)])
    return decode(data, name)


def decode(data: bytes, name: str) -> Source:
    """Bytes as text. Raises ParseError where they are not UTF-8."""
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ParseError([say.not_utf8(name, error.start)]) from None


def parse_documents(source: Source) -> list[Node]:
    """The YAML documents of a text; JSON and JSON Lines too, by the file's name or its first character.

    Raises ParseError, with all duplicate keys at once.
    """
    if source.name.endswith((".jsonl", ".ndjson")):
        return _parse_lines(source)
    if source.name.endswith(".json"):
        return [_parse_json(source, source.text, 1)]
    return _parse_yaml(source)


def parse_one(source: Source) -> Node:
    """The only document of a text. Raises ParseError where there is none or more than one."""
    documents = parse_documents(source)
    if len(documents) > 1:
        raise ParseError([say.one_document(documents[1].span)])
    return documents[0]


def parse_vocabulary(folder: Path) -> ParsedVocabulary:
    """The five files of a vocabulary, and the kinds of events where it has any. Raises ParseError."""
    names = ("values", "facts", "actions", "parameters", "readings", *(["events"] if _has(folder, "events") else []))
    return ParsedVocabulary(*(parse_one(read_file(folder / f"{name}.yaml")) for name in names))


def _has(folder: Path, name: str) -> bool:
    return (folder / f"{name}.yaml").exists()


def parse_pack(folder: Path) -> ParsedPack:
    """One jurisdiction's files, without its cases. Raises ParseError with the problems of all files."""
    digest = hashlib.sha256()
    problems: list[Problem] = []

    def tree(path: Path) -> Node | None:
        try:
            source = read_file(path)
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + source.text.encode() + b"\0")
            return parse_one(source)
        except ParseError as error:
            problems.extend(error.problems)
            return None

    heads = {name: tree(folder / f"{name}.yaml") for name in ("pack", "articles", "parameters")}
    definitions, history = (
        tree(folder / f"{name}.yaml") if _has(folder, name) else None for name in ("definitions", "history")
    )
    rules = [tree(path) for path in sorted((folder / "rules").glob("*.yaml"))]
    if problems:
        raise ParseError(problems)
    pack, articles, parameters = heads["pack"], heads["articles"], heads["parameters"]
    assert pack is not None and articles is not None and parameters is not None
    return ParsedPack(
        jurisdiction=folder.name,
        pack=pack,
        articles=articles,
        parameters=parameters,
        definitions=definitions,
        rules=tuple(rule for rule in rules if rule is not None),
        digest=f"sha256:{digest.hexdigest()}",
        history=history,
    )


def _parse_yaml(source: Source) -> list[Node]:
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


def _parse_lines(source: Source) -> list[Node]:
    lines = [(number, line) for number, line in enumerate(source.text.split("\n"), 1) if line.strip()]
    if not lines:
        raise ParseError([say.empty(source.name, Span(source, 1, 1))])
    documents: list[Node] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            documents.append(_parse_json(source, line, number))
        except ParseError as error:
            problems.extend(error.problems)
            if len(problems) >= MAX_PROBLEMS:
                problems.append(say.too_many_problems(Span(source, number, 1), MAX_PROBLEMS))
                break
    if problems:
        raise ParseError(problems)
    return documents


def _parse_json(source: Source, text: str, first_line: int) -> Node:
    """JSON is checked by the json module, then read as YAML, of which it is a subset but for some escapes."""
    import json  # noqa: PLC0415 -- most files are YAML

    if not text.strip():
        raise ParseError([say.empty(source.name, Span(source, first_line, 1))])
    _check_depth(source, text, first_line)

    def refuse(constant: str) -> None:
        raise ValueError(f"`{constant}` is no number")

    try:
        json.loads(text, parse_constant=refuse, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        span = Span(source, first_line + error.lineno - 1, error.colno)
        raise ParseError([say.not_json(span, error.msg)]) from None
    except (ValueError, RecursionError) as error:
        column = max(text.find(str(error).split("`")[1]) if "`" in str(error) else 0, 0)
        line = text.count("\n", 0, column)
        column -= text.rfind("\n", 0, column) + 1
        raise ParseError([say.not_json(Span(source, first_line + line, column + 1), str(error))]) from None
    inner = Source(source.name, "\n" * (first_line - 1) + _JSON_ESCAPE.sub(_yaml_escape, text))
    return _parse_yaml(inner)[0]


def _yaml_escape(match: re.Match[str]) -> str:
    """An escape of JSON that YAML lacks, as the character for which it stands; the others as they are."""
    escape = match[0]
    if escape == "\\/":
        return "/"
    return escape if match[1] is None else bytes.fromhex(match[1] + match[2]).decode("utf-16-be")


def _check_depth(source: Source, text: str, first_line: int) -> None:
    depth, quoted, escaped = 0, False, False
    for index, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = not escaped and character == "\\"
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, index)
                column = index - text.rfind("\n", 0, index)
                raise ParseError([say.too_deep(Span(source, first_line + line, column), MAX_DEPTH)])
        elif character in "]}":
            depth -= 1


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
