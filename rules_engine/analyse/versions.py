"""Two versions of packs, and one set of cases as each of them reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules_engine.analyse.changes import Asked, Comparison, compare
from rules_engine.analyse.revision import Version
from rules_engine.case import Case
from rules_engine.conformance.reading import written_cases
from rules_engine.engine import Engine
from rules_engine.intake.written import plain
from rules_engine.parse import parse_documents, read_file
from rules_engine.parsed import Mapping, Node
from rules_engine.parsed import Sequence as WrittenSequence
from rules_engine.problem import CaseError, ParseError, Problem
from rules_engine.source import Source
from rules_engine.stored import Store
from rules_engine.wording import analysis as say
from rules_engine.wording import command as say_command
from rules_engine.wording import reading as say_reading

CASE_FILES: Final = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")

_Read = tuple[Case | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Side:
    """One version: an engine over its folder, and the jurisdictions that are asked of it."""

    place: Path
    engine: Engine
    jurisdictions: tuple[str, ...]

    def version(self, jurisdiction: str) -> Version:
        """A pack of this version. Raises PackError where it has problems."""
        return Version(self.engine.pack(jurisdiction), self.engine.vocabulary)

    def read(self, node: Node) -> _Read:
        """A case as this version reads it, or why it cannot."""
        try:
            case = self.engine.case(plain(node), node)
        except CaseError as error:
            return None, error.problems
        if case.jurisdiction not in self.jurisdictions:
            return None, (say.not_in_version(node.span, case.jurisdiction, str(self.place)),)
        return case, ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A case in a file, as it is put to each version."""

    source: Source
    nodes: tuple[Node, Node]
    strict: bool = False


def side_of(place: Path, store: Store | None = None) -> Side:
    """The version in a folder: of packs, or of one pack. Raises PackError, and CaseError where there is no pack."""
    if (place / "pack.yaml").is_file():
        place = place.resolve()
        return Side(place, Engine.load(place.parent, store=store), (place.name,))
    engine = Engine.load(place, store=store)
    if not engine.jurisdictions:
        raise CaseError([say_command.no_packs(str(place))])
    return Side(place, engine, engine.jurisdictions)


def why_changed(old: Side, new: Side, sources: Iterable[Source], *, findings: bool = False) -> Comparison:
    """Compare the answers of two versions to the cases of files.

    Raises PackError where a pack that a case needs has problems, ParseError and CaseError where a file can be read
    under neither version.
    """
    asked: list[Asked] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            asked += [_asked(old, new, written) for written in _written(old, new, source)]
        except (ParseError, CaseError) as error:
            problems += error.problems
    problems += [problem for one in asked if not (one.before or one.after) for problem in one.problems]
    if problems:
        raise CaseError(problems)
    wanted = {case.jurisdiction: None for one in asked for case in (one.before, one.after) if case}
    both = [name for name in wanted if name in old.jurisdictions and name in new.jurisdictions]
    return compare({name: (old.version(name), new.version(name)) for name in both}, asked, findings=findings)


def case_sources(places: Sequence[Path]) -> Iterator[Source]:
    """The case files that are named, and those of the folders that are. Raises ParseError."""
    for place in places:
        if not place.is_dir():
            yield read_file(place)
            continue
        files = sorted(path for path in place.rglob("*") if path.suffix in CASE_FILES)
        if not files:
            raise ParseError([say.no_case_files(str(place))])
        for path in files:
            yield read_file(path)


def _asked(old: Side, new: Side, written: _Written) -> Asked:
    (before, lacks), (after, others) = old.read(written.nodes[0]), new.read(written.nodes[1])
    span = written.nodes[0].span
    known = after or before
    return Asked(
        name=known.id if known and known.id else f"{written.source.name}:{span.line}",
        file=written.source.name,
        line=span.line,
        before=before,
        after=after,
        problems=tuple(dict.fromkeys((*lacks, *others))),
        strict=written.strict,
    )


def _written(old: Side, new: Side, source: Source) -> Iterator[_Written]:
    """The cases of a file: written one by one, or in the groups of a pack's own cases."""
    found = False
    for document in parse_documents(source):
        if _is_of_pack(document):
            place = _jurisdiction(old, new, source)
            sides = [written_cases(side.engine, place, document) for side in (old, new)]
            pairs = zip(*sides, strict=True)
            own = [_Written(source, (one.node, other.node), one.strict) for one, other in pairs]
        else:
            entries = document.items if isinstance(document, WrittenSequence) else [document]
            own = [_Written(source, (entry, entry)) for entry in entries]
        found = found or bool(own)
        yield from own
    if not found:
        raise ParseError([say_reading.empty(source.name, None)])


def _is_of_pack(document: Node) -> bool:
    """Whether a document is a pack's own case file, whose cases name no jurisdiction and say what is expected."""
    return isinstance(document, WrittenSequence) and any(
        isinstance(entry, Mapping) and not entry.entries.keys().isdisjoint(("expect", "cases"))
        for entry in document.items
    )


def _jurisdiction(old: Side, new: Side, source: Source) -> str:
    """Whose cases a pack's case file has: the folder in which they lie says it, or there is only one."""
    shared = [name for name in old.jurisdictions if name in new.jurisdictions]
    folders = [part for part in Path(source.name).resolve().parts if part in shared]
    if folders:
        return folders[-1]
    if len(shared) == 1:
        return shared[0]
    raise CaseError([say.whose_cases(source.name, ", ".join(shared))])
