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

PEOPLE = 6
ANSWERS = 30
"""So many are acknowledged before the server is killed."""


@pytest.fixture
def hall(url: str, tmp_path: Path) -> Iterator[Server]:
    with Hall(url, tmp_path) as running:
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


def test_everybody_comes_back_to_a_workshop_whose_server_was_killed(hall: Server, respondents) -> None:
    """`bench/kills.py` does it with fifty people and ten kills."""

    async def workshop() -> list[Round]:
        trainer, walls = await begin(hall, respondents)
        before = await walls[0].shows("table")
        people = await arrived(hall, PEOPLE, f"w={trainer.code}")
        rounds = await survive(hall, people, ANSWERS, kills=1)
        # Projectors connect again as a browser does.
        await asyncio.gather(*(wall.client.connect() for wall in walls))
        assert [await wall.shows("table") for wall in walls] == [before, before]
        for person in people:
            await person.answer()
        with opened(hall.database_url) as store:
            rounds.append(last_look(store, people))
        await walls[0].client.wait(lambda: "16 bergabung · 6 menjawab · 10 selesai" in walls[0].client.sees())
        # The trainer types the PIN again, and is where the wall is.
        await trainer.client.connect()
        assert "Masuk lagi dengan kode dan PIN." in trainer.client.sees()
        await trainer.enters(trainer)
        assert "Ada 10 orang di gambar ini." in trainer.client.sees()
        await trainer.client.tap("next_scene")
        await walls[1].shows("parts")
        return rounds

    rounds = asyncio.run(workshop())
    assert rounds[0].acknowledged >= ANSWERS
    assert [each for each in rounds if not each.is_good] == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # what a store does, tests/store shows on both
def test_a_laptop_that_slept_goes_on_and_two_trainers_who_reveal_at_once_share_one_picture(
    hall: Server, respondents
) -> None:
    async def workshop() -> None:
        trainer, walls = await begin(hall, respondents)
        before = await walls[0].shows("table")
        await trainer.client.drop()
        finish_at_once(hall, trainer.code, respondents[:3])
        await walls[0].client.wait(lambda: "13 bergabung" in walls[0].client.sees())
        assert walls[0].picture == before
        await trainer.client.connect()
        await trainer.client.tap("refresh")
        assert "Ada 13 orang di gambar ini." in trainer.client.sees()

        other = Trainer(Client(hall.address, page="workshop"))
        await other.enters(trainer)
        finish_at_once(hall, trainer.code, respondents[:4])
        await asyncio.gather(*(each.client.tap("refresh") for each in (trainer, other)))
        for each in (trainer, other):
            assert "Ada 17 orang di gambar ini." in each.client.sees()
        await other.client.tap("scene_stages")
        pictures = [await wall.shows("stages") for wall in walls]
        assert pictures[0] == pictures[1]

    asyncio.run(workshop())
