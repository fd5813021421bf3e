"""Visits: one WebSocket each. Newcomers wait for a turn, and only messages that our pages need reach Streamlit.

To open a session and draw its first screen costs the server as much as many answers. So only a few are opened at
once: a crowd at the door does not hold up those who are inside.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from canvas.server.limits import network_of
from canvas.server.turns import TooManyWaitError, Turns

_TRY_AGAIN_LATER = 1013
_LONGEST_TURN = 5.0
"""Seconds until the next one may come in, even if a first screen is still not drawn."""


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
    turns: Turns = field(default_factory=lambda: Turns(at_once=4, waiting=300))
    most: int = 500
    open: Counter[str] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        network = network_of(scope)
        if self.open[network] >= self.most:
            await WebSocketClose(_TRY_AGAIN_LATER)(scope, receive, send)
            return
        self.open[network] += 1
        try:
            await self._visit(network, scope, receive, send)
        finally:
            self.open[network] -= 1
            if not self.open[network]:
                del self.open[network]

    async def _visit(self, network: str, scope: Scope, receive: Receive, send: Send) -> None:
        turn = _Turn(self.turns, network)
        is_first = True

        async def receive_allowed() -> Message:
            nonlocal is_first
            while True:
                message = await receive()
                data = message.get("bytes")
                if data is None or self.protocol.is_allowed(data):
                    break
            if data is not None and is_first:
                is_first = False
                await turn.take()
            return message

        async def send_and_watch(message: Message) -> None:
            if turn.is_held and message["type"] == "websocket.send" and self.protocol.is_drawn(message["bytes"]):
                turn.release()
            await send(message)

        try:
            await self.app(scope, receive_allowed, send_and_watch)
        except TooManyWaitError:
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
        finally:
            turn.release()


@dataclass
class _Turn:
    """One visit's turn: released once, at the latest after `_LONGEST_TURN`."""

    turns: Turns
    network: str
    is_held: bool = False

    async def take(self) -> None:
        await self.turns.take(self.network)
        self.is_held = True
        asyncio.get_running_loop().call_later(_LONGEST_TURN, self.release)

    def release(self) -> None:
        if self.is_held:
            self.is_held = False
            self.turns.release()
