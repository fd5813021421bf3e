"""The HTML that Streamlit draws its screens into, under our name and in Bahasa Indonesia.

Streamlit knows no option for the language or the title of this page, preloads a font that our theme does not
use, and shows nothing until its JavaScript has arrived. Its own file is taken and changed in those places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from canvas.drawing.sprites import STYLES, version
from canvas.errors import LANGUAGES
from canvas.errors import message as sentence
from canvas.links import UNKNOWN
from canvas.server.base_path import to_first_screen
from canvas.server.prepared import Prepared

TITLE = "Kanvas Lestari"
FIRST_PAINT = "<!-- first paint -->"
"""Where a newcomer's page holds the first screen."""

# The line above everything (kanvas.js), there before and after Streamlit is: a lost connection is reported in it.
# And dialogs of Streamlit, which are never ours: they have none of our elements, and no word we could change.
_STYLE = """<style>
html { font-size: 17px; } html, body { height: 100%; } body { margin: 0; display: flex; flex-direction: column; }
#root { flex: 1; min-height: 0; position: relative; }
#notice { order: -1; position: relative; z-index: 60; margin: 0; text-align: center; font: 1rem/1.4 system-ui;
  background: var(--sun-soft, #fdeedb); color: var(--ink, #1d2a24); }
#notice:not(:empty) { padding: 0.75rem 1rem; border-bottom: 2px solid var(--sun, #b85c00); }
body:not(:has(.word)) [data-testid="stSkipToContent"],
[data-testid="stDialog"]:not(:has(.stVerticalBlock)) { display: none; }
</style>"""

# Under these a file is sent as it is: an HTML file there is somebody's download, not our page.
_FILES = ("/media/", "/component/")
# Under these is no HTML file: Streamlit answers with its page what it does not find.
_PROGRAM = ("/static/", "/_stcore/")
_OF_THE_OLD_FILE = ("content-encoding", "etag", "last-modified", "accept-ranges", "vary")
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"if-range", b"range")


@dataclass(frozen=True)
class Parts:
    """What our page names: addresses of our own files, the grounds of both themes, and what was prepared."""

    guard: str
    """The script that says so where a browser is too old for all others."""
    script: str
    sheet: str
    grounds: Mapping[str, str]
    prepared: Prepared = field(default_factory=Prepared)
    icons: str = ""
    """The rule of Streamlit's style sheet that names its icon font; the rest of that sheet is fonts and formulas."""


def icon_rule(sheet: str) -> str:
    """The one rule of Streamlit's own style sheet that our screens may need; "" where it is not found.

    Streamlit asks for its icon font at the start, by the letter that a browser asks for where none is named: a
    space. Without the space in its range, the font comes when an icon is drawn, and not before.
    """
    found = re.search(r"@font-face\{([^}]*Material Symbols[^}]*)\}", sheet)
    return f"@font-face{{{found[1].replace('url(../', 'url(./static/')};unicode-range:U+21-10FFFF}}" if found else ""


def framed(html: str, parts: Parts) -> str:
    """Streamlit's index.html made ours."""
    for pattern, replacement in (*_changes(parts), *_scripts(parts.prepared), *_fonts(parts)):
        html = re.sub(pattern, lambda _, text=replacement: text, html, flags=re.DOTALL)  # type: ignore[misc]
    return html


def _changes(parts: Parts) -> Iterator[tuple[str, str]]:
    head = [
        f"<title>{TITLE}</title>",
        # The browser's translation would replace texts under Streamlit's hands and break the page.
        '<meta name="google" content="notranslate" />',
        _STYLE,
        f'<script src=".{parts.guard}"></script>',
        f'<script src=".{parts.script}" defer></script>',
        f'<link rel="stylesheet" href="./stall/{version()}/{STYLES}" />',
        *(
            f'<meta name="theme-color" content="{escape(ground)}" media="(prefers-color-scheme: {scheme})" />'
            for scheme, ground in parts.grounds.items()
        ),
    ]
    yield r'<html lang="en">', f'<html lang="{LANGUAGES[0]}" translate="no">'
    yield r"<title>.*?</title>", "\n    ".join(head)
    yield r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" type="image/svg+xml" href="./logo.svg" />'
    yield r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*', ""
    yield r"<!--(?:(?!-->).)*?-->\s*<link rel=\"service-desc\"[^>]*>\s*", ""
    yield r"<!--(?:(?!-->).)*?-->\s*<script>.*?</script>\s*", ""
    yield r"<noscript>.*?</noscript>", f"<noscript>{_paragraphs('page_needs_javascript')}</noscript>"
    yield r'<div id="root"></div>', _body(parts)


