"""Brings a store to the newest schema, in this process, at start.

All steps run in one transaction: a step that fails leaves the store as it was. Two servers that start at once
take turns, by an advisory lock on PostgreSQL and by SQLite's own write lock.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from canvas.store.engine import changing_schema, is_sqlite, store_name
from canvas.store.errors import StoreError

SCRIPTS = Path(__file__).parent
_LOCK = 0x4B414E56
"""KANV in ASCII: the number of our advisory lock."""


def migrate(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Creates the tables, or changes them to what this program knows."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with changing_schema(engine) as connection:
        if not is_sqlite(engine):
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        _refuse_newer(connection, ScriptDirectory.from_config(config), store_name(engine))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory, store: str) -> None:
    """A schema that these scripts do not know was made by a newer program."""
    known = {script.revision for script in scripts.walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise StoreError("store_newer", store=store)
