"""Every test of a screen has a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from canvas.store import Assessments
from canvas.ui import state


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the store."""
    file = tmp_path / "kanvas.sqlite3"
    monkeypatch.setenv("KANVAS_DATABASE_URL", f"sqlite:///{file}")
    st.cache_resource.clear()
    yield file
    st.cache_resource.clear()


@pytest.fixture
def store() -> Assessments:
    """The store that the screens use."""
    return state.store()
