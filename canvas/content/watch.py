"""The newest content that can be used, while a trainer edits it under a running server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from canvas.content.loader import ContentError
from canvas.content.models import Content

PAUSE = 1.0
"""Seconds between two looks at the files."""

Stamp = frozenset[tuple[str, int, int]]
"""Which files there are, how large, and when each was changed."""


@dataclass
class Watch:
    """Returns content/, and reads it again when its files have changed.

    What cannot be used is reported once, and what could be used last stays. While one visitor's look reads the
    files again, the others go on with what there is.
    """

    stamp: Callable[[], Stamp]
    load: Callable[[], Content]
    clock: Callable[[], float]
    report: Callable[[ContentError], None]
    _content: Content | None = None
    _stamp: Stamp = frozenset()
    _looked: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def content(self) -> Content:
        """The newest content that can be used. Raises `ContentError` where there never was any."""
        if self._content is None:
            return self._first()
        if self.clock() - self._looked >= PAUSE and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._content

    def _first(self) -> Content:
        with self._lock:
            if self._content is None:
                self._stamp, self._looked = self.stamp(), self.clock()
                self._content = self.load()
            return self._content

    def _look(self) -> None:
        self._looked = self.clock()
        stamp = self.stamp()
        if stamp == self._stamp:
            return
        # Noted before reading: what changes meanwhile is seen at the next look.
        self._stamp = stamp
        try:
            self._content = self.load()
        except ContentError as error:
            self.report(error)


def stamp_of(directory: Path) -> Stamp:
    """The stamp of all YAML files in a folder and in its folders."""
    return frozenset(_signs(directory))


def _signs(directory: Path) -> Iterator[tuple[str, int, int]]:
    with suppress(OSError):  # a file may go while we look; then the next look sees that it has gone
        for file in (*directory.glob("*.yaml"), *directory.glob("*/*.yaml")):
            found = file.stat()
            yield str(file), found.st_mtime_ns, found.st_size
