"""Only our own pages may talk to the server.

Streamlit, asked from a foreign page, looks up its own public address on the internet before it refuses.
Refusing first keeps both promises: nobody rides on a visitor's session, and nothing leaves this machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose


@dataclass(frozen=True)
class SameOrigin:
    """ASGI middleware that refuses requests which a browser sends from another site's page."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)


def _is_ours(headers: Headers) -> bool:
    """Whether a request names no origin, as programs and followed links do, or the host it was sent to."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")
