"""How many codes may be tried a minute: a few from one address, and not many from all together.

The overall limit holds where an attacker has many addresses. It is high enough for a hall of people who type
their codes at once, and low enough that 60 bits outlast everybody: a million years for ten thousand codes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete

from canvas.store.codes import address_hash
from canvas.store.engine import insert_into, writing
from canvas.store.errors import StoreError
from canvas.store.tables import guess

PER_ADDRESS = 10
OVERALL = 200
_EVERYBODY = "all"
_KEPT_MINUTES = 5
"""Longer than clocks of two servers may differ."""


def count_guess(connection: Connection, address: str, now: datetime) -> None:
    """Counts one try. Raises StoreError when it is one too many; the try is then not made, nor counted."""
    minute = _purge(connection, now)
    # Everybody's row first: whoever holds it is alone until the end of the transaction, so no try slips by.
    for counted, limit in ((_EVERYBODY, OVERALL), (address_hash(address), PER_ADDRESS)):
        if _counted(connection, counted, minute) > limit:
            raise StoreError("too_many_guesses")


def purge_guesses(engine: Engine, now: datetime) -> None:
    """Forgets the tries of minutes that no longer count."""
    with writing(engine) as connection:
        _purge(connection, now)


def _purge(connection: Connection, now: datetime) -> int:
    """Forgets old tries; returns the minute of now."""
    minute = int(now.timestamp() // 60)
    connection.execute(delete(guess).where(guess.c.minute < minute - _KEPT_MINUTES))
    return minute


def _counted(connection: Connection, counted: str, minute: int) -> int:
    """The number of tries, this one included."""
    statement = (
        insert_into(connection, guess)
        .values(address_hash=counted, minute=minute, count=1)
        .on_conflict_do_update(index_elements=guess.primary_key, set_={"count": guess.c.count + 1})
        .returning(guess.c.count)
    )
    return int(connection.execute(statement).scalar_one())
