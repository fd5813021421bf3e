"""SQLite's log of recent writes, brought to the disk once for all who wait for it.

With synchronous=FULL each commit waits for the disk while it keeps all other writers out, so that forty answers a
second wait for each other. With NORMAL a commit only hands its changes to the system, in order. Whoever has committed
then waits, without keeping anybody out, until the disk has them: one flush serves all whose commits it came after.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from errno import EIO
from pathlib import Path
from threading import Lock


def to_disk(handle: int) -> None:
    """Returns once the disk has what was written to an open file. Raises: OSError."""
    getattr(os, "fdatasync", os.fsync)(handle)  # fdatasync: not on Windows


@dataclass
class Log:
    """The log of one database. `file`: beside the database's own."""

    file: Path
    _flushing: Lock = field(default_factory=Lock)
    _begun: int = 0
    _ended: int = 0
    _failed: int = 0
    """The last flush that failed, counted from 1."""

    @property
    def ended(self) -> int:
        """How many flushes have ended, well or not. To be noted before a transaction begins."""
        return self._ended

    def flush(self, ended_before: int, patience: float) -> None:
        """Returns once the disk has all that was committed before this call, and after `ended_before` was noted.

        Raises: OSError, also where a flush failed that may have come after the commit: what the system could not
        write it may drop, and a later flush would not report that. TimeoutError, after so many seconds of waiting for
        the flushes of others.
        """
        before = self._begun
        if not self._flushing.acquire(timeout=patience):
            raise TimeoutError
        try:
            if self._failed > ended_before:
                raise OSError(EIO, os.strerror(EIO))
            if self._begun == before:
                self._flush()
            # Otherwise a flush has begun after this call, and ended well.
        finally:
            self._flushing.release()

    def _flush(self) -> None:
        self._begun += 1
        try:
            handle = os.open(self.file, os.O_RDWR)
            try:
                to_disk(handle)
            finally:
                os.close(handle)
        except FileNotFoundError:
            pass  # the last connection took it away: all of it is in the database, and on the disk
        except OSError:
            self._failed = self._begun
            raise
        finally:
            self._ended = self._begun
