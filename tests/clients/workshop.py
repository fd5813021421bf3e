"""A workshop without browsers: a trainer and projectors as scripted clients, and people who finish at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from canvas.assessment import Assessment
from canvas.session import Work
from canvas.store import Assessments, Members, Workshops, open_store
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.server import Server

TRAINER_CODE = "PELATIH2026"


class Hall(Server):
    """A server that knows its trainer code."""

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "KANVAS_TRAINER_CODE": TRAINER_CODE}


@dataclass
class Trainer:
    """A trainer's laptop. `code` and `pin` are those of the workshop that was opened or entered last."""

    client: Client
    code: str = ""
    pin: str = field(default="", repr=False)

    async def opens(self, name: str) -> None:
        """A new workshop."""
        await self.client.open()
        await self.client.tap("to_create")
        await self.client.type("workshop_name", name)
        await self.client.type("trainer_code", TRAINER_CODE)
        await self.client.tap("create")
        self.code = _found(r'class="code"[^>]*>([^<]+)<', self.client.screen.html())
        self.pin = _found(r"(\d{4} \d{4})", self.client.sees())

    async def enters(self, other: Trainer) -> None:
        """The workshop of another trainer, or this one's own after the session was lost."""
        self.code, self.pin = other.code, other.pin
        if not self.client.offers("enter"):
            await self.client.open()
        await self.client.type("workshop_code", self.code)
        await self.client.type("trainer_pin", self.pin)
        await self.client.tap("enter")

    async def projector(self) -> Projector:
        """One more projector on a link of its own."""
        if self.client.offers("open_projector"):
            await self.client.tap("open_projector")
        links = (element.link_button.url for element in self.client.screen.elements())
        secret = next(url.partition("?")[2] for url in links if "/projector?" in url)
        wall = Projector(Client(self.client.address, page="projector", query=secret))
        await wall.client.open()
        return wall


@dataclass
class Projector:
    """A wall."""

    client: Client

    @property
    def scene(self) -> str:
        return _found(r'data-scene="(\w+)"', self.client.screen.html())

    @property
    def picture(self) -> str:
        """All that is shown, but for the counts in the foot."""
        return self.client.screen.html().partition("wall-foot")[0]

    async def shows(self, scene: str) -> str:
        """Waits for a scene; returns the picture."""
        await self.client.wait(lambda: self.scene == scene)
        return self.picture


def finish_at_once(server: Server, code: str, people: Iterable[Assessment]) -> None:
    """These people have joined, answered everything and finished."""
    with _stores(server) as (workshops, members, assessments):
        workshop = workshops.find(code).id
        for person in people:
            work = Work(person)
            own = assessments.begin(work)
            members.join(workshop, own)
            assessments.save(own, work, Work(person, finished=True))


@contextmanager
def _stores(server: Server):  # type: ignore[no-untyped-def]
    engine = open_store(server.database_url)

    def clock() -> datetime:
        return datetime.now(UTC)

    yield Workshops(engine, clock), Members(engine, clock), Assessments(engine, clock, content=real_content)
    engine.dispose()


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, f"no {pattern} in: {text[:500]}"
    return found[1]
