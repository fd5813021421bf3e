"""The repository of assessments: domain values in and out, no SQL above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.session import Work
from canvas.store.codes import (
    RandomBytes,
    code_hash,
    erased_hash,
    new_code,
    new_token,
    random_bytes,
    read_code,
    steady_bytes,
    token_hash,
)
from canvas.store.engine import note_erasure, reading, upsert, writing
from canvas.store.errors import StoreError
from canvas.store.guesses import count_guess
from canvas.store.outcomes import write_outcome
from canvas.store.retrying import each_retried, retried
from canvas.store.rows import KEY_OF, Changes, Row, Rows, assessment_from, changes, header, parts, steps_done
from canvas.store.tables import PARTS, Moment, credential, erased, planned_step
from canvas.store.tables import assessment as assessments

Clock = Callable[[], datetime]
"""Returns the time now, with its zone."""

ID_LENGTH = 32

PEOPLE_AT_ONCE = 50
"""So many people are deleted in one transaction: others who write wait for no more."""

MOST_CREDENTIALS = 20
"""Of one kind (devices, tokens on paper, codes) for one assessment."""


@dataclass(frozen=True)
class Credentials:
    """Two credentials of an assessment. This is the only moment they can be seen: only hashes are stored."""

    token: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True)
class Record:
    """An assessment and what is known beside it."""

    id: str
    work: Work
    finished_at: datetime | None
    updated_at: datetime
    previous_id: str | None
    """The same person's assessment before this one."""
    next_id: str | None
    """The same person's assessment after this one."""

    @property
    def assessment(self) -> Assessment:
        return self.work.assessment

    @property
    def done(self) -> Mapping[str, date]:
        """The steps that were ticked, and when."""
        return steps_done(self.assessment.plan)


