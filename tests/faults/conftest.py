"""A server of its own for every test, on both databases where that makes a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.server import Server
from tests.postgresql import PostgreSQL


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder can be chosen, or left out, by one name: `pytest -m faults`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/kanvas.sqlite3"


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    url = postgresql.create()
    yield url
    postgresql.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


StartServer = Callable[..., Server]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[StartServer]:
    """Starts a server on a store, with further options of Streamlit; it is gone when the test ends."""
    started: list[Server] = []

    def serve(url: str, *options: str) -> Server:
        server = Server(url, tmp_path, *options)
        started.append(server)
        server.start()
        return server

    yield serve
    for server in started:
        server.kill()
