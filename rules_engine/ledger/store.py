"""A ledger in a database: events are added and read, never changed. The only importer of SQLAlchemy.

SQLite keeps it in a file, whose every commit is on the disk before it is acknowledged; a URL names a PostgreSQL
database. Writers take turns, so that the order of `seq` is the order in which events became visible.
"""

from __future__ import annotations

import datetime as dt
import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rules_engine.history import VOIDED, Event
from rules_engine.ledger.database import COLUMNS, changed, database, events_table, guard, reason
from rules_engine.ledger.form import Entry, Row, Rows, row_of
from rules_engine.ledger.place import LedgerPlace
from rules_engine.names import nearest
from rules_engine.problem import EngineUnavailable, LedgerError, Problem
from rules_engine.text import Text
from rules_engine.wording import ledger as say

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

_AT_ONCE: Final = 500  # SQLite takes some 32,000 values in a statement
_TURN: Final = 0x1ED6E5  # the number of PostgreSQL's lock that writers take
_PART: Final = 5000  # rows at once that are read into columns
_NEAR: Final = 2000  # ids among which the nearest one is looked for


@dataclass(frozen=True, slots=True)
class Received:
    """What came of sending events: those that were new, and those that the ledger had already with the same content."""

    added: tuple[str, ...]
    known: tuple[str, ...]


