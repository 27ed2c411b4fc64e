"""The files of a vocabulary and of a pack, each a tree."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rules_engine.parse.documents import parse_one
from rules_engine.parse.files import read_file
from rules_engine.parsed import Node, ParsedPack, ParsedVocabulary
from rules_engine.problem import ParseError, Problem


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
