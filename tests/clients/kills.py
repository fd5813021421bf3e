"""Servers killed under people who answer: what was acknowledged, and what was found afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from canvas.assessment import Answer, Assessment
from canvas.session import REVIEW
from canvas.stops import stops
from canvas.store import Assessments, open_store
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.person import Person, given, stored_of
from tests.clients.server import Server


@dataclass(frozen=True)
class Round:
    """One kill: answers acknowledged since the one before, those of them in the store, and who came back where."""

    acknowledged: int
    found: int
    people: int
    back: int
    missing: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.acknowledged == self.found > 0 and self.people == self.back


@dataclass
class Tally:
    """Counts the acknowledged answers of everybody, and says when there are enough to kill the server."""

    wanted: int
    fresh: dict[tuple[int, str], Answer] = field(default_factory=dict)
    """By person and question."""
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, number: int, person: Person, asked: str) -> None:
        self.fresh[number, asked] = person.acknowledged[asked]
        if len(self.fresh) >= self.wanted:
            self.enough.set()

    def take(self) -> int:
        """How many there are; the next round starts at none."""
        count = len(self.fresh)
        self.fresh.clear()
        self.enough.clear()
        return count


async def arrived(server: Server, count: int, query: str = "") -> list[Person]:
    """So many people who open a link, agree, and are at the first question."""
    clients = [Client(server.address, query=query) for _ in range(count)]
    people = [Person(client, real_content(), Random(number)) for number, client in enumerate(clients)]
    await asyncio.gather(*(person.begin() for person in people))
    return people


async def survive(server: Server, people: list[Person], answers_a_round: int, kills: int) -> list[Round]:
    """Lets people answer, kills the server in the middle of it, looks, starts it again; so many times."""
    tally = Tally(answers_a_round)
    for number, person in enumerate(people):
        person.on_acknowledged = lambda asked, number=number, person=person: tally.note(number, person, asked)
    rounds = []
    for kill in range(kills):
        await asyncio.gather(_kill(server, tally), *(person.answer_until_gone() for person in people))
        with opened(server.database_url) as store:
            missing = _missing(store, people, tally)
            stored = [stored_of(store, person).assessment for person in people]
        acknowledged = tally.take()
        await asyncio.to_thread(server.start)
        # Half of them by the browser's own new connection, the other half by loading the page afresh.
        back = await asyncio.gather(
            *(
                _comes_back(person, assessment, reload=(number + kill) % 2 == 0)
                for number, (person, assessment) in enumerate(zip(people, stored, strict=True))
            )
        )
        rounds.append(Round(acknowledged, acknowledged - len(missing), len(people), sum(back), tuple(missing)))
    with opened(server.database_url) as store:
        rounds.append(last_look(store, people))
    return rounds


async def _kill(server: Server, tally: Tally) -> None:
    await tally.enough.wait()
    server.kill()


def _missing(store: Assessments, people: list[Person], tally: Tally) -> list[str]:
    """Acknowledged answers that the store does not hold."""
    stored = [stored_of(store, person) for person in people]
    return [
        f"{number} {question}: {people[number].acknowledged[question]!r}, stored {given(stored[number], question)!r}"
        for number, question in tally.fresh
        if not people[number].may_be(question, given(stored[number], question))
    ]


async def _comes_back(person: Person, stored: Assessment, *, reload: bool) -> bool:
    """Whether somebody finds themselves where they were, or at the next stop where their answer there is stored."""
    seen = person.client.place or ""
    await person.come_back(reload=reload)
    route = [*(stop.id for stop in stops(person.content, stored)), REVIEW]
    following = route[route.index(seen) + 1 :][:1] if seen in route else []
    return person.client.place in (seen, *following)


def last_look(store: Assessments, people: list[Person]) -> Round:
    """Everything that was ever acknowledged, in its latest version."""
    acknowledged, missing = 0, []
    for number, person in enumerate(people):
        stored = stored_of(store, person)
        acknowledged += len(person.acknowledged)
        missing += [
            f"{number} {question}"
            for question in person.acknowledged
            if not person.may_be(question, given(stored, question))
        ]
    return Round(acknowledged, acknowledged - len(missing), len(people), len(people), tuple(missing))


@contextmanager
def opened(url: str) -> Iterator[Assessments]:
    """The store, looked at from outside the server."""
    engine = open_store(url)
    yield Assessments(engine, lambda: datetime.now(UTC))
    engine.dispose()
