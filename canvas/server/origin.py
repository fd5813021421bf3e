"""Only our own pages may talk to the server.

Streamlit, when a foreign page sends a request, looks up its own public address on the internet before it refuses.
Refusing first keeps both promises: nobody rides on a visitor's session, and nothing leaves this machine.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from canvas.errors import LANGUAGES, message

_LOG = logging.getLogger(__name__)
_MOST_REPORTED = 20
_POLICY_VIOLATION = 1008


@dataclass(frozen=True)
class SameOrigin:
    """ASGI middleware that refuses requests which a browser sends from another site's page.

    Ours are pages of the host that the request was sent to, as the browser named it or as a reverse proxy reports it
    (X-Forwarded-Host, X-Forwarded-Port), and those of KANVAS_PUBLIC_URL, for a proxy that reports nothing.
    """

    app: ASGIApp
    public_url: str | None = None
    reported: set[str] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif self._is_ours(headers := Headers(scope=scope)):
            # Streamlit compares again, with less knowledge.
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            await self.app(scope, receive, send)
        else:
            self._report(headers)
            if scope["type"] == "websocket":
                await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)
            else:
                await PlainTextResponse("Forbidden", 403)(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        """Whether a request names no origin, as programs and followed links do, or one of ours."""
        origin = headers.get("origin")
        if origin is None:
            return True
        sender = origin.partition("://")[2]
        host = headers.get("host", "")
        port = headers.get("x-forwarded-port", "")
        forwarded = headers.get("x-forwarded-host", host).partition(",")[0].strip()
        ours = {host, forwarded, f"{host}:{port}" if port.isdigit() else host}
        public = urlsplit(self.public_url or "")
        return sender in ours - {""} or bool(self.public_url and origin == f"{public.scheme}://{public.netloc}")

    def _report(self, headers: Headers) -> None:
        """Names in the log, once an origin, what to set if it is ours."""
        origin, host = (headers.get(name, "")[:100] for name in ("origin", "host"))
        if origin not in self.reported and len(self.reported) < _MOST_REPORTED:
            self.reported.add(origin)
            for language in LANGUAGES:
                _LOG.warning(message("origin_refused", language, origin=repr(origin), host=repr(host)))