@each_retried(but=("close", "begin", "retire"))
class Assessments:
    """All assessments of a store. Every method is one transaction, and raises StoreError when it cannot be done."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        random: RandomBytes = random_bytes,
        content: Callable[[], Content] | None = None,
    ) -> None:
        """`content` returns the content in use, for the outcomes of finished assessments; without it none are kept."""
        self.engine = engine
        self._clock = clock
        self._random = random
        self._content = content

    def close(self) -> None:
        """Closes every connection to the database."""
        self.engine.dispose()

    def new_id(self) -> str:
        """An id for an assessment that is about to begin: its month, for the partitions, and 100 random bits."""
        return f"m{self._clock():%Y%m}{self._random(16).hex()}"[:ID_LENGTH]

    def begin(
        self,
        work: Work,
        *,
        assessment_id: str | None = None,
        previous: str | None = None,
        device: str = "",
        tried: Sequence[Work] = (),
    ) -> str:
        """Stores new work and returns its id: its person has agreed to that now.

        `previous` is the assessment it follows up; `device` the token of the device, which remembers the work from
        now on. With an `assessment_id` from `new_id` the call can be repeated when no answer came: it is the same
        beginning then.
        """
        own_id = assessment_id or self.new_id()
        self._begin(own_id, work, previous, device, tried)
        return own_id

    @retried
    def _begin(self, own_id: str, work: Work, previous: str | None, device: str, tried: Sequence[Work]) -> None:
        with writing(self.engine) as connection:
            now = self._not_before_others(connection)
            own = {
                "id": own_id,
                "person": _person_of(connection, previous) if previous else own_id,
                "previous_id": previous,
                "position": work.position,
                "consented_at": now,
                "updated_at": now,
                "finished_at": now if work.finished else None,
                **header(work.assessment),
            }
            upsert(connection, assessments, [own])
            if device:
                self._add_credential(connection, own_id, "device", token_hash(device))
            self._write(connection, own_id, (None, *tried), work, is_finished=work.finished)

    def remember(self, assessment_id: str, device: str) -> None:
        """From now on the device opens this assessment, and no other."""
        with writing(self.engine) as connection:
            self._touch(connection, assessment_id, {})
            self._add_credential(connection, assessment_id, "device", token_hash(device))

    def new_credentials(self, assessment_id: str, device: str = "") -> Credentials:
        """A token for the QR code and a code to type, when somebody takes them home. Earlier ones stay valid.

        A `device`, named by its token, gets the same two every time: whoever writes down the code on the screen
        finds it on the printed plan as well. Of each kind `MOST_CREDENTIALS` are kept; the oldest go.
        """

        def bytes_for(kind: str) -> RandomBytes:
            return steady_bytes(device, f"{kind}:{assessment_id}") if device else self._random

        made = Credentials(new_token(bytes_for("token")), new_code(bytes_for("code")))
        with writing(self.engine) as connection:
            self._touch(connection, assessment_id, {})
            self._add_credential(connection, assessment_id, "token", token_hash(made.token))
            self._add_credential(connection, assessment_id, "code", code_hash(made.code))
        return made

    def find(self, token: str) -> str | None:
        """The assessment that a token opens."""
        with reading(self.engine) as connection:
            return _opened_by(connection, token_hash(token))

    def find_by_code(self, typed: str, address: str) -> str | None:
        """The assessment that a code typed by hand opens. Raises StoreError when too many were tried.

        Only wrong codes count against the limit. What cannot be a code at all is no guess.
        """
        code = read_code(typed)
        if code is None:
            return None
        with writing(self.engine) as connection:
            count_guess(connection, address, self._clock())
            found = _opened_by(connection, code_hash(code))
            if found:
                connection.rollback()
        return found

    def revoke(self, token: str) -> None:
        """Ends what one token opens: the next person at a shared phone finds nothing."""
        with writing(self.engine) as connection:
            connection.execute(delete(credential).where(credential.c.hash == token_hash(token)))

    def read(self, assessment_id: str) -> Record:
        """Everything about an assessment, as it is at one moment."""
        with reading(self.engine) as connection:
            own = connection.execute(select(assessments).where(assessments.c.id == assessment_id)).mappings().first()
            if own is None:
                raise StoreError("assessment_gone")
            assessment = _assessment(connection, own)
            following = connection.execute(_following(assessment_id)).scalar()
        return Record(
            id=assessment_id,
            work=Work(assessment, own["position"], own["finished_at"] is not None),
            finished_at=own["finished_at"],
            updated_at=own["updated_at"],
            previous_id=own["previous_id"],
            next_id=following,
        )

    def save(self, assessment_id: str, before: Work, after: Work, *, tried: Sequence[Work] = ()) -> None:
        """Stores what differs between two values of somebody's work, and touches nothing else.

        So two devices on one code do not undo each other: the last answer to a question wins. After a
        StoreError all of it is stored or nothing, and the same call can be made again; where the work has changed
        since, `tried` names what may be in the store in place of `before`.
        """
        earlier = (before, *tried)
        own: Row = {}
        if any(header(each.assessment) != header(after.assessment) for each in earlier):
            own = header(after.assessment)
        if any(each.position != after.position for each in earlier):
            own["position"] = after.position
        if after.finished and not all(each.finished for each in earlier):
            own["finished_at"] = self._clock()
        if not own and all(each.assessment == after.assessment for each in earlier):
            return
        with writing(self.engine) as connection:
            is_finished = self._touch(connection, assessment_id, own)
            self._write(connection, assessment_id, earlier, after, is_finished=is_finished)

    def mark_done(self, assessment_id: str, step: str, day: date | None) -> None:
        """Ticks a planned step as done on a day; None takes the tick away."""
        with writing(self.engine) as connection:
            self._touch(connection, assessment_id, {})
            ticked = and_(planned_step.c.assessment == assessment_id, planned_step.c.step == step)
            connection.execute(update(planned_step).where(ticked).values(done_on=day))

    def erase(self, assessment_id: str) -> None:
        """Deletes all of this person's assessments, keys included, for good.

        A hash of each id stays, so that restoring an earlier backup does not bring them back. What SQLite's file
        still holds of them is wiped by the housekeeping.
        """
        with writing(self.engine) as connection:
            person = _person_of(connection, assessment_id)
            theirs = connection.execute(select(assessments.c.id).where(assessments.c.person == person)).scalars()
            upsert(connection, erased, [{"id_hash": erased_hash(each)} for each in theirs])
            connection.execute(delete(assessments).where(assessments.c.person == person))
            note_erasure(connection)

    def retire(self, before: datetime) -> int:
        """Deletes the people none of whose assessments was touched since; returns how many assessments went.

        A few people in each transaction, so that nobody waits for long.
        """
        retired = 0
        while gone := self._retire_some(before):
            retired += gone
        return retired

    def _retire_some(self, before: datetime) -> int:
        other = assessments.alias("other")
        active = exists().where(other.c.person == assessments.c.person, other.c.updated_at >= before)
        idle = and_(assessments.c.updated_at < before, ~active)
        some = select(assessments.c.person).where(idle).distinct().limit(PEOPLE_AT_ONCE)
        with writing(self.engine) as connection:
            people = connection.execute(some).scalars().all()
            # They are asked again: PostgreSQL looks at a row anew if somebody answers at this very moment.
            retired = connection.execute(delete(assessments).where(assessments.c.person.in_(people), idle)).rowcount
            if retired:
                note_erasure(connection)
        return retired

    def newest_use(self) -> datetime | None:
        """When the store was last written to; None for an empty one."""
        return newest_use(self.engine)

    def count(self) -> int:
        """How many assessments there are."""
        with reading(self.engine) as connection:
            return int(connection.execute(select(func.count()).select_from(assessments)).scalar_one())

    def _touch(self, connection: Connection, assessment_id: str, values: Row) -> bool:
        """Writes the assessment's own row first, so that two devices take turns; returns whether it is finished.

        Raises: StoreError, where it was erased.
        """
        given = {f"new_{name}": value for name, value in values.items()}
        own = {"own_id": assessment_id, "now": self._clock(), **given}
        found = connection.execute(_touching(frozenset(values)), own).first()
        if found is None:
            raise StoreError("assessment_gone")
        return found.finished_at is not None

    def _write(
        self,
        connection: Connection,
        assessment_id: str,
        earlier: Sequence[Work | None],
        after: Work,
        *,
        is_finished: bool,
    ) -> None:
        """Writes the parts of a changed assessment, inside the transaction that changed its own row.

        `earlier`: each work that the store may hold. The only method that does: what is derived from an assessment and
        kept beside it is written here too.
        """
        for each in earlier:
            before: Mapping[Table, Rows] = parts(each.assessment) if each else {}
            for table, rows in parts(after.assessment).items():
                if before.get(table) != rows:
                    _apply(connection, assessment_id, table, changes(before.get(table, {}), rows))
        if is_finished:
            self._keep_outcome(connection, assessment_id)

    def _keep_outcome(self, connection: Connection, assessment_id: str) -> None:
        """The outcome of a finished assessment follows it, in the same transaction."""
        if self._content is not None:
            own = connection.execute(select(assessments).where(assessments.c.id == assessment_id)).mappings().one()
            write_outcome(connection, self._content(), assessment_id, _assessment(connection, own))

    def _not_before_others(self, connection: Connection) -> datetime:
        """Now, but not before the last use of the store, should the clock have been set back since."""
        latest: datetime | None = connection.execute(select(func.max(assessments.c.updated_at))).scalar()
        now = self._clock()
        return max(now, latest) if latest else now

    def _add_credential(self, connection: Connection, assessment_id: str, kind: str, secret_hash: str) -> None:
        row = {"hash": secret_hash, "assessment": assessment_id, "kind": kind, "created_at": self._clock()}
        upsert(connection, credential, [row])
        of_kind = (credential.c.assessment == assessment_id) & (credential.c.kind == kind)
        newest = select(credential.c.hash).where(of_kind).order_by(credential.c.created_at.desc(), credential.c.hash)
        kept = newest.limit(MOST_CREDENTIALS).scalar_subquery()
        connection.execute(delete(credential).where(of_kind, credential.c.hash.not_in(kept)))


@cache  # each answer needs it, and building it takes as long as executing it
def _touching(columns: frozenset[str]) -> ReturningUpdate[tuple[datetime | None]]:
    """The statement that touches an assessment's own row and sets these columns of it."""
    own = assessments.c
    now = bindparam("now", type_=Moment)
    # A clock that was set back makes nothing look older than it is, and so ready to be retired.
    values: dict[str, Any] = {"updated_at": case((own.updated_at > now, own.updated_at), else_=now)}
    values |= {name: bindparam(f"new_{name}", type_=own[name].type) for name in columns}
    if "finished_at" in columns:  # the first time counts
        values["finished_at"] = func.coalesce(own.finished_at, values["finished_at"])
    return update(assessments).where(own.id == bindparam("own_id")).values(values).returning(own.finished_at)


