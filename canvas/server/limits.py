"""What a browser may send: which of Streamlit's addresses, how large, and how many files.

Streamlit keeps every uploaded file in memory until its session ends, and answers addresses that no page of ours uses.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

UPLOADS = "/_stcore/upload_file/"
_INNER = "/_stcore/"
_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream", UPLOADS)
"""The addresses that Streamlit's page itself uses; the others report on the server or its script."""
_FRAMING = 64 * 1024
"""Bytes around a file in a form."""
_SMALL_BODY = 1024
_ADDRESSES_REMEMBERED = 10_000


_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Share:
    """What is taken in a while: so many files, and so many bytes together."""

    files: int
    size: int


@dataclass(frozen=True)
class UploadLimits:
    """What is taken in `seconds` from one visit, from one address, and from everybody.

    A trainer sends photos of filled-in sheets, thirty people's at a time; an answers file has 5,000 bytes.
    """

    visit: Share = Share(100, 100 * _MEGABYTE)
    address: Share = Share(200, 150 * _MEGABYTE)
    everybody: Share = Share(400, 300 * _MEGABYTE)
    seconds: float = 600
    largest: int = 8 * _MEGABYTE
    """Bytes of one file, as in .streamlit/config.toml."""


@dataclass(frozen=True)
class Limits:
    """ASGI middleware that refuses what is too large, too often, or not meant for a browser."""

    app: ASGIApp
    uploads: UploadLimits = UploadLimits()
    clock: Callable[[], float] = time.monotonic
    counted: OrderedDict[str, deque[tuple[float, int]]] = field(default_factory=OrderedDict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal:
            # Whoever is refused while still sending would not read the answer: the connection ends with it.
            await PlainTextResponse(refusal[1], refusal[0], headers={"connection": "close"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        path, method = scope["path"], scope["method"]
        if path.startswith(_INNER) and not path.startswith(_OPEN):
            return 404, "Not Found"
        is_upload = path.startswith(UPLOADS) and method == "PUT"
        largest = self.uploads.largest + _FRAMING if is_upload else _SMALL_BODY
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers:
            return 411, "Length Required"
        if not length.isdigit() or int(length[:20]) > largest:
            return 413, "Content Too Large"
        if is_upload and not self._may_upload(path, network_of(scope), int(length)):
            return 429, "Too Many Requests"
        return None

    def _may_upload(self, path: str, network: str, size: int) -> bool:
        now = self.clock()
        visit = path.removeprefix(UPLOADS).partition("/")[0]
        shares = {
            f"visit {visit}": self.uploads.visit,
            f"address {network}": self.uploads.address,
            "everybody": self.uploads.everybody,
        }
        taken = {name: self._recent(name, now) for name in shares}
        for name, share in shares.items():
            if len(taken[name]) >= share.files or sum(each for _, each in taken[name]) + size > share.size:
                return False
        for earlier in taken.values():
            earlier.append((now, size))
        return True

    def _recent(self, name: str, now: float) -> deque[tuple[float, int]]:
        taken = self.counted.setdefault(name, deque())
        self.counted.move_to_end(name)
        while taken and taken[0][0] <= now - self.uploads.seconds:
            taken.popleft()
        if len(self.counted) > _ADDRESSES_REMEMBERED:
            self.counted.popitem(last=False)
        return taken


def network_of(scope: Scope) -> str:
    """The address a request comes from; of IPv6 the network, for one visitor has all of its addresses."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)
