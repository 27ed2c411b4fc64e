"""JSON Lines, in batches: each line is an object, a case as in a case file or one with its facts beside its entries.

Numbers are kept as they are written. A name that is none, or is given twice, is a problem of its row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final

import polars as pl

from rules_engine.batch.headers import Part, layout_of
from rules_engine.batch.reading.table import BYTES, LONGEST, Broken, Place, Rows, marked
from rules_engine.batch.written import END, LIST, NO_ELEMENTS
from rules_engine.case import ORGAN
from rules_engine.checked import Vocabulary
from rules_engine.intake.cases import KEYS
from rules_engine.intake.written import shown
from rules_engine.names import Names, key, nearest
from rules_engine.problem import CaseError, Problem
from rules_engine.wording import batch as say
from rules_engine.wording import case as say_case

_FACTS: Final = frozenset(key(name) for name in ("facts", *KEYS["facts"]))


class _Twice(ValueError):
    """A name stands twice in an object."""


class _Constant(ValueError):
    """A number is written that JSON does not have."""


class RecordFile:
    """A file of JSON Lines. Its columns are all entries and facts that there are."""

    def __init__(
        self, stream: IO[bytes], vocabulary: Vocabulary, names: Names, size: int, *, ignore_unknown: bool = False
    ) -> None:
        self._stream, self._vocabulary, self._names, self.total = stream, vocabulary, names, size
        self._ignore_unknown = ignore_unknown
        entries = [part.value for part in Part if part not in (Part.FACT, Part.ELEMENT)]
        self.headers = [*entries, *vocabulary.facts]
        self._places = {name: place for place, name in enumerate(self.headers)}
        self._known: dict[str, str | Problem | None] = {}

    @property
    def left_out(self) -> Sequence[str]:
        """Names that are none, and were left out."""
        return [name for name, column in self._known.items() if column is None]

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def batches(self, place: Place | None) -> Iterator[Rows]:
        """The rows from a place on."""
        place, buffer = place or Place(), b""
        if place.offset:
            self._stream.seek(place.offset)
        while True:
            more = self._stream.read(BYTES)
            data = buffer + more
            if not data:
                return
            end = data.rfind(b"\n") + 1 if more else len(data)
            if not end and len(data) <= LONGEST:
                buffer = data
                continue
            end = end or len(data)  # a line that is too long is cut, and each piece of it refused
            rows = self._rows(data[:end], place)
            buffer, place = data[end:], rows.after
            yield rows

    def _rows(self, data: bytes, place: Place) -> Rows:
        cells: dict[str, list[tuple[int, str]]] = {}
        at: list[tuple[int, int]] = []
        broken: list[Broken] = []
        row, line = place.row, place.line
        for written in data.removesuffix(b"\n").split(b"\n"):
            line += 1
            if not written.strip():
                continue
            row += 1
            found = self._record(written if place.offset or line > 1 else written.removeprefix(b"\xef\xbb\xbf"))
            if isinstance(found, Problem):
                broken.append(Broken(row, line, found))
                continue
            for name, cell in found.items():
                cells.setdefault(name, []).append((len(at), cell))
            at.append((row, line))
        frame = pl.DataFrame({name: _column(cells[name], len(at)) for name in self.headers if name in cells})
        frame = frame.rename({name: str(self._places[name]) for name in frame.columns})
        rows, lines = (pl.Series([pair[part] for pair in at], dtype=pl.UInt64) for part in (0, 1))
        frame = marked(frame if frame.columns else pl.DataFrame({":none": [None] * len(at)}), rows, lines)
        return Rows(frame, broken, Place(place.offset + len(data), line, row), len(data))

    def _record(self, written: bytes) -> dict[str, str] | Problem:
        """The cells of a line under the names of columns, or what is wrong with it."""
        try:
            found = json.loads(
                written.decode(), parse_int=str, parse_float=str, parse_constant=_constant, object_pairs_hook=_object
            )
        except UnicodeDecodeError:
            return say.not_encoded("UTF-8")
        except _Twice as error:
            return say_case.fact_twice(None, "", shown(str(error)), None)
        except json.JSONDecodeError as error:
            return say.not_a_record(error.pos + 1)
        except RecursionError:
            return say.too_deep()
        except _Constant as error:
            return say.no_number(str(error))
        if not isinstance(found, dict):
            return say_case.not_a_case(None, "")
        cells: dict[str, str] = {}
        for name, value in found.items():
            if key(name) in _FACTS and not isinstance(value, Mapping | None):
                return say_case.not_facts(None, "facts")
            inner = value if key(name) in _FACTS else {name: value}
            for fact, raw in (inner or {}).items():
                problem = self._note(fact, raw, cells)
                if problem:
                    return problem
        return cells

    def _note(self, name: str, raw: Any, cells: dict[str, str]) -> Problem | None:
        if name not in self._known:
            self._known[name] = self._column_of(name)
        column = self._known[name]
        if isinstance(column, Problem) or column is None:
            return column
        cell = _cell(raw)
        if cell is not None and column in cells:
            if column != ORGAN:
                return say_case.fact_twice(None, column, column, None)
            return None if self._one_organ(cells[column], cell) else say_case.two_organs(None, column)
        if cell is not None:
            cells[column] = cell
        return None

    def _one_organ(self, *cells: str) -> bool:
        """Whether an entry and a fact, which may both tell who acts, tell the same."""
        accepted = self._names.values.get(self._vocabulary.facts[ORGAN].type.enumeration, {})
        return len({accepted.get(key(cell), cell) for cell in cells}) == 1

    def _column_of(self, name: str) -> str | Problem | None:
        """The column of a name; None where it is left out."""
        try:
            (column,) = layout_of([name], self._vocabulary, self._names).columns
        except CaseError:
            near = nearest(key(name), self._names.facts)
            return None if self._ignore_unknown else say_case.unknown_fact(None, name, shown(name), near)
        if column.part is Part.ELEMENT:
            return say_case.unknown_fact(None, name, shown(name), column.fact)
        return column.fact or column.part.value


def _column(cells: Sequence[tuple[int, str]], height: int) -> pl.Series:
    whole: list[str | None] = [None] * height
    for place, cell in cells:
        whole[place] = cell
    return pl.Series(whole, dtype=pl.String)


def _cell(raw: Any) -> str | None:
    """A value as a cell; None where it is empty."""
    if raw is None or isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list):
        return LIST + "".join(_text(item) + END for item in raw) if raw else NO_ELEMENTS
    return _text(raw)


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice(next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place])))
    return found


def _constant(text: str) -> Any:
    raise _Constant(text)
