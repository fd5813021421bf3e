"""What the store needs day by day while the server runs: retirement, partitions, tallies, wiping what was deleted.

It runs in a separate thread, so that no visitor waits for it. Deleting leaves traces in SQLite's file; wiping them
writes the file anew and holds all writes meanwhile, so it waits until nobody has answered for a while.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Event, Thread

from sqlalchemy import Engine

from canvas.clock import TrustedClock
from canvas.content.models import Content
from canvas.errors import LANGUAGES, in_every_language, message
from canvas.store import (
    Assessments,
    Pictures,
    StoreError,
    check_whole,
    keep_months,
    purge_guesses,
    refresh_outcomes,
    sweep,
    wipe_traces,
)

PAUSE = timedelta(minutes=5)
"""Between two looks at what is to be done."""

AT_FIRST = timedelta(seconds=5)
"""Before the first look, so that the start belongs to the first visitors."""

QUIET = timedelta(minutes=2)
"""Nobody has answered for so long when traces are wiped."""

_log = logging.getLogger(__name__)


@dataclass
class Housekeeping:
    """`today` returns the day; the daily work is done once on each."""

    engine: Engine
    store: Assessments
    pictures: Pictures
    clock: TrustedClock
    today: Callable[[], date]
    content: Callable[[], Content]
    keep: timedelta
    _done_on: date | None = field(default=None, init=False)
    _stop: Event = field(default_factory=Event, init=False)

    def start(self) -> None:
        """Goes on until `stop`, in a thread that ends with the process."""
        Thread(target=self._run, name="housekeeping", daemon=True).start()

    def stop(self) -> None:
        """Ends the thread after what it is doing."""
        self._stop.set()

    def look(self) -> None:
        """Does what is to be done now. A fault is reported in the log; the next look tries again."""
        try:
            if not self.clock.is_off and self._done_on != self.today():
                self._daily()
                self._done_on = self.today()
            if self._is_quiet():
                wipe_traces(self.engine)
        except StoreError as error:
            _log.warning(in_every_language("housekeeping_failed", error))
        except Exception:  # one that nobody foresaw must not end the deleting of what is old for good
            _log.exception("\n".join(message("housekeeping_unforeseen", language) for language in LANGUAGES))

    def _daily(self) -> None:
        check_whole(self.engine)
        oldest = self.clock() - self.keep
        self.store.retire(oldest)
        sweep(self.engine)
        keep_months(self.engine, self.clock().date(), oldest.date())
        purge_guesses(self.engine, self.clock())
        refresh_outcomes(self.engine, self.content())
        self.pictures.count_rest()

    def _is_quiet(self) -> bool:
        newest = self.store.newest_use()
        return newest is None or newest < self.clock() - QUIET

    def _run(self) -> None:
        pause = AT_FIRST
        while not self._stop.wait(pause.total_seconds()):
            self.look()
            pause = PAUSE
