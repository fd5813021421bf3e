"""Files with a hash in their address: compressed once, sent as they lie there, kept by the browser for ever.

A phone on plain http is offered gzip only, one on https Brotli as well: both are kept.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

TYPES: Mapping[str, str] = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
ENCODINGS = ("br", "gzip")
"""Content encodings that are kept, the better one first."""
_HEADERS = {
    "Cache-Control": "public, immutable, max-age=31536000",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_BEST = {"br": 11, "gzip": 9}


@dataclass(frozen=True)
class Asset:
    """A file, and what returns its bytes in each encoding of `ENCODINGS`."""

    media_type: str
    encoded: Mapping[str, Callable[[], bytes]]

    def content(self, encoding: str | None) -> bytes:
        """The file's bytes in an encoding of `ENCODINGS`; None: as it is."""
        found = self.encoded[encoding or "gzip"]()
        return found if encoding else gzip.decompress(found)


def own_asset(file: Path) -> tuple[str, Asset]:
    """A file of ours, and its address: `/NAME.HASH.SUFFIX`. It is compressed when it is first asked for."""
    data = _lean(file.read_text(encoding="utf-8")).encode()
    address = f"/{file.stem}.{sha256(data).hexdigest()[:12]}{file.suffix}"
    encoded = {
        "br": cache(partial(brotli.compress, data, quality=_BEST["br"])),
        "gzip": cache(partial(gzip.compress, data, _BEST["gzip"], mtime=0)),
    }
    return address, Asset(TYPES[file.suffix], encoded)


def _lean(text: str) -> str:
    """A script or style sheet of ours without what is for its readers: lines of remarks, and indents."""
    lines = (line.strip() for line in _REMARK.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def accepted(header: str) -> str | None:
    """The best of `ENCODINGS` that an Accept-Encoding header names and does not refuse; None for none of them."""
    offers = [offer.replace(" ", "").partition(";") for offer in header.lower().split(",")]
    names = {name for name, _, weight in offers if weight not in ("q=0", "q=0.0", "q=0.00", "q=0.000")}
    return next((encoding for encoding in ENCODINGS if encoding in names), None)


@dataclass(frozen=True)
class Assets:
    """ASGI middleware that answers the addresses of `assets`; all others go on to `app`."""

    app: ASGIApp
    assets: Mapping[str, Asset]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asset = self.assets.get(scope["path"]) if scope["type"] == "http" else None
        if asset is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        encoding = accepted(Headers(scope=scope).get("accept-encoding", ""))
        headers = {**_HEADERS, "Content-Encoding": encoding} if encoding else _HEADERS
        await Response(asset.content(encoding), headers=headers, media_type=asset.media_type)(scope, receive, send)
