"""Tables of a Spark session, screened where their rows lie.

Importing this module raises EngineUnavailable where pyspark is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pyarrow as pa

from rules_engine.batch.asked import Asked
from rules_engine.batch.frames import needs
from rules_engine.batch.headers import Layout, Part, layout_of
from rules_engine.batch.reading.records import RecordFile
from rules_engine.engine import Engine
from rules_engine.evaluate.spark.shipment import (
    BROKEN,
    Question,
    Shipment,
    answer_types,
    arrow_type,
    column_name,
    kept_name,
)
from rules_engine.names import names_of
from rules_engine.problem import CaseError, EngineUnavailable, Problem
from rules_engine.wording import batch as say_batch
from rules_engine.wording import spark as say

try:
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as sf
    from pyspark.sql import types as st
except ImportError:
    raise EngineUnavailable.lacking(say.on_a_cluster(), "PySpark", "spark") from None

_CELLS: Final = (
    st.StringType,
    st.CharType,
    st.VarcharType,
    st.BooleanType,
    st.NumericType,
    st.DateType,
    st.TimestampType,
    st.TimestampNTZType,
    st.NullType,
)
"""Types of cells; lists and records of them are read, too."""


def check_table(
    table: DataFrame,
    engine: Engine,
    asked: Asked,
    *,
    keep: Sequence[str] = (),
    ignore_unknown: bool = False,
    broken: str = "",
) -> DataFrame:
    """The answers to the rows of a table, a row for each: what it keeps, its answers, and its problems.

    A row that has problems has no answers, and `problems` tells them; it is null for others. `keep` names columns that
    go along unread; `ignore_unknown` leaves out columns of unknown names; `broken` names the column that Spark fills
    with rows that it could not read. Nothing is run until the answers are asked for. The rows of a partition keep
    their order.

    Raises CaseError where a column is not known, cannot be read or kept, or none tells the jurisdiction or the action;
    PackError where a pack has problems.
    """
    aside = {*keep, broken}
    headers = [(place, name) for place, name in enumerate(table.columns) if name not in aside]
    names = names_of(engine.vocabulary)
    layout = layout_of([name for _, name in headers], engine.vocabulary, names, ignore_unknown=ignore_unknown)
    needs(layout, asked)
    _check_kept(table, keep, asked)
    read = [headers[column.place] for column in layout.columns]
    _check_types(table, read)
    question = Question(asked, layout_of([name for _, name in read], engine.vocabulary, names), tuple(keep))
    shipment = Shipment(engine, question, _jurisdictions(engine, layout, asked))
    # Spark takes a point in a name for a part of a record, so columns travel by their places.
    moved = [(place, column_name(new)) for new, (place, _) in enumerate(read)]
    moved += [(table.columns.index(name), kept_name(new)) for new, name in enumerate(keep)]
    moved += [(table.columns.index(broken), BROKEN)] if broken else []
    plain = table.toDF(*(f"at{place}" for place in range(len(table.columns))))
    plain = plain.select([plain[f"at{place}"].alias(new) for place, new in moved])
    return plain.mapInArrow(shipment, _schema(table, keep, asked))


def check_records(lines: DataFrame, engine: Engine, asked: Asked, *, ignore_unknown: bool = False) -> DataFrame:
    """The answers to lines of JSON, a row for each that is not blank; `lines` has one column.

    Each line is an object: a case as in a case file, or one with its facts beside its entries. Names that are none are
    problems of their rows, unless `ignore_unknown` leaves them out. Raises PackError where a pack has problems.
    """
    plain = lines.toDF(column_name(0))
    plain = plain.where(sf.trim(plain[column_name(0)]) != "")
    names = names_of(engine.vocabulary)
    headers = RecordFile(BytesIO(), engine.vocabulary, names, 0).headers
    layout = layout_of(headers, engine.vocabulary, names)
    question = Question(asked, layout, records=True, ignore_unknown=ignore_unknown)
    return plain.mapInArrow(Shipment(engine, question, engine.jurisdictions), _schema(lines, (), asked))


def _jurisdictions(engine: Engine, layout: Layout, asked: Asked) -> Sequence[str]:
    return engine.jurisdictions if layout.of(Part.JURISDICTION) else (asked.jurisdiction,)


def _check_kept(table: DataFrame, keep: Sequence[str], asked: Asked) -> None:
    told = {*answer_types(asked)}
    problems: list[Problem] = []
    for place, name in enumerate(keep):
        if table.columns.count(name) != 1:
            problems.append(say.no_kept(name))
        elif name in told or name in keep[:place]:
            problems.append(say.kept_twice(name))
    if problems:
        raise CaseError(problems)


def _check_types(table: DataFrame, read: Sequence[tuple[int, str]]) -> None:
    if not read:
        raise CaseError([say.nothing_read()])
    types = [(name, table.schema.fields[place].dataType) for place, name in read]
    problems = [say_batch.column_type(name, found.simpleString()) for name, found in types if not _readable(found)]
    if problems:
        raise CaseError(problems)


def _readable(found: st.DataType) -> bool:
    if isinstance(found, st.ArrayType):
        return _is_cell(found.elementType)
    if isinstance(found, st.StructType):
        return all(_is_cell(field.dataType) for field in found.fields)
    return _is_cell(found)


def _is_cell(found: st.DataType) -> bool:
    return isinstance(found, _CELLS)


def _schema(table: DataFrame, keep: Sequence[str], asked: Asked) -> st.StructType:
    kept = [table.schema.fields[table.columns.index(name)] for name in keep]
    told = [st.StructField(name, _spark_type(arrow_type(found))) for name, found in answer_types(asked).items()]
    return st.StructType([*kept, *told])


def _spark_type(found: pa.DataType) -> st.DataType:
    if pa.types.is_list(found):
        return st.ArrayType(_spark_type(found.value_type))
    if pa.types.is_struct(found):
        return st.StructType([st.StructField(field.name, _spark_type(field.type)) for field in found])
    return st.DateType() if pa.types.is_date(found) else st.StringType()
