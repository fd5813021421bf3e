"""Refused and failed requests as a page of ours, in place of a bare "Bad Request" or "Not Found"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from canvas.errors import LANGUAGES
from canvas.errors import message as sentence
from canvas.server.base_path import to_first_screen

_SENTENCES = {
    HTTPStatus.NOT_FOUND: "page_not_there",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "page_too_large",
    HTTPStatus.TOO_MANY_REQUESTS: "page_too_many",
    HTTPStatus.INTERNAL_SERVER_ERROR: "page_server_failed",
}


@dataclass(frozen=True)
class RefusedPages:
    """ASGI middleware that sends a browser a page of ours wherever the answer is an error without one."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_bare_error(message):
                replaced = True
                page = error_page(message["status"], to_first_screen(scope)).encode()
                await send(_start(message, len(page)))
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page})
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_ours)


def error_page(status: int, first_screen: str) -> str:
    """A page that says in both languages what happened and leads to the first screen."""
    code = _SENTENCES.get(HTTPStatus(status), "page_refused")
    lines = "".join(
        f'<p lang="{language}">{escape(sentence(code, language))} '
        f'<a href="{escape(first_screen)}">{escape(sentence("page_to_first_screen", language))}</a></p>'
        for language in LANGUAGES
    )
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8"><title>Kanvas Lestari</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head>'
        '<body style="font: 1.1rem/1.5 system-ui; max-width: 34rem; margin: 3rem auto; padding: 0 1rem">'
        f"<main><h1>Kanvas Lestari</h1>{lines}</main></body></html>"
    )


def failed(headers: Mapping[str, str]) -> Callable[[Request, Exception], Awaitable[Response]]:
    """A Starlette handler of errors in our own code; it answers outside all middleware, so it is handed the headers."""

    async def answer(request: Request, _error: Exception) -> Response:
        page = error_page(HTTPStatus.INTERNAL_SERVER_ERROR, to_first_screen(request.scope))
        return HTMLResponse(page, HTTPStatus.INTERNAL_SERVER_ERROR, headers=headers)

    return answer


def _is_bare_error(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "text/plain")
    return start["status"] >= HTTPStatus.BAD_REQUEST and not kind.startswith(("text/html", "application/json"))


def _start(start: Message, length: int) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-type"] = "text/html; charset=utf-8"
    headers["content-length"] = str(length)
    return {**start, "headers": headers.raw}
