"""The repository of assessments: it speaks in domain values, and no SQL stands above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from canvas.assessment import Assessment
from canvas.content.models import Content
from canvas.store.codes import (
    RandomBytes,
    code_hash,
    erased_hash,
    new_code,
    new_token,
    random_bytes,
    read_code,
    token_hash,
)
from canvas.store.engine import note_erasure, reading, upsert, wipe_traces, writing
from canvas.store.errors import StoreError
from canvas.store.guesses import count_guess
from canvas.store.outcomes import write_outcome
from canvas.store.rows import KEY_OF, Changes, Row, assessment_from, changes, header, parts, steps_done
from canvas.store.tables import PARTS, Moment, entry_key, erased, planned_step
from canvas.store.tables import assessment as assessments

Clock = Callable[[], datetime]
"""Gives the time now, with its zone."""


@dataclass(frozen=True)
class Keys:
    """A new assessment and its two ways back. This is the only moment they can be seen: only hashes are stored."""

    id: str
    token: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True)
class Stored:
    """An assessment and what is known beside it."""

    id: str
    assessment: Assessment
    place: str | None
    """The question where the person is."""
    finished_at: datetime | None
    updated_at: datetime
    previous_id: str | None
    """The same person's assessment before this one."""
    next_id: str | None
    """The same person's assessment after this one."""

    @property
    def done(self) -> Mapping[str, date]:
        """The steps that were ticked, and when."""
        return steps_done(self.assessment.plan)


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
        self._engine = engine
        self._clock = clock
        self._random = random
        self._content = content

    def new_keys(self) -> Keys:
        """Keys for an assessment that is about to begin."""
        return Keys(self._random(16).hex(), new_token(self._random), new_code(self._random))

    def begin(
        self,
        assessment: Assessment,
        *,
        previous: str | None = None,
        place: str | None = None,
        keys: Keys | None = None,
    ) -> Keys:
        """Stores a new assessment: its person has agreed to that now. `previous`: the one it follows up.

        With `keys` from `new_keys` it can be repeated when no answer came: it is the same beginning then.
        """
        keys = keys or self.new_keys()
        with writing(self._engine) as connection:
            now = self._not_before_others(connection)
            own = {
                "id": keys.id,
                "person": _person_of(connection, previous) if previous else keys.id,
                "previous_id": previous,
                "place": place,
                "consented_at": now,
                "updated_at": now,
                **header(assessment),
            }
            upsert(connection, assessments, [own])
            hashes = (token_hash(keys.token), code_hash(keys.code))
            upsert(connection, entry_key, [{"hash": secret_hash, "assessment": keys.id} for secret_hash in hashes])
            for table, rows in parts(assessment).items():
                _apply(connection, keys.id, table, changes({}, rows))
        return keys

    def find(self, token: str) -> str | None:
        """The assessment that a token opens."""
        with reading(self._engine) as connection:
            return _opened_by(connection, token_hash(token))

    def find_by_code(self, typed: str, address: str) -> str | None:
        """The assessment that a code typed by hand opens. Raises StoreError when too many were tried.

        Only wrong codes count against the limit. What cannot be a code at all is no guess.
        """
        code = read_code(typed)
        if code is None:
            return None
        with writing(self._engine) as connection:
            count_guess(connection, address, self._clock())
            found = _opened_by(connection, code_hash(code))
            if found:
                connection.rollback()
        return found

    def new_token(self, assessment_id: str) -> str:
        """One more token: for another device, or for the QR code on paper. Each can be revoked alone."""
        token = new_token(self._random)
        self._add_key(assessment_id, token_hash(token))
        return token

    def new_code(self, assessment_id: str) -> str:
        """One more code, for somebody who wants it in writing again; earlier ones stay good."""
        code = new_code(self._random)
        self._add_key(assessment_id, code_hash(code))
        return code

    def revoke(self, token: str) -> None:
        """Ends what one token opens: the next person at a shared phone finds nothing in its history."""
        with writing(self._engine) as connection:
            connection.execute(delete(entry_key).where(entry_key.c.hash == token_hash(token)))

    def read(self, assessment_id: str) -> Stored:
        """Everything about an assessment, as it is at one moment."""
        with reading(self._engine) as connection:
            own = connection.execute(select(assessments).where(assessments.c.id == assessment_id)).mappings().first()
            if own is None:
                raise StoreError("assessment_gone")
            assessment = _assessment(connection, own)
            following = connection.execute(_following(assessment_id)).scalar()
        return Stored(
            id=assessment_id,
            assessment=assessment,
            place=own["place"],
            finished_at=own["finished_at"],
            updated_at=own["updated_at"],
            previous_id=own["previous_id"],
            next_id=following,
        )

    def save(self, assessment_id: str, before: Assessment, after: Assessment, *, place: str | None = None) -> None:
        """Stores what differs between two values of an assessment, and touches nothing else.

        So two devices on one code do not undo each other: the last answer to a question wins. After a
        StoreError nothing of it is stored, and the same call can be made again. `place` None: unchanged.
        """
        own = header(after) if header(before) != header(after) else {}
        if place is not None:
            own["place"] = place
        earlier, later = parts(before), parts(after)
        differing = {table: changes(earlier[table], rows) for table, rows in later.items() if earlier[table] != rows}
        if not own and not differing:
            return
        with writing(self._engine) as connection:
            self._touch(connection, assessment_id, own)
            for table, found in differing.items():
                _apply(connection, assessment_id, table, found)
            self._keep_outcome(connection, assessment_id)

    def finish(self, assessment_id: str) -> None:
        """Notes that the person came to the end; the first time counts."""
        with writing(self._engine) as connection:
            first = func.coalesce(assessments.c.finished_at, literal(self._clock(), Moment))
            self._touch(connection, assessment_id, {"finished_at": first})
            self._keep_outcome(connection, assessment_id)

    def mark_done(self, assessment_id: str, step: str, day: date | None) -> None:
        """Ticks a planned step as done on a day; None takes the tick away."""
        with writing(self._engine) as connection:
            self._touch(connection, assessment_id, {})
            ticked = and_(planned_step.c.assessment == assessment_id, planned_step.c.step == step)
            connection.execute(update(planned_step).where(ticked).values(done_on=day))

    def erase(self, assessment_id: str) -> None:
        """Deletes all of this person's assessments, keys included, for good.

        A hash of each id stays, so that restoring an earlier backup does not bring them back.
        """
        with writing(self._engine) as connection:
            person = _person_of(connection, assessment_id)
            theirs = connection.execute(select(assessments.c.id).where(assessments.c.person == person)).scalars()
            upsert(connection, erased, [{"id_hash": erased_hash(each)} for each in theirs])
            connection.execute(delete(assessments).where(assessments.c.person == person))
            note_erasure(connection)
        wipe_traces(self._engine)

    def retire(self, before: datetime) -> int:
        """Deletes the people none of whose assessments was touched since; tells how many assessments went."""
        other = assessments.alias("other")
        active = exists().where(other.c.person == assessments.c.person, other.c.updated_at >= before)
        # Its own row is asked too: PostgreSQL looks at that again if somebody answers at this very moment.
        retired_ones = delete(assessments).where(assessments.c.updated_at < before, ~active)
        with writing(self._engine) as connection:
            retired = connection.execute(retired_ones).rowcount
            if retired:
                note_erasure(connection)
        if retired:
            wipe_traces(self._engine)
        return retired

    def count(self) -> int:
        """How many assessments there are."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(assessments)).scalar_one())

    def _touch(self, connection: Connection, assessment_id: str, values: Row) -> None:
        """Writes the assessment's own row first: that makes two devices take turns, and tells if it was erased."""
        now = literal(self._clock(), Moment)
        # A clock that was set back makes nothing look older than it is, and so ready to be retired.
        latest = case((assessments.c.updated_at > now, assessments.c.updated_at), else_=now)
        own = update(assessments).where(assessments.c.id == assessment_id)
        if not connection.execute(own.values(updated_at=latest, **values)).rowcount:
            raise StoreError("assessment_gone")

    def _keep_outcome(self, connection: Connection, assessment_id: str) -> None:
        """The outcome of a finished assessment follows it, in the same transaction."""
        if self._content is None:
            return
        own = connection.execute(select(assessments).where(assessments.c.id == assessment_id)).mappings().one()
        if own["finished_at"] is not None:
            write_outcome(connection, self._content(), assessment_id, _assessment(connection, own))

    def _not_before_others(self, connection: Connection) -> datetime:
        """Now, but not before the last use of the store, should the clock have been set back since."""
        latest: datetime | None = connection.execute(select(func.max(assessments.c.updated_at))).scalar()
        now = self._clock()
        return max(now, latest) if latest else now

    def _add_key(self, assessment_id: str, secret_hash: str) -> None:
        with writing(self._engine) as connection:
            self._touch(connection, assessment_id, {})
            connection.execute(insert(entry_key).values(hash=secret_hash, assessment=assessment_id))


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
        select(entry_key.c.assessment).where(entry_key.c.hash == secret_hash)
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
    key = table.c[KEY_OF[table]]
    own = table.c.assessment == assessment_id
    if found.removed:
        connection.execute(delete(table).where(own, key.in_(found.removed)))
    for row in found.moved:
        connection.execute(update(table).where(own, key == row[key.name]).values(position=row["position"]))
    upsert(connection, table, [{"assessment": assessment_id, **row} for row in found.written])
