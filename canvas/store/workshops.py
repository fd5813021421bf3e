"""The repository of workshops: opened by a trainer, joined by a code, entered by a PIN, watched by a projector's link.

A PIN is short enough to remember, so it is hashed slowly (argon2) and few can be tried a minute. The projector's link
holds a token of 144 random bits; it opens what is on the wall, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, and_, func, select, update

from canvas.errors import KanvasError
from canvas.store.assessments import Clock
from canvas.store.codes import RandomBytes, new_token, random_bytes, token_hash
from canvas.store.deleting import note_erased, sweep
from canvas.store.engine import reading, upsert, writing
from canvas.store.guesses import count_guess
from canvas.store.organisations import LAPTOP, Account, belongs_to, refuse_gone
from canvas.store.retrying import each_retried, retried
from canvas.store.slow_hashes import fits, slow_hash
from canvas.store.tables import assessment as assessments
from canvas.store.tables import member, projector, workshop
from canvas.store.tallies import unfold
from canvas.store.visible import is_visible
from canvas.workshop import State, Workshop, is_same_name, new_join_code, read_join_code

PIN_DIGITS = 8
"""A hundred million PINs: with the limit on guesses, one is found in a year of trying at the earliest."""


@dataclass(frozen=True)
class Opened:
    """A new workshop. This is the only moment the PIN can be seen: only its hash is stored."""

    id: str
    code: str
    pin: str = field(repr=False)


@dataclass(frozen=True)
class Wall:
    """What the trainer has put on the wall: the scenes that are revealed, a message to the phones, a countdown."""

    scenes: tuple[str, ...] = ()
    counts: bool = True
    """Whether it shows how many joined, are answering, and have finished."""
    message: str = ""
    ends_at: datetime | None = None
    compared: str | None = None
    """The id of an earlier workshop to compare with."""
    all_of: str | None = None
    """The owner of many workshops to compare with instead: see `Account.owner`."""


@dataclass(frozen=True)
class Held:
    """A workshop of the store."""

    id: str
    workshop: Workshop
    wall: Wall
    organisation: str | None = None
    """The id of the organisation that it belongs to."""


@dataclass(frozen=True)
class Listed:
    """A workshop and how many joined and finished it."""

    held: Held
    joined: int
    finished: int


@each_retried(but=("create",))
class Workshops:
    """All workshops of a store. Every method raises StoreError when it cannot be done."""

    def __init__(
        self, engine: Engine, clock: Clock, random: RandomBytes = random_bytes, within: Account | None = None
    ) -> None:
        """With `within`, the workshops of an account are all there are: nothing else is found, listed or opened."""
        self._engine = engine
        self._clock = clock
        self._random = random
        self._within = within

    def of(self, account: Account) -> Workshops:
        """The workshops of an account; a new one belongs to it."""
        return Workshops(self._engine, self._clock, self._random, account)

    def create(
        self,
        name: str,
        *,
        place: str,
        held_on: date,
        language: str,
        parts: tuple[str, ...] = (),
        code: str | None = None,
    ) -> Opened:
        """Opens a workshop, under a new join code unless one is given.

        Raises: KanvasError, when the organisation was deleted.
        """
        account = self._within or LAPTOP
        pin = str(int.from_bytes(self._random(16)) % 10**PIN_DIGITS).zfill(PIN_DIGITS)
        opened = Opened(self._random(16).hex(), code or new_join_code(self._random), pin)
        values = {
            "id": opened.id,
            "code": opened.code,
            "name": name,
            "place": place,
            "held_on": held_on,
            "language": language,
            "parts": json.dumps(parts),
            "state": State.OPEN.value,
            "pin_hash": slow_hash(pin),
            "wall": _written(Wall()),
            "message": "",
            "created_at": self._clock(),
            "organisation": account.organisation,
            "trainer": account.trainer,
        }
        self._keep(values, account.organisation)
        return opened

    @retried
    def _keep(self, values: dict[str, object], organisation: str | None) -> None:
        with writing(self._engine) as connection:
            refuse_gone(connection, organisation)
            upsert(connection, workshop, [values])

    def all(self, most: int | None = None) -> tuple[Listed, ...]:
        """Every workshop, newest first; at most so many."""
        own = select(workshop.c.id).where(is_visible(), belongs_to(self._within))
        newest = own.order_by(workshop.c.created_at.desc(), workshop.c.id).limit(most)
        finished = func.count(assessments.c.finished_at)
        present = and_(member.c.workshop == workshop.c.id, ~member.c.left)
        counted = (
            select(workshop, func.count(member.c.assessment).label("joined"), finished.label("finished"))
            .select_from(
                workshop.outerjoin(member, present).outerjoin(assessments, assessments.c.id == member.c.assessment)
            )
            .where(workshop.c.id.in_(newest))
            .group_by(workshop.c.id)
            .order_by(workshop.c.created_at.desc(), workshop.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(counted).mappings().all()
        return tuple(Listed(held_of(row), row["joined"], row["finished"]) for row in rows)

    def find(self, typed: str) -> Held:
        """The workshop of a join code, however it is typed. Raises: KanvasError, when there is none."""
        code = read_join_code(typed)
        with reading(self._engine) as connection:
            own = select(workshop).where(workshop.c.code == code, is_visible(), belongs_to(self._within))
            row = connection.execute(own).mappings().first()
        if row is None:
            raise KanvasError("workshop_unknown", code=typed[:12])
        return held_of(row)

    def read(self, workshop_id: str) -> Held:
        """A workshop by its id. Raises: KanvasError, when it was deleted."""
        with reading(self._engine) as connection:
            return held_by(connection, workshop_id)

    def enter(self, typed_code: str, pin: str, address: str) -> Held | None:
        """The workshop that a code and its PIN open; None if the PIN is another one.

        Raises: StoreError, when too many were tried.
        """
        held = self.find(typed_code)
        with writing(self._engine) as connection:
            count_guess(connection, f"pin:{held.id}:{address}", self._clock())
            pin_hash = connection.execute(select(workshop.c.pin_hash).where(workshop.c.id == held.id)).scalar()
        return held if _fits(pin_hash, pin) else None

    def new_projector(self, workshop_id: str) -> str:
        """A token for a projector's link; earlier ones stay good."""
        token = new_token(self._random)
        with writing(self._engine) as connection:
            upsert(connection, projector, [{"hash": token_hash(token), "workshop": workshop_id}])
        return token

    def projected(self, token: str) -> str | None:
        """The id of the workshop that a projector's link shows."""
        wanted = select(projector.c.workshop).where(projector.c.hash == token_hash(token))
        with reading(self._engine) as connection:
            found: str | None = connection.execute(wanted).scalar()
        return found

    def move(self, workshop_id: str, state: State) -> Held:
        """Pauses, reopens, closes or archives. Raises: KanvasError, when that cannot follow the present state."""
        with writing(self._engine) as connection:
            held = held_by(connection, workshop_id, lock=True)
            moved = held.workshop.moved_to(state)
            connection.execute(update(workshop).where(workshop.c.id == workshop_id).values(state=moved.state.value))
        return replace(held, workshop=moved)

    def put_up(self, workshop_id: str, wall: Wall) -> None:
        """Changes what is on the wall and on the phones."""
        values = {
            "wall": _written(wall),
            "message": wall.message,
            "ends_at": wall.ends_at,
        }
        with writing(self._engine) as connection:
            connection.execute(update(workshop).where(workshop.c.id == workshop_id).values(values))

    def delete(self, workshop_id: str, name: str) -> None:
        """Deletes a workshop with everything in it: the answers of all who joined, too.

        It is gone for everybody at once; what is in it goes in batches.
        Raises: KanvasError, when the name differs from the workshop's.
        """
        with writing(self._engine) as connection:
            held = held_by(connection, workshop_id, lock=True)
            if not is_same_name(name, held.workshop.name):
                raise KanvasError("workshop_name_differs")
            unfold(connection, workshop_id)
            connection.execute(update(workshop).where(workshop.c.id == workshop_id).values(deleting=True))
            note_erased(connection, [workshop_id])
        sweep(self._engine)


