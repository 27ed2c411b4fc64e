"""Cases read against the packs of a shelf: whole files of them, and single ones from mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final, TypeVar

from rules_engine.case import Case
from rules_engine.evaluate import reference
from rules_engine.intake.cases import KEYS, CaseReader, read_case
from rules_engine.intake.written import Entries, Path, plain, shown
from rules_engine.literal import value_text
from rules_engine.names import key, nearest
from rules_engine.parse import parse_documents, read_file
from rules_engine.parsed import Node, Sequence
from rules_engine.problem import MAX_PROBLEMS, CaseError, Problem
from rules_engine.shelf import Shelf
from rules_engine.source import Source, Span
from rules_engine.text import Text
from rules_engine.wording import case as say
from rules_engine.wording import reading as say_reading

Matter = TypeVar("Matter")
"""What a file holds: cases, or dossiers, too."""

DOSSIER: Final = frozenset({"dossier", "卷宗", "steps", "步骤"})
"""The entries by which a dossier is known; no case has one of them."""


def is_dossier(written: Any) -> bool:
    """Whether what was written is a dossier, and no case."""
    return isinstance(written, Mapping) and not DOSSIER.isdisjoint(written)


class CaseFiles:
    """Reads cases under the names of the jurisdiction that each one names."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.vocabulary = shelf.vocabulary

    def cases(self, source: Source | FilePath | str) -> tuple[Case, ...]:
        """The cases of a file: one, a list, or several documents. Raises ParseError or CaseError with all problems."""
        return self.each(source, self.case)

    def each(self, source: Source | FilePath | str, read: Callable[[Any, Node, Path], Matter]) -> tuple[Matter, ...]:
        """What a file holds: one thing, a list, or several documents, each taken by `read`. Raises as `cases` does."""
        found: list[Matter] = []
        problems: list[Problem] = []
        text = source if isinstance(source, Source) else read_file(FilePath(source))
        for node in parse_documents(text):
            entries: list[tuple[Path, Node]] = [((), node)]
            if isinstance(node, Sequence):
                entries = [((position,), item) for position, item in enumerate(node.items)]
            for root, entry in entries:
                try:
                    found.append(read(plain(entry), entry, root))
                except CaseError as error:
                    problems.extend(error.problems)
                if len(problems) >= MAX_PROBLEMS:
                    raise CaseError([*problems, say_reading.too_many_problems(entry.span, MAX_PROBLEMS)])
        if not found and not problems:
            problems.append(say_reading.empty(text.name, Span(text, 1, 1)))
        if problems:
            raise CaseError(problems)
        return tuple(found)

    def case(self, written: Any, node: Node | None = None, root: Path = ()) -> Case:
        """A case from a mapping with the entries of a case file. Raises CaseError with all problems."""
        reader = CaseReader(self.vocabulary, self.shelf.shared_names, node, root)
        if is_dossier(written):
            from rules_engine.wording import dossier as say_dossier  # noqa: PLC0415 -- only mistakes need it

            reader.report(say_dossier.is_dossier, ())
            reader.finish()
        entries = reader.keys(written)
        for needed in ("jurisdiction", "action"):
            if entries and needed not in entries:
                reader.report(say.missing_key, (), Text(KEYS[needed][0], needed))
        reader.finish()
        jurisdiction = self.jurisdiction(reader, entries)
        reader.names = self.shelf.names(jurisdiction) if jurisdiction else reader.names
        name, raw = entries["action"]
        written_action = reader.text(raw, (name,))
        action = reader.names.actions.get(key(written_action))
        if action is None and (written_action or isinstance(raw, str)):  # what is no text has been reported
            near = nearest(key(written_action), reader.names.actions)
            reader.report(say.unknown_action, (name,), shown(written_action), near)
        reader.finish()
        assert jurisdiction and action
        case = read_case(reader, jurisdiction, self.vocabulary.actions[action], entries)
        self._check_articles(reader, case, entries)
        self._check_possible(reader, case, entries)
        return case

    def jurisdiction(self, reader: CaseReader, entries: Entries) -> str:
        """The id of the jurisdiction that entries name; empty after a problem."""
        name, raw = entries["jurisdiction"]
        written = reader.text(raw, (name,))
        if not written and not isinstance(raw, str):  # what is no text has been reported
            return ""
        try:
            return self.shelf.jurisdiction_id(written)
        except CaseError as error:
            for problem in error.problems:
                reader.problems.append(
                    Problem(problem.code, problem.message, reader.span((name,)), reader.path((name,)), problem.help)
                )
            return ""

    def _check_articles(self, reader: CaseReader, case: Case, entries: Entries) -> None:
        """A question about an article that the document does not have is a mistake."""
        articles = self.shelf.pack(case.jurisdiction).articles
        for cite in case.articles:
            article = articles.get(cite.article)
            if article is None or cite.paragraph > article.paragraphs:
                reader.report(say.unknown_article, (entries["articles"][0],), str(cite))

    def _check_possible(self, reader: CaseReader, case: Case, entries: Entries) -> None:
        """A case that breaks a constraint of the vocabulary cannot be."""
        place = entries["facts"][0] if "facts" in entries else "facts"
        for constraint in self.vocabulary.constraints:
            if reference.evaluate(constraint.condition, case.facts) is False:
                known = [
                    (self.vocabulary.facts[name], case.facts[name])
                    for name in self.vocabulary.in_order(constraint.facts)
                    if name in case.facts
                ]
                values = [(fact.label.named, value_text(value, fact.type)) for fact, value in known]
                reader.report(say.impossible, (place,), constraint.text, values)
        reader.finish()
