"""A device remembers its person by a cookie that no script can read, until the next person takes over.

Streamlit's scripts can read cookies but set none, so the page asks for it here (canvas/ui/kanvas.js). Only
pages of our own can ask: see `origin`.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

COOKIE = "kanvas"
DAY = 24 * 60 * 60
LONGEST = 64
_TOKEN = re.compile(rb"[A-Za-z0-9_-]{20,64}")


def device_route(keep_days: int) -> Route:
    """`/device`: POST remembers the token in its body, DELETE forgets it."""

    async def device(request: Request) -> Response:
        response = Response(status_code=204)
        secure = request.url.scheme == "https"
        if request.method == "DELETE":
            response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=secure)
        elif _is_short(request) and (token := _TOKEN.fullmatch(await request.body())):
            kept = token[0].decode("ascii")
            response.set_cookie(COOKIE, kept, keep_days * DAY, httponly=True, samesite="lax", secure=secure)
        else:
            response.status_code = 400
        return response

    return Route("/device", device, methods=["POST", "DELETE"])


def _is_short(request: Request) -> bool:
    """Whether the body is announced to be no longer than a token, so that nobody fills our memory."""
    length = request.headers.get("content-length", "")
    return length.isdigit() and int(length) <= LONGEST
