"""The real server, and the work of people in its store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from canvas.assessment import Assessment
from canvas.store import Assessments, open_store
from tests.clients import server
from tests.store.people import Begun, begin, finish
from tests.stores import new_sqlite


class Server(server.Server):
    """A server with a store of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "kanvas.sqlite3"
        super().__init__(new_sqlite(self._file), folder)

    def keep(
        self,
        assessment: Assessment,
        *,
        position: str | None = None,
        finished: bool = False,
        previous: str | None = None,
    ) -> Begun:
        """Puts somebody's work into the server's store, as if it had been answered earlier."""
        store = self._store()
        keys = begin(store, assessment, previous=previous, position=position)
        if finished:
            finish(store, keys.id)
        return keys

    def kept(self, token: str) -> Assessment:
        """The work in the server's store that a token opens."""
        store = self._store()
        return store.read(store.find(token) or "").assessment

    def damage(self, assessment: str) -> None:
        """Makes one answer unreadable, which nobody foresees."""
        with closing(sqlite3.connect(self._file)) as store, store:
            store.execute("UPDATE answer SET value = '{' WHERE assessment = ?", (assessment,))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Holds the store's only pen meanwhile, so that the server cannot write."""
        with closing(sqlite3.connect(self._file, isolation_level=None)) as held:
            held.execute("BEGIN IMMEDIATE")
            yield
            held.execute("ROLLBACK")

    def _store(self) -> Assessments:
        return Assessments(open_store(self.database_url), lambda: datetime.now(UTC))
