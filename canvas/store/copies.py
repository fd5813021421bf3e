"""Reading from a copy of the database: a standby, which follows the primary a moment later.

Walls and exports read much and need nobody's latest answer; on a standby they hold up no phone. How far it is behind
is asked of both servers, by how much each has written: clocks may differ, and a quiet primary is no lag.

- A wall may be `MOST_BEHIND` older than the room. While the primary cannot be asked, it goes on from the standby.
- An export holds all that was stored when it was requested: it waits a moment for the standby.
- A standby that is away, further behind, or has become a primary itself is left alone: the primary is read.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from sqlalchemy import Connection, Engine

from canvas import metrics
from canvas.store.engine import is_sqlite, reading
from canvas.store.errors import StoreError

MOST_BEHIND = 10.0
"""Seconds that a wall may be older than the room."""
PATIENCE = timedelta(seconds=2)
"""How long a standby has to be connected to."""
_ASKED_EVERY = 1.0
_LEFT_ALONE_FOR = 10.0
_WAITED_FOR = 1.0
_PAUSE = 0.05

_WRITTEN = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') END"
_REPLAYED = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') END"

Read = Callable[[Engine], AbstractContextManager[Connection]]
"""A way to read a store: `reading`, `reading_copy` or `reading_whole_copy`."""


@dataclass
class Standby:
    """A standby of a primary, and what is known of how far it is behind."""

    engine: Engine
    _lock: Lock = field(default_factory=Lock)
    _written: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=20))
    """What the primary had written by when."""
    _asked_at: float = -_ASKED_EVERY
    _is_near: bool = False
    _left_alone_until: float = 0.0

    def is_near(self, primary: Engine) -> bool:
        """Whether the standby is `MOST_BEHIND` behind at most; asked once a second."""
        with self._lock:
            now = time.monotonic()
            if now < self._left_alone_until:
                return False
            if now - self._asked_at >= _ASKED_EVERY:
                self._is_near = self._look(primary, now)
                self._asked_at = time.monotonic()
            return self._is_near

    def is_whole(self, primary: Engine) -> bool:
        """Whether the standby has all that the primary holds now; it is given a second to catch up."""
        if time.monotonic() < self._left_alone_until:
            return False
        try:
            written = _position(primary, _WRITTEN)
        except StoreError:
            return False
        until = time.monotonic() + _WAITED_FOR
        while written is not None and (replayed := self._replayed()) is not None:
            if replayed >= written:
                return True
            if time.monotonic() >= until:
                break
            time.sleep(_PAUSE)
        return False

    def leave_alone(self) -> None:
        """It cannot be read: the primary is, for a while."""
        self._left_alone_until = time.monotonic() + _LEFT_ALONE_FOR

    def _look(self, primary: Engine, now: float) -> bool:
        try:
            written = _position(primary, _WRITTEN)
        except StoreError:
            written = None
        if written is not None:
            self._written.append((now, written))
        replayed = self._replayed()
        if replayed is None:
            return False
        if written is None:  # the primary is away: nothing is nearer than the standby
            return True
        return any(now - at <= MOST_BEHIND and replayed >= then for at, then in self._written)

    def _replayed(self) -> int | None:
        """How much it has of what the primary wrote; None where it is away, or no standby any more."""
        try:
            replayed = _position(self.engine, _REPLAYED)
        except StoreError:
            replayed = None
        if replayed is None:
            self.leave_alone()
        return replayed


def with_standby(engine: Engine, standby: Engine) -> None:
    """From now on `reading_copy` and `reading_whole_copy` of this store read its standby."""
    if not is_sqlite(engine) and not is_sqlite(standby):
        engine.update_execution_options(standby=Standby(standby))


@contextmanager
def reading_copy(engine: Engine) -> Iterator[Connection]:
    """As `reading`, but what it sees may be up to `MOST_BEHIND` seconds old: for walls."""
    with _reading_at(engine, Standby.is_near) as connection:
        yield connection


@contextmanager
def reading_whole_copy(engine: Engine) -> Iterator[Connection]:
    """As `reading`, from the standby if it has everything: for exports."""
    with _reading_at(engine, Standby.is_whole) as connection:
        yield connection


@contextmanager
def _reading_at(engine: Engine, may: Callable[[Standby, Engine], bool]) -> Iterator[Connection]:
    standby: Standby | None = engine.get_execution_options().get("standby")
    if standby is None or not may(standby, engine):
        metrics.count("store_reads", server="primary")
        with reading(engine) as connection:
            yield connection
        return
    metrics.count("store_reads", server="standby")
    try:
        with reading(standby.engine) as connection:
            yield connection
    except StoreError as fault:
        if fault.passes:
            standby.leave_alone()
        raise


def _position(engine: Engine, query: str) -> int | None:
    """A position in what PostgreSQL writes, in bytes."""
    with reading(engine) as connection:
        found = connection.exec_driver_sql(query).scalar()
    return None if found is None else int(found)
