"""The store fails under the running app: the screen reports it, nothing is half-written, in the end all is stored."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from canvas.errors import message
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.kills import opened
from tests.clients.person import Person, given, stored_of
from tests.clients.server import Server
from tests.postgresql import PostgreSQL
from tests.store.other_process import hog, running
from tests.stores import new_sqlite

QUESTION = real_content().questions[0].id
NOT_STORED = "Belum tersimpan"
SAYS_FULL = message("store_full", "id", store="").partition(":")[0]
SAYS_BUSY = message("store_busy", "id", store="").partition(":")[0]
SAYS_UNREACHABLE = message("store_unreachable", "id", store="").partition(":")[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """On a file, for all tests here after which it goes on as before."""
    folder = tmp_path_factory.mktemp("faults")
    with Server(new_sqlite(folder / "data" / "kanvas.sqlite3"), folder) as running:
        yield running


def person_at(server: Server) -> Person:
    return Person(Client(server.address), real_content(), Random(0))


async def at_a_question(server: Server) -> Person:
    person = person_at(server)
    await person.begin()
    await person.answer_until(QUESTION)
    return person


async def is_reported(person: Person, wording: str) -> None:
    """Taps an answer, reads that it is not stored and why, and still has it on the screen."""
    chosen = await person.answer()
    seen = person.client.sees()
    assert NOT_STORED in seen
    assert wording in seen
    assert person.client.screen.status == ""
    assert person.trying == {QUESTION: chosen}


async def is_kept_automatically(person: Person) -> None:
    """Waits without a tap until the answer is stored after all."""
    await person.client.wait(lambda: QUESTION in person.acknowledged)
    assert NOT_STORED not in person.client.sees()


def stored_answer(url: str, person: Person) -> object:
    with opened(url) as store:
        return given(stored_of(store, person), QUESTION)


@contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """The system refuses the server every byte beyond what its log of recent writes holds already."""
    import resource  # noqa: PLC0415  # exists on Linux only

    assert server.process is not None
    log = Path(f"{server.database_url.removeprefix('sqlite:///')}-wal")
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits can be set on Linux only")
def test_a_full_disk_is_reported_and_the_answer_kept_once_there_is_room(server: Server) -> None:
    async def answers() -> None:
        person, newcomer = await at_a_question(server), person_at(server)
        with opened(server.database_url) as store:
            before, people = stored_of(store, person), store.count()
            with full_disk(server):
                await is_reported(person, SAYS_FULL)
                await newcomer.begin()
                assert SAYS_FULL in newcomer.client.sees()
                assert (stored_of(store, person), store.count()) == (before, people)
        await is_kept_automatically(person)
        assert stored_answer(server.database_url, person) == person.acknowledged[QUESTION]
        await newcomer.client.wait(lambda: NOT_STORED not in newcomer.client.sees())
        await newcomer.answer()
        with opened(server.database_url) as store:
            assert stored_of(store, newcomer).assessment.profile == newcomer.acknowledged
            assert store.count() == people + 1

    asyncio.run(answers())


def test_a_store_locked_by_another_process_is_reported_and_tried_again(server: Server) -> None:
    async def answers() -> None:
        person = await at_a_question(server)
        with running(hog, server.database_url) as other:
            assert await asyncio.to_thread(other.line) == "locked"
            await is_reported(person, SAYS_BUSY)
            other.go_on()
            assert await asyncio.to_thread(other.line) == "free"
        await is_kept_automatically(person)
        assert stored_answer(server.database_url, person) == person.acknowledged[QUESTION]

    asyncio.run(answers())


def test_postgresql_restarted_in_mid_use(postgresql: PostgreSQL, tmp_path: Path) -> None:
    async def answers(server: Server) -> None:
        person, other = await at_a_question(server), await at_a_question(server)
        await other.client.drop()
        try:
            await asyncio.to_thread(postgresql.stop)
            await is_reported(person, SAYS_UNREACHABLE)
            # Who loads the page now reads it too; the device brings them back afterwards.
            device, query = other.client.device, other.client.query
            other.client = Client(server.address, query=query, page="assess", device=device)
            await other.client.open()
            assert SAYS_UNREACHABLE in other.client.sees()
        finally:
            await asyncio.to_thread(postgresql.start)
        await is_kept_automatically(person)
        assert stored_answer(server.database_url, person) == person.acknowledged[QUESTION]
        await other.come_back(reload=True)
        assert other.client.place == QUESTION

    url = postgresql.create_store()
    with Server(url, tmp_path) as running:
        asyncio.run(answers(running))
    postgresql.give_back(url)


def test_a_damaged_file_stops_the_start_and_is_not_touched(tmp_path: Path) -> None:
    """tests/store damages files in more ways; here it counts what the trainer sees."""
    file = tmp_path / "data" / "kanvas.sqlite3"
    url = new_sqlite(file)
    damaged = file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(damaged)
    server = Server(url, tmp_path)
    process = server.launch()
    try:
        assert process.wait(timeout=60) == 1
    finally:
        server.kill()
    for language in ("id", "en"):
        assert message("start_refused", language) in server.said()
        assert message("store_damaged", language, store=file) in server.said()
    assert "Traceback" not in server.said()
    assert file.read_bytes() == damaged
