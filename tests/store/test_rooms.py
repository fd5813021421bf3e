"""One reading of a room serves all who look at it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.store import LAPTOP, Compared, Organisations, Rooms, Wall
from tests.builders import TODAY
from tests.store.conftest import Clock, Room


class Time:
    """A time that advances only when a test moves it."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rooms(engine: Engine, room: Room, content: Content, time: Time, clock: Clock) -> Rooms:
    organisations = Organisations(engine, clock, lambda: content)
    return Rooms(room.workshops, room.members, room.pictures, Compared(engine, lambda: content), organisations, time)


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """The statements that reach the database from now on."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    return asked


def test_twenty_who_look_at_once_are_served_by_one_reading(
    rooms: Rooms, room: Room, time: Time, statements: list[str]
) -> None:
    rooms.now(room.opened.id)
    once = len(statements)
    time.seconds += 2
    with ThreadPoolExecutor(20) as people:
        found = list(people.map(lambda _: rooms.now(room.opened.id), range(20)))
    assert found == found[:1] * 20
    assert len(statements) == 2 * once


def test_what_a_trainer_changes_is_seen_by_the_next_look(rooms: Rooms, room: Room) -> None:
    rooms.now(room.opened.id)
    room.workshops.put_up(room.opened.id, Wall(message="Istirahat"))
    assert rooms.now(room.opened.id).held.wall.message == ""
    rooms.changed(room.opened.id)
    assert rooms.now(room.opened.id).held.wall.message == "Istirahat"


def test_a_workshop_that_was_deleted_is_said(rooms: Rooms, room: Room, time: Time) -> None:
    rooms.now(room.opened.id)
    room.workshops.delete(room.opened.id, "Usaha lestari")
    time.seconds += 2
    with pytest.raises(KanvasError) as wording:
        rooms.now(room.opened.id)
    assert wording.value.code == "workshop_gone"


def test_all_workshops_of_a_trainer_are_compared_with(
    room: Room, rooms: Rooms, respondents: tuple[Assessment, ...]
) -> None:
    other = room.workshops.create("Lain", place="", held_on=TODAY, language="id")
    for number, person in enumerate(respondents):
        room.finished(person, other.id if number < 5 else room.opened.id)
    room.workshops.put_up(room.opened.id, Wall(all_of=LAPTOP.owner))
    assert rooms.now(room.opened.id).earlier is None, "there is no picture yet"
    for each in (other, room.opened):
        room.pictures.reveal(each.id)
        rooms.changed(room.opened.id)
    earlier = rooms.now(room.opened.id).earlier
    assert earlier is not None
    assert (earlier.name, earlier.taken.people, earlier.change) == ("", 10, None)
