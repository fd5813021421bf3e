"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from canvas.assessment import Answer, Assessment
from canvas.content.models import Content
from canvas.session import Work
from canvas.store import Assessments, Members, Opened, Pictures, Workshops, open_engine
from tests.builders import TODAY
from tests.postgresql import PostgreSQL
from tests.store.people import save
from tests.stores import new_sqlite


@dataclass
class Clock:
    """A clock that changes only when a test moves it."""

    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, span: timedelta) -> None:
        self.now += span

    def today(self) -> date:
        return self.now.date()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewUrl]:
    """New databases of one kind."""
    made = NewUrl(tmp_path if database == "sqlite" else request.getfixturevalue("postgresql"))
    yield made
    made.drop_all()


@dataclass
class NewUrl:
    home: Path | PostgreSQL
    made: ExitStack = field(default_factory=ExitStack)
    """What ends them."""
    numbers: Iterator[int] = field(default_factory=count)

    def empty(self) -> str:
        """The URL of a database without tables."""
        if isinstance(self.home, Path):
            return f"sqlite:///{self._file(self.home)}"
        return self._kept(self.home.create(), self.home.drop)

    def store(self) -> str:
        """The URL of a store at the newest schema, with nobody in it."""
        if isinstance(self.home, Path):
            return new_sqlite(self._file(self.home))
        return self._kept(self.home.create_store(), self.home.give_back)

    def _file(self, folder: Path) -> Path:
        return folder / "data" / f"kanvas-{next(self.numbers)}.sqlite3"

    def _kept(self, url: str, end: Callable[[str], None]) -> str:
        self.made.callback(end, url)
        return url

    def drop_all(self) -> None:
        self.made.close()


@pytest.fixture
def url(make_url: NewUrl) -> str:
    """Of a store at the newest schema."""
    return make_url.store()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
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
    opened = open_engine(new_sqlite(sqlite_file), patience=timedelta(milliseconds=50))
    yield opened
    opened.dispose()


@dataclass
class Room:
    """A store with a workshop, and people who come to it."""

    assessments: Assessments
    workshops: Workshops
    members: Members
    pictures: Pictures
    opened: Opened
    people: dict[str, Assessment] = field(default_factory=dict)

    def finished(self, person: Assessment, workshop: str | None = None) -> str:
        """Somebody who joins has answered and finished."""
        own_id = self.assessments.begin(Work(person, finished=True))
        self.members.join(workshop or self.opened.id, own_id)
        self.people[own_id] = person
        return own_id

    def answers(self, person: str, **answers: Answer) -> None:
        before = self.people[person]
        self.people[person] = after = replace(before, answers={**before.answers, **answers})
        save(self.assessments, person, before, after)


@pytest.fixture
def room(engine: Engine, clock: Clock, content: Content) -> Room:
    def in_use() -> Content:
        return content

    workshops = Workshops(engine, clock)
    opened = workshops.create("Usaha lestari", place="Balai desa", held_on=TODAY, language="id")
    return Room(
        assessments=Assessments(engine, clock, content=in_use),
        workshops=workshops,
        members=Members(engine, clock),
        pictures=Pictures(engine, clock, in_use, Random(1)),
        opened=opened,
    )
