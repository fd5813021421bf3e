"""A real server and a scripted phone: what is loaded for a first visit, and how much a tap sends."""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
from collections.abc import Iterator
from random import Random

import pytest

from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.person import Person
from tests.clients.server import Server
from tests.stores import new_sqlite

HEAVY = {
    "pandas", "pyarrow", "numpy", "altair", "fpdf", "uharfbuzz", "PIL", "icalendar", "openpyxl", "docx", "cv2", "lxml",
}  # fmt: skip
"""For charts, PDF, pictures, calendars, tables and photos: each is loaded when one is requested."""
BYTES_OF_ANSWER_AND_NEXT = 5000
MESSAGES_OF_ANSWER_AND_NEXT = 39
"""A dozen of them are Streamlit's own; each element of a screen is one."""
STOPS = 12


class Watched(Server):
    """Names every module that it loads in its log."""

    def command(self) -> list[str]:
        run = ["-m", "canvas", "run", "--address=127.0.0.1", f"--port={self.port}"]
        return [sys.executable, "-X", "importtime", *run]

    def loaded(self) -> set[str]:
        """The top-level modules loaded so far."""
        return {name.split(".")[0] for name in re.findall(r"^import time:.*\| *([\w.]+)$", self.said(), re.MULTILINE)}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("structure")
    with Watched(new_sqlite(folder / "kanvas.sqlite3"), folder) as running:
        yield running


async def answered(server: Server) -> list[tuple[int, int]]:
    """Somebody new answers some stops, and ends there; the bytes and the messages of each answer with its Next."""
    person = Person(Client(server.address), real_content(), Random(0))
    await person.begin()
    pairs = []
    for _ in range(STOPS):
        size, messages = person.client.bytes_received, person.client.messages
        await person.step()
        pairs.append((person.client.bytes_received - size, person.client.messages - messages))
    await person.move("overview")
    await person.move("finish")
    assert person.client.place == "result"
    await person.client.drop()
    return pairs


def test_from_the_first_visit_to_the_result_nothing_heavy_is_loaded_and_little_sent(server: Watched) -> None:
    pairs = asyncio.run(answered(server))
    assert "streamlit" in server.loaded(), "the log names what is loaded"
    assert server.loaded() & HEAVY == set()
    assert statistics.median(size for size, _ in pairs) <= BYTES_OF_ANSWER_AND_NEXT
    assert statistics.median(messages for _, messages in pairs) <= MESSAGES_OF_ANSWER_AND_NEXT
