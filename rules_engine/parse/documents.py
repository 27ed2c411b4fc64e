"""The documents of a text: YAML, JSON or JSON Lines."""

from __future__ import annotations

from rules_engine.parse.json_text import parse_json, parse_lines
from rules_engine.parse.yaml_text import parse_yaml
from rules_engine.parsed import Node
from rules_engine.problem import ParseError
from rules_engine.source import Source
from rules_engine.wording import reading as say


def parse_documents(source: Source) -> list[Node]:
    """The YAML documents of a text; JSON and JSON Lines too, by the file's name or its first character.

    Raises ParseError, with all duplicate keys at once.
    """
    if source.name.endswith((".jsonl", ".ndjson")):
        return parse_lines(source)
    if source.name.endswith(".json"):
        return [parse_json(source, source.text, 1)]
    return parse_yaml(source)


def parse_one(source: Source) -> Node:
    """The only document of a text. Raises ParseError where there is none or more than one."""
    documents = parse_documents(source)
    if len(documents) > 1:
        raise ParseError([say.one_document(documents[1].span)])
    return documents[0]
