"""Visits: one WebSocket each. Newcomers wait for a turn, and only messages that our pages need reach Streamlit.

To open a session and draw its first screen costs the server as much as many answers. So only a few are opened at
once: a crowd at the door does not hold up those who are inside.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from canvas import metrics
from canvas.server.lifecycle import LIFECYCLE, Lifecycle
from canvas.server.limits import network_of
from canvas.server.turns import TooManyWaitError, Turns

_TRY_AGAIN_LATER = 1013
_LONGEST_TURN = 5.0
"""Seconds until the next one may come in, even if a first screen is still not drawn."""

_LEAVING = 0.2
"""Seconds: about what a first screen takes to draw."""


@dataclass(frozen=True)
class Protocol:
    """What is read of Streamlit's messages; canvas/server/streamlit_messages.py has the real one."""

    is_allowed: Callable[[bytes], bool]
    """Whether a page of ours sends such a message."""
    is_drawn: Callable[[bytes], bool]
    """Whether the server's message says that a screen is drawn."""


@dataclass(frozen=True)
class Visits:
    """ASGI middleware around Streamlit's WebSocket. `most`: visits open at the same time from one address."""

    app: ASGIApp
    protocol: Protocol
    turns: Turns = field(default_factory=lambda: Turns(at_once=2, waiting=300))
    most: int = 250
    open: Counter[str] = field(default_factory=Counter)
    lifecycle: Lifecycle = LIFECYCLE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        network = network_of(scope)
        # A proxy on this machine that does not say for whom it asks is not one visitor.
        if self.open[network] >= self.most and not network.startswith("127."):
            await WebSocketClose(_TRY_AGAIN_LATER)(scope, receive, send)
            return
        self.open[network] += 1
        self.lifecycle.sessions += 1
        metrics.count("sessions_opened")
        try:
            await self._visit(_Turn(self.turns, network), scope, receive, send)
        except TooManyWaitError:
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
        finally:
            self.lifecycle.sessions -= 1
            self.open[network] -= 1
            if not self.open[network]:
                del self.open[network]

    async def _visit(self, turn: _Turn, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes a turn to open the session, and another one to draw its first screen."""
        coming = _Coming(receive, self.protocol.is_allowed)
        is_open = is_drawing = False

        async def receive_allowed() -> Message:
            nonlocal is_open, is_drawing
            if is_open and not is_drawing:
                turn.release()  # Streamlit has opened the session, and waits for its first message
            message = await coming.next()
            if is_open and not is_drawing and message["type"] == "websocket.receive":
                is_drawing = True
                message = await coming.unless_gone(message, turn.take())
            is_open = True
            return message

        async def send_and_watch(message: Message) -> None:
            if turn.is_held and message["type"] == "websocket.send" and self.protocol.is_drawn(message["bytes"]):
                turn.release()
            await send(message)

        await turn.take()
        try:
            await self.app(scope, receive_allowed, send_and_watch)
        finally:
            turn.release_soon()


@dataclass
class _Coming:
    """The messages of a page that are allowed. While something is waited for, it is noticed if the page goes."""

    receive: Receive
    is_allowed: Callable[[bytes], bool]
    _ahead: asyncio.Task[Message] | None = None

    async def next(self) -> Message:
        if self._ahead:
            message, self._ahead = await self._ahead, None
            return message
        while True:
            message = await self.receive()
            data = message.get("bytes")
            if data is None or self.is_allowed(data):
                return message

    async def unless_gone(self, message: Message, waiting: Coroutine[None, None, None]) -> Message:
        """The message, once there is no more to wait for; the news that the page has gone, if it goes before."""
        waited, ahead = asyncio.ensure_future(waiting), asyncio.ensure_future(self.next())
        await asyncio.wait((waited, ahead), return_when=asyncio.FIRST_COMPLETED)
        if ahead.done() and ahead.result()["type"] == "websocket.disconnect":
            waited.cancel()
            return ahead.result()
        self._ahead = ahead
        await waited
        return message


@dataclass
class _Turn:
    """A visit's turn: released once, at the latest after `_LONGEST_TURN`."""

    turns: Turns
    network: str
    _limit: asyncio.TimerHandle | None = None

    @property
    def is_held(self) -> bool:
        return self._limit is not None

    async def take(self) -> None:
        await self.turns.take(self.network)
        self._limit = asyncio.get_running_loop().call_later(_LONGEST_TURN, self.release)

    def release(self) -> None:
        if self._limit:
            self._limit.cancel()
            self._limit = None
            self.turns.release()

    def release_soon(self) -> None:
        """For a page that has gone: the drawing of its screen goes on for a moment."""
        if self._limit:
            self._limit.cancel()
            self._limit = asyncio.get_running_loop().call_later(_LEAVING, self.release)
