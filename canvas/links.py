"""Links that were opened: the secret of `/?r=` waits here, between the request that brought it and the session.

So it is neither in the address bar nor in anything a page can read. It can be taken once, by the same device.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

COOKIE = "kanvas"
"""Holds the token of a device."""

LINK = "r"
"""In the query of a link: the token that opens somebody's work."""

UNKNOWN = "unknown"
"""In the query of the first screen: it was reached by an address that does not exist."""

PATIENCE = timedelta(minutes=10)
MOST = 10_000
"""Links that wait at a time; the oldest go first."""


@dataclass
class Links:
    """Tokens by the device that opened them. Safe in several threads."""

    clock: Callable[[], datetime]
    _waiting: OrderedDict[str, tuple[str, datetime]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def put(self, device: str, token: str) -> None:
        """Notes that a device has opened a link with this token."""
        with self._lock:
            self._waiting.pop(device, None)
            self._waiting[device] = (token, self.clock() + PATIENCE)
            while len(self._waiting) > MOST:
                self._waiting.popitem(last=False)

    def take(self, device: str) -> str | None:
        """The token of the link that this device has opened; None where there is none, or it waited too long."""
        with self._lock:
            token, until = self._waiting.pop(device, (None, None))
        return token if until and self.clock() <= until else None
