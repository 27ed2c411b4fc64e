"""What travels to the worker processes of a cluster, and what they do with it.

Packs are read and checked once, where the question is asked; the workers get them as they were checked. So no worker
needs the files of the packs, and none can answer from others. What a worker does depends on its rows and on the
shipment alone, never on a clock, a file or another row: doing it again gives the same again.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import polars as pl
import pyarrow as pa

from rules_engine import __version__
from rules_engine.batch.answering import schema_of
from rules_engine.batch.asked import Asked
from rules_engine.batch.faults import AT, PLACE, Faults
from rules_engine.batch.frames import polars_frame
from rules_engine.batch.headers import Layout
from rules_engine.batch.reading.records import RecordFile
from rules_engine.batch.reading.table import ROW
from rules_engine.batch.screen import Screener
from rules_engine.checked import Pack, Vocabulary
from rules_engine.engine import Engine
from rules_engine.names import Names, names_of, with_terms
from rules_engine.problem import EngineUnavailable
from rules_engine.shelf import jurisdiction_named
from rules_engine.wording import spark as say

PROBLEMS: Final = "problems"
"""The column that tells what is wrong with a row; null where nothing is."""
_ROWS, _CELLS = 1 << 18, 1 << 24
"""So many rows, or rows with so many cells, are screened at once, or a few more: Spark's own batches are small for
columns, and many cells take much memory.
"""
_PROBLEM: Final = {name: pl.String() for name in ("column", "value", "code", "reason", "help")}


BROKEN: Final = "broken"
"""The column with the text of a row that could not be read; null for others."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a table. Its columns travel under the names of `column_name`, `kept_name`, and `BROKEN`.

    `records` tells that there is one column, with lines of JSON.
    """

    asked: Asked
    layout: Layout
    keep: tuple[str, ...] = ()
    records: bool = False
    ignore_unknown: bool = False


def column_name(place: int) -> str:
    """The name under which a column of the layout travels."""
    return f"column{place}"


def kept_name(place: int) -> str:
    """The name under which a column travels that goes along unread."""
    return f"kept{place}"


def answer_types(asked: Asked) -> Mapping[str, pl.DataType]:
    """The columns that come back, after those that go along."""
    return {**schema_of(asked), PROBLEMS: pl.List(pl.Struct(_PROBLEM))}


class CarriedPacks:
    """Checked packs away from their files."""

    def __init__(self, vocabulary: Vocabulary, packs: Mapping[str, Pack]) -> None:
        self.vocabulary, self.jurisdictions, self._packs = vocabulary, tuple(packs), packs
        shared = names_of(vocabulary)
        self._names = {name: with_terms(shared, pack.terms) for name, pack in packs.items()}
        self._titles = {name: (pack.short.zh, pack.name.zh, pack.name.en) for name, pack in packs.items()}

    def pack(self, jurisdiction: str) -> Pack:
        """A pack, by id or by name. Raises CaseError where there is none."""
        return self._packs[self.jurisdiction_id(jurisdiction)]

    def names(self, jurisdiction: str) -> Names:
        """The names that one jurisdiction's cases may use. Raises CaseError where there is no such pack."""
        return self._names[self.jurisdiction_id(jurisdiction)]

    def jurisdiction_id(self, name: str) -> str:
        """A jurisdiction's id by any of its names. Raises CaseError."""
        return name if name in self._packs else jurisdiction_named(name, self._titles)


_OPENED: dict[bytes, Screening] = {}
"""What this process has opened."""


