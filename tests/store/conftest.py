"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from canvas.assessment import Answer, Assessment
from canvas.content.models import Content
from canvas.store import Assessments, Members, Opened, Pictures, Workshops, migrate, open_engine
from tests.builders import TODAY
from tests.postgresql import PostgreSQL
from tests.store.people import begin, finish, save


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

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
        """Somebody joins, answers and finishes."""
        keys = begin(self.assessments, person)
        self.members.join(workshop or self.opened.id, keys.id)
        finish(self.assessments, keys.id)
        self.people[keys.id] = person
        return keys.id

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
