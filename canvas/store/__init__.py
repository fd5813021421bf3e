"""The store: what people answered, kept through reloads, crashes and months, on SQLite or PostgreSQL."""

from sqlalchemy import Engine

from canvas.store.assessments import Assessments, Clock, Credentials, Record, newest_use
from canvas.store.backup import backup, restore
from canvas.store.compared import Compared
from canvas.store.copies import PATIENCE as PATIENCE_WITH_STANDBY
from canvas.store.copies import with_standby
from canvas.store.deleting import sweep
from canvas.store.engine import Connections, check_whole, check_writable, open_engine, wipe_traces
from canvas.store.errors import StoreError
from canvas.store.guesses import purge_guesses
from canvas.store.members import Live, Members, Promise, Visit, message_for
from canvas.store.migrations import migrate
from canvas.store.organisations import LAPTOP, Account, Founded, Organisation, Organisations, Overview
from canvas.store.outcomes import refresh_outcomes
from canvas.store.paper import Kept, PaperForms
from canvas.store.partitions import keep_months
from canvas.store.pictures import Pictures, Taken
from canvas.store.rooms import Earlier, Room, Rooms
from canvas.store.workshops import Held, Listed, Opened, Wall, Workshops


def open_store(url: str, *, standby: str | None = None, connections: Connections | None = None) -> Engine:
    """The store at a URL, ready for use: opened, created if it is missing, at a schema that this program can use.

    `standby` is the URL of a copy of it, for walls and exports. It need not be there now.
    """
    engine = open_engine(url, connections=connections)
    migrate(engine)
    if standby:
        with_standby(engine, open_engine(standby, patience=PATIENCE_WITH_STANDBY, connections=connections))
    return engine


__all__ = [
    "LAPTOP",
    "Account",
    "Assessments",
    "Clock",
    "Compared",
    "Connections",
    "Credentials",
    "Earlier",
    "Founded",
    "Held",
    "Kept",
    "Listed",
    "Live",
    "Members",
    "Opened",
    "Organisation",
    "Organisations",
    "Overview",
    "PaperForms",
    "Pictures",
    "Promise",
    "Record",
    "Room",
    "Rooms",
    "StoreError",
    "Taken",
    "Visit",
    "Wall",
    "Workshops",
    "backup",
    "check_whole",
    "check_writable",
    "keep_months",
    "message_for",
    "migrate",
    "newest_use",
    "open_engine",
    "open_store",
    "purge_guesses",
    "refresh_outcomes",
    "restore",
    "sweep",
    "wipe_traces",
]
