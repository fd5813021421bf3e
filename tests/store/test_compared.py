"""Two workshops of the same people: what each one's change adds up to, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import Engine

from canvas.change import Change, change_of
from canvas.content.models import Content
from canvas.scoring import score
from canvas.session import Work
from canvas.store import Compared, Wall
from tests.builders import complete
from tests.store.conftest import Room


@pytest.fixture
def compared(engine: Engine, content: Content) -> Compared:
    return Compared(engine, lambda: content, Random(1))


def second(room: Room) -> str:
    return room.workshops.create("Kedua", place="", held_on=next(iter(room.people.values())).started, language="id").id


def come_again(room: Room, workshop: str, ids: Sequence[str], content: Content, level: int = 2) -> list[str]:
    """These people follow up their assessment in another workshop."""
    found, work = [], Work(complete(content, level=level))
    for earlier in ids:
        own = room.assessments.begin(work, previous=earlier)
        room.members.join(workshop, own)
        room.assessments.save(own, work, replace(work, finished=True))
        found.append(own)
    return found


def risen(content: Content, people: int, *levels: int) -> Change | None:
    """The change of so many people between two levels."""
    then, now = (score(content, complete(content, level=level)).dimensions for level in levels)
    return change_of(content, [[(then, now)] * people])


def first(room: Room, content: Content, count: int) -> list[str]:
    person = complete(content, level=1)
    ids = [room.finished(person) for _ in range(count)]
    room.pictures.reveal(room.opened.id)
    return ids


def test_who_comes_again_is_compared_with_themselves(room: Room, compared: Compared, content: Content) -> None:
    ids, now = first(room, content, 5), second(room)
    come_again(room, now, ids, content)
    room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    assert compared.change(now, room.opened.id) == risen(content, 5, 1, 2)


def test_the_report_holds_the_change_that_is_on_the_wall(room: Room, compared: Compared, content: Content) -> None:
    ids, now = first(room, content, 5), second(room)
    come_again(room, now, ids, content)
    room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    report = room.pictures.report(now)
    assert report is not None
    assert compared.with_change(report, now) == report
    room.workshops.put_up(now, Wall(compared=room.opened.id))
    assert compared.with_change(report, now).change == ("Usaha lestari", risen(content, 5, 1, 2))


def test_nobody_can_be_distinguished_from_who_did_not_come_again(
    room: Room, compared: Compared, content: Content
) -> None:
    """Two of ten did not: so three of the eight are not compared, and the pictures of both workshops do not change."""
    ids, now = first(room, content, 10), second(room)
    come_again(room, now, ids[:8], content)
    before = room.pictures.reveal(room.opened.id), room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    assert compared.change(now, room.opened.id) == risen(content, 5, 1, 2)
    assert (room.pictures.reveal(room.opened.id), room.pictures.reveal(now)) == before
    assert len(room.pictures.respondents(now)) == 8


def test_fewer_than_five_of_the_same_people_are_not_compared(room: Room, compared: Compared, content: Content) -> None:
    ids, now = first(room, content, 8), second(room)
    come_again(room, now, ids[:4], content)
    person = complete(content, level=1)
    for _ in range(4):
        room.finished(person, now)
    room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    assert compared.change(now, room.opened.id) is None


def test_whoever_leaves_is_not_seen_by_the_change(room: Room, compared: Compared, content: Content) -> None:
    ids, now = first(room, content, 12), second(room)
    again = come_again(room, now, ids, content)
    room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    room.members.leave(again[0])
    assert compared.change(now, room.opened.id) is None  # their cell is not whole any more
    room.pictures.reveal(now)
    compared.couple(now, room.opened.id)
    assert compared.change(now, room.opened.id) == risen(content, 9, 1, 2)