def newest_use(engine: Engine) -> datetime | None:
    """When somebody last used a store; None for an empty one."""
    with reading(engine) as connection:
        found: datetime | None = connection.execute(select(func.max(assessments.c.updated_at))).scalar()
    return found


def _person_of(connection: Connection, assessment_id: str) -> str:
    """The person, all of whose rows are locked till the end: erasing and following up take turns."""
    person = select(assessments.c.person).where(assessments.c.id == assessment_id).scalar_subquery()
    theirs = select(assessments.c.person).where(assessments.c.person == person).with_for_update()
    found: str | None = connection.execute(theirs).scalars().first()
    if found is None:
        raise StoreError("assessment_gone")
    return found


def _opened_by(connection: Connection, secret_hash: str) -> str | None:
    found: str | None = connection.execute(
        select(credential.c.assessment).where(credential.c.hash == secret_hash)
    ).scalar()
    return found


def _following(assessment_id: str) -> Select[Any]:
    """Should there be several, the one used last."""
    follows = select(assessments.c.id).where(assessments.c.previous_id == assessment_id)
    return follows.order_by(assessments.c.updated_at.desc(), assessments.c.id).limit(1)


def _assessment(connection: Connection, own: RowMapping) -> Assessment:
    """The assessment of its own row."""
    return assessment_from(own, {table: _rows(connection, table, own["id"]) for table in PARTS})


def _rows(connection: Connection, table: Table, assessment_id: str) -> Sequence[RowMapping]:
    return connection.execute(select(table).where(table.c.assessment == assessment_id)).mappings().all()


def _apply(connection: Connection, assessment_id: str, table: Table, found: Changes) -> None:
    if found.removed or found.moved:  # seldom
        key = table.c[KEY_OF[table]]
        own = table.c.assessment == assessment_id
        if found.removed:
            connection.execute(delete(table).where(own, key.in_(found.removed)))
        for row in found.moved:
            connection.execute(update(table).where(own, key == row[key.name]).values(position=row["position"]))
    upsert(connection, table, [{"assessment": assessment_id, **row} for row in found.written])
