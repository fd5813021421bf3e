"""Phones, replicas, the database and their queues.

A *pair* is an answer with its Next: two requests to a phone's replica, and one commit. A replica has one interpreter:
it works for one phone at a time, and not while it waits for the database. What a request costs is drawn from an
exponential distribution around the measured mean, which has longer queues than real requests.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from random import Random

import simpy

REQUESTS = 2
"""In a pair."""


@dataclass(frozen=True)
class Costs:
    """Milliseconds of a pair: of processor, but for `commit`, which is waited for."""

    front: float
    """HAProxy; on one machine with the phones, these as well."""
    app: float
    database: float
    """PgBouncer, primary and standby."""
    commit: float
    """Until primary and standby have it on their disks."""


@dataclass(frozen=True)
class Layout:
    """What there is. `shared`: everything runs on `app_cores`; otherwise each part has its own."""

    replicas: int
    app_cores: int
    database_cores: int = 0
    shared: bool = False


@dataclass(frozen=True)
class Visit:
    """One phone: when it starts, how many pairs it answers, and the mean seconds from one to the next."""

    start: float
    pairs: int
    pace: float
    is_regular: bool = False
    """Whether the seconds between two pairs are always the same, as of a scripted phone."""


@dataclass(frozen=True)
class Pair:
    """When a pair was tapped, in seconds since the start, and how many seconds it took."""

    at: float
    seconds: float


class Simulation:
    """One run; `pairs` holds what came of it."""

    def __init__(self, layout: Layout, costs: Costs, random: Random) -> None:
        self.environment = simpy.Environment()
        self.costs, self.random = costs, random
        self.app_cores = simpy.Resource(self.environment, layout.app_cores)
        self.interpreters = [simpy.Resource(self.environment, 1) for _ in range(layout.replicas)]
        self.is_shared = layout.shared
        self.database_cores = (
            self.app_cores if layout.shared else simpy.Resource(self.environment, layout.database_cores)
        )
        self.pairs: list[Pair] = []

    def run(self, visits: Iterable[Visit], until: float) -> list[Pair]:
        """Lets all visits happen until a moment, and returns their pairs."""
        for number, visit in enumerate(visits):
            self.environment.process(self._visit(visit, self.interpreters[number % len(self.interpreters)]))
        self.environment.run(until)
        return self.pairs

    def _visit(self, visit: Visit, interpreter: simpy.Resource) -> Generator[simpy.Event, None, None]:
        yield self.environment.timeout(visit.start)
        for _ in range(visit.pairs):
            begun = self.environment.now
            for request in range(REQUESTS):
                yield from self._request(interpreter, commits=request == 0)
            took = self.environment.now - begun
            self.pairs.append(Pair(begun, took))
            pause = visit.pace if visit.is_regular else self.random.gammavariate(2, visit.pace / 2)
            yield self.environment.timeout(max(0.0, pause - took))

    def _request(self, interpreter: simpy.Resource, *, commits: bool) -> Generator[simpy.Event, None, None]:
        if self.is_shared:
            yield from self._work(self.app_cores, self.costs.front / REQUESTS)
        with interpreter.request() as turn:
            yield turn
            yield from self._work(self.app_cores, self.costs.app / REQUESTS / 2)
        yield from self._work(self.database_cores, self.costs.database / REQUESTS)
        if commits:
            yield self.environment.timeout(self.costs.commit / 1000)
        with interpreter.request() as turn:
            yield turn
            yield from self._work(self.app_cores, self.costs.app / REQUESTS / 2)

    def _work(self, cores: simpy.Resource, milliseconds: float) -> Generator[simpy.Event, None, None]:
        with cores.request() as turn:
            yield turn
            yield self.environment.timeout(self.random.expovariate(1000 / milliseconds))
