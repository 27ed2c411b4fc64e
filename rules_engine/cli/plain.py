"""A plain `check`, read without typer, whose import takes longer than the answer.

Read are only words that typer would take as they are, and to the same end. Whatever else there is, every mistake and
every help page, is left to typer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules_engine.cli.language import language_of
from rules_engine.text import Lang

_ACCEPTED: Final = {"--format": ("text", "json"), "--lang": ("zh", "en")}


@dataclass(slots=True)
class Asked:
    """What a `check` is asked."""

    lang: Lang
    files: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    strict: bool = False
    everything: bool = False
    as_of: str | None = None
    packs: str | None = None
    as_json: bool = False
    calendar: str | None = None
    ledger: str | None = None


def plain_check(words: Sequence[str], environment: Mapping[str, str]) -> Asked | None:
    """What a command line asks; None where it is not a `check` or not plain."""
    if not words or words[0] != "check":
        return None
    asked = Asked(language_of(words, environment))
    rest, given = iter(words[1:]), set()
    for word in rest:
        match word:
            case "--strict":
                asked.strict = True
            case "--all":
                asked.everything = True
            case "--article" | "--as-of" | "--format" | "--lang" | "--packs":
                value = next(rest, "")
                if not value or value.startswith("-") or value not in _ACCEPTED.get(word, (value,)) or word in given:
                    return None
                given.add(word if word != "--article" else "")
                _note(asked, word, value)
            case _ if word == "-" or (word and not word.startswith("-")):
                asked.files.append(word)
            case _:
                return None
    return asked if asked.files else None


def _note(asked: Asked, option: str, value: str) -> None:
    match option:
        case "--article":
            asked.articles.append(value)
        case "--as-of":
            asked.as_of = value
        case "--packs":
            asked.packs = value
        case "--format":
            asked.as_json = value == "json"
