"""Every test of a screen has a store of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager

from canvas import i18n
from canvas.services import assembled, services, use
from canvas.settings import settings_from
from canvas.store import Assessments, open_engine
from canvas.ui import failure
from tests.builders import frozen_content, frozen_folder
from tests.stores import new_sqlite

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the store that the screens use; the services are opened on it, with the frozen content."""
    file = tmp_path / "kanvas.sqlite3"
    url = new_sqlite(file)
    monkeypatch.setenv("KANVAS_DATABASE_URL", url)
    monkeypatch.setenv("KANVAS_CONTENT", str(frozen_folder()))
    use(assembled(settings_from(os.environ), open_engine(url), frozen_content, lambda: NOW))
    yield file
    use(None)


@pytest.fixture(autouse=True)
def no_search_for_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest would look through every installed package for components, which nobody here uses, at each beginning."""
    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)


@pytest.fixture
def errors_are_meant() -> None:
    """For tests that provoke an error which the screen reports."""


@pytest.fixture(autouse=True)
def no_error_is_hidden(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What the screens only log fails every test that does not mean it: an error, a slot that nobody fills."""
    yield
    records = (record for record in caplog.get_records("call") if record.name in (failure.__name__, i18n.__name__))
    hidden = [record.exc_text or record.getMessage() for record in records]
    assert not hidden or "errors_are_meant" in request.fixturenames, hidden[0]


@pytest.fixture
def store() -> Assessments:
    """The store that the screens use."""
    return services().store
