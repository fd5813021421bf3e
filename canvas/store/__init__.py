"""The store: what people answered, kept through reloads, crashes and months, on SQLite or PostgreSQL."""

from sqlalchemy import Engine

from canvas.store.assessments import Assessments, Clock, Credentials, Record
from canvas.store.backup import backup, restore
from canvas.store.engine import open_engine, wipe_traces
from canvas.store.errors import StoreError
from canvas.store.members import Live, Members, Promise, Visit, message_for
from canvas.store.migrations import migrate
from canvas.store.outcomes import refresh_outcomes
from canvas.store.paper import Kept, PaperForms
from canvas.store.pictures import Pictures, Taken
from canvas.store.workshops import Held, Listed, Opened, Wall, Workshops


def open_store(url: str) -> Engine:
    """The store at a URL, ready for use: opened, created if it is missing, at the newest schema."""
    engine = open_engine(url)
    migrate(engine)
    wipe_traces(engine)
    return engine


__all__ = [
    "Assessments",
    "Clock",
    "Credentials",
    "Held",
    "Kept",
    "Listed",
    "Live",
    "Members",
    "Opened",
    "PaperForms",
    "Pictures",
    "Promise",
    "Record",
    "StoreError",
    "Taken",
    "Visit",
    "Wall",
    "Workshops",
    "backup",
    "message_for",
    "migrate",
    "open_engine",
    "open_store",
    "refresh_outcomes",
    "restore",
]
