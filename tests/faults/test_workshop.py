"""What goes wrong in a running workshop: the server is killed, the laptop sleeps, two of everything."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from canvas.assessment import Assessment
from tests.clients.client import Client
from tests.clients.kills import Round, arrived, last_look, opened, survive
from tests.clients.server import Server
from tests.clients.workshop import Hall, Projector, Trainer, finish_at_once
from tests.stores import new_sqlite

PEOPLE = 6
ANSWERS = 30
"""So many are acknowledged before the server is killed."""


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Server]:
    """On a file: a server on PostgreSQL is killed in tests/cluster; what a store does, tests/store shows on both."""
    with Hall(new_sqlite(tmp_path / "kanvas.sqlite3"), tmp_path) as running:
        yield running


async def begin(hall: Server, respondents: tuple[Assessment, ...]) -> tuple[Trainer, list[Projector]]:
    """A trainer with two projectors; ten people have finished, and the wall shows Table 1."""
    trainer = Trainer(Client(hall.address, page="workshop"))
    await trainer.opens("Usaha lestari")
    walls = [await trainer.projector(), await trainer.projector()]
    finish_at_once(hall, trainer.code, respondents)
    await trainer.client.tap("reveal")
    await trainer.client.tap("scene_table")
    return trainer, walls


async def sleep(hall: Server, trainer: Trainer, wall: Projector, respondents: tuple[Assessment, ...]) -> None:
    """The trainer's laptop, while three more people finish: the wall waits for it."""
    before = await wall.shows("table")
    await trainer.client.drop()
    finish_at_once(hall, trainer.code, respondents[:3])
    await wall.client.wait(lambda: "13 bergabung" in wall.client.sees())
    assert wall.picture == before
    await trainer.client.connect()
    await trainer.client.tap("refresh")
    assert "Ada 13 orang di gambar ini." in trainer.client.sees()


async def reveal_at_once(hall: Server, trainer: Trainer, respondents: tuple[Assessment, ...]) -> None:
    """With a second trainer: both share one picture."""
    other = Trainer(Client(hall.address, page="workshop"))
    await other.enters(trainer)
    finish_at_once(hall, trainer.code, respondents[:4])
    await asyncio.gather(*(each.client.tap("refresh") for each in (trainer, other)))
    for each in (trainer, other):
        assert "Ada 17 orang di gambar ini." in each.client.sees()


def test_a_workshop_goes_on_after_a_laptop_slept_two_trainers_revealed_and_its_server_was_killed(
    hall: Server, respondents
) -> None:
    """`bench/kills.py` kills with fifty people, ten times, on both databases."""

    async def workshop() -> list[Round]:
        trainer, walls = await begin(hall, respondents)
        await sleep(hall, trainer, walls[0], respondents)
        await reveal_at_once(hall, trainer, respondents)
        await trainer.client.tap("scene_stages")
        before = await walls[0].shows("stages")
        assert await walls[1].shows("stages") == before
        people = await arrived(hall, PEOPLE, f"w={trainer.code}")
        rounds = await survive(hall, people, ANSWERS, kills=1)
        # Projectors connect again as a browser does.
        await asyncio.gather(*(wall.client.connect() for wall in walls))
        assert [await wall.shows("stages") for wall in walls] == [before, before]
        for person in people:
            await person.answer()
        with opened(hall.database_url) as store:
            rounds.append(last_look(store, people))
        await walls[0].client.wait(lambda: "23 bergabung · 6 menjawab · 17 selesai" in walls[0].client.sees())
        # The trainer types the PIN again, and is where the wall is.
        await trainer.client.connect()
        assert "Masuk lagi dengan kode dan PIN." in trainer.client.sees()
        await trainer.enters(trainer)
        assert "Ada 17 orang di gambar ini." in trainer.client.sees()
        await trainer.client.tap("next_scene")
        await walls[1].shows("gaps")
        return rounds

    rounds = asyncio.run(workshop())
    assert rounds[0].acknowledged >= ANSWERS
    assert [each for each in rounds if not each.is_good] == []
