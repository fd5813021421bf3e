"""Organisations, their trainers, and what all workshops of one of them add up to.

A trainer's code has two parts: the handle, by which the row is found, and a secret, of which a slow hash is kept. One
that leads sees the workshops of the whole organisation, others their own. On a laptop there is no organisation: one
code, set or made at the start, opens workshops, and whoever knows it sees all of those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, delete, func, insert, select, true, update

from canvas.cohort import cohort_of
from canvas.content.models import Content
from canvas.errors import KanvasError
from canvas.group import GroupPicture
from canvas.store.assessments import Clock
from canvas.store.codes import RandomBytes, random_bytes
from canvas.store.deleting import note_erased, sweep
from canvas.store.engine import reading, writing
from canvas.store.guesses import count_guess
from canvas.store.retrying import each_retried
from canvas.store.slow_hashes import fits, slow_hash
from canvas.store.tables import organisation, trainer, workshop
from canvas.store.tallies import NOBODY, forget, tallies_of
from canvas.store.visible import is_visible
from canvas.tallies import Tallies, named_traits, totals_of
from canvas.workshop import CODE_LENGTH, is_same_name, letters_from, letters_meant, new_join_code, read_join_code

SECRET_LENGTH = 10
"""Letters of the secret: 46 bits, behind a slow hash and few tries a minute."""


@dataclass(frozen=True)
class Account:
    """Whose workshops somebody may see: a trainer's, or those of the whole organisation for one that leads."""

    trainer: str | None
    name: str
    organisation: str | None
    organisation_name: str
    leads: bool

    @property
    def owner(self) -> str:
        """Whose tally shows all of these workshops."""
        return (self.organisation if self.leads else self.trainer) or NOBODY


@dataclass(frozen=True)
class Organisation:
    """An organisation as it is listed."""

    id: str
    code: str
    name: str
    trainers: int
    workshops: int

    @property
    def account(self) -> Account:
        """All of its workshops."""
        return Account(None, self.name, self.id, self.name, leads=True)


LAPTOP = Account(None, "", None, "", leads=True)
"""Whoever knows the code of a laptop: the workshops of no organisation."""


@dataclass(frozen=True)
class Overview:
    """A picture over many workshops: every one with its newest picture."""

    workshops: int
    people: int
    picture: GroupPicture
    traits: Mapping[str, Mapping[str, int]]
    """Trait, such as sector → value → people; only where enough people share it."""
    otherwise: int
    """People whose picture rests on another content, and who are not in this one."""


@dataclass(frozen=True)
class Founded:
    """A new organisation. This is the only moment the trainer code can be seen."""

    id: str
    code: str
    trainer_code: str = field(repr=False)
    """Of the first trainer, who leads."""


