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
    _failed: int = 0
    """The last flush that failed, counted from 1."""

    def flush(self, patience: float) -> None:
        """Returns once the disk has all that was committed before this call.

        Raises: OSError, also where it failed for somebody who waited at the same time: what the system could not
        write it may drop, and a later flush would not report that. TimeoutError, after so many seconds of waiting for
        the flushes of others.
        """
        before = self._begun
        if not self._flushing.acquire(timeout=patience):
            raise TimeoutError
        try:
            if self._begun == before:
                self._flush()
            elif self._failed > before:
                raise OSError(EIO, os.strerror(EIO))
            # Otherwise a flush has begun after this call, and ended well.
        finally:
            self._flushing.release()

    def _flush(self) -> None:
        self._begun += 1
        try:
            handle = os.open(self.file, os.O_RDWR)
        except FileNotFoundError:
            return  # the last connection took it away: all of it is in the database, and on the disk
        try:
            to_disk(handle)
        except OSError:
            self._failed = self._begun
            raise
        finally:
            os.close(handle)
