"""Connections that are cut when an answer takes too long.

A database server that is reachable but silent, as in a network that stalls, would hold a thread, and the person it
works for, for as long as the silence lasts. PostgreSQL's own time limits are kept by the server, which is not heard.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread

_LOOKED_AT_EVERY = 0.25
"""Seconds."""


@dataclass(eq=False)
class _Watched:
    """A socket of our own to the same connection: a number could belong to another one by the time it is cut."""

    socket: socket.socket
    until: float


@dataclass
class Deadlines:
    """One thread that watches over all connections which somebody waits for."""

    _watched: set[_Watched] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    @contextmanager
    def cutting(self, descriptor: int, seconds: float) -> Iterator[None]:
        """Cuts the connection with this number, should the block take longer than so many seconds."""
        own = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        watched = _Watched(own, time.monotonic() + seconds)
        with self._lock:
            self._watched.add(watched)
            if self._thread is None:
                self._thread = Thread(target=self._watch, name="deadlines", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._watched.discard(watched)
                own.close()

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOKED_AT_EVERY)
            with self._lock:
                for each in [each for each in self._watched if each.until <= time.monotonic()]:
                    self._watched.discard(each)
                    with suppress(OSError):  # the other side was faster
                        each.socket.shutdown(socket.SHUT_RDWR)


DEADLINES = Deadlines()
"""Those of this process."""
