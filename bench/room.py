"""A full room: scripted phones speak Streamlit's protocol to the running app, and each answer is stored.

    python -m bench.room [--phones 10 50 200 500] [--seconds 30] [--database sqlite|postgresql] [--only-ours]

A *tap* is whatever a phone sends and waits for: an answer or a Next. Rows of phones tap twice in `pace` seconds each:
*wanted* is what they ask for if answered at once; a phone that is not answered in time taps as soon as it is. *fast* is
one phone, and *at once* ten phones, that tap again as soon as they are answered; *join* is fifty phones that open the
app within a second. *Server* and *phones* are the shares of one processor that each of the two processes used. At the
end, every answer that was shown as saved is looked for in the store.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.servers import both, cpu_seconds, memory
from bench.tables import late, table
from tests.builders import real_content
from tests.clients.client import Client
from tests.clients.kills import opened
from tests.clients.person import Person, given, stored_of
from tests.clients.server import Server
from tests.postgresql import PostgreSQL

PACE = {10: 5.0, 50: 5.0, 200: 5.0, 500: 10.0}
"""Seconds in which a phone taps twice, by the number of phones."""
JOINING, JOIN_SECONDS = 50, 1.0
AT_ONCE = 10
STOCK_OPTIONS = 4


class PacedClient(Client):
    """A client that taps at a pace, and notes how long each tap took."""

    pause = 0.0
    """Seconds from one tap to the next, at least."""
    milliseconds: list[float] | None = None
    """Of every tap; None while nothing is measured."""
    _due = 0.0

    async def send(self, trigger: WidgetState | None = None, *, fragment: str = "") -> None:
        await asyncio.sleep(self._due - time.perf_counter())
        begun = time.perf_counter()
        self._due = begun + self.pause
        await super().send(trigger, fragment=fragment)
        if self.milliseconds is not None:
            self.milliseconds.append(1000 * (time.perf_counter() - begun))


class Phone(Protocol):
    """Somebody who answers and goes on."""

    client: PacedClient

    async def arrive(self) -> None: ...
    async def answer(self) -> None: ...
    async def go_on(self) -> None: ...


@dataclass
class OurPhone:
    """A person of the tests; remembers what was acknowledged. Who has answered everything hands on to somebody new."""

    client: PacedClient
    number: int
    people: list[Person] = field(default_factory=list)

    @property
    def person(self) -> Person:
        """Who answers now."""
        return self.people[-1]

    async def arrive(self) -> None:
        self.people.append(Person(self.client, real_content(), random.Random(self.number)))
        await self.person.begin()

    async def answer(self) -> None:
        await self.person.answer()

    async def go_on(self) -> None:
        await self.person.move("finish" if self.client.offers("finish") else "next")
        if self.client.place == "result":
            await self._hand_on()

    async def _hand_on(self) -> None:
        await self.client.drop()
        before, self.client = self.client, PacedClient(self.client.address, query=self.client.query)
        await self.arrive()
        self.client.pause, self.client.milliseconds = before.pause, before.milliseconds


@dataclass
class StockPhone:
    """The same taps in the stock app."""

    client: PacedClient
    number: int
    at: int = 1

    async def arrive(self) -> None:
        await self.client.open()
        await self.client.tap("start")

    async def answer(self) -> None:
        await self.client.choose(f"q_{self.at}", self.number % STOCK_OPTIONS)

    async def go_on(self) -> None:
        await self.client.tap("next")
        self.at = self.at % 24 + 1


PHONES: dict[str, Callable[[PacedClient, int], Phone]] = {"ours": OurPhone, "stock": StockPhone}


@dataclass
class Figures:
    """What was measured of one row; `wanted`: the taps a second of phones that are answered at once, 0 for no pause."""

    wanted: float = 0
    milliseconds: list[float] = field(default_factory=list)
    bytes_of_a_pair: list[int] = field(default_factory=list)
    messages_of_a_pair: list[int] = field(default_factory=list)
    seconds: float = 0
    processor: float = 0
    phones_processor: float = 0
    megabytes: float = 0
    acknowledged: int = 0
    found: int = 0

    def row(self) -> list[str]:
        taps = len(self.milliseconds)
        return [
            f"{taps:,}",
            f"{statistics.median(self.milliseconds):,.1f}",
            f"{late(self.milliseconds):,.1f}",
            f"{max(self.milliseconds):,.1f}",
            f"{self.wanted:,.0f}" if self.wanted else "–",
            f"{taps / self.seconds:,.0f}",
            f"{self.processor / self.seconds:.2f}",
            f"{self.phones_processor / self.seconds:.2f}",
            f"{1000 * self.processor / taps:,.1f}",
            f"{statistics.median(self.bytes_of_a_pair or [0]):,.0f}",
            f"{statistics.median(self.messages_of_a_pair or [0]):,.0f}",
            f"{self.megabytes:,.0f}",
            f"{self.found:,} of {self.acknowledged:,}",
        ]


HEADS = [
    "app", "row", "taps", "median ms", "p95 ms", "worst ms", "wanted/s", "taps/s", "server", "phones", "CPU ms/tap",
    "bytes answer + next", "messages", "MB", "found",
]  # fmt: skip


async def pair(phone: Phone, figures: Figures) -> None:
    """An answer and a Next."""
    client, messages, received = phone.client, phone.client.messages, phone.client.bytes_received
    await phone.answer()
    await phone.go_on()
    if phone.client is client:
        figures.bytes_of_a_pair.append(client.bytes_received - received)
        figures.messages_of_a_pair.append(client.messages - messages)


async def work(phone: Phone, figures: Figures, until: float, pause: float) -> None:
    """Taps until the time is over; a phone with a pause begins somewhere within it."""
    await asyncio.sleep(random.random() * pause)
    phone.client.pause, phone.client.milliseconds = pause, figures.milliseconds
    while time.perf_counter() < until:
        await pair(phone, figures)


@contextmanager
def measured(server: Server, figures: Figures) -> Iterator[None]:
    """Notes how long what is inside took, and the processor that the server and the phones used for it."""
    processor, own, begun = cpu_seconds(server), time.process_time(), time.perf_counter()
    yield
    figures.seconds = time.perf_counter() - begun
    figures.processor = cpu_seconds(server) - processor
    figures.phones_processor = time.process_time() - own
    figures.megabytes = memory(server)


async def room(app: str, server: Server, count: int, seconds: float, pause: float, *, query: str = "") -> Figures:
    """So many phones, already at the first question when the time starts; `query` of the address they open."""
    phones = [PHONES[app](PacedClient(server.address, query=query), number) for number in range(count)]
    for first in range(0, count, 10):
        await asyncio.gather(*(phone.arrive() for phone in phones[first : first + 10]))
    figures = Figures(wanted=count / pause if pause else 0)
    with measured(server, figures):
        until = time.perf_counter() + seconds
        await asyncio.gather(*(work(phone, figures, until, pause) for phone in phones))
    if app == "ours":
        look_up(server, phones, figures)
    for phone in phones:
        await phone.client.drop()
    return figures


def look_up(server: Server, phones: list[Phone], figures: Figures) -> None:
    """Looks in the store for every answer that was acknowledged."""
    people = [person for phone in phones if isinstance(phone, OurPhone) for person in phone.people]
    with opened(server.database_url) as store:
        for person in people:
            stored = stored_of(store, person)
            figures.acknowledged += len(person.acknowledged)
            figures.found += sum(person.may_be(question, given(stored, question)) for question in person.acknowledged)


async def join(server: Server) -> Figures:
    """Phones that open the app within a second, each until its first screen is drawn."""
    figures = Figures(wanted=JOINING / JOIN_SECONDS)
    clients = [Client(server.address) for _ in range(JOINING)]

    async def arrive(number: int, client: Client) -> None:
        await asyncio.sleep(JOIN_SECONDS * number / JOINING)
        begun = time.perf_counter()
        await client.open()
        figures.milliseconds.append(1000 * (time.perf_counter() - begun))

    with measured(server, figures):
        await asyncio.gather(*(arrive(number, client) for number, client in enumerate(clients)))
    for client in clients:
        figures.bytes_of_a_pair.append(client.bytes_received)
        figures.messages_of_a_pair.append(client.messages)
        await client.drop()
    return figures


def measure(options: argparse.Namespace, servers: dict[str, Server]) -> list[list[str]]:
    """Every row, ours and stock in turn."""
    rows = []

    def note(app: str, name: str, figures: Figures) -> None:
        rows.append([app, name, *figures.row()])
        print("  ".join(rows[-1]), file=sys.stderr)

    for app, server in servers.items():
        asyncio.run(room(app, server, 2, 2, 0))  # the first person of a process pays for its imports
        note(app, "fast", asyncio.run(room(app, server, 1, options.seconds / 3, 0)))
    for app, server in servers.items():
        note(app, f"{AT_ONCE} at once", asyncio.run(room(app, server, AT_ONCE, options.seconds / 3, 0)))
    for app, server in servers.items():
        note(app, f"{JOINING} join in {JOIN_SECONDS:.0f} s", asyncio.run(join(server)))
    for count in options.phones:
        pace = PACE.get(count, 5.0)
        for app, server in servers.items():
            if app == "stock" and count > options.largest_stock:
                continue
            figures = asyncio.run(room(app, server, count, options.seconds, pace / 2))
            note(app, f"{count}, two taps in {pace:.0f} s", figures)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, nargs="*", default=[10, 50, 200, 500])
    parser.add_argument("--largest-stock", type=int, default=200, help="more phones than this only for our app")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only-ours", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, ExitStack() as ending:
        url = ""
        if options.database == "postgresql":
            running = PostgreSQL(Path(folder))
            ending.callback(running.server.cleanup)
            url = running.create()
        servers = ending.enter_context(both(Path(folder), url))
        if options.only_ours:
            del servers["stock"]
        rows = measure(options, servers)
    print(table(HEADS, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
