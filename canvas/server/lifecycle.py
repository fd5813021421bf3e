"""What a process says of itself while it runs: how many sessions are open, and whether it is about to end.

One object a process: the signal, the WebSockets and `/readyz` are in different layers of the server.
"""

from __future__ import annotations

from dataclasses import dataclass

NOTICED_AFTER = 5.0
"""Seconds in which every balancer has asked `/readyz` twice, and sends nobody here any more."""


@dataclass(eq=False)  # one object a process
class Lifecycle:
    """`sessions`: WebSockets that are open now. `ends_at`: when draining is over; None before it begins. In seconds."""

    sessions: int = 0
    begun_at: float | None = None
    ends_at: float = 0.0

    @property
    def is_draining(self) -> bool:
        return self.begun_at is not None

    def drain(self, now: float, seconds: float) -> None:
        """Begins to drain: open sessions go on for so many seconds at most."""
        self.begun_at, self.ends_at = now, now + seconds

    def is_over(self, now: float) -> bool:
        """Whether the process may end: its time is over, or nobody is here and no balancer sends anybody."""
        if self.begun_at is None:
            return False
        return now >= self.ends_at or (self.sessions == 0 and now >= self.begun_at + NOTICED_AFTER)


LIFECYCLE = Lifecycle()
"""That of this process."""
