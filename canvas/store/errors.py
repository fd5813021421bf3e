"""What can go wrong with the store, and the code of each fault whatever the database calls it.

A fault of the database is never passed on as it is: its text may hold the address of the server, and no
screen could translate it. `store_fault` returns the StoreError for it, or None for a mistake in our own code, which
should stay loud.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from canvas.errors import KanvasError

_SQLITE_CODES = {
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
    sqlite3.SQLITE_CANTOPEN: "store_unreachable",
    sqlite3.SQLITE_IOERR: "store_unreachable",
    sqlite3.SQLITE_READONLY: "store_unreachable",
    sqlite3.SQLITE_PERM: "store_unreachable",
    sqlite3.SQLITE_AUTH: "store_unreachable",
    sqlite3.SQLITE_PROTOCOL: "store_on_network_drive",  # "locking protocol"
}
_SQLITE_FULL_IN_DISGUISE = {sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_WRITE}
"""A full disk met while SQLite grows its shared memory, or while it flushes."""

_SQLITE_ON_A_NETWORK_DRIVE = {
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
    sqlite3.SQLITE_IOERR_SHMMAP,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMLOCK,
}
"""Locks and shared memory that a file of this machine always has."""

_POSTGRESQL_CODES = {
    "53100": "store_full",
    "53": "store_busy",  # too many connections, out of memory
    "55P03": "store_busy",  # a lock not given in time
    "26000": "store_busy",  # prepared elsewhere
    "42P05": "store_busy",  # the same
    "40": "store_busy",  # deadlock, serialization
    "57014": "store_busy",  # cancelled: took too long
    "57P": "store_unreachable",  # the server stops or starts
    "58": "store_unreachable",
    "08": "store_unreachable",
    "25006": "store_unreachable",  # read-only: a standby
    "28": "store_unreachable",  # user or password refused
    "3D": "store_unreachable",  # no such database
    "42501": "store_forbidden",  # since PostgreSQL 15 not everybody may create tables
    "3F": "store_forbidden",  # no schema that this user may see
    "XX001": "store_damaged",
    "XX002": "store_damaged",
}

PREPARED_ELSEWHERE = ("26000", "42P05")
"""States of PostgreSQL when another server process answers than the one that a statement was prepared on."""

CONNECTION_LOST = ("08", "57P", "25006", *PREPARED_ELSEWHERE)
"""States of PostgreSQL after which no connection of the pool is used again: the server stops, or is not the primary any
more, or another process answers."""

_PASSING = (*CONNECTION_LOST, "40", "53300")
"""What a moment later may be different: a server that stops, starts or takes over, and transactions that collided."""


class StoreError(KanvasError):
    """The store cannot do it now. Nothing is half-written; what the caller holds is still the truth.

    `passes`: the same may succeed in a moment.
    """

    def __init__(self, code: str, /, *, passes: bool = False, **details: object) -> None:
        super().__init__(code, **details)
        self.passes = passes


def store_fault(error: DBAPIError | PoolTimeoutError | sqlite3.Error, store: str) -> StoreError | None:
    """The fault in our words; `store` is what to call the store in a sentence."""
    if isinstance(error, PoolTimeoutError):
        return StoreError("store_busy", store=store)
    code = _code(error)
    return StoreError(code, passes=_passes(error), store=store) if code else None


def _passes(error: DBAPIError | sqlite3.Error) -> bool:
    """Never with SQLite: whoever waits for its lock has waited already."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return False
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_PASSING)


def _code(error: DBAPIError | sqlite3.Error) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, sqlite3.Error) or isinstance(cause, sqlite3.Error):
        return _sqlite_code(getattr(cause, "sqlite_errorcode", None))
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the connection broke, or never was: the server had no say
        return "store_unreachable" if error.connection_invalidated or _is_operational(error) else None
    matching = (start for start in sorted(_POSTGRESQL_CODES, key=len, reverse=True) if state.startswith(start))
    start = next(matching, None)
    return _POSTGRESQL_CODES[start] if start else None


def _sqlite_code(number: int | None) -> str | None:
    if number is None:
        return None
    if number in _SQLITE_FULL_IN_DISGUISE:
        return "store_full"
    if number in _SQLITE_ON_A_NETWORK_DRIVE:
        return "store_on_network_drive"
    return _SQLITE_CODES.get(number & 0xFF)  # an extended code keeps its family in the lowest byte


def _is_operational(error: DBAPIError) -> bool:
    return type(error).__name__ in ("OperationalError", "InterfaceError")
