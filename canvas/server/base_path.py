"""The path that a reverse proxy serves the app under, such as /kanvas.

Some proxies cut it off before they pass a request on, others do not: with it or without it, the app answers. Pages
refer to their files relatively, so they need not know of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True)
class BasePath:
    """ASGI middleware that removes `path` (such as "/kanvas"; "" or "/" for none) from the start of each address."""

    app: ASGIApp
    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            # A server that was started with --root-path adds that path to each address.
            for base in (scope.get("root_path", ""), self.path):
                _remove(scope, base.rstrip("/"))
        await self.app(scope, receive, send)


def _remove(scope: Scope, base: str) -> None:
    """Changes the scope in place: the server's log of requests reads it afterwards (canvas/server/device.py)."""
    if base and (scope["path"] + "/").startswith(base + "/"):
        scope.update(root_path="", path=scope["path"][len(base) :] or "/")
        if raw := scope.get("raw_path"):
            scope["raw_path"] = raw[len(base) :] or b"/"


def to_first_screen(scope: Scope) -> str:
    """The relative address of the first screen, wherever a proxy serves it."""
    path = scope.get("raw_path") or scope["path"].encode()
    return "../" * (path.count(b"/") - 1) or "./"
