"""Tallies of organisations and trainers, kept up to date with every picture that one of their workshops takes.

What a workshop's newest picture adds is noted beside it (`folded`) in the same transaction, under the lock of the
workshop's row. So it is counted once, whichever server works it out and however often; and it can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from canvas.store.engine import insert_into, upsert
from canvas.store.tables import folded, tally, workshop
from canvas.store.visible import is_visible
from canvas.tallies import Tallies, added, read, written

NOBODY = ""
"""The owner of the workshops that belong to no organisation, as all on a trainer's laptop."""


def fold(connection: Connection, workshop_id: str, number: int, content: str, tallies: Tallies) -> None:
    """Counts a workshop's picture, the one of this number, instead of its earlier one; the same again changes nothing.

    `content` is the fingerprint of the content that the tallies rest on.
    """
    owners = _owners(connection, workshop_id)
    if owners is None:
        return
    before = connection.execute(select(folded).where(folded.c.workshop == workshop_id)).first()
    if before and (before.number > number or (before.number, before.content) == (number, content)):
        return
    if before:
        _add(connection, owners, before.content, read(before.document), -1)
    _add(connection, owners, content, tallies)
    row = {"workshop": workshop_id, "number": number, "content": content, "document": written(tallies)}
    upsert(connection, folded, [row])


def unfold(connection: Connection, workshop_id: str) -> None:
    """Takes a workshop's picture out of the tallies, before the workshop goes."""
    owners = _owners(connection, workshop_id)
    before = connection.execute(select(folded).where(folded.c.workshop == workshop_id)).first()
    if before and owners is not None:
        _add(connection, owners, before.content, read(before.document), -1)
        connection.execute(delete(folded).where(folded.c.workshop == workshop_id))


def count_again(connection: Connection, workshop_id: str) -> None:
    """Adds what is noted beside a workshop that a backup has brought back."""
    owners = _owners(connection, workshop_id)
    row = connection.execute(select(folded).where(folded.c.workshop == workshop_id)).first()
    if row and owners is not None:
        _add(connection, owners, row.content, read(row.document))


def tallies_of(connection: Connection, owner: str) -> dict[str, Tallies]:
    """What an owner's workshops add up to, by the fingerprint of the content it rests on."""
    rows = connection.execute(select(tally.c.content, tally.c.document).where(tally.c.owner == owner))
    return {row.content: read(row.document) for row in rows}


def forget(connection: Connection, owners: Collection[str]) -> None:
    """Deletes the tallies of owners that go."""
    connection.execute(delete(tally).where(tally.c.owner.in_(owners)))


def _owners(connection: Connection, workshop_id: str) -> list[str] | None:
    """Whose tallies a workshop counts in, in one order for everybody; locks its row. None where it was deleted."""
    own = select(workshop.c.organisation, workshop.c.trainer).where(workshop.c.id == workshop_id, is_visible())
    row = connection.execute(own.with_for_update()).first()
    return sorted({row.organisation or NOBODY} | {row.trainer or row.organisation or NOBODY}) if row else None


def _add(connection: Connection, owners: list[str], content: str, tallies: Tallies, times: int = 1) -> None:
    for owner in owners:
        row = {"owner": owner, "content": content, "document": written(Tallies())}
        connection.execute(insert_into(connection, tally).values(row).on_conflict_do_nothing())
        own = (tally.c.owner == owner) & (tally.c.content == content)
        before = read(connection.execute(select(tally.c.document).where(own).with_for_update()).scalar_one())
        connection.execute(update(tally).where(own).values(document=written(added(before, tallies, times))))
