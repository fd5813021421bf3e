"""Every test of a screen has a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from canvas.services import services, use
from canvas.store import Assessments
from canvas.ui import failure


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the store."""
    file = tmp_path / "kanvas.sqlite3"
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{file}")
    use(None)
    yield file
    use(None)


@pytest.fixture
def errors_are_meant() -> None:
    """For tests that provoke an error which a person is told of."""


@pytest.fixture(autouse=True)
def no_error_is_hidden(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An error that the screens turned into a sentence fails every test that does not mean it."""
    yield
    hidden = [record.exc_text for record in caplog.get_records("call") if record.name == failure.__name__]
    assert not hidden or "errors_are_meant" in request.fixturenames, hidden[0]


@pytest.fixture
def store() -> Assessments:
    """The store that the screens use."""
    return services().store
