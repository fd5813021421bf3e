"""Stores for tests at the newest schema. They are copied: making one takes longer than most tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from canvas.store import open_store


@cache
def _newest_sqlite() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "kanvas.sqlite3"
        open_store(f"sqlite:///{file}").dispose()
        return file.read_bytes()


def new_sqlite(file: Path) -> str:
    """Puts an empty store into a new file; its URL."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_newest_sqlite())
    return f"sqlite:///{file}"
