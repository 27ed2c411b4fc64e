"""The packs of a folder, read when first asked for, and the names by which they are known."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from rules_engine.checked import Pack, Vocabulary
from rules_engine.intake.written import shown
from rules_engine.names import Names, key, names_of, nearest, with_terms
from rules_engine.parse import parse_one, parse_pack, parse_vocabulary, read_file
from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Scalar
from rules_engine.problem import CaseError, Problem
from rules_engine.stored import Store
from rules_engine.wording import case as say


class Shelf:
    """The packs of a folder over one vocabulary; safe to share between threads.

    `words` is the vocabulary's folder, whose changes make stored packs stale; `shared_names` are the names of facts and
    values that no pack has made its own.
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary, words: Path, store: Store) -> None:
        self.folder = folder
        self.vocabulary = vocabulary
        self.shared_names = names_of(vocabulary)
        self._words = words
        self._store = store
        self._packs: dict[str, Pack] = {}
        self._warnings: dict[str, tuple[Problem, ...]] = {}
        self._names: dict[str, Names] = {}
        self._known_titles: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The ids of the jurisdictions that have a pack, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/pack.yaml")))

    def pack(self, jurisdiction: str) -> Pack:
        """A pack, by id or by name. Raises CaseError where there is none, PackError where it has problems."""
        found = self.jurisdiction_id(jurisdiction)
        with self._lock:
            if found not in self._packs:
                place = self.folder / found
                pack, warnings = self._store.recall([self._words, place], lambda: _pack(place, self.vocabulary))
                self._packs[found], self._warnings[found] = pack, warnings
                self._names[found] = with_terms(self.shared_names, pack.terms)
            return self._packs[found]

    def warnings(self, jurisdiction: str) -> tuple[Problem, ...]:
        """What the checker warns of in a pack that is otherwise in order."""
        return self._warnings[self.pack(jurisdiction).jurisdiction]

    def names(self, jurisdiction: str) -> Names:
        """The names under which a pack's cases may write facts and values."""
        return self._names[self.pack(jurisdiction).jurisdiction]

    def jurisdiction_id(self, name: str) -> str:
        """The id of a jurisdiction from its id or a Chinese or English name. Raises CaseError."""
        known = self.jurisdictions
        return name if name in known else jurisdiction_named(name, {found: self.titles(found) for found in known})

    def titles(self, jurisdiction: str) -> tuple[str, ...]:
        """The names of a jurisdiction, read from the head of its pack alone, once."""
        if jurisdiction not in self._known_titles:
            self._known_titles[jurisdiction] = self._read_titles(jurisdiction)
        return self._known_titles[jurisdiction]

    def _read_titles(self, jurisdiction: str) -> tuple[str, ...]:
        head = parse_one(read_file(self.folder / jurisdiction / "pack.yaml"))
        name = head.get("name") if isinstance(head, WrittenMapping) else None
        short = head.get("short") if isinstance(head, WrittenMapping) else None
        found = [short.text] if isinstance(short, Scalar) else []
        if isinstance(name, WrittenMapping):
            found += [node.text for node in name.entries.values() if isinstance(node, Scalar)]
        return tuple(found)


def jurisdiction_named(name: str, titles: Mapping[str, tuple[str, ...]]) -> str:
    """The id of a jurisdiction from its id or one of its names; `titles` are the names of each. Raises CaseError."""
    names = {key(local): found for found, others in titles.items() for local in (found, *others)}
    if key(name) in names:
        return names[key(name)]
    listed = ", ".join(f"{others[0]} ({found})" if others else found for found, others in titles.items())
    near = nearest(key(name), names)
    raise CaseError([say.unknown_jurisdiction(None, "jurisdiction", shown(name), listed, near)])


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a folder. Raises PackError where it has problems."""
    from rules_engine.check.vocabulary import check_vocabulary  # noqa: PLC0415 -- a stored one needs no checker

    return check_vocabulary(parse_vocabulary(folder))


def _pack(folder: Path, vocabulary: Vocabulary) -> tuple[Pack, tuple[Problem, ...]]:
    from rules_engine.check.pack import check_pack  # noqa: PLC0415 -- a stored one needs no checker

    return check_pack(parse_pack(folder), vocabulary)
