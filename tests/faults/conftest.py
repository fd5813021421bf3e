"""Servers whose store or connections fail, on both databases where that makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.conftest import NewUrl


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder can be chosen, or left out, by one name: `pytest -m faults`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of a new store."""
    made = NewUrl(tmp_path if request.param == "sqlite" else request.getfixturevalue("postgresql"))
    yield made.store()
    made.drop_all()
