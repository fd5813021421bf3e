"""Who is in a workshop: joining and leaving, how far the room is, and who wants to be visited."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update

from canvas.errors import KanvasError
from canvas.store.assessments import Clock
from canvas.store.copies import reading_copy
from canvas.store.engine import reading, upsert, writing
from canvas.store.retrying import each_retried
from canvas.store.tables import answer, follow_up, member, planned_step, seen, workshop
from canvas.store.tables import assessment as assessments
from canvas.store.workshops import Held, held_by
from canvas.workshop import State

STUCK_AFTER = timedelta(minutes=2)
"""Somebody who has not answered for so long counts as stuck."""


@dataclass(frozen=True)
class Live:
    """How far the room is. `stuck`: position → how many have been there for a while; never who."""

    joined: int
    finished: int
    stuck: Mapping[str, int]

    @property
    def answering(self) -> int:
        return self.joined - self.finished


@dataclass(frozen=True)
class Promise:
    """A step that somebody chose, the day it is due, and the day it was ticked as done."""

    step: str
    due: date
    done_on: date | None


@dataclass(frozen=True)
class Visit:
    """Somebody who wants to be visited, by the nickname they gave for it."""

    assessment_id: str
    nickname: str
    visited_on: date | None
    promises: tuple[Promise, ...]
    answered: Mapping[str, str]
    """Question → the option that was chosen, where one was."""
    seen: Mapping[str, date]
    """Question → the day on which the trainer saw it."""


@each_retried()
class Members:
    """The members of all workshops. Every method is one transaction, and raises StoreError when it cannot be done."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def join(self, workshop_id: str, assessment_id: str, sheet: str | None = None) -> None:
        """Joins; twice is once, and who left comes back. `sheet` is the paper form that the answers came on.

        Raises: KanvasError, when the workshop takes nobody now, or the assessment belongs to another one.
        """
        with writing(self._engine) as connection:
            held = held_by(connection, workshop_id, lock=True)
            present = _membership(connection, assessment_id)
            if present is None:
                if held.workshop.state != State.OPEN:
                    raise KanvasError("workshop_not_open", name=held.workshop.name)
                row = {"assessment": assessment_id, "workshop": workshop_id, "left": False, "sheet": sheet}
                connection.execute(insert(member).values(row))
            elif present != workshop_id:
                raise KanvasError("workshop_other", name=held_by(connection, present).workshop.name)
            else:
                connection.execute(update(member).where(member.c.assessment == assessment_id).values(left=False))

    def leave(self, assessment_id: str) -> None:
        """Is in no further picture of the workshop, and not on its list of visits. The answers stay the person's."""
        with writing(self._engine) as connection:
            connection.execute(update(member).where(member.c.assessment == assessment_id).values(left=True))
            connection.execute(delete(follow_up).where(follow_up.c.assessment == assessment_id))

    def workshop_of(self, assessment_id: str) -> Held | None:
        """The workshop that an assessment is in; None also for who has left it."""
        wanted = select(member.c.workshop).where(member.c.assessment == assessment_id, ~member.c.left)
        with reading(self._engine) as connection:
            found = connection.execute(wanted).scalar()
            return held_by(connection, found) if found else None

    def live(self, workshop_id: str) -> Live:
        """How far the room is, by one query; on a standby, where there is one."""
        wanted = (
            select(assessments.c.position, assessments.c.finished_at, assessments.c.updated_at)
            .select_from(member.join(assessments, assessments.c.id == member.c.assessment))
            .where(member.c.workshop == workshop_id, ~member.c.left)
        )
        with reading_copy(self._engine) as connection:
            rows = connection.execute(wanted).all()
        since = self._clock() - STUCK_AFTER
        waiting = (row.position for row in rows if not row.finished_at and row.updated_at < since and row.position)
        return Live(len(rows), sum(row.finished_at is not None for row in rows), Counter(waiting))

    def ask_for_visit(self, assessment_id: str, nickname: str) -> None:
        """Puts somebody on the list of visits; that they agree to it is noted with the time."""
        row = {"assessment": assessment_id, "nickname": nickname, "consented_at": self._clock(), "visited_on": None}
        with writing(self._engine) as connection:
            upsert(connection, follow_up, [row])

    def no_visit(self, assessment_id: str) -> None:
        """Takes somebody off the list of visits."""
        with writing(self._engine) as connection:
            connection.execute(delete(follow_up).where(follow_up.c.assessment == assessment_id))

    def nickname(self, assessment_id: str) -> str | None:
        """The nickname somebody gave for a visit; None without one."""
        wanted = select(follow_up.c.nickname).where(follow_up.c.assessment == assessment_id)
        with reading(self._engine) as connection:
            found: str | None = connection.execute(wanted).scalar()
        return found

    def visits(self, workshop_id: str) -> tuple[Visit, ...]:
        """Who wants to be visited, by nickname; with the steps they chose, soonest first."""
        listed = (
            select(follow_up)
            .select_from(follow_up.join(member, member.c.assessment == follow_up.c.assessment))
            .where(member.c.workshop == workshop_id, ~member.c.left)
            .order_by(follow_up.c.nickname, follow_up.c.assessment)
        )
        with reading(self._engine) as connection:
            return tuple(
                Visit(
                    assessment_id=row.assessment,
                    nickname=row.nickname,
                    visited_on=row.visited_on,
                    promises=_promises(connection, row.assessment),
                    answered=_answered(connection, row.assessment),
                    seen=_seen(connection, row.assessment),
                )
                for row in connection.execute(listed).all()
            )

    def visited(self, assessment_id: str, day: date | None) -> None:
        """Notes the day of a visit; None takes the note away."""
        with writing(self._engine) as connection:
            own = update(follow_up).where(follow_up.c.assessment == assessment_id)
            connection.execute(own.values(visited_on=day))

    def mark_seen(self, assessment_id: str, question: str, day: date | None) -> None:
        """Notes that the trainer has seen on the spot what was answered; None takes the note away."""
        with writing(self._engine) as connection:
            if day:
                upsert(connection, seen, [{"assessment": assessment_id, "question": question, "seen_on": day}])
            else:
                own = and_(seen.c.assessment == assessment_id, seen.c.question == question)
                connection.execute(delete(seen).where(own))

    def seen(self, assessment_id: str) -> Mapping[str, date]:
        """Question → the day on which the trainer saw it."""
        with reading(self._engine) as connection:
            return _seen(connection, assessment_id)


