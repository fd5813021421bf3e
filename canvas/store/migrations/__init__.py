"""Brings a store to the newest schema, in this process, at start.

All steps run in one transaction: a step that fails leaves the store as it was. Two servers that start at once
take turns, by an advisory lock on PostgreSQL and by SQLite's own write lock.

While servers are replaced one by one, older programs use the store that a newer one has migrated already. A revision
that only adds what they need not know names in its id the oldest revision whose program can go on: `0009_from_0007`.
One that changes or drops something has a number alone, and needs all servers of older programs to be stopped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, func, inspect, select, table

from canvas.store.engine import changing_schema, is_sqlite, reading, store_name
from canvas.store.errors import StoreError

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

SCRIPTS = Path(__file__).parent
NEWEST = "0006"
"""The revision of the newest script."""
_VERSION = "alembic_version"
_LOCK = 0x4B414E56
"""KANV in ASCII: the number of our advisory lock."""


def migrate(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Creates the tables, or changes them to what this program knows.

    A store that is there already is only asked for its revision: Alembic takes longer to load than the store to open.
    """
    if scripts == SCRIPTS and ((found := _revision(engine)) == NEWEST or serves_older(found, NEWEST)):
        return
    from alembic import command  # noqa: PLC0415 (see above)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with changing_schema(engine) as connection:
        if not is_sqlite(engine):
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        if _is_ahead(connection, ScriptDirectory.from_config(config), store_name(engine)):
            return  # a newer program was faster
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def serves_older(revision: str | None, program: str) -> bool:
    """Whether a store at a revision that a program does not know was made for it, too."""
    number, _, oldest = (revision or "").partition("_from_")
    known = program.partition("_from_")[0]
    return bool(oldest) and oldest <= known < number


def _revision(engine: Engine) -> str | None:
    """The revision that a store says it has; None for a new store."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(_VERSION):
            return None
        return connection.execute(select(column("version_num")).select_from(table(_VERSION))).scalar()


def _is_ahead(connection: Connection, scripts: ScriptDirectory, store: str) -> bool:
    """Whether a newer program made the schema, in a way that this one can use. Raises: StoreError, where it cannot."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 (see `migrate`)

    known = {script.revision for script in scripts.walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if not all(serves_older(each, max(known)) for each in unknown):
        raise StoreError("store_newer", store=store)
    return bool(unknown)
