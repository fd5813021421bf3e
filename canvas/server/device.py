"""A device is known by a cookie that no script can read; a link's secret is taken out of the address at once.

The cookie holds a random token. Whose work it opens is the store's business: it is bound to somebody's work when
they agree to be kept, and released when the next person takes over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from canvas.links import COOKIE, LINK, Links
from canvas.server.base_path import to_first_screen
from canvas.store.codes import new_token, random_bytes

DAY = 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True)
class Device:
    """ASGI middleware that knows devices by their cookie, which lasts `keep_days` after each visit.

    A request for `/?r=TOKEN` puts the token into `links` and is redirected to the same address without it.
    """

    app: ASGIApp
    links: Links
    keep_days: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        device = _known(scope) or new_token(random_bytes)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", self._cookie(device, secure=scope["scheme"] == "https"))
                headers["Cache-Control"] = "no-store"  # the cookie is this device's alone
            await send(message)

        token, query = _without_link(scope)
        if token is None:
            await self.app(scope, receive, send_with_cookie)
            return
        # In place: the server's log of requests must not name the secret.
        scope["query_string"] = urlencode(query).encode("ascii")
        if _TOKEN.fullmatch(token):
            self.links.put(device, token)
        address = to_first_screen(scope) + (f"?{urlencode(query)}" if query else "")
        response = RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
        response.headers.append("Set-Cookie", self._cookie(device, secure=scope["scheme"] == "https"))
        await response(scope, receive, send)

    def _cookie(self, device: str, *, secure: bool) -> str:
        cookie = f"{COOKIE}={device}; Max-Age={self.keep_days * DAY}; Path=/; HttpOnly; SameSite=lax"
        return f"{cookie}; Secure" if secure else cookie


def _known(scope: Scope) -> str | None:
    """The device's token, if its cookie holds one; read as Streamlit does, whatever other apps of the host store."""
    found = HTTPConnection(scope).cookies.get(COOKIE, "")
    return found if _TOKEN.fullmatch(found) else None


def _without_link(scope: Scope) -> tuple[str | None, list[tuple[str, str]]]:
    """The token of a link, and the rest of the query."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    token = next((value for name, value in query if name == LINK), None)
    return token, [(name, value) for name, value in query if name != LINK]


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
