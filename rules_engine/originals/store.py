"""Where the user's copies of the documents are kept: one text a jurisdiction, in the user's own data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules_engine.originals.articles import Original, read_original
from rules_engine.parse import read_file
from rules_engine.problem import ParseError
from rules_engine.user_folder import data_folder, named_path, put_whole
from rules_engine.wording import originals as say

FOLDER_VARIABLE: Final = "RULES_ENGINE_SOURCES"
"""The environment variable that names another folder of `<jurisdiction>.txt` files."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One text that is at hand."""

    jurisdiction: str
    path: Path
    articles: int


def sources_folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """The folder of the texts: the one that `RULES_ENGINE_SOURCES` names, else the platform's for a user's data."""
    environment = os.environ if environment is None else environment
    if named := environment.get(FOLDER_VARIABLE):
        return named_path(named)
    return data_folder(environment, platform) / "sources"


def read_text(path: Path) -> Original:
    """The articles of a file. Raises ParseError where it cannot be read or has none."""
    source = read_file(path)
    original = read_original(source.text)
    if not original.articles:
        raise ParseError([say.no_articles(source.name)])
    return original


def add_source(jurisdiction: str, path: Path, folder: Path | None = None) -> Stored:
    """Keep a copy of a document's text, in the place of an earlier one.

    Raises ParseError where the file cannot be read or has no articles, OSError where the folder cannot be written.
    """
    original = read_text(path)
    place = _path(jurisdiction, folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    put_whole(place, read_file(path).text.encode(), 0o666)
    return Stored(jurisdiction, place, len(original.articles))


def source_of(jurisdiction: str, folder: Path | None = None) -> Original | None:
    """The document's text, if it is at hand. Raises ParseError where the copy cannot be read."""
    place = _path(jurisdiction, folder)
    return read_text(place) if place.is_file() else None


def stored_sources(folder: Path | None = None) -> tuple[Stored, ...]:
    """All texts at hand, by jurisdiction. Raises ParseError where a copy cannot be read."""
    place = sources_folder() if folder is None else folder
    return tuple(Stored(path.stem, path, len(read_text(path).articles)) for path in sorted(place.glob("*.txt")))


def _path(jurisdiction: str, folder: Path | None) -> Path:
    return (sources_folder() if folder is None else folder) / f"{jurisdiction}.txt"