def message_for(engine: Engine, assessment_id: str) -> tuple[str, datetime | None]:
    """The trainer's message to the phone of a member, and when the countdown ends."""
    wanted = (
        select(workshop.c.message, workshop.c.ends_at)
        .select_from(member.join(workshop, workshop.c.id == member.c.workshop))
        .where(member.c.assessment == assessment_id, ~member.c.left)
    )
    with reading(engine) as connection:
        row = connection.execute(wanted).first()
    return (row.message, row.ends_at) if row else ("", None)


def _membership(connection: Connection, assessment_id: str) -> str | None:
    found: str | None = connection.execute(
        select(member.c.workshop).where(member.c.assessment == assessment_id)
    ).scalar()
    return found


def _promises(connection: Connection, assessment_id: str) -> tuple[Promise, ...]:
    own = select(planned_step).where(planned_step.c.assessment == assessment_id)
    rows = connection.execute(own.order_by(planned_step.c.due, planned_step.c.step)).all()
    return tuple(Promise(row.step, row.due, row.done_on) for row in rows)


def _answered(connection: Connection, assessment_id: str) -> dict[str, str]:
    own = select(answer.c.question, answer.c.value).where(answer.c.assessment == assessment_id)
    given = ((row.question, json.loads(row.value)) for row in connection.execute(own))
    return {question: answer for question, answer in given if isinstance(answer, str)}


def _seen(connection: Connection, assessment_id: str) -> dict[str, date]:
    own = select(seen.c.question, seen.c.seen_on).where(seen.c.assessment == assessment_id)
    return {row.question: row.seen_on for row in connection.execute(own)}
