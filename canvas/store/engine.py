"""Opening the database, and the two functions to use it: `reading` one moment of it, and `writing` all or nothing.

SQLite, a file on the trainer's laptop, is the default; PostgreSQL serves where several servers share a store.
Everything that differs between the two is in this module.

SQLite: WAL, so that readers never wait; a flush after each commit (`canvas.store.flushing`), because an acknowledged
answer must survive a power cut; BEGIN IMMEDIATE for every write, because a transaction that reads first and then
writes loses updates of other threads or fails at once; secure_delete and `wipe_traces`, because erased means gone from
the file.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from errno import EDQUOT, ENOSPC
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.schema import Table

from canvas import metrics
from canvas.store.deadlines import DEADLINES
from canvas.store.errors import CONNECTION_LOST, PREPARED_ELSEWHERE, StoreError, store_fault
from canvas.store.flushing import Log
from canvas.store.retrying import is_awaited

if TYPE_CHECKING:  # a laptop at a workshop, on SQLite, need not load it
    import psycopg
    from sqlalchemy.dialects import postgresql, sqlite

PATIENCE = timedelta(seconds=5)
"""How long a write waits for another one before it says that the store is busy."""

LONGEST = timedelta(seconds=8)
"""For so long a person waits for one transaction. Then its connection is cut: the network stalls, or the database."""

SQLITE_SETTINGS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""Of each connection. NORMAL: a checkpoint waits for the disk, a commit does not; `writing` does that."""
_FAULTS = {ENOSPC: "store_full", EDQUOT: "store_full"}
"""Of a disk that does not take what was committed; any other one: it cannot be reached."""
_CONNECTIONS_KEPT = 10
_CONNECTIONS_MORE = 20
_PREPARED_AFTER = 5
"""Uses of a statement on one connection after which PostgreSQL keeps its plan."""


@dataclass(frozen=True)
class Connections:
    """How this process connects to PostgreSQL. `most`: connections at a time; two servers with 30 each stay below the
    100 that PostgreSQL allows by default. `pooler`: whether a pooler is in between; "auto" finds out.
    """

    most: int = 30
    pooler: Literal["auto", "yes", "no"] = "auto"


_CHECKED_AT_START = 16 * 1024 * 1024
"""Bytes of a SQLite file that is checked whole at the start: it takes about 1 ms a megabyte."""


@dataclass(frozen=True)
class _Turn:
    patience: timedelta
    log: Log
    lock: Lock = field(default_factory=Lock)


def open_engine(url: str | URL, *, patience: timedelta = PATIENCE, connections: Connections | None = None) -> Engine:
    """The database at a URL: sqlite:///file, postgresql://… or postgres://…; a missing SQLite file is created.

    A damaged SQLite file is refused and left as it is.
    """
    where = _parsed(url)
    if where.get_backend_name() == "sqlite":
        return _open_sqlite(where, patience)
    return _open_postgresql(where, patience, connections or Connections())


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the store as it is at one moment, whatever is written meanwhile."""
    options = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        metrics.timed("store_seconds", kind="read"),
        in_our_words(engine),
        engine.connect().execution_options(**options) as connection,
        _limited(connection),
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is stored whole when the block ends, and not at all if anything goes wrong.

    Where the database or the disk fails while it ends, nobody can say whether it was stored: what is done in it must
    bear to be done again.
    """
    with (
        metrics.timed("store_seconds", kind="write"),
        in_our_words(engine),
        _on_disk_afterwards(engine),
        _turn(engine),
        engine.connect().execution_options(writing=True) as connection,
        _limited(connection),
        connection.begin(),
    ):
        _be_patient(connection)
        yield connection


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """As `writing`, but SQLite does not follow foreign keys meanwhile.

    It changes a table by copying and dropping it, and dropping would take along all that belongs to it.
    """
    with in_our_words(engine), _turn(engine), engine.connect().execution_options(writing=True) as connection:
        if is_sqlite(engine):
            connection.detach()  # nobody shall use this connection afterwards
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")  # heeded outside transactions only
        with connection.begin():
            _be_patient(connection)
            yield connection


@contextmanager
def _limited(connection: Connection) -> Iterator[None]:
    """Cuts the connection to PostgreSQL where somebody waits for it longer than `LONGEST`."""
    with ExitStack() as stack:
        if connection.dialect.name == "postgresql" and is_awaited():
            inner = cast("psycopg.Connection", connection.connection.dbapi_connection)
            stack.enter_context(DEADLINES.cutting(inner.fileno(), LONGEST.total_seconds()))
        yield


