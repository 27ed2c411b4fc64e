"""Files of events: YAML, JSON, JSON Lines and tables of CSV, one event after another, each with its problems."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path as PathLike
from typing import Any, Final

from rules_engine.intake.written import Path, plain
from rules_engine.ledger.form import Entry
from rules_engine.ledger.reading import EntryReader
from rules_engine.parse import decode, parse_documents, read_file
from rules_engine.parsed import Mapping, Node, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS, CaseError, ParseError, Problem
from rules_engine.source import Source, Span
from rules_engine.wording import ledger as say
from rules_engine.wording import reading as say_reading

MOST_BYTES: Final = 2**30
"""The size of a file of lines or rows at most."""

_LINES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Reject:
    """What of a file is no event, and why: the text as it was written, where it is one line."""

    written: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class EventFile:
    """The events of a file, and what of it is none."""

    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the file, so many at most as anybody reads."""
        return tuple(itertools.islice((p for reject in self.rejects for p in reject.problems), MAX_PROBLEMS))


def open_source(path: PathLike) -> Source:
    """The text of a file of events; of lines or rows there may be very many. Raises ParseError."""
    if not path.name.lower().endswith((*_LINES, ".csv")):
        return read_file(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ParseError([say_reading.too_large(str(path), MOST_BYTES)])
        return decode(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise ParseError([say_reading.not_found(str(path))]) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ParseError([say_reading.not_readable(str(path), reason)]) from None


def read_events(source: Source, reader: EntryReader, progress: Callable[[int], None] = lambda _more: None) -> EventFile:
    """The events of a file. Raises ParseError where it is no file of events at all."""
    name = source.name.lower()
    parts = _rows(source) if name.endswith(".csv") else _lines(source) if name.endswith(_LINES) else _documents(source)
    entries: list[Entry] = []
    rejects: list[Reject] = []
    for part in parts:
        try:
            entries.append(_entry(reader, part, placed=len(rejects) < MAX_PROBLEMS))
        except (CaseError, ParseError) as error:
            rejects.append(Reject(part.line, error.problems))
        progress(1)
    if not entries and not rejects:
        raise ParseError([say_reading.empty(source.name, Span(source, 1, 1))])
    return EventFile(tuple(entries), tuple(rejects))


def read_line(name: str, number: int, line: str, reader: EntryReader) -> Entry:
    """The event of one line of JSON Lines, line `number` of what has that name. Raises CaseError or ParseError."""
    return _entry(reader, _line(name, number, line), placed=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """One event as it is written, before it is read: its tree, and quicker made, what it says alone."""

    line: str
    node: Callable[[], Node]
    quick: Callable[[], Any] | None = None
    root: Path = ()
    flat: bool = False


def _entry(reader: EntryReader, part: _Part, *, placed: bool) -> Entry:
    """The event of a part. Only where something is wrong with it, and for so many alone, places are looked up."""
    if part.quick:
        try:
            return reader.entry(part.quick(), None, part.root, flat=part.flat)
        except (CaseError, ParseError, ValueError, RecursionError) as error:
            if not placed and isinstance(error, CaseError):
                raise
    node = part.node()
    return reader.entry(plain(node), node, part.root, flat=part.flat)


def _documents(source: Source) -> Iterator[_Part]:
    for node in parse_documents(source):
        nodes = enumerate(node.items) if isinstance(node, Sequence) else [(None, node)]
        for position, item in nodes:
            yield _Part("", partial(_same, item), root=() if position is None else (position,))


def _same(node: Node) -> Node:
    return node


def _lines(source: Source) -> Iterator[_Part]:
    """A line is read when its turn comes, so that a bad one costs no other."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            yield _line(source.name, number, line)


def _line(name: str, number: int, line: str) -> _Part:
    return _Part(line, partial(one_line, name, number, line), partial(quick_line, line))


def quick_line(line: str) -> Any:
    """What a line of JSON says, without places. Raises ValueError or RecursionError for what needs a longer look."""
    return json.loads(line, object_pairs_hook=_once, parse_constant=_refused, parse_float=str, parse_int=str)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def one_line(name: str, number: int, line: str) -> Node:
    """The tree of a line of JSON Lines. Raises ParseError."""
    whole = Source(name, "\n" * (number - 1) + line)
    try:
        (node,) = parse_documents(Source(name if name.lower().endswith(_LINES) else f"{name}.jsonl", line))
    except ParseError as error:
        raise ParseError(_problem_at(problem, whole, number) for problem in error.problems) from None
    return _moved(node, whole, number - 1)


def _problem_at(problem: Problem, source: Source, line: int) -> Problem:
    """A problem of a line that was read alone, at its place in the file."""
    span = problem.span and Span(source, line, problem.span.column, problem.span.length)
    return replace(problem, span=span, related=())


def _moved(node: Node, source: Source, lines: int) -> Node:
    """A tree as it stands so many lines further down."""
    if isinstance(node, Scalar):
        return Scalar(node.text, source, node.line + lines, node.column, node.quoted, node.block)
    if isinstance(node, Sequence):
        return Sequence([_moved(item, source, lines) for item in node.items], source, node.line + lines, node.column)
    entries = {name: _moved(item, source, lines) for name, item in node.entries.items()}
    keys = {name: Scalar(k.text, source, k.line + lines, k.column, k.quoted, k.block) for name, k in node.keys.items()}
    return Mapping(entries, keys, source, node.line + lines, node.column)


def _rows(source: Source) -> Iterator[_Part]:
    """The rows of a table; its first one names the columns."""
    lines = source.text.removeprefix("\ufeff").splitlines(keepends=True)
    rows = csv.reader(io.StringIO("".join(lines), newline=""), strict=True)
    try:
        heading = [cell.strip() for cell in next(rows, [])]
        for column, cell in enumerate(heading):
            if not cell or cell in heading[:column]:
                raise ParseError([say.csv_header(Span(source, 1, 1), cell)])
        before = rows.line_num
        for cells in rows:
            first, before = before + 1, rows.line_num
            written = "".join(lines[first - 1 : before]).rstrip("\r\n")
            span = Span(source, first, 1, len(written.split("\n", maxsplit=1)[0]))
            if not any(cell.strip() for cell in cells):
                continue
            root = partial(_row, heading, cells, span)
            wide = len(cells) == len(heading)
            yield _Part(written, root, partial(_quick_row, heading, cells) if wide else None, flat=True)
    except csv.Error as error:
        raise ParseError([say.not_csv(Span(source, rows.line_num, 1), str(error))]) from None


def _quick_row(heading: list[str], cells: list[str]) -> dict[str, str]:
    return {name: text for name, cell in zip(heading, cells, strict=True) if (text := cell.strip())}


def _row(heading: list[str], cells: list[str], span: Span) -> Mapping:
    if len(cells) != len(heading):
        raise ParseError([say.csv_row(span, len(heading), len(cells))])
    at = (span.source, span.line, 1)
    filled = {name: Scalar(cell.strip(), *at) for name, cell in zip(heading, cells, strict=True) if cell.strip()}
    return Mapping(dict(filled), {name: Scalar(name, *at) for name in filled}, *at)
