"""Turns: a few at a time; those who wait come in by address in rotation, so that no address holds up the others."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field


class TooManyWaitError(Exception):
    """So many wait already from this address that one more is refused."""


@dataclass
class Turns:
    """At most `at_once` turns are held; at most `waiting` wait from one address."""

    at_once: int
    waiting: int
    _held: int = 0
    _queues: OrderedDict[str, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)

    async def take(self, address: str) -> None:
        """Waits for a turn, which `release` ends. Raises: TooManyWaitError."""
        if self._held < self.at_once and not self._queues:
            self._held += 1
            return
        queue = self._queues.setdefault(address, deque())
        if len(queue) >= self.waiting:
            raise TooManyWaitError
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()  # it was this one's turn when it left
            raise

    def release(self) -> None:
        """Ends a turn; the next one is of the address that has waited longest for one."""
        while self._queues:
            address, queue = self._queues.popitem(last=False)
            turn = queue.popleft()
            if queue:
                self._queues[address] = queue  # to the end: the others first
            if not turn.done():
                turn.set_result(None)
                return
        self._held -= 1