def _be_patient(connection: Connection) -> None:
    """Limits how long PostgreSQL waits for a lock, in each transaction: a pooler refuses settings on connecting."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {connection.get_execution_options()['lock_timeout']}")


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Threads of this process queue for SQLite's write lock, rather than each asking again after a pause.

    Measured with 40 threads that write without a pause: 640 writes a second instead of 380, and 95 of 100
    within 120 ms instead of 530.
    """
    turn: _Turn | None = engine.get_execution_options().get("turn")
    if turn is None:
        yield
        return
    if not turn.lock.acquire(timeout=turn.patience.total_seconds()):
        raise StoreError("store_busy", store=store_name(engine))
    try:
        yield
    finally:
        turn.lock.release()


@contextmanager
def _on_disk_afterwards(engine: Engine) -> Iterator[None]:
    """What is committed to SQLite inside is on the disk afterwards. Raises: StoreError."""
    turn: _Turn | None = engine.get_execution_options().get("turn")
    if turn is None:
        yield
        return
    ended_before = turn.log.ended
    yield
    try:
        turn.log.flush(ended_before, turn.patience.total_seconds())
    except OSError as error:
        code = "store_busy" if isinstance(error, TimeoutError) else _FAULTS.get(error.errno or 0, "store_unreachable")
        metrics.count("store_errors", code=code)
        raise StoreError(code, store=store_name(engine)) from error


@contextmanager
def in_our_words(engine: Engine) -> Iterator[None]:
    """Turns a fault of the database into a StoreError."""
    try:
        yield
    # While a connection is prepared, SQLAlchemy passes SQLite's own errors on.
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
        if (fault := store_fault(error, store_name(engine))) is None:
            raise
        metrics.count("store_errors", code=fault.code)
        raise fault from error


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what happens on a conflict: each database has its own."""
    return _insert_into(connection.dialect.name, table)


def _insert_into(dialect_name: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    # Only the module of the database in use is loaded: PostgreSQL's takes a while.
    dialect = import_module(f"sqlalchemy.dialects.{dialect_name}")
    statement: sqlite.Insert | postgresql.Insert = dialect.insert(table)
    return statement


def upsert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Inserts rows, or overwrites those that are there: the last one wins, whoever writes at the same time."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table), rows)


@cache  # building the statement takes longer than SQLite takes to write the row
def _upsert(dialect_name: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    statement = _insert_into(dialect_name, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    key = table.primary_key
    if others:
        return statement.on_conflict_do_update(index_elements=key, set_=others)
    return statement.on_conflict_do_nothing(index_elements=key)


def keep_others_out(connection: Connection, table: Table) -> None:
    """Makes other writers of a table wait until the end of this transaction, as SQLite does anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))


def note_erasure(connection: Connection) -> None:
    """Marks the file, in the same transaction as the deletion, as one that `wipe_traces` still has to go over."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA user_version = 1")


def wipe_traces(engine: Engine) -> None:
    """Makes what was deleted unreadable in SQLite's file and in its log of recent writes.

    secure_delete alone is not enough: it forgets copies that were left where rows moved between pages (seen with
    2 of 80 people erased). So the file is written anew. If that cannot be done now, because somebody else writes or
    the disk is full, the mark stays and the next call does it; what was deleted is deleted all the same.
    """
    if is_sqlite(engine):
        with suppress(StoreError, sqlite3.Error), in_our_words(engine), _turn(engine), engine.connect() as connection:
            cursor = connection.connection.cursor()  # used outside any transaction
            if cursor.execute("PRAGMA user_version").fetchone()[0]:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA user_version = 0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()


def check_writable(engine: Engine) -> None:
    """Asks the store whether it takes answers now. Raises: StoreError."""
    with reading(engine) as connection:
        query = "SELECT 0" if is_sqlite(engine) else "SELECT pg_is_in_recovery()::int"
        if connection.exec_driver_sql(query).scalar():  # a standby: answers cannot be kept there
            raise StoreError("store_unreachable", store=store_name(engine))


def check_whole(engine: Engine) -> None:
    """Reads all of SQLite's file. Raises: StoreError, where it is damaged."""
    if is_sqlite(engine):
        with reading(engine) as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise StoreError("store_damaged", store=store_name(engine))


def is_sqlite(engine: Engine) -> bool:
    """Whether the store is a file on this machine."""
    return engine.dialect.name == "sqlite"


def store_name(engine: Engine) -> str:
    """What to call the store in a sentence: its file, or its host and database; never its password."""
    where = engine.url
    return where.database or "" if is_sqlite(engine) else f"{where.host or 'localhost'}/{where.database or ''}"


_PASSWORD = re.compile(r"(?P<user>\w+(?:\+\w+)?://[^:/@]*:)(?P<password>.*)@(?P<place>[^@]*)")