def held_by(connection: Connection, workshop_id: str, *, lock: bool = False) -> Held:
    """A workshop within a transaction; with `lock`, others that lock it wait until the end of the transaction.

    Raises: KanvasError, when it was deleted.
    """
    wanted = select(workshop).where(workshop.c.id == workshop_id, is_visible())
    row = connection.execute(wanted.with_for_update() if lock else wanted).mappings().first()
    if row is None:
        raise KanvasError("workshop_gone")
    return held_of(row)


def _written(wall: Wall) -> str:
    return json.dumps({"scenes": wall.scenes, "counts": wall.counts, "compared": wall.compared, "all_of": wall.all_of})


def held_of(row: RowMapping | Mapping[str, Any]) -> Held:
    """The workshop of a row."""
    wall = json.loads(row["wall"])
    return Held(
        id=row["id"],
        workshop=Workshop(
            code=row["code"],
            name=row["name"],
            place=row["place"],
            held_on=row["held_on"],
            language=row["language"],
            parts=tuple(json.loads(row["parts"])),
            state=State(row["state"]),
        ),
        wall=Wall(
            scenes=tuple(wall["scenes"]),
            counts=wall["counts"],
            message=row["message"],
            ends_at=row["ends_at"],
            compared=wall["compared"],
            all_of=wall.get("all_of"),  # a server of the version before writes none
        ),
        organisation=row["organisation"],
    )


def _fits(pin_hash: str | None, pin: str) -> bool:
    return pin_hash is not None and fits(pin_hash, "".join(filter(str.isdigit, pin))[:PIN_DIGITS])
