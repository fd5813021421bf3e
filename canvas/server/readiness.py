"""`/readyz` for a balancer: whether this process wants visitors, and the store can take their answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from canvas.server.lifecycle import Lifecycle
from canvas.store import StoreError

TIMEOUT = 1.0
"""Seconds that the store has for an answer."""
FRESH_FOR = 1.0
"""Seconds for which an answer serves everybody who asks."""

State = Literal["ready", "draining", "store"]


@dataclass
class Readiness:
    """`ask` asks the store, and raises `StoreError` where it cannot be written to. `clock` returns seconds.

    The store is asked once at a time: a store that hangs holds one thread, however many balancers ask.
    """

    ask: Callable[[], None]
    lifecycle: Lifecycle
    clock: Callable[[], float]
    _asked: asyncio.Future[None] | None = field(default=None, init=False)
    _asked_at: float = field(default=0.0, init=False)

    async def answer(self, _request: Request) -> Response:
        """200 `{"status": "ready"}`, or 503 with what is in the way."""
        state = await self.state()
        return JSONResponse({"status": state}, 200 if state == "ready" else 503, headers={"Cache-Control": "no-store"})

    async def state(self) -> State:
        """What is in the way of visitors, if anything."""
        if self.lifecycle.is_draining:
            return "draining"
        now = self.clock()
        if self._asked is None or (self._asked.done() and now - self._asked_at >= FRESH_FOR):
            self._asked, self._asked_at = asyncio.ensure_future(asyncio.to_thread(self.ask)), now
        try:
            await asyncio.wait_for(asyncio.shield(self._asked), TIMEOUT)
        except (TimeoutError, StoreError):
            return "store"
        return "ready"
