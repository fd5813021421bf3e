"""What a balancer reads, and when a process that drains may end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

from canvas.server.lifecycle import NOTICED_AFTER, Lifecycle
from canvas.server.readiness import FRESH_FOR, Readiness, State
from canvas.store import StoreError


def readiness(ask: Callable[[], None], lifecycle: Lifecycle | None = None) -> Readiness:
    return Readiness(ask, lifecycle or Lifecycle(), lambda: 0.0)


def away() -> None:
    raise StoreError("store_unreachable", store="x")


def test_it_is_ready_while_the_store_takes_answers_and_nobody_ends_it() -> None:
    assert asyncio.run(readiness(lambda: None).state()) == "ready"
    assert asyncio.run(readiness(away).state()) == "store"
    draining = Lifecycle()
    draining.drain(now=0, seconds=25)
    assert asyncio.run(readiness(lambda: None, draining).state()) == "draining"


def test_many_who_ask_ask_the_store_once_a_second() -> None:
    asked: list[float] = []
    now = 0.0
    known = Readiness(lambda: asked.append(now), Lifecycle(), lambda: now)

    async def many() -> list[State]:
        return [await known.state() for _ in range(20)]

    async def twice() -> None:
        nonlocal now
        assert set(await many()) == {"ready"}
        now += FRESH_FOR
        await many()

    asyncio.run(twice())
    assert asked == [0.0, FRESH_FOR]


def test_a_store_that_is_silent_is_not_ready_and_holds_one_thread() -> None:
    asked, silence = [], Event()

    def silent() -> None:
        asked.append(True)
        silence.wait()

    async def ask() -> list[State]:
        known = readiness(silent)
        try:
            return list(await asyncio.gather(known.state(), known.state(), known.state()))
        finally:
            silence.set()

    assert asyncio.run(ask()) == ["store"] * 3
    assert len(asked) == 1


def test_a_process_that_drains_waits_for_who_is_here_but_not_for_ever() -> None:
    life = Lifecycle(sessions=1)
    assert not life.is_over(now=1000)
    life.drain(now=1000, seconds=25)
    assert not life.is_over(now=1024)
    assert life.is_over(now=1025)


def test_an_empty_process_ends_once_every_balancer_has_noticed() -> None:
    life = Lifecycle()
    life.drain(now=1000, seconds=25)
    assert not life.is_over(now=1000 + NOTICED_AFTER - 1)
    assert life.is_over(now=1000 + NOTICED_AFTER)
