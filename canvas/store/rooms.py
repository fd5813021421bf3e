"""What a room looks like now, read once a second for however many projectors and phones ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from canvas.change import Change
from canvas.errors import KanvasError
from canvas.store.compared import Compared
from canvas.store.copies import reading_copy
from canvas.store.errors import StoreError
from canvas.store.members import Live, Members
from canvas.store.organisations import Organisations
from canvas.store.pictures import Pictures, Taken
from canvas.store.workshops import Held, Workshops

FRESH_FOR = 1.0
"""Seconds for which what was read serves everybody."""


@dataclass(frozen=True)
class Earlier:
    """An earlier workshop and its newest picture, to compare with; without a name, all workshops of a trainer.

    `change`: how far those have moved who are in the pictures of both; None where these are too few.
    """

    name: str
    taken: Taken
    change: Change | None = None


@dataclass(frozen=True)
class Room:
    """A workshop, how far its people are, its newest picture, and an earlier one."""

    held: Held
    live: Live
    taken: Taken | None
    earlier: Earlier | None


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    room: Room | None = None
    read_at: float = 0.0


class Rooms:
    """The rooms of all workshops. `seconds` returns a time that only runs forward."""

    def __init__(
        self,
        workshops: Workshops,
        members: Members,
        pictures: Pictures,
        compared: Compared,
        organisations: Organisations,
        seconds: Callable[[], float],
    ) -> None:
        self._workshops = workshops
        self._members = members
        self._pictures = pictures
        self._compared = compared
        self._organisations = organisations
        self._seconds = seconds
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def now(self, workshop_id: str) -> Room:
        """The room, at most a second old. Raises: KanvasError, when the workshop was deleted."""
        with self._lock:
            kept = self._kept.setdefault(workshop_id, _Kept())
        with kept.lock:  # while one asks the store, the others wait for its answer
            if kept.room is None or self._seconds() - kept.read_at >= FRESH_FOR:
                kept.room, kept.read_at = self._read(workshop_id), self._seconds()
            return kept.room

    def changed(self, workshop_id: str) -> None:
        """The next look reads the store: a trainer has just changed something."""
        with self._lock:
            self._kept.pop(workshop_id, None)

    def _read(self, workshop_id: str) -> Room:
        held = self._workshops.read(workshop_id)
        taken, wall = self._pictures.newest(workshop_id, reading_copy), held.wall
        earlier = self._earlier(workshop_id, wall.compared) if wall.compared else None
        if wall.all_of is not None and taken:
            earlier = self._all(wall.all_of, taken)
        return Room(held, self._members.live(workshop_id), taken, earlier)

    def _all(self, owner: str, now: Taken) -> Earlier | None:
        """What all workshops of an owner add up to; None where these are too few people."""
        found = self._organisations.overview(owner)
        if found.picture.cohort.suppressed:
            return None
        return Earlier("", Taken(0, now.taken_at, found.people, found.picture, 0))

    def _earlier(self, workshop_id: str, earlier_id: str) -> Earlier | None:
        """None also where the earlier workshop was deleted meanwhile."""
        try:
            name = self._workshops.read(earlier_id).workshop.name
        except StoreError:
            raise
        except KanvasError:
            return None
        taken = self._pictures.newest(earlier_id, reading_copy)
        return Earlier(name, taken, self._compared.change(workshop_id, earlier_id)) if taken else None