def _body(parts: Parts) -> str:
    """Our style sheet after those that Streamlit puts into the head, so that it has the last word; then the screen."""
    lost = " ".join(f'data-{language}="{escape(sentence("page_not_connected", language))}"' for language in LANGUAGES)
    waiting = "padding: 4rem 1rem; text-align: center; font-family: system-ui"
    return (
        f'<link rel="stylesheet" href=".{parts.sheet}" />'
        f'<div id="too-old" role="alert" hidden>{_paragraphs("page_too_old")}</div>'
        f'<div id="root"><div style="{waiting}">{_paragraphs("page_opening")}</div></div>'
        f'<p id="notice" role="status" {lost}></p>{FIRST_PAINT}'
    )


def _scripts(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """One file instead of sixty."""
    if prepared.boot is None:
        return
    yield r'<script type="module"[^>]*></script>', f'<script type="module" crossorigin src=".{prepared.boot}"></script>'
    yield r'<link rel="modulepreload"[^>]*>\s*', ""


def _fonts(parts: Parts) -> Iterator[tuple[str, str]]:
    """Of Streamlit's fonts and formulas only icons may come, and only when one is drawn."""
    if parts.icons:
        yield r'<link rel="stylesheet" crossorigin href="\./static/css/index[^>]*>', f"<style>{parts.icons}</style>"


def _paragraphs(code: str) -> str:
    return "".join(f'<p lang="{language}">{escape(sentence(code, language))}</p>' for language in LANGUAGES)


@dataclass(frozen=True)
class PageFrame:
    """ASGI middleware that sends `page` wherever Streamlit would send its own.

    Streamlit would send it for any address. One that is not among `addresses` leads to the first screen; a file of the
    program that does not exist is not found. The page of the first screen holds what `first_paint` returns, for a
    browser to show at once.
    """

    app: ASGIApp
    page: str
    addresses: frozenset[str]
    first_paint: Callable[[], str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_FILES):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page(message):
                replaced = True
                if scope["path"].startswith(_PROGRAM):
                    await Response("Not Found", HTTPStatus.NOT_FOUND, media_type="text/plain")(scope, receive, send)
                    return
                if scope["path"] not in self.addresses:
                    await RedirectResponse(self._known(scope), HTTPStatus.SEE_OTHER)(scope, receive, send)
                    return
                is_first = scope["path"] == "/" and not scope["query_string"]
                page = self.page.replace(FIRST_PAINT, self.first_paint() if is_first else "").encode()
                await send(_our_start(message, len(page)))
                await send({"type": "http.response.body", "body": page})
            elif not replaced:
                await send(message)

        await self.app(scope if scope["path"].startswith(_PROGRAM) else _unconditional(scope), receive, send_ours)

    def _known(self, scope: Scope) -> str:
        """The address that was meant, relative: the same without a slash at its end, or else the first screen's."""
        query = scope["query_string"].decode("latin-1")
        meant = scope["path"].rstrip("/")
        return f"..{meant}?{query}" if meant in self.addresses else f"{to_first_screen(scope)}?{UNKNOWN}&{query}"


def _unconditional(scope: Scope) -> Scope:
    """The same request for a browser that knows Streamlit's own page, which must not answer "unchanged" for ours."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]}


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == HTTPStatus.OK and kind.startswith("text/html")


def _our_start(start: Message, length: int) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in _OF_THE_OLD_FILE:
        del headers[name]
    headers["content-length"] = str(length)
    return {**start, "headers": headers.raw}
