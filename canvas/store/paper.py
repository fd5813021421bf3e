"""Forms filled in on paper, kept as members of a workshop. The same form again adds nothing."""

from __future__ import annotations

from enum import Enum
from hashlib import blake2s

from sqlalchemy import Engine, and_, exists, select

from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store.assessments import Assessments
from canvas.store.codes import erased_hash
from canvas.store.engine import reading
from canvas.store.members import Members
from canvas.store.retrying import each_retried
from canvas.store.tables import assessment as assessments
from canvas.store.tables import erased, member


class Kept(Enum):
    """What became of a form: it is new, was there already, or its person had it erased, which stays so."""

    ADDED = "added"
    KNOWN = "known"
    ERASED = "erased"


@each_retried()
class PaperForms:
    """Paper forms of all workshops. Raises StoreError when something cannot be done."""

    def __init__(self, engine: Engine, assessments: Assessments, members: Members) -> None:
        self._engine = engine
        self._assessments = assessments
        self._members = members

    def keep(self, workshop_id: str, key: str, assessment: Assessment, sheet: str = "") -> tuple[str, Kept]:
        """Adds a finished assessment to a workshop; returns its id. `key` is the form's own within the workshop.

        `sheet` is what the trainer knows the form by, where that is not its key.

        A form that is there is not changed: its person may have gone on with it. Raises: KanvasError, when the
        workshop takes nobody now.
        """
        own_id = paper_id(workshop_id, key)
        with reading(self._engine) as connection:
            is_member = connection.scalar(select(exists().where(member.c.assessment == own_id)))
            is_there = connection.scalar(select(exists().where(assessments.c.id == own_id)))
            is_erased = connection.scalar(select(exists().where(erased.c.id_hash == erased_hash(own_id))))
        if is_erased:
            return own_id, Kept.ERASED
        if is_member:
            return own_id, Kept.KNOWN
        if not is_there:
            self._assessments.begin(Work(assessment, finished=True), assessment_id=own_id)
        self._members.join(workshop_id, own_id, sheet or key)
        return own_id, Kept.ADDED

    def people(self, workshop_id: str) -> tuple[tuple[str, str], ...]:
        """Sheet and assessment of everybody on paper in a workshop: by number, then what has no number."""
        present = and_(member.c.workshop == workshop_id, ~member.c.left, member.c.sheet.is_not(None))
        with reading(self._engine) as connection:
            found = [
                tuple(row) for row in connection.execute(select(member.c.sheet, member.c.assessment).where(present))
            ]
        return tuple(sorted(found, key=lambda row: (not row[0].isdecimal(), len(row[0]), row)))


def paper_id(workshop_id: str, key: str) -> str:
    """The id of a form's assessment: always the same, so that what is imported twice is there once."""
    return blake2s(f"paper:{workshop_id}:{key}".encode(), digest_size=16).hexdigest()
