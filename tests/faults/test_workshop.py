"""What goes wrong in a running workshop: the server is killed, the laptop sleeps, two of everything."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from canvas.assessment import Assessment
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.kills import opened
from tests.clients.person import Person, given, stored_of
from tests.clients.server import Server
from tests.clients.workshop import Hall, Projector, Trainer, finish_at_once

PEOPLE = 6
ANSWERS = 30
"""So many are acknowledged before the server is killed."""


@pytest.fixture
def hall(url: str, tmp_path: Path) -> Server:
    return Hall(url, tmp_path)


async def begin(hall: Server, respondents: tuple[Assessment, ...]) -> tuple[Trainer, list[Projector]]:
    """A trainer with two projectors; ten people have finished, and the wall shows Table 1."""
    trainer = Trainer(Client(hall.address, page="workshop"))
    await trainer.opens("Usaha lestari")
    walls = [await trainer.projector(), await trainer.projector()]
    finish_at_once(hall, trainer.code, respondents)
    await trainer.client.tap("reveal")
    await trainer.client.tap("scene_table")
    return trainer, walls


async def joining(hall: Server, trainer: Trainer) -> list[Person]:
    """People who scan the code and begin."""
    clients = [Client(hall.address, query=f"w={trainer.code}") for _ in range(PEOPLE)]
    people = [Person(client, real_content(), Random(number)) for number, client in enumerate(clients)]
    await asyncio.gather(*(person.begin() for person in people))
    return people


async def kill_amid_answers(hall: Server, people: list[Person]) -> None:
    enough = asyncio.Event()

    def note(_asked: str) -> None:
        if sum(len(person.acknowledged) for person in people) >= ANSWERS:
            enough.set()

    async def kill() -> None:
        await enough.wait()
        hall.kill()

    for person in people:
        person.on_acknowledged = note
    await asyncio.gather(kill(), *(person.answer_until_gone() for person in people))


def test_everybody_comes_back_to_a_workshop_whose_server_was_killed(hall: Server, respondents) -> None:
    async def workshop() -> list[Person]:
        trainer, walls = await begin(hall, respondents)
        before = await walls[0].shows("table")
        people = await joining(hall, trainer)
        await kill_amid_answers(hall, people)
        await asyncio.to_thread(hall.start)
        # Projectors and half of the phones connect again as a browser does; the other phones load their page.
        await asyncio.gather(*(wall.client.connect() for wall in walls))
        assert [await wall.shows("table") for wall in walls] == [before, before]
        for number, person in enumerate(people):
            await person.come_back(reload=number % 2 == 0)
            await person.answer()
        await walls[0].client.wait(lambda: "16 bergabung · 6 menjawab · 10 selesai" in walls[0].client.sees())
        # The trainer types the PIN again, and is where the wall is.
        await trainer.client.connect()
        assert "Masuk lagi dengan kode dan PIN." in trainer.client.sees()
        await trainer.enters(trainer)
        assert "Ada 10 orang di gambar ini." in trainer.client.sees()
        await trainer.client.tap("next_scene")
        await walls[1].shows("parts")
        return people

    with hall:
        people = asyncio.run(workshop())
        with opened(hall.database_url) as store:
            stored = [stored_of(store, person) for person in people]
    missing = [
        (number, asked)
        for number, person in enumerate(people)
        for asked in person.acknowledged
        if not person.may_be(asked, given(stored[number], asked))
    ]
    assert missing == []


def test_a_laptop_that_slept_is_where_it_was_and_the_wall_went_on(hall: Server, respondents) -> None:
    async def workshop() -> None:
        trainer, (wall, _) = await begin(hall, respondents)
        before = await wall.shows("table")
        await trainer.client.drop()
        finish_at_once(hall, trainer.code, respondents[:3])
        await wall.client.wait(lambda: "13 bergabung" in wall.client.sees())
        assert wall.picture == before
        await trainer.client.connect()
        await trainer.client.tap("refresh")
        assert "Ada 13 orang di gambar ini." in trainer.client.sees()

    with hall:
        asyncio.run(workshop())


def test_two_trainers_who_reveal_at_once_show_one_picture_on_every_wall(hall: Server, respondents) -> None:
    async def workshop() -> None:
        trainer, walls = await begin(hall, respondents)
        other = Trainer(Client(hall.address, page="workshop"))
        await other.enters(trainer)
        finish_at_once(hall, trainer.code, respondents[:4])
        await asyncio.gather(*(each.client.tap("refresh") for each in (trainer, other)))
        for each in (trainer, other):
            assert "Ada 14 orang di gambar ini." in each.client.sees()
        await other.client.tap("scene_stages")
        pictures = [await wall.shows("stages") for wall in walls]
        assert pictures[0] == pictures[1]

    with hall:
        asyncio.run(workshop())
