"""The HTML that Streamlit draws its screens into, under our name and in Bahasa Indonesia.

Streamlit knows no option for the language or the title of this page, preloads a font that our theme does not
use, and shows nothing until its JavaScript has arrived. Its own file is taken and changed in those places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from canvas.errors import message as sentence
from canvas.server import LANGUAGES
from canvas.server.base_path import to_first_screen

TITLE = "Kanvas Lestari"
UNKNOWN = "unknown"
"""In the query of the first screen: it was reached by an address that does not exist."""

# The line above everything (kanvas.js), there before and after Streamlit is: a lost connection is told in it.
# And dialogs of Streamlit, which are never ours: they have none of our elements, and no word we could change.
_STYLE = """<style>
#notice { position: fixed; z-index: 40; top: 0; left: 0; right: 0; margin: 0; text-align: center;
  font: 1rem/1.4 system-ui; background: var(--sun-soft, #fdeedb); color: var(--ink, #1d2a24); }
#notice:not(:empty) { padding: 0.75rem 1rem; border-bottom: 2px solid var(--sun, #b85c00); }
body:not(:has(.word)) [data-testid="stSkipToContent"],
[data-testid="stDialog"]:not(:has(.stVerticalBlock)) { display: none; }
</style>"""

# Under these a file is what it is: an HTML file there is somebody's download, not our page.
_FILES = ("/static/", "/media/", "/component/", "/_stcore/")
_OF_THE_OLD_FILE = ("content-encoding", "etag", "last-modified", "accept-ranges", "vary")
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"if-range", b"range")


def framed(html: str, grounds: Mapping[str, str]) -> str:
    """Streamlit's index.html made ours. `grounds`: the background of the light and of the dark theme."""
    for pattern, replacement in _changes(grounds):
        if found := re.search(pattern, html, re.DOTALL):
            html = html[: found.start()] + replacement + html[found.end() :]
    return html


def _changes(grounds: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    head = [
        f"<title>{TITLE}</title>",
        # The browser's translation would replace texts under Streamlit's hands and break the page.
        '<meta name="google" content="notranslate" />',
        _STYLE,
        '<script src="./kanvas.js" defer></script>',
        *(
            f'<meta name="theme-color" content="{escape(ground)}" media="(prefers-color-scheme: {scheme})" />'
            for scheme, ground in grounds.items()
        ),
    ]
    opening, needs_javascript = (
        "".join(f'<p lang="{language}">{escape(sentence(code, language))}</p>' for language in LANGUAGES)
        for code in ("page_opening", "page_needs_javascript")
    )
    lost = " ".join(f'data-{language}="{escape(sentence("page_not_connected", language))}"' for language in LANGUAGES)
    notice = f'<p id="notice" role="status" {lost}></p>'
    waiting = f'<div style="padding: 4rem 1rem; text-align: center; font-family: system-ui">{opening}</div>'
    return (
        (r'<html lang="en">', f'<html lang="{LANGUAGES[0]}" translate="no">'),
        (r"<title>.*?</title>", "\n    ".join(head)),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" type="image/svg+xml" href="./logo.svg" />'),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*', ""),
        (r"<!--(?:(?!-->).)*?-->\s*<link rel=\"service-desc\"[^>]*>\s*", ""),
        (r"<!--(?:(?!-->).)*?-->\s*<script>.*?</script>\s*", ""),
        (r"<noscript>.*?</noscript>", f"<noscript>{needs_javascript}</noscript>"),
        (r'<div id="root"></div>', f'<div id="root">{waiting}</div>{notice}'),
    )


@dataclass(frozen=True)
class PageFrame:
    """ASGI middleware that sends `page` wherever Streamlit would send its own.

    Streamlit would send it for any address. One that is not among `addresses` leads to the first screen.
    """

    app: ASGIApp
    page: bytes
    addresses: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_FILES):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page(message):
                replaced = True
                if scope["path"] not in self.addresses:
                    await RedirectResponse(self._known(scope), HTTPStatus.SEE_OTHER)(scope, receive, send)
                    return
                await send(_our_start(message, len(self.page)))
                await send({"type": "http.response.body", "body": self.page})
            elif not replaced:
                await send(message)

        # A browser that knows Streamlit's own page must not be told that it has not changed.
        headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self.app({**scope, "headers": headers}, receive, send_ours)

    def _known(self, scope: Scope) -> str:
        """The address that was meant, relative: the same without a slash at its end, or else the first screen's."""
        query = scope["query_string"].decode("latin-1")
        meant = scope["path"].rstrip("/")
        return f"..{meant}?{query}" if meant in self.addresses else f"{to_first_screen(scope)}?{UNKNOWN}&{query}"


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == HTTPStatus.OK and kind.startswith("text/html")


def _our_start(start: Message, length: int) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in _OF_THE_OLD_FILE:
        del headers[name]
    headers["content-length"] = str(length)
    return {**start, "headers": headers.raw}
