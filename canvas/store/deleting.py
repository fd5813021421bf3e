"""Deleting workshops and organisations with everything in them, a few people in each transaction.

First it is noted that they go: from then on nobody finds them. What is in them follows in batches, so that nobody who
answers meanwhile waits for long. If a server stops in between, the housekeeping of any server goes on.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Select, delete, or_, select

from canvas.store.assessments import PEOPLE_AT_ONCE
from canvas.store.codes import erased_hash
from canvas.store.engine import note_erasure, reading, upsert, writing
from canvas.store.tables import assessment, erased, member, organisation, trainer, workshop
from canvas.store.tallies import forget


def sweep(engine: Engine) -> None:
    """Deletes what is left of workshops and organisations that go."""
    going = select(organisation.c.id).where(organisation.c.deleting)
    left = select(workshop.c.id).where(or_(workshop.c.deleting, workshop.c.organisation.in_(going)))
    while workshops := _some(engine, left.limit(PEOPLE_AT_ONCE)):
        for each in workshops:
            while _empty(engine, each):
                pass
    for each in _some(engine, going):
        with writing(engine) as connection:
            _delete_organisation(connection, each)


def note_erased(connection: Connection, ids: list[str]) -> None:
    """Remembers by hashes what was deleted, so that restoring an earlier backup does not bring it back."""
    upsert(connection, erased, [{"id_hash": erased_hash(each)} for each in ids])
    note_erasure(connection)


def _empty(engine: Engine, workshop_id: str) -> bool:
    """Deletes some of the people in a workshop, or itself once there are none; returns whether it is still there."""
    with writing(engine) as connection:
        in_it = select(member.c.assessment).where(member.c.workshop == workshop_id).limit(PEOPLE_AT_ONCE)
        people = list(connection.execute(in_it).scalars())
        note_erased(connection, people or [workshop_id])
        if people:
            connection.execute(delete(assessment).where(assessment.c.id.in_(people)))
        else:
            connection.execute(delete(workshop).where(workshop.c.id == workshop_id))
    return bool(people)


def _delete_organisation(connection: Connection, own_id: str) -> None:
    trainers = connection.execute(select(trainer.c.id).where(trainer.c.organisation == own_id)).scalars()
    forget(connection, [own_id, *trainers])
    connection.execute(delete(organisation).where(organisation.c.id == own_id))


def _some(engine: Engine, wanted: Select[str]) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(wanted).scalars())
