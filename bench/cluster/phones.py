"""Scripted phones that go on answering, whatever happens to the servers, and note how long they had to wait."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

from canvas.session import REVIEW
from canvas.stops import stops
from canvas.store import Assessments
from tests.builders import real_content
from tests.clients.client import GONE, Client
from tests.clients.person import Person, given, stored_of

NOT_STORED = "Belum tersimpan"


@dataclass(frozen=True)
class Wait:
    """An answer with its Next: when it was tapped, and the seconds until it was kept and the next question there."""

    tapped: float
    seconds: float


@dataclass
class Phone:
    """Somebody with a phone who answers, goes on, and looks around for the rest of `pace` seconds."""

    person: Person
    pace: float
    waits: list[Wait] = field(default_factory=list)
    acknowledgements: list[float] = field(default_factory=list)
    """When an answer was seen as saved."""
    fresh: set[str] = field(default_factory=set)
    """The questions of these answers."""

    def __post_init__(self) -> None:
        self.person.on_acknowledged = self._note

    def _note(self, asked: str) -> None:
        self.acknowledgements.append(time.monotonic())
        self.fresh.add(asked)

    def forget(self) -> None:
        """A new trial starts: what was measured so far goes."""
        self.waits.clear()
        self.acknowledgements.clear()
        self.fresh.clear()

    async def work(self, until: asyncio.Event) -> None:
        """Answers until the time is over; never stops between an answer and its Next."""
        await asyncio.sleep(self.person.random.random() * self.pace)
        while not until.is_set():
            begun = time.monotonic()
            await self._step()
            self.waits.append(Wait(begun, time.monotonic() - begun))
            await asyncio.sleep(max(0.0, begun + self.pace - time.monotonic()))

    async def _step(self) -> None:
        is_cut = False
        while True:
            try:
                if is_cut:
                    await self.person.come_back(reload=False)
                    is_cut = False
                await self.person.step()
                await self._until_kept()
                return
            except GONE:  # also while coming back, where one replica after the other is stopped
                is_cut = True

    async def _until_kept(self) -> None:
        """Waits while the screen says that the answer is not stored yet: the page tries again automatically."""
        client = self.person.client
        while NOT_STORED in client.sees():
            await client.wait(lambda: NOT_STORED not in client.sees())

    async def is_back(self, store: Assessments) -> bool:
        """Loads the page afresh; whether it opens where this person was.

        Where the last answer was stored and its Next was not, it is the question itself, otherwise the one after it.
        """
        seen = self.person.client.place or ""
        await self.person.client.drop()
        await self.person.come_back(reload=True)
        stored = stored_of(store, self.person).assessment
        way = [*(stop.id for stop in stops(self.person.content, stored)), REVIEW]
        following = way[way.index(seen) + 1 :][:1] if seen in way else []
        return self.person.client.place in (seen, *following)

    def lost(self, store: Assessments) -> list[str]:
        """The answers acknowledged in this trial that the store does not hold."""
        stored = stored_of(store, self.person)
        return [
            f"{question}: acknowledged {self.person.acknowledged[question]!r}, stored {given(stored, question)!r}"
            for question in sorted(self.fresh)
            if not self.person.may_be(question, given(stored, question))
        ]


async def arrived(address: str, count: int, pace: float) -> list[Phone]:
    """So many phones at the first question, ten at a time."""
    phones = [Phone(Person(Client(address), real_content(), Random(number)), pace) for number in range(count)]
    for first in range(0, count, 10):
        await asyncio.gather(*(phone.person.begin() for phone in phones[first : first + 10]))
    return phones
