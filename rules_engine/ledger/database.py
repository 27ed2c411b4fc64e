"""The database of a ledger: its table, and how a file of SQLite or a server of PostgreSQL is reached and kept safe."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rules_engine.ledger.place import LedgerPlace

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

COLUMNS: Final = ("id", "jurisdiction", "kind", "on", "until", "names", "fields", "voids", "note")
_PATIENCE: Final = 60  # seconds that a connection waits for its turn
_PAUSE: Final = 0.01  # seconds until it tries again
_CACHE: Final = 65_536  # KiB of a file's pages that are held while it is filled
_AS_IT_WAS: Final = "as it was"  # where a connection notes the file that it takes to lie still
_PASSING: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL)  # the other one: busy for ten seconds on end

_SQLITE_GUARD: Final = (
    "CREATE TRIGGER events_never_{0} BEFORE {0} ON events BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END"
)
_POSTGRES_GUARD: Final = (
    """CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a ledger only grows'; END $$""",
    """CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()""",
)


def events_table(sa: Any) -> Table:
    """The one table of a ledger, in a metadata of its own; `sa` is the module SQLAlchemy."""
    texts = [sa.Column(name, sa.Text, nullable=False) for name in (*COLUMNS, "received_at")]
    voids = texts[COLUMNS.index("voids")]
    table: Table = sa.Table(
        "events",
        sa.MetaData(),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        *texts,
        sa.UniqueConstraint("jurisdiction", "id"),
        sa.Index("events_voids", "jurisdiction", "voids", sqlite_where=voids != "", postgresql_where=voids != ""),
        sqlite_autoincrement=True,
    )
    return table


def database(sa: Any, place: LedgerPlace) -> Engine:
    """The way to a place's database; nothing is opened yet.

    Raises ImportError where PostgreSQL's driver is not installed, ValueError or SQLAlchemy's ArgumentError or
    NoSuchModuleError where a URL names no database that can hold a ledger.
    """
    if place.path is None:
        url = sa.make_url(place.url)
        if url.get_backend_name() in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
            # Whatever the server's own habit is: a writer that waited for its turn sees what was committed meanwhile.
            engine: Engine = sa.create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True)
            return engine
        raise ValueError(f"`{url.get_backend_name()}` is neither a file nor postgresql://")
    # Transactions are begun here, so that a writer has its turn from its first look on.
    options = {"timeout": _PATIENCE, "isolation_level": None}
    # No connection outlives its work: a file is opened quickly, and a command that ends leaves none behind.
    url = sa.URL.create("sqlite", database=str(place.path))
    engine = sa.create_engine(url, connect_args=options, poolclass=sa.pool.NullPool)
    sa.event.listen(engine, "do_connect", _only_read)
    sa.event.listen(engine, "connect", _settle)
    sa.event.listen(engine, "begin", _begin)
    return engine


def guard(connection: Connection) -> None:
    """Have the database itself refuse that an event is changed or taken out."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in [_SQLITE_GUARD.format(act) for act in ("UPDATE", "DELETE")] if sqlite else _POSTGRES_GUARD:
        connection.exec_driver_sql(statement)


def changed(connection: Connection) -> bool:
    """Whether a file that was taken to lie still was changed since, so that what was read of it may not be whole."""
    was = connection.info.get(_AS_IT_WAS)
    return was is not None and was != _as_it_is(was[0])


def _only_read(_dialect: Any, record: Any, names: list[str], options: dict[str, Any]) -> Any:
    """A connection to a file that this user may not write, or None where it is opened as ever.

    SQLite would put files of its own beside it: where it may not, it reads nothing, and where it may, they are the
    reader's and keep the writer out ever after. So it is told that nothing changes; whether that is so is seen
    afterwards. Where a writer's journal lies beside it, that has to be read as well, and its other files are there.
    """
    path = Path(names[0])
    journal = path.with_name(f"{path.name}-wal")
    written = all(os.access(place, os.W_OK) for place in (path, path.parent))
    if written or not path.is_file() or (journal.exists() and journal.stat().st_size):
        return None
    record.info[_AS_IT_WAS] = _as_it_is(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, **options)


def _as_it_is(path: Path) -> tuple[Path, int, int]:
    known = path.stat()
    return path, known.st_size, known.st_mtime_ns


def reason(error: Exception) -> str:
    """What a database says, on one line, without the statement."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__


def _settle(connection: Any, record: Any) -> None:
    """Make a new connection's commits durable, and wait where others are about to open or to leave the file.

    SQLite does not wait by itself while a file's journal is made or cleared away: it says at once that it is busy.
    """
    if _AS_IT_WAS in record.info:
        return
    latest = time.monotonic() + _PATIENCE
    while True:
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", f"cache_size = -{_CACHE}"):
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING
            if not busy or time.monotonic() > latest:
                connection.close()  # the pool does not know it yet
                raise
            time.sleep(_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