class Shipment:
    """Screens batches of rows wherever it is; small enough to go along with every task.

    It is pickled as bytes, which a process opens once, however many tasks bring them.
    """

    def __init__(self, engine: Engine, question: Question, jurisdictions: Sequence[str]) -> None:
        packs = {name: engine.pack(name) for name in jurisdictions}
        self._version = __version__
        self._bytes = zlib.compress(pickle.dumps((engine.vocabulary, packs, question)))
        self._digest = hashlib.sha256(self._bytes).digest()

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to rows, a row for each, in their order. Raises EngineUnavailable where the engine is another."""
        screening = self._opened()
        gathered: list[pa.RecordBatch] = []
        rows = 0
        for batch in batches:
            gathered.append(batch)
            rows += batch.num_rows
            if rows >= min(_ROWS, _CELLS // batch.num_columns):
                yield from screening.answers(pa.Table.from_batches(gathered))
                gathered, rows = [], 0
        if rows:
            yield from screening.answers(pa.Table.from_batches(gathered))

    def _opened(self) -> Screening:
        if self._version != __version__:
            raise EngineUnavailable(say.other_engine(self._version, __version__))
        if self._digest not in _OPENED:
            vocabulary, packs, question = pickle.loads(zlib.decompress(self._bytes))  # noqa: S301 -- Spark unpickled us
            _OPENED.clear()  # a process works on one question at a time
            _OPENED[self._digest] = Screening(CarriedPacks(vocabulary, packs), question)
        return _OPENED[self._digest]


class Screening:
    """Answers the rows of one table; what it has read it remembers."""

    def __init__(self, packs: CarriedPacks, question: Question) -> None:
        self.question = question
        self._screener = Screener(packs, question.layout, question.asked)
        self._types = answer_types(question.asked)

    def answers(self, table: pa.Table) -> Iterator[pa.RecordBatch]:
        """The rows with what they keep, their answers, and what is wrong with those that have none."""
        broken = Faults(self.question.asked.lang)
        places = pl.DataFrame({AT: pl.Series(range(table.num_rows), dtype=PLACE)})
        read = self._records if self.question.records else self._cells
        rows = read(table, places[AT], broken)
        screened = self._screener.screen(rows)
        ids = rows.select(AT, id=screened.ids)
        problems = pl.concat([broken.told(), screened.faults]).group_by(AT, maintain_order=True)
        joined = places
        for part in (ids, screened.answers.drop("id"), problems.agg(pl.struct(*_PROBLEM).alias(PROBLEMS))):
            joined = joined.join(part, on=AT, how="left", maintain_order="left")
        return self._told(table, joined.select(self._types.keys()))

    def _cells(self, table: pa.Table, at: pl.Series, broken: Faults) -> pl.DataFrame:
        """The rows that Spark could read."""
        places = [column.place for column in self.question.layout.columns]
        cells = table.select([column_name(place) for place in places]).rename_columns(list(map(str, places)))
        rows = polars_frame(cells).with_columns(at)
        if BROKEN not in table.column_names:
            return rows
        texts = pl.Series(table[BROKEN], dtype=pl.String)
        bad, lost = at.filter(texts.is_not_null()), texts.drop_nulls().to_list()
        broken.add_each(bad, [say.not_a_row()] * len(lost), order=0, column="", values=lost)
        return rows.filter(texts.is_null())

    def _records(self, table: pa.Table, at: pl.Series, broken: Faults) -> pl.DataFrame:
        """The records of lines of JSON, as from a file of them; no line is blank."""
        lines = "\n".join(table[column_name(0)].to_pylist())
        vocabulary, ignore = self._screener.vocabulary, self.question.ignore_unknown
        file = RecordFile(BytesIO(lines.encode()), vocabulary, names_of(vocabulary), 0, ignore_unknown=ignore)
        parts = [pl.DataFrame(schema={AT: PLACE})]
        for found in file.batches(None):
            parts.append(found.frame.with_columns((pl.col(ROW) - 1).cast(PLACE).alias(AT)))
            for one in found.broken:
                broken.add(at[one.row - 1 : one.row], one.problem)
        return pl.concat(parts, how="diagonal")

    def _told(self, table: pa.Table, answers: pl.DataFrame) -> Iterator[pa.RecordBatch]:
        found = answers.to_arrow(compat_level=pl.CompatLevel.oldest())
        found = found.cast(pa.schema([(name, arrow_type(dtype)) for name, dtype in self._types.items()]))
        columns = {name: table[kept_name(place)] for place, name in enumerate(self.question.keep)}
        columns.update(zip(found.column_names, found.columns, strict=True))
        return iter(pa.table(columns).combine_chunks().to_batches())


def arrow_type(dtype: object) -> pa.DataType:
    """The type of a column of answers as Spark knows it: words are plain text, and lists are short."""
    if isinstance(dtype, pl.List):
        return pa.list_(arrow_type(dtype.inner))
    if isinstance(dtype, pl.Struct):
        return pa.struct([(field.name, arrow_type(field.dtype)) for field in dtype.fields])
    return pa.date32() if dtype == pl.Date else pa.string()