def _parsed(url: str | URL) -> URL:
    if isinstance(url, str) and (match := _PASSWORD.fullmatch(url.strip())):
        # An @ in a password ends it for most readers of addresses, and the rest would be taken for the host.
        url = f"{match['user']}{match['password'].replace('@', '%40')}@{match['place']}"
    try:
        where = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("database_url_unusable") from error
    backend = where.drivername.partition("+")[0]
    if backend in ("postgres", "postgresql"):
        return where.set(drivername="postgresql+psycopg")
    # A database in memory would be empty in every other thread, and gone at the end; options are for us to choose.
    is_file = where.database not in (None, "", ":memory:") and not where.host and not where.query
    if where.drivername == "sqlite" and is_file:
        return where
    raise StoreError("database_url_unusable")


def _open_postgresql(where: URL, patience: timedelta, connections: Connections) -> Engine:
    """Connections are not asked whether they are still good before each use: what met a bad one is done again."""
    _check_options(where)
    kept = min(_CONNECTIONS_KEPT, connections.most)
    engine = create_engine(
        where,
        pool_size=kept,
        max_overflow=connections.most - kept,
        pool_timeout=patience.total_seconds(),
        hide_parameters=True,  # what people typed belongs in no log
        connect_args={"connect_timeout": max(1, round(patience.total_seconds())), "prepare_threshold": None},
        execution_options={"lock_timeout": _milliseconds(patience)},
    )
    may_prepare = connections.pooler != "yes"

    @event.listens_for(engine, "connect")
    def prepare(connection: psycopg.Connection, _: ConnectionPoolEntry) -> None:
        if may_prepare and (connections.pooler == "no" or _is_direct(connection)):
            connection.prepare_threshold = _PREPARED_AFTER

    @event.listens_for(engine, "handle_error")
    def note(context: ExceptionContext) -> None:
        nonlocal may_prepare
        state = getattr(context.original_exception, "sqlstate", None) or ""
        if state in PREPARED_ELSEWHERE:
            may_prepare = False
        if state.startswith(CONNECTION_LOST):
            context.is_disconnect = True

    return engine


def _check_options(where: URL) -> None:
    """Raises: StoreError, where a PostgreSQL URL ends in options that PostgreSQL does not have."""
    from psycopg import ProgrammingError  # noqa: PLC0415 (see above)
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415

    try:
        make_conninfo("", **{name: str(value) for name, value in where.query.items()})
    except ProgrammingError as error:
        raise StoreError("database_url_unusable") from error


def _is_direct(connection: psycopg.Connection) -> bool:
    """Whether the process that answers is the one that this connection was made to; behind a pooler it is another.

    It is found out before anything is prepared. To wait for the errors that a pooler may lead to would be too late:
    a name may belong there to another client's statement, which would be executed in place of ours.
    """
    with DEADLINES.cutting(connection.fileno(), LONGEST.total_seconds()):
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        connection.rollback()
    return row is not None and row[0] == connection.info.backend_pid


def _open_sqlite(where: URL, patience: timedelta) -> Engine:
    file = Path(str(where.database)).absolute()
    _make_private(file)
    _refuse_damaged(file, patience)
    engine = create_engine(
        where.set(database=str(file)),
        pool_size=_CONNECTIONS_KEPT,
        max_overflow=_CONNECTIONS_MORE,
        pool_timeout=patience.total_seconds(),
        hide_parameters=True,
        connect_args={"timeout": patience.total_seconds()},
        execution_options={"turn": _Turn(patience, Log(Path(f"{file.resolve()}-wal")))},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is ours to say, below
        cursor = connection.cursor()
        for setting in SQLITE_SETTINGS:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _make_private(file: Path) -> None:
    """Makes the file and its folder where they are missing, readable by nobody else on this machine."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError("store_unreachable", store=file) from error


def _refuse_damaged(file: Path, patience: timedelta) -> None:
    """Checks the file by a connection that cannot write to it.

    A large file is checked for its length only, so that a start does not grow with the store; the housekeeping
    checks it whole.
    """
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=patience.total_seconds())) as look:
            if file.stat().st_size <= _CHECKED_AT_START:
                is_sound = look.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            else:
                pages, size = (look.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
                is_sound = Path(f"{file.resolve()}-wal").exists() or pages * size <= file.stat().st_size
    except sqlite3.OperationalError:
        return  # locked or out of reach: the first use will say so
    except sqlite3.DatabaseError as error:
        raise StoreError("store_damaged", store=file) from error
    if not is_sound:
        raise StoreError("store_damaged", store=file)


def _milliseconds(span: timedelta) -> int:
    return round(span / timedelta(milliseconds=1))
