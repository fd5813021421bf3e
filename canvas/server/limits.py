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


@dataclass(frozen=True)
class UploadLimits:
    """How many files are taken in `seconds`: from one visit, from one address, and from everybody."""

    visit: int = 20
    address: int = 100
    everybody: int = 300
    seconds: float = 600
    largest: int = 1024 * 1024
    """Bytes of one file, as in .streamlit/config.toml."""


@dataclass(frozen=True)
class Limits:
    """ASGI middleware that refuses what is too large, too often, or not meant for a browser."""

    app: ASGIApp
    uploads: UploadLimits = UploadLimits()
    clock: Callable[[], float] = time.monotonic
    counted: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

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
        if is_upload and not self._may_upload(path, network_of(scope)):
            return 429, "Too Many Requests"
        return None

    def _may_upload(self, path: str, network: str) -> bool:
        now = self.clock()
        visit = path.removeprefix(UPLOADS).partition("/")[0]
        limits = {
            f"visit {visit}": self.uploads.visit,
            f"address {network}": self.uploads.address,
            "everybody": self.uploads.everybody,
        }
        times = {name: self._recent(name, now) for name in limits}
        if any(len(times[name]) >= limit for name, limit in limits.items()):
            return False
        for earlier in times.values():
            earlier.append(now)
        return True

    def _recent(self, name: str, now: float) -> deque[float]:
        times = self.counted.setdefault(name, deque())
        self.counted.move_to_end(name)
        while times and times[0] <= now - self.uploads.seconds:
            times.popleft()
        if len(self.counted) > _ADDRESSES_REMEMBERED:
            self.counted.popitem(last=False)
        return times


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
