"""What a process opens once and hands to every session: settings, store, content, clock and randomness."""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Lock

from sqlalchemy import Engine

from canvas.clock import TrustedClock, last_known
from canvas.content import ContentError
from canvas.content.models import Content
from canvas.content.snapshot import load_or_recall
from canvas.content.watch import Watch, stamp_of
from canvas.errors import LANGUAGES, in_every_language, message
from canvas.housekeeping import Housekeeping
from canvas.links import Links
from canvas.settings import PREPARED, Settings, settings_from
from canvas.store import (
    Assessments,
    Clock,
    Compared,
    Connections,
    Members,
    Organisations,
    PaperForms,
    Pictures,
    Rooms,
    Workshops,
    newest_use,
    open_store,
)
from canvas.workshop import letters_from

_log = logging.getLogger(__name__)

SNAPSHOT = PREPARED / "content"
"""Where the content in use is kept for the next start."""

TRAINER_CODE_LENGTH = 10
"""Letters of the code made at the start where none is set: 46 bits, and few tries a minute."""


@dataclass(frozen=True)
class Services:
    """Everything outside of a session that a screen needs. `random_below(n)` returns 0 up to, not including, n."""

    settings: Settings
    store: Assessments
    organisations: Organisations
    workshops: Workshops
    members: Members
    pictures: Pictures
    compared: Compared
    rooms: Rooms
    paper: PaperForms
    trainer_code: str = field(repr=False)
    """Whoever knows it may open a workshop."""
    content: Callable[[], Content]
    """Returns content/ in its newest usable state. Raises `ContentError` where there never was any."""
    links: Links
    clock: TrustedClock
    random_below: Callable[[int], int] = secrets.randbelow

    def today(self) -> date:
        """The day in the people's time zone, whatever the server's is."""
        return self.clock().astimezone(self.settings.zone).date()


def open_services(environment: Mapping[str, str], clock: Clock = lambda: datetime.now(UTC)) -> Services:
    """Reads the settings and the content, and opens the store. Raises `KanvasError` or `ContentError`."""
    settings = settings_from(environment)
    read = partial(load_or_recall, settings.content, SNAPSHOT)
    watch = Watch(partial(stamp_of, settings.content), read, time.monotonic, _report)
    watch.content()
    return assembled(settings, opened_store(settings), watch.content, clock)


def opened_store(settings: Settings) -> Engine:
    """The store that the settings name. Raises `StoreError`."""
    connections = Connections(settings.database_connections, settings.database_pooler)
    return open_store(settings.database_url, standby=settings.read_database_url, connections=connections)


def assembled(settings: Settings, engine: Engine, content: Callable[[], Content], system: Clock) -> Services:
    """The services on an open store; `content` returns the content in use, `system` the time of this machine."""
    clock = TrustedClock(system, last_known(newest_use(engine), content().newest_check), _report_clock)
    workshops, members = Workshops(engine, clock), Members(engine, clock)
    pictures, store = Pictures(engine, clock, content), Assessments(engine, clock, content=content)
    compared = Compared(engine, content)
    organisations = Organisations(engine, clock, content)
    return Services(
        settings=settings,
        store=store,
        organisations=organisations,
        workshops=workshops,
        members=members,
        pictures=pictures,
        compared=compared,
        rooms=Rooms(workshops, members, pictures, compared, organisations, time.monotonic),
        paper=PaperForms(engine, store, members),
        trainer_code=settings.trainer_code or letters_from(secrets.token_bytes, TRAINER_CODE_LENGTH),
        content=content,
        links=Links(clock),
        clock=clock,
    )


def housekeeping(opened: Services) -> Housekeeping:
    """The daily work for these services; it has not been started yet."""
    return Housekeeping(
        engine=opened.store.engine,
        store=opened.store,
        pictures=opened.pictures,
        clock=opened.clock,
        today=opened.today,
        content=opened.content,
        keep=timedelta(days=opened.settings.keep_days),
    )


def _report(error: ContentError) -> None:
    """Says in the log that what the trainer changed cannot be used."""
    _log.warning(in_every_language("content_kept", error))


def _report_clock(now: datetime) -> None:
    """Says in the log that the clock is not believed."""
    _log.warning("\n".join(message("clock_implausible", each, day=now.date().isoformat()) for each in LANGUAGES))


class _Opened:
    """The services of this process."""

    services: Services | None = None
    lock = Lock()


def services() -> Services:
    """The services of this process, opened by app.py, or else now. Raises `KanvasError` or `ContentError`."""
    with _Opened.lock:
        if _Opened.services is None:
            _Opened.services = open_services(os.environ)
        return _Opened.services


def use(opened: Services | None) -> None:
    """Hands services to this process; None closes those in use."""
    with _Opened.lock:
        if _Opened.services is not None and opened is None:
            _Opened.services.store.close()
        _Opened.services = opened
