"""The store: what people answered, kept through reloads, crashes and months, on SQLite or PostgreSQL."""

from sqlalchemy import Engine

from canvas.store.assessments import Assessments, Clock, Credentials, Record, newest_use
from canvas.store.backup import backup, restore
from canvas.store.compared import Compared
from canvas.store.deleting import sweep
from canvas.store.engine import check_whole, open_engine, wipe_traces
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


def open_store(url: str) -> Engine:
    """The store at a URL, ready for use: opened, created if it is missing, at the newest schema."""
    engine = open_engine(url)
    migrate(engine)
    return engine


__all__ = [
    "LAPTOP",
    "Account",
    "Assessments",
    "Clock",
    "Compared",
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
