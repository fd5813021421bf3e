"""Sockets that drop, and two devices on one code."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest

from canvas.store import Workshops, open_store
from tests.builders import TODAY, real_content
from tests.clients.client import Client
from tests.clients.kills import opened
from tests.clients.person import Person, given, stored_of
from tests.clients.server import Server
from tests.clients.workshop import Trainer
from tests.stores import new_sqlite

SECONDS_A_SESSION_IS_KEPT = 1
SHORT = f"--server.disconnectedSessionTTL={SECONDS_A_SESSION_IS_KEPT}"
FIRST_QUESTIONS = [real_content().questions_of[part.id][0].id for part in real_content().dimensions[:3]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests here: nobody does anything to it."""
    folder = tmp_path_factory.mktemp("connections")
    with Server(new_sqlite(folder / "kanvas.sqlite3"), folder, SHORT) as running:
        yield running


def person_at(server: Server) -> Person:
    return Person(Client(server.address), real_content(), Random(0))


async def lose_the_session(client: Client) -> None:
    """The phone is locked for longer than Streamlit keeps a session; its page stays as it is."""
    await client.drop()
    await asyncio.sleep(2 * SECONDS_A_SESSION_IS_KEPT)  # nothing reports when a session is dropped
    await client.connect()


def test_the_next_tap_after_a_lost_session_is_kept(server: Server) -> None:
    async def taps() -> Person:
        person = person_at(server)
        await person.begin()
        await person.answer_until(FIRST_QUESTIONS[1])
        session = person.client.session
        await lose_the_session(person.client)
        await person.answer()
        assert person.client.session not in ("", session)
        assert person.client.place == FIRST_QUESTIONS[1]
        assert FIRST_QUESTIONS[1] in person.acknowledged
        await person.move("next")
        assert person.client.place == FIRST_QUESTIONS[2]
        return person

    person = asyncio.run(taps())
    with opened(server.database_url) as store:
        stored = stored_of(store, person)
    assert {stop: given(stored, stop) for stop in person.acknowledged} == person.acknowledged
    assert set(FIRST_QUESTIONS[:2]) <= set(person.acknowledged)


def test_a_text_typed_after_a_lost_session_is_kept(server: Server) -> None:
    async def types() -> Person:
        person = person_at(server)
        await person.begin()
        await lose_the_session(person.client)
        await person.answer()
        await person.move("next")
        return person

    person = asyncio.run(types())
    assert set(person.acknowledged) == {"business_name", "village"}
    with opened(server.database_url) as store:
        assert stored_of(store, person).assessment.profile == person.acknowledged


def test_the_button_onward_works_in_a_new_session(server: Server) -> None:
    async def goes_on() -> Person:
        person = person_at(server)
        await person.begin()
        await person.answer_until(FIRST_QUESTIONS[0])
        await person.answer()
        await lose_the_session(person.client)
        await person.move("next")
        return person

    person = asyncio.run(goes_on())
    assert person.client.place == FIRST_QUESTIONS[1]


def test_a_language_tapped_after_a_lost_session_changes_the_language_and_no_answer(server: Server) -> None:
    async def taps() -> Person:
        person = person_at(server)
        await person.begin()
        await person.answer_until("role")
        await person.answer()
        await lose_the_session(person.client)
        await person.client.choose("language", 1)
        return person

    person = asyncio.run(taps())
    assert "What is your part in it?" in person.client.sees()
    with opened(server.database_url) as store:
        stored = stored_of(store, person)
    assert stored.assessment.profile == person.acknowledged
    assert stored.assessment.language == "en"


def test_a_reload_comes_back_at_the_very_question_in_the_language_used(server: Server) -> None:
    async def reloads() -> Person:
        person = person_at(server)
        await person.begin()
        await person.answer_until(FIRST_QUESTIONS[1])
        await person.client.choose("language", 1)
        await person.answer(0)
        await person.client.drop()
        await person.come_back(reload=True)
        return person

    person = asyncio.run(reloads())
    assert person.client.place == FIRST_QUESTIONS[1]
    assert "saved ✓" in person.client.sees()
    assert "Next ›" in person.client.sees()


def test_two_devices_on_one_code(server: Server) -> None:
    async def both() -> tuple[Person, Person]:
        first, second = person_at(server), person_at(server)
        await first.begin()
        await first.answer_until(FIRST_QUESTIONS[0])
        await open_by_code(second.client, first.client)
        # At the same time: one continues, the other answers a question further down.
        await asyncio.gather(first.answer_until(FIRST_QUESTIONS[2]), answer_further_down(second, "energy"))
        # One question on both devices, one after the other.
        await first.answer(0)
        await second.client.tap("overview")
        await second.move(f"change_{FIRST_QUESTIONS[2]}")
        await second.answer(1)
        return first, second

    first, second = asyncio.run(both())
    assert first.client.device != second.client.device
    with opened(server.database_url) as store:
        stored = stored_of(store, first)
        assert stored_of(store, second) == stored
    assert dict(stored.assessment.profile) | dict(stored.assessment.answers) == first.acknowledged | second.acknowledged
    assert given(stored, FIRST_QUESTIONS[2]) == second.acknowledged[FIRST_QUESTIONS[2]]
    assert second.acknowledged[FIRST_QUESTIONS[2]] != first.acknowledged[FIRST_QUESTIONS[2]]


async def open_by_code(client: Client, other: Client) -> None:
    """Types the code that the other device shows."""
    await other.tap("overview")
    await other.tap("new_code")
    code = re.search(r'class="code"[^>]*>([^<]+)<', other.screen.html())
    assert code is not None
    await other.tap("back")
    await client.open()
    await client.tap("have_code")
    await client.type("resume_code", code[1].lower())
    await client.tap("go_on")


async def answer_further_down(person: Person, question: str) -> None:
    await person.client.tap("overview")
    await person.move(f"change_{question}")
    await person.answer()


def test_a_part_that_asks_for_its_run_too_late_empties_no_screen(server: Server) -> None:
    engine = open_store(server.database_url)
    opened = Workshops(engine, lambda: datetime.now(UTC)).create("Pakisaji", place="", held_on=TODAY, language="id")
    engine.dispose()

    async def runs_of(client: Client, key: str, then: str) -> int:
        """How many runs two taps take, the first of which is on its way when the parts of the screen ask for one."""
        before = client.runs
        await client.tap_while_parts_ask(key)
        await client.tap(then)
        return client.runs - before

    async def taps() -> None:
        # A part that the next page has no longer, and one that it has as well.
        trainer = Trainer(Client(server.address, page="workshop"))
        await trainer.enters(Trainer(trainer.client, opened.code, opened.pin))
        assert await runs_of(trainer.client, "to_paper", "to_typing") == 2
        phone = await Client(server.address, query=f"w={opened.code}").open()
        assert await runs_of(phone, "start", "next") == 2

    asyncio.run(taps())
