"""The vocabulary and the packs of a folder: what there is to ask of, under which names, and what a checker says."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from rules_engine.bundled import packs_folder
from rules_engine.checked import Pack, Vocabulary
from rules_engine.names import Names
from rules_engine.problem import ParseError, Problem
from rules_engine.shelf import Shelf, read_vocabulary
from rules_engine.stored import Store
from rules_engine.wording import reading as say_reading


class Library:
    """The vocabulary and the packs of a folder. Packs are read when first asked for."""

    def __init__(
        self, folder: Path, vocabulary: Vocabulary, *, words: Path | None = None, store: Store | None = None
    ) -> None:
        self.folder = folder
        self.vocabulary = vocabulary
        self._shelf = Shelf(folder, vocabulary, words or folder / "vocabulary", store or Store(None))

    @classmethod
    def load(cls, folder: Path | str | None = None, *, store: Store | None = None) -> Self:
        """The shipped packs, or those of `folder`. Raises PackError where the vocabulary has problems.

        A folder without a vocabulary of its own takes the shipped one. What was checked is kept in `store`, if one is
        given, and taken from it as long as no file has changed.
        """
        place = packs_folder() if folder is None else Path(folder)
        if not place.is_dir():
            raise ParseError([(say_reading.not_a_folder if place.exists() else say_reading.not_found)(str(place))])
        own = place / "vocabulary"
        words = own if own.is_dir() else packs_folder() / "vocabulary"
        store = store or Store(None)
        return cls(place, store.recall([words], lambda: read_vocabulary(words)), words=words, store=store)

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The ids of the jurisdictions that have a pack, sorted."""
        return self._shelf.jurisdictions

    def jurisdiction_id(self, name: str) -> str:
        """The id of a jurisdiction from its id or a Chinese or English name. Raises CaseError."""
        return self._shelf.jurisdiction_id(name)

    def pack(self, jurisdiction: str) -> Pack:
        """A pack, by id or by name. Raises CaseError where there is none, PackError where it has problems."""
        return self._shelf.pack(jurisdiction)

    def names(self, jurisdiction: str) -> Names:
        """The names under which a pack's cases may write facts and values."""
        return self._shelf.names(jurisdiction)

    def warnings(self, jurisdiction: str) -> tuple[Problem, ...]:
        """What the checker warns of in a pack that is otherwise in order."""
        return self._shelf.warnings(jurisdiction)

    def lint(self, jurisdiction: str) -> tuple[Problem, ...]:
        """All that a close look finds in a pack that can be used, sorted by place.

        Beside the checker's warnings: musts that contradict each other, and rules that do nothing. It takes up to a
        second or two; loading a pack does not do it. Raises as `pack` does.
        """
        from rules_engine.check.contradictions import contradictions  # noqa: PLC0415 -- deciding needs no close look
        from rules_engine.check.idle import idle_rules  # noqa: PLC0415

        pack = self.pack(jurisdiction)
        found = (*contradictions(pack, self.vocabulary), *idle_rules(pack, self.vocabulary))
        return tuple(sorted((*self.warnings(jurisdiction), *found), key=lambda problem: problem.order))