class Ledger:
    """A ledger of one or more jurisdictions. Threads and processes may share it, each through its own object."""

    def __init__(self, place: LedgerPlace, engine: Engine, table: Table) -> None:
        self.place, self._engine, self._table = place, engine, table

    @classmethod
    def open(cls, place: LedgerPlace, *, create: bool = False) -> Ledger:
        """The ledger at a place, made there where `create` says so and there is none.

        Raises LedgerError where there is none or it cannot be used, EngineUnavailable where SQLAlchemy, or for a server
        its driver, is not installed.
        """
        try:
            import sqlalchemy as sa  # noqa: PLC0415 -- an extra, and slow to load
        except ImportError:
            raise EngineUnavailable.lacking(Text("台账", "a ledger"), "SQLAlchemy", "ledger") from None
        if place.path:
            _prepare(place.path, place.shown, create=create)
        try:
            engine = database(sa, place)
        except ImportError:
            work = Text("PostgreSQL 上的台账", "a ledger in PostgreSQL")
            raise EngineUnavailable.lacking(work, "psycopg", "postgres") from None
        except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ValueError) as error:
            raise LedgerError([say.unusable(place.shown, reason(error))]) from None
        ledger = cls(place, engine, events_table(sa))
        try:
            with ledger._guarded():
                if not sa.inspect(engine).has_table("events"):
                    if not create:
                        raise LedgerError([say.no_ledger(place.shown)])  # noqa: TRY301 -- the ledger is let go of below
                    ledger._make()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # --- writing

    def add(self, entries: Iterable[Entry], progress: Callable[[int], None] = lambda _more: None) -> Received:
        """Take events, all of them or none; when this returns they are kept, whatever happens next.

        One that the ledger has already with the same content counts once. Raises LedgerError with all problems: other
        content under a known id, or an event to be voided that there is not.
        """
        added: list[str] = []
        known: list[str] = []
        problems: list[Problem] = []
        rest = iter(entries)
        with self._writing() as connection:
            while chunk := list(islice(rest, _AT_ONCE)):
                new = self._new(connection, [row_of(entry) for entry in chunk], known, problems)
                problems += self._voiding(connection, new)
                if new and not problems:
                    now = dt.datetime.now(dt.UTC).isoformat(" ", "milliseconds")
                    connection.execute(
                        self._table.insert(),
                        [dict(zip(COLUMNS, row, strict=True)) | {"received_at": now} for row in new],
                    )
                added += [row[0] for row in new]
                progress(len(chunk))
            if problems:
                raise LedgerError(problems)
        return Received(tuple(added), tuple(known))

    def _new(self, connection: Connection, rows: list[Row], known: list[str], problems: list[Problem]) -> list[Row]:
        """The rows that the ledger has not; of the others, those of the same content are noted as known."""
        columns = self._table.c
        found: dict[tuple[str, str], Row] = {}
        for jurisdiction in dict.fromkeys(row[1] for row in rows):
            ids = [row[0] for row in rows if row[1] == jurisdiction]
            asked = self._select().where(columns.jurisdiction == jurisdiction, columns.id.in_(ids))
            found |= {(row[2], row[1]): tuple(row[1:10]) for row in connection.execute(asked)}
        new: list[Row] = []
        for row in rows:
            place = (row[1], row[0])
            if place not in found:
                found[place] = row
                new.append(row)
            elif found[place][:8] == row[:8]:  # the remark is for people, and may differ
                known.append(row[0])
            else:
                pairs = zip(COLUMNS[:8], found[place], row, strict=False)
                problems.append(say.other_content(row[0], row[1], ", ".join(n for n, a, b in pairs if a != b)))
        return new

    def _voiding(self, connection: Connection, rows: list[Row]) -> Iterator[Problem]:
        """What is wrong with the events that others are to void."""
        columns, here = self._table.c, {(row[1], row[0]): row for row in rows}
        taken: dict[tuple[str, str], str] = {}
        for row in (row for row in rows if row[7]):
            jurisdiction, voids = row[1], row[7]
            ours = self._select().where(columns.jurisdiction == jurisdiction)
            stored = connection.execute(ours.where(columns.id == voids)).first()
            kind = here[jurisdiction, voids][2] if (jurisdiction, voids) in here else stored.kind if stored else ""
            before = connection.execute(ours.where(columns.voids == voids)).first()
            by = taken.setdefault((jurisdiction, voids), before.id if before else row[0])
            if not kind or voids == row[0]:
                yield say.nothing_to_void(row[0], voids, self._nearest(connection, jurisdiction, voids))
            elif kind == VOIDED:
                yield say.voids_a_voiding(row[0], voids)
            elif by != row[0]:
                yield say.voided_already(row[0], voids, by)

    # --- reading

    def events(self, jurisdiction: str, progress: Callable[[int], None] = lambda _more: None) -> list[Event]:
        """All events of a jurisdiction, in the order of their arrival, voided ones and voiding ones included."""
        rows, found = Rows(), list[Event]()
        asked = self._select().where(self._table.c.jurisdiction == jurisdiction).order_by(self._table.c.seq)
        with self._reading() as connection, _without_collecting():
            for part in connection.execution_options(yield_per=10_000).execute(asked).partitions():
                found += [rows.event(seq, row) for seq, *row in part]
                progress(len(part))
        return found

    def stored(
        self, jurisdiction: str = "", progress: Callable[[int], None] = lambda _more: None
    ) -> Iterator[Sequence[Any]]:
        """The rows of a jurisdiction's events, or of all, as they are stored, so many at once, in any order.

        Each is seq, id, jurisdiction, kind, on, until, names, fields and voids.
        """
        columns = self._table.c
        asked = self._select_of(columns.seq, *(columns[name] for name in COLUMNS[:-1]))
        # Joined with nothing, so that no index is used: one scan is quicker than very many rows looked up.
        asked = asked.where(columns.jurisdiction + "" == jurisdiction) if jurisdiction else asked
        with self._reading() as connection, _without_collecting():
            for part in connection.execution_options(yield_per=_PART).execute(asked).partitions():
                yield part
                progress(len(part))

    def entries(
        self, *, jurisdiction: str = "", kind: str = "", ids: Sequence[str] = (), after: int = 0
    ) -> list[Entry]:
        """The entries that match, in the order of their arrival: those received after the one with the seq `after`."""
        columns, rows = self._table.c, Rows()
        asked = self._select(columns.received_at).where(columns.seq > after).order_by(columns.seq)
        asked = asked.where(columns.jurisdiction == jurisdiction) if jurisdiction else asked
        asked = asked.where(columns.kind == kind) if kind else asked
        asked = asked.where(columns.id.in_(ids)) if ids else asked
        with self._reading() as connection:
            return [Entry(rows.event(row[0], tuple(row[1:10])), row[9], row[10]) for row in connection.execute(asked)]

    def voidings(self) -> list[Entry]:
        """The entries that void others."""
        rows = Rows()
        asked = self._select(self._table.c.received_at).where(self._table.c.voids != "").order_by(self._table.c.seq)
        with self._reading() as connection:
            return [Entry(rows.event(row[0], tuple(row[1:10])), row[9], row[10]) for row in connection.execute(asked)]

    def jurisdictions(self) -> tuple[str, ...]:
        """The ids of the jurisdictions of which the ledger has events, sorted."""
        column = self._table.c.jurisdiction
        with self._reading() as connection:
            return tuple(connection.execute(self._select_of(column).distinct().order_by(column)).scalars())

    def size(self, jurisdiction: str) -> int:
        """How many events a jurisdiction has."""
        from sqlalchemy import func  # noqa: PLC0415 -- as above

        asked = self._select_of(func.count()).where(self._table.c.jurisdiction == jurisdiction)
        with self._reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def last(self) -> int:
        """The `seq` of the entry received last; 0 where there is none."""
        from sqlalchemy import func  # noqa: PLC0415 -- as above

        with self._reading() as connection:
            return int(connection.execute(self._select_of(func.max(self._table.c.seq))).scalar_one() or 0)

    def near(self, event: str) -> str:
        """The id of an event that is most like one that there is not."""
        with self._reading() as connection:
            return self._nearest(connection, "", event)

    # --- the database

    def _nearest(self, connection: Connection, jurisdiction: str, name: str) -> str:
        asked = self._select_of(self._table.c.id).order_by(self._table.c.seq.desc()).limit(_NEAR)
        asked = asked.where(self._table.c.jurisdiction == jurisdiction) if jurisdiction else asked
        return nearest(name, connection.execute(asked).scalars())

    def _select(self, *more: Any) -> Any:
        return self._select_of(self._table.c.seq, *(self._table.c[name] for name in COLUMNS), *more)

    @staticmethod
    def _select_of(*columns: Any) -> Any:
        from sqlalchemy import select  # noqa: PLC0415 -- as above

        return select(*columns)

    def _make(self) -> None:
        import sqlalchemy as sa  # noqa: PLC0415 -- as above

        with self._writing() as connection:
            if sa.inspect(connection).has_table("events"):  # another process was first
                return
            self._table.create(connection)
            guard(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as connection:
            yield connection
            if changed(connection):
                raise LedgerError([say.changed(self.place.shown)])

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writer = self._engine.execution_options(writes=True)
        with self._guarded(), writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """What a database says is wrong, as one clear error."""
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 -- as above

        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise LedgerError([say.unusable(self.place.shown, reason(error))]) from None


def _prepare(path: Path, shown: str, *, create: bool) -> None:
    """See to the folder of a file that is to be made. Raises LedgerError where there is no file, or can be none."""
    try:
        if not path.exists():
            if not create:
                raise LedgerError([say.no_ledger(shown)])
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError([say.unusable(shown, error.strerror or str(error))]) from None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Make very many objects, none of which is garbage, without looking for any."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
