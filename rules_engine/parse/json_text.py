"""JSON as trees. It is checked by the json module, then read as YAML, of which it is a subset but for some escapes."""

from __future__ import annotations

import re
from typing import Final

from rules_engine.parse.yaml_text import MAX_DEPTH, parse_yaml
from rules_engine.parsed import Node
from rules_engine.problem import MAX_PROBLEMS, ParseError, Problem
from rules_engine.source import Source, Span
from rules_engine.wording import reading as say

_ESCAPE: Final = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\.", re.IGNORECASE)


def parse_lines(source: Source) -> list[Node]:
    """The trees of JSON Lines, blank lines passed over. Raises ParseError with the problems of all lines."""
    lines = [(number, line) for number, line in enumerate(source.text.split("\n"), 1) if line.strip()]
    if not lines:
        raise ParseError([say.empty(source.name, Span(source, 1, 1))])
    documents: list[Node] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            documents.append(parse_json(source, line, number))
        except ParseError as error:
            problems.extend(error.problems)
            if len(problems) >= MAX_PROBLEMS:
                problems.append(say.too_many_problems(Span(source, number, 1), MAX_PROBLEMS))
                break
    if problems:
        raise ParseError(problems)
    return documents


def parse_json(source: Source, text: str, first_line: int) -> Node:
    """The tree of JSON text that begins on a line of a source, counted from 1. Raises ParseError."""
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
    inner = Source(source.name, "\n" * (first_line - 1) + _ESCAPE.sub(_yaml_escape, text))
    return parse_yaml(inner)[0]


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