@each_retried(but=("create", "add_trainer", "delete"))
class Organisations:
    """All organisations of a store. Every method raises StoreError when it cannot be done."""

    def __init__(
        self, engine: Engine, clock: Clock, content: Callable[[], Content], random: RandomBytes = random_bytes
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._content = content
        self._random = random

    def create(self, name: str) -> Founded:
        """A new organisation with its first trainer, who leads."""
        own_id, code = self._random(16).hex(), new_join_code(self._random)
        row = {"id": own_id, "code": code, "name": name, "deleting": False, "created_at": self._clock()}
        with writing(self._engine) as connection:
            connection.execute(insert(organisation).values(row))
        return Founded(own_id, code, self.add_trainer(own_id, name, leads=True))

    def add_trainer(self, own_id: str, name: str, *, leads: bool = False) -> str:
        """A new trainer; returns the trainer code, which can never be seen again. Raises: KanvasError."""
        handle, secret = new_join_code(self._random), letters_from(self._random, SECRET_LENGTH)
        row = {
            "id": self._random(16).hex(),
            "organisation": own_id,
            "handle": handle,
            "secret_hash": slow_hash(secret),
            "name": name,
            "leads": leads,
        }
        with writing(self._engine) as connection:
            refuse_gone(connection, own_id)
            connection.execute(insert(trainer).values(row))
        half = SECRET_LENGTH // 2
        return f"{handle}-{secret[:half]}-{secret[half:]}"

    def remove_trainer(self, own_id: str, typed_code: str) -> None:
        """Ends a trainer's code, of which only the handle is needed; the workshops stay the organisation's.

        Raises: KanvasError, when the organisation has no such trainer.
        """
        handle = read_join_code(typed_code[:CODE_LENGTH])
        with writing(self._engine) as connection:
            own = select(trainer.c.id).where(trainer.c.organisation == own_id, trainer.c.handle == handle)
            found = connection.execute(own).scalar()
            if found is None:
                raise KanvasError("trainer_unknown", code=typed_code[:CODE_LENGTH])
            connection.execute(delete(trainer).where(trainer.c.id == found))  # waits for who is just counting
            forget(connection, [found])

    def all(self) -> tuple[Organisation, ...]:
        """Every organisation, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(_listed().order_by(organisation.c.name, organisation.c.id)).mappings().all()
        return tuple(Organisation(**row) for row in rows)

    def find(self, typed: str) -> Organisation:
        """The organisation of a code. Raises: KanvasError, when there is none."""
        with reading(self._engine) as connection:
            own = _listed().where(organisation.c.code == read_join_code(typed))
            row = connection.execute(own).mappings().first()
        if row is None:
            raise KanvasError("organisation_unknown", code=typed[:12])
        return Organisation(**row)

    def enter(self, typed: str, laptop_code: str, address: str) -> Account | None:
        """Whose workshops a trainer code opens; None if it is no code. `laptop_code`: that of no organisation.

        Raises: StoreError, when too many were tried.
        """
        with writing(self._engine) as connection:
            count_guess(connection, f"trainer:{address}", self._clock())
        letters = ["".join(filter(str.isalnum, each)).upper().encode() for each in (typed, laptop_code)]
        if compare_digest(*letters):
            return LAPTOP
        meant = letters_meant(typed, CODE_LENGTH + SECRET_LENGTH)
        if meant is None:
            return None
        wanted = _accounts().where(trainer.c.handle == meant[:CODE_LENGTH])
        with reading(self._engine) as connection:
            row = connection.execute(wanted).mappings().first()
        return _account(row) if row and fits(row["secret_hash"], meant[CODE_LENGTH:]) else None

    def account(self, trainer_id: str | None) -> Account:
        """A trainer as it is now; None: the laptop's. Raises: KanvasError, when the trainer code was ended."""
        if trainer_id is None:
            return LAPTOP
        with reading(self._engine) as connection:
            row = connection.execute(_accounts().where(trainer.c.id == trainer_id)).mappings().first()
        if row is None:
            raise KanvasError("trainer_gone")
        return _account(row)

    def overview(self, owner: str) -> Overview:
        """What the newest pictures of all workshops of an owner add up to; suppressed while that is too small."""
        content = self._content()
        with reading(self._engine) as connection:
            found = tallies_of(connection, owner)
        now = found.pop(content.fingerprint, Tallies())
        return Overview(
            workshops=now.groups,
            people=now.people,
            picture=GroupPicture(content.settings.version, cohort_of(content, totals_of(now))),
            traits=named_traits(now, content.settings.group.smallest),
            otherwise=sum(each.people for each in found.values()),
        )

    def delete(self, own_id: str, name: str) -> None:
        """Deletes an organisation with everything in it: trainers, workshops, the answers of all who joined.

        Nobody gets in from the first moment on; what is in it goes in batches.
        Raises: KanvasError, when the name differs from the organisation's.
        """
        own = organisation.c.id == own_id
        with writing(self._engine) as connection:
            held = connection.execute(select(organisation).where(own).with_for_update()).first()
            if held is None:
                raise KanvasError("organisation_gone")
            if not is_same_name(name, held.name):
                raise KanvasError("organisation_name_differs")
            connection.execute(update(organisation).where(own).values(deleting=True))
            note_erased(connection, [own_id])
        sweep(self._engine)


def refuse_gone(connection: Connection, own_id: str | None) -> None:
    """Keeps an organisation from being deleted until the end of the transaction; None is always there.

    Raises: KanvasError, when it is being deleted.
    """
    there = select(organisation.c.id).where(organisation.c.id == own_id, ~organisation.c.deleting)
    if own_id is not None and connection.execute(there.with_for_update(read=True)).first() is None:
        raise KanvasError("organisation_gone")


def belongs_to(account: Account | None) -> ColumnElement[bool]:
    """The workshops that an account may see; None: all."""
    if account is None:
        return true()
    if account.leads:
        return workshop.c.organisation.is_not_distinct_from(account.organisation)
    return workshop.c.trainer == account.trainer


def _listed() -> Select[Any]:
    trainers = select(func.count()).where(trainer.c.organisation == organisation.c.id)
    workshops = select(func.count()).where(workshop.c.organisation == organisation.c.id, is_visible())
    counts = (trainers.scalar_subquery().label("trainers"), workshops.scalar_subquery().label("workshops"))
    own = (organisation.c.id, organisation.c.code, organisation.c.name)
    return select(*own, *counts).where(~organisation.c.deleting)


def _accounts() -> Select[Any]:
    return (
        select(trainer, organisation.c.name.label("organisation_name"))
        .select_from(trainer.join(organisation, organisation.c.id == trainer.c.organisation))
        .where(~organisation.c.deleting)
    )


def _account(row: RowMapping) -> Account:
    return Account(row["id"], row["name"], row["organisation"], row["organisation_name"], row["leads"])
